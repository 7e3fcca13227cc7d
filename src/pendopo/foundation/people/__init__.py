"""Persons, organisations, the tree of offices, positions, sign-in, who saw whose data.

Legal basis: UU 27/2022 (personal data), UU 23/2014 (perangkat daerah).
"""

"""Statements, votes, the map of opinions, and the decision with its reasons.

In: a mandate (question, what is open, who answers), statements, votes. Out: the map
of opinions and the official response, from which commitments are made.
Legal basis: UU 12/2011 Art. 96 as changed by UU 13/2022; MK 91/PUU-XVIII/2020: the
right to be heard, to be considered and to be given an explanation.
"""

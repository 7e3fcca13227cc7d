"""Doors of this room: the catalogue of services, and the desk where they are edited."""

"""Doors of this room: the report form everyone knows, and the form of each service."""

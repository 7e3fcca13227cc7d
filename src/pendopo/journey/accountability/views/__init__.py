"""Doors of this room: what the public reads, and the desk of those who reply."""

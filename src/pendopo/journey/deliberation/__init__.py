"""Statements, votes, the map of opinions, and the decision with its reasons."""

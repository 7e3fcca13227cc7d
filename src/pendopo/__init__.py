"""Pendopo: the open hall of one local government."""

__version__ = "2026.11.0"

"""Looks outward; nobody inside depends on it."""

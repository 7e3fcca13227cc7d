"""Doors: Open311, pages for partners' keys, other servers, and the documentation."""

"""Reading registers and releases."""

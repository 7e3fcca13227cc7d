"""Writing registers and releases."""

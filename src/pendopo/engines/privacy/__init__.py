"""Finding and covering Indonesian personal and secret data in texts, tables and files."""

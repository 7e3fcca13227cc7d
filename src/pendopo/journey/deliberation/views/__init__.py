"""The room's doors: one module for everyone, one for officers."""

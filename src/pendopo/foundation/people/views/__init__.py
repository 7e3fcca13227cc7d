"""Pages of this room: signing in with a code, and one's own data."""

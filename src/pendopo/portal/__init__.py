"""Pages and commands that look across rooms: home, track, demo."""

"""What was promised, by whom, until when, and how far it is."""

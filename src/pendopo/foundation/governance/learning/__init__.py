"""Learning: staff try the office's own rules on situations and state that they know them."""

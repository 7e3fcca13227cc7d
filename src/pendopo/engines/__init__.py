"""Pure thinking: no rows, no clock, no settings, no global chance."""

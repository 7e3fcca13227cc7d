"""Pages of the office network and of the register of monitoring."""

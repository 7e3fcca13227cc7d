"""Wiring only: settings, environment, addresses, the server's entry point."""

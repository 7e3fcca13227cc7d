"""Releases on their way out: to Mastodon accounts and to signed webhooks."""

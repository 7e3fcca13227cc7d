"""Escalation: a limit that nears or has passed is put before those who must act.

The ladder is data (``data/rules/escalation.yaml``). It reaches people through the tree of
offices, says so in public in neutral words, and tells the installation's health page where
nobody stood on a rung.
"""

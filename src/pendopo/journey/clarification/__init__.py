"""The clarification room: rumours are told, weighed, answered by who owns the facts, remembered.

A verdict is a release of ``foundation/release``: it passes the same check of personal data, the
same mandate and approvals, and goes out with the same archived copy. Who spread a rumour is
never kept.
"""

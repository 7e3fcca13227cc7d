"""The one spine: append-only facts, their delivery, their sealing and receipts.

In: a fact from any room, in the same transaction as the change it tells of.
Out: timelines, deliveries to subscribers, signed Merkle blocks, receipts.
"""

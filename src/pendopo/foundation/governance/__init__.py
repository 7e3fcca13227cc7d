"""Governance: who may say what, where and when, as versioned rules with their law.

In: rule sets from ``data/policies`` or made on screen, requests of later rooms. Out: decisions
with rule and reason, ``PolicyPublished``, ``PolicyDecided``.
Legal basis: UU 14/2008, UU 27/2022, PP 94/2021, SE MenPANRB 137/2018; each rule names its own.
"""

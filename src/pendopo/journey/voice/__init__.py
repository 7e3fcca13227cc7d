"""Voices: what people say to the government, on whatever channel.

In: a complaint, aspiration or question. Out: ``VoiceReceived`` and a receipt.
Legal basis: UU 25/2009 pasal 36, Perpres 76/2013 (means and mechanism of complaints).
"""

"""Cases: a voice on its way through the offices, on legal clocks, in public.

In: ``VoiceReceived``. Out: facts of every step, from which the timeline is drawn.
Legal basis: UU 25/2009, Perpres 76/2013, PermenPANRB 62/2018 (classes and limits).
"""

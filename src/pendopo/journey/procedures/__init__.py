"""Procedures: everything a person may ask of the government, as versioned data.

In: definitions from ``data/procedures`` or made on screen. Out: ``ProcedurePublished``,
service pages and forms; later rooms keep the version under which they began.
Legal basis: UU 25/2009 pasal 21 (Standar Pelayanan).
"""

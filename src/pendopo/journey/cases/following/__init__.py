"""Following a case, an area or an office by e-mail, after the address confirmed it.

In: facts of cases. Out: plain messages with numbers and states, never a word of a person.
"""

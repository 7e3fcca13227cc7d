"""Release: who speaks for the government, through which accounts, and what goes out.

In: drafts of offices, official accounts, mandates of spokespersons. Out: the public directory of
who may answer, published information with archived copies, ``ReleasePublished`` and its like.
Legal basis: UU 14/2008 pasal 7 to 11, UU 27/2022, Inpres 9/2015, SE MenPANRB 137/2018.
"""

"""Each office stands to account, with the right of reply.

Comes in: indicators, open cases past their limit, commitments.
Goes out: one page an office with fair comparison, notices before adverse words, replies.
The subject is an office, never a person; nobody is ranked.
"""

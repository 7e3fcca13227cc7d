"""What was promised, by whom, until when, and how far it is.

Comes in: an official response with its reasons, or another legal source.
Goes out: commitments with owner, due date, milestones, progress and independent readings.
No commitment is made by itself when a response is issued: the fact tells neither owner nor
due date, so an officer writes it on a form that starts from the response
(``services.make_commitments_from_response``); the desk lists responses still without one.
"""

"""Duties towards people whose data is kept: register, notices, requests, retention, breaches.

In: the models' own declarations of personal data, requests of citizens, the law in
``data/personal_data`` and ``data/rules/personal_data.yaml``. Out: ``DataRequestReceived``,
``DataRequestAnswered``, ``BreachRecorded``, ``DocumentWritten``, ``RetentionRan`` and letters.
Legal basis: UU 27/2022; hours and grounds are rows with their own article and confidence.
"""

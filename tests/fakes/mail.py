"""A mail server that takes nothing."""

from django.core.mail.backends.base import BaseEmailBackend


class ClosedMailbox(BaseEmailBackend):
    """Refuses every message as an unreachable server does."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError

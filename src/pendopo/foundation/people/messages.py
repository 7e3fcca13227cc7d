"""Sending a short message to a person: e-mail through Django, SMS through a gateway."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.module_loading import import_string

from pendopo.foundation.people.types import CodeChannel

log = logging.getLogger("pendopo.people")


class Messenger(Protocol):
    """A gateway for text messages; name yours in the setting ``PENDOPO_MESSENGER``."""

    reaches_phones: bool

    def send(self, to: str, text: str) -> None:
        """Send ``text`` to a number written as +62…; OSError if it was not taken."""


class FileMessenger:
    """Writes each message to a file: for trying out, where no gateway is set up."""

    reaches_phones = False

    def send(self, to: str, text: str) -> None:
        """Write the message to PENDOPO_HOME/mail and warn."""
        folder = Path(settings.PENDOPO_HOME) / "mail"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / f"sms-{secrets.token_hex(8)}.txt"
        path.touch(mode=0o600)
        path.write_text(f"To: {to}\n\n{text}\n", encoding="utf-8")
        log.warning(
            "sms.no_gateway: NO SMS WAS SENT; it was written to %s. Set PENDOPO_MESSENGER.",
            path.name,
        )


def messenger() -> Messenger:
    """Return the gateway this installation uses."""
    chosen: type[Messenger] = import_string(settings.PENDOPO_MESSENGER)
    return chosen()


def send_message(channel: CodeChannel, to: str, *, subject: str, text: str) -> None:
    """Send a message; OSError if the server or gateway did not take it."""
    if channel is CodeChannel.EMAIL:
        send_mail(subject, text, None, [to])
    else:
        messenger().send(to, text)

"""Which voices this browser may follow, and the address of the page after sending."""

from __future__ import annotations

import uuid
from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from django.core import signing

from pendopo.journey.voice.errors import VoiceNotFound
from pendopo.kernel.time import from_iso, to_iso

FOLLOW_FOR = timedelta(hours=12)
SENT_PAGE_SECONDS = 3_600
_MOST = 20
_FOLLOWED, _DRAFTS, _SALT = "followed_voices", "drafts", "voice.sent"
Session = MutableMapping[str, Any]


def follow(session: Session, voice_id: uuid.UUID, *, at: datetime) -> None:
    """Remember that this browser proved it holds the voice."""
    known = dict(session.get(_FOLLOWED, {}))
    known.pop(str(voice_id), None)
    session[_FOLLOWED] = dict([*known.items(), (str(voice_id), to_iso(at))][-_MOST:])


def is_followed(session: Session, voice_id: uuid.UUID, *, at: datetime) -> bool:
    """Return whether this browser proved within twelve hours that it holds the voice."""
    since = session.get(_FOLLOWED, {}).get(str(voice_id))
    return since is not None and at - from_iso(since) < FOLLOW_FOR


def forget_followed(session: Session) -> None:
    """Forget all voices followed in this browser, for shared machines."""
    session.pop(_FOLLOWED, None)


def remember_draft(session: Session, submission_key: uuid.UUID) -> None:
    """Remember whose photos this browser may see before sending."""
    drafts = [key for key in session.get(_DRAFTS, []) if key != str(submission_key)]
    session[_DRAFTS] = [*drafts, str(submission_key)][-_MOST:]


def is_own_draft(session: Session, submission_key: uuid.UUID) -> bool:
    """Return whether the submission was begun in this browser."""
    return str(submission_key) in session.get(_DRAFTS, [])


def sent_token(voice_id: uuid.UUID) -> str:
    """Return the signed address part of the page after sending."""
    return signing.dumps(str(voice_id), salt=_SALT)


def voice_of_token(token: str) -> uuid.UUID:
    """Return the voice behind a page after sending; VoiceNotFound if forged or too old."""
    try:
        return uuid.UUID(signing.loads(token, salt=_SALT, max_age=SENT_PAGE_SECONDS))
    except (signing.BadSignature, ValueError) as error:
        raise VoiceNotFound from error

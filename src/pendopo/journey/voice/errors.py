"""What can go wrong with a voice."""

from __future__ import annotations

from pendopo.kernel.errors import BadInput, NotFound


class VoiceNotFound(NotFound):
    """Unknown number, or the code does not belong to it."""


class DocumentUnreadable(BadInput):
    """The file is not a photo or PDF that may be kept."""


class PhotoUnreadable(BadInput):
    """The file is not a photo that can be read."""

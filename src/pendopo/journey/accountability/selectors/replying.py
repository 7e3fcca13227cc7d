"""Reading notices and replies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from pendopo.journey.accountability.models import Notice, Reply
from pendopo.journey.accountability.types import Target

MOST_REPLIES = 100


@dataclass(frozen=True)
class Answer:
    """What stands next to a figure: the newest reply, those before it, or that it was asked."""

    reply: Reply | None
    earlier: Sequence[Reply]
    notice: Notice | None

    @property
    def is_unanswered(self) -> bool:
        """Return whether the office was asked and has not replied since."""
        return self.notice is not None and self.notice.replied_at is None


def answers_of(office_id: UUID) -> dict[tuple[str, str], Answer]:
    """Return by kind and name what an office says about each matter, in two queries."""
    replies: dict[tuple[str, str], list[Reply]] = {}
    for reply in Reply.objects.filter(office_id=office_id).order_by("-at", "-id")[:MOST_REPLIES]:
        replies.setdefault((reply.kind, reply.about), []).append(reply)
    notices = {
        (notice.kind, notice.about): notice
        for notice in Notice.objects.filter(office_id=office_id, ended_at__isnull=True)
    }
    return {
        key: Answer(
            reply=next(iter(replies.get(key, [])), None),
            earlier=replies.get(key, [])[1:],
            notice=notices.get(key),
        )
        for key in replies.keys() | notices.keys()
    }


def open_notice(office_id: UUID, target: Target) -> Notice | None:
    """Return the open notice about a matter, locked until the transaction ends."""
    return (
        Notice.objects.select_for_update(no_key=True)
        .filter(
            office_id=office_id,
            kind=target.kind.value,
            about=target.about,
            ended_at__isnull=True,
        )
        .first()
    )


def notices_of_offices(office_ids: Iterable[UUID], *, most: int = 50) -> QuerySet[Notice]:
    """Return the open notices of some offices, the nearest publication first."""
    rows = Notice.objects.filter(office_id__in=list(office_ids), ended_at__isnull=True)
    return rows.select_related("office").order_by("publish_at", "id")[:most]


def replies_of_offices(office_ids: Iterable[UUID], *, most: int = 50) -> QuerySet[Reply]:
    """Return the newest replies of some offices."""
    rows = Reply.objects.filter(office_id__in=list(office_ids)).select_related("office")
    return rows.order_by("-at", "-id")[:most]

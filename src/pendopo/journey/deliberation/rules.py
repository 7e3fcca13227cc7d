"""Who may do what, what a statement may contain, and who sees which statement next."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.deliberation.errors import AnswersMissing, NotOpen, StatementUnfit
from pendopo.journey.deliberation.types import Answer, State
from pendopo.journey.voice.masking import marked_text
from pendopo.kernel.errors import IllegalTransition, NotAllowed

if TYPE_CHECKING:
    from pendopo.journey.deliberation.models import Deliberation

MODERATORS = (Role.VERIFIER, Role.ADMIN)
RESPONDERS = (Role.HEAD, Role.REGENT)
LONGEST_STATEMENT = 240
SHORTEST_STATEMENT = 10
SHORTEST_REASON = 20
ENOUGH_PER_DAY = 20
MOST_VOTES_PER_MINUTE = 40
MOST_STATEMENTS_PER_DAY = 5
# Generous: a whole village may share one address behind its phone network.
MOST_NEWCOMERS_PER_HOUR = 1_000

_FOLLOWS = {
    State.DRAFT: State.OPEN,
    State.OPEN: State.CLOSED,
    State.CLOSED: State.ANSWERED,
}


def require_step(deliberation: Deliberation, to: State) -> None:
    """Raise IllegalTransition unless ``to`` follows the present state."""
    if _FOLLOWS.get(State(deliberation.state)) is not to:
        raise IllegalTransition(
            _("Langkah ini tidak dapat dilakukan saat musyawarah berstatus “%(state)s”.")
            % {"state": State(deliberation.state).label}
        )


def require_moderator(actor: Actor) -> None:
    """Raise NotAllowed unless the actor runs deliberations."""
    if not actor.has_role(*MODERATORS):
        raise NotAllowed(_("Hanya verifikator atau pengelola yang dapat melakukan langkah ini."))


def may_respond(actor: Actor, deliberation: Deliberation) -> bool:
    """Return whether the actor may sign the response: the office's head, or the regent."""
    if actor.has_role(Role.REGENT):
        return True
    return deliberation.office_id is not None and deliberation.office_id in actor.offices(Role.HEAD)


def require_responder(actor: Actor, deliberation: Deliberation) -> None:
    """Raise NotAllowed unless the actor may sign the response."""
    if not may_respond(actor, deliberation):
        raise NotAllowed(
            _("Tanggapan resmi ditandatangani kepala perangkat daerah yang menjawab atau bupati.")
        )


def takes_votes(deliberation: Deliberation, at: datetime) -> bool:
    """Return whether votes and statements are taken at ``at``."""
    return deliberation.state == State.OPEN and at < deliberation.closes_at


def require_open(deliberation: Deliberation, at: datetime) -> None:
    """Raise NotOpen unless votes and statements are taken at ``at``."""
    if not takes_votes(deliberation, at):
        raise NotOpen(_("Musyawarah ini tidak sedang dibuka. Jawaban Anda tidak disimpan."))


def are_counts_open(deliberation: Deliberation) -> bool:
    """Return whether everyone may see all counts: only after the deliberation closed."""
    return deliberation.state in {State.CLOSED, State.ANSWERED}


def require_fit_statement(text: str) -> str:
    """Return the statement with its spaces put right.

    The gate asks more, by numbers that an office sets; no number allows identifiers here.

    Raises
    ------
    StatementUnfit
        Too short or long, or with something in it that tells who someone is.
    """
    words = require_one_sentence(text)
    if any(part.found for part in marked_text(words)):
        raise StatementUnfit(
            _(
                "Pernyataan ini akan dibaca semua orang. Hapus nomor telepon, NIK, atau alamat surel "
                "di dalamnya, lalu kirim lagi."
            ),
            field="text",
        )
    return words


def require_one_sentence(text: str) -> str:
    """Return the statement with its spaces put right.

    Raises
    ------
    StatementUnfit
        Too short or long.
    """
    words = " ".join(text.split())
    if len(words) < SHORTEST_STATEMENT:
        raise StatementUnfit(
            _("Tulis satu kalimat utuh supaya dapat dijawab orang lain."), field="text"
        )
    if len(words) > LONGEST_STATEMENT:
        raise StatementUnfit(
            _(
                "Paling banyak %(most)d huruf. Satu pernyataan memuat satu gagasan; "
                "kirim gagasan lain sebagai pernyataan tersendiri."
            )
            % {"most": LONGEST_STATEMENT},
            field="text",
        )
    return words


def showing_order(participant_key: str, n_votes: Mapping[int, int]) -> list[int]:
    """Return statement numbers in the order in which one participant sees them.

    Seeded chance per participant, in which a statement's odds of coming next are
    1 / (1 + votes so far): new statements catch up, and how people voted plays no part.
    The draw is the exponential race of Efraimidis and Spirakis (2006),
    doi:10.1016/j.ipl.2005.11.003, with the hash of participant and number as chance, so
    that a page opened again shows the same statement.
    """
    return sorted(
        n_votes, key=lambda number: (_arrival(participant_key, number, n_votes[number]), number)
    )


def _arrival(key: str, number: int, n_votes: int) -> float:
    drawn = hashlib.sha256(f"{key}:{number}".encode()).digest()
    chance = (int.from_bytes(drawn[:7], "big") + 1) / (2**56 + 1)
    return -math.log(chance) * (1 + n_votes)


def require_whole_response(answers: Iterable[Answer], owed: Iterable[int]) -> None:
    """Refuse a response that does not give every statement an outcome with a reason.

    Raises
    ------
    AnswersMissing
        Names the statements left out, answered twice or unknown, or the thin reason.
    """
    answered = [number for answer in answers for number in answer.numbers]
    missing = sorted(set(owed) - set(answered))
    if missing:
        raise AnswersMissing(
            _("Belum ada jawaban untuk pernyataan nomor %(numbers)s.")
            % {"numbers": _listed(missing)}
        )
    twice = sorted({number for number in answered if answered.count(number) > 1})
    if twice:
        raise AnswersMissing(
            _("Pernyataan nomor %(numbers)s dijawab lebih dari sekali.")
            % {"numbers": _listed(twice)}
        )
    unknown = sorted(set(answered) - set(owed))
    if unknown:
        raise AnswersMissing(
            _("Tidak ada pernyataan nomor %(numbers)s dalam musyawarah ini.")
            % {"numbers": _listed(unknown)}
        )
    if any(len(answer.reason.strip()) < SHORTEST_REASON for answer in answers):
        raise AnswersMissing(
            _("Setiap jawaban memerlukan alasan yang menjelaskan, bukan satu dua kata.")
        )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)

"""Who may do what with a case, and which step may follow which; no queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.errors import AnswerEmpty
from pendopo.journey.cases.types import CaseClass, Status
from pendopo.kernel.errors import IllegalTransition, NotAllowed

if TYPE_CHECKING:
    from pendopo.journey.cases.models import Case

# Step → the states in which it may be taken.
ALLOWED_FROM: dict[str, frozenset[Status]] = {
    "verify": frozenset({Status.RECEIVED}),
    "assign": frozenset({Status.ASSIGNED, Status.WAITING}),
    "ask": frozenset({Status.ASSIGNED}),
    "reply": frozenset({Status.WAITING, Status.ANSWERED}),
    "answer": frozenset({Status.ASSIGNED, Status.WAITING}),
    "close": frozenset({Status.ANSWERED}),
    "close_unanswered": frozenset({Status.ASSIGNED, Status.WAITING, Status.RECEIVED}),
    "reopen": frozenset({Status.ANSWERED, Status.CLOSED}),
    "archive": frozenset({Status.RECEIVED, Status.ASSIGNED, Status.WAITING}),
}
OPEN = frozenset({Status.RECEIVED, Status.ASSIGNED, Status.WAITING})
MIN_ANSWER = 40
# Phrases that say that something was done without saying what.
_EMPTY_PHRASES = re.compile(
    r"\b(sudah|telah|akan|segera|kami|laporan|anda|saudara|terima kasih|atas|laporannya|"
    r"ditindaklanjuti|tindak lanjuti|proses|diproses|dinas|terkait|koordinasi(kan)?|"
    r"dikoordinasikan|mohon|ditunggu|bapak|ibu|kak)\b",
    re.IGNORECASE,
)


def require_step(case: Case, step: str) -> None:
    """Raise IllegalTransition unless ``step`` may follow the case's state."""
    if Status(case.status) not in ALLOWED_FROM[step]:
        raise IllegalTransition(
            _("Langkah ini tidak dapat dilakukan saat laporan berstatus “%(status)s”.")
            % {"status": Status(case.status).label}
        )


def may_see(actor: Actor, case: Case) -> bool:
    """Return whether the actor's positions cover the case.

    An oversight complaint is seen by the inspectorate and the verifier alone, so
    that the accused office cannot read who complained.
    """
    if case.case_class == CaseClass.COMPLAINT_OVERSIGHT:
        return actor.has_role(Role.INSPECTOR, Role.VERIFIER)
    if actor.has_role(Role.VERIFIER, Role.REGENT, Role.INSPECTOR, Role.FRONTDESK):
        return True
    return case.office_id is not None and case.office_id in actor.offices(Role.OFFICER, Role.HEAD)


def require_verifier(actor: Actor) -> None:
    """Raise NotAllowed unless the actor verifies."""
    if not actor.has_role(Role.VERIFIER):
        raise NotAllowed(_("Hanya verifikator yang dapat melakukan langkah ini."))


def require_handler(actor: Actor, case: Case) -> None:
    """Raise NotAllowed unless the actor works at the responsible office."""
    if actor.has_role(Role.VERIFIER):
        return
    if case.office_id not in actor.offices(Role.OFFICER, Role.HEAD, Role.INSPECTOR):
        raise NotAllowed(_("Laporan ini ditangani perangkat daerah lain."))


def require_substance(text: str, proof: str) -> None:
    """Refuse an answer that says nothing ("sudah ditindaklanjuti" alone).

    Raises
    ------
    AnswerEmpty
        With guidance on what an answer must say.
    """
    rest = re.sub(r"\W+", " ", _EMPTY_PHRASES.sub(" ", f"{text} {proof}")).strip()
    if len(text.strip()) < MIN_ANSWER or len(rest) < MIN_ANSWER // 2:
        raise AnswerEmpty(
            _(
                "Jawaban ini belum menjelaskan apa pun. Tulis apa yang dikerjakan, di mana, kapan, "
                "dan oleh siapa; atau alasan mengapa belum atau tidak dapat."
            )
        )

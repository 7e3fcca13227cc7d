"""Who may do what with a case, and which step may follow which; no queries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor, ReadPurpose, Role
from pendopo.journey.cases.errors import AnswerEmpty
from pendopo.journey.cases.substance import MIN_ANSWER, MIN_TELLING, telling_words
from pendopo.journey.cases.types import CaseClass, Outcome, Status
from pendopo.journey.voice.types import Kind
from pendopo.kernel.errors import BadInput, NotAllowed
from pendopo.kernel.regions import covers

if TYPE_CHECKING:
    from pendopo.foundation.people.models import Office
    from pendopo.journey.cases.models import Case, Clock

OPEN = frozenset({Status.RECEIVED, Status.ASSIGNED, Status.WAITING, Status.OBJECTED})
# Where a clock may run: the office's, or after an answer the author's.
CLOCKED = OPEN | {Status.ANSWERED}
# Steps for which an office may keep ready texts.
TEXT_STEPS = ("progress", "answer", "ask", "archive")
# Not satisfied, less, satisfied, very; the same four steps as in the survey of PermenPANRB 14/2017.
SCORES = range(1, 5)
UNSATISFIED = 2
# Who works on cases at their office, and who reads every case that is not secret.
HANDLERS = (Role.OFFICER, Role.HEAD, Role.INSPECTOR)
SEE_ALL_OPEN = (Role.REGENT, Role.INSPECTOR, Role.FRONTDESK)
# Who handles cases of a kind wherever they serve, before any office has them.
NAMED_FOR: dict[str, tuple[Role, ...]] = {
    Kind.INFORMATION.value: (Role.PPID, Role.PPID_SUPERIOR),
    Kind.INTEGRITY.value: (Role.INSPECTOR,),
}
# Who has any business with cases.
STAFF = (
    Role.VERIFIER,
    Role.ARBITER,
    *HANDLERS,
    Role.REGENT,
    Role.FRONTDESK,
    Role.PPID,
    Role.PPID_SUPERIOR,
)


def may_see(actor: Actor, case: Case) -> bool:
    """Return whether the actor's positions cover the case.

    An oversight complaint is seen by the inspectorate and the verifier alone, so that
    the accused office cannot read who complained; a report of integrity, which the
    inspectorate verifies itself, by the inspectorate alone. Any other secret case is read by the
    verifier and the responsible office: that is what its author was promised. Until the
    verifier has classed it, any case may turn out to be one about wrongdoing. An arbiter
    reads what they have to settle, and afterwards what is not secret of it.
    """
    if is_accused(actor, case):
        return False
    if may_verify(actor, case):
        return True
    if case.case_class == CaseClass.COMPLAINT_OVERSIGHT or is_inspectors_own(case):
        return actor.has_role(Role.INSPECTOR)
    if _is_at_office(actor, case) or _is_named(actor, case) or arbitrates(actor, case):
        return True
    is_open = not case.is_secret and bool(case.case_class)
    return is_open and (
        actor.has_role(*SEE_ALL_OPEN)
        or is_raised_to(actor, case)
        or (case.is_decided and _is_arbiter_of(actor, case))
    )


def is_inspectors_own(case: Case) -> bool:
    """Return whether the case came as a report of integrity, read by nobody but inspectors.

    One without a procedure came another way, and its verifier has to see it; so has the
    verifier of one that accuses the inspectorate, which nobody else could take up.
    """
    is_report = case.kind == Kind.INTEGRITY and case.procedure_version_id is not None
    return is_report and not case.is_overseer_accused


def is_ppids_own(case: Case) -> bool:
    """Return whether the case is a request for information that its procedure gives to the PPID."""
    return case.kind == Kind.INFORMATION and case.procedure_version_id is not None


def receiving_role(case: Case) -> Role:
    """Return who looks at the case first, and registers or verifies it."""
    if is_inspectors_own(case):
        return Role.INSPECTOR
    return Role.PPID if is_ppids_own(case) else Role.VERIFIER


def is_raised_to(actor: Actor, case: Case) -> bool:
    """Return whether a late limit of the case was put before an office that the actor heads."""
    return any(
        mandate.role is Role.HEAD and mandate.office_code in case.raised_to
        for mandate in actor.mandates
    )


def is_accused(actor: Actor, case: Case) -> bool:
    """Return whether the actor serves at the office that the case accuses, or in a part of it.

    Such a person reads nothing of it, whatever other positions they hold.
    """
    return case.accused_office_id is not None and case.accused_office_id in actor.serves_under()


def may_verify(actor: Actor, case: Case) -> bool:
    """Return whether the actor does the coordinator's work on the case.

    On a report of integrity the inspectorate does it. Where a case accuses an office, the
    inspectorate may do it as well: the accused office may be the one in which all
    verifiers serve, and then nobody else could.
    """
    if is_accused(actor, case):
        return False
    if is_inspectors_own(case):
        return actor.has_role(Role.INSPECTOR)
    accuses = case.accused_office_id is not None
    return actor.has_role(Role.VERIFIER) or (accuses and actor.has_role(Role.INSPECTOR))


def arbitrates(actor: Actor, case: Case) -> bool:
    """Return whether the actor is the arbiter for whom the case waits."""
    return case.is_disputed and not is_accused(actor, case) and _is_arbiter_of(actor, case)


def _is_arbiter_of(actor: Actor, case: Case) -> bool:
    return any(
        mandate.role is Role.ARBITER and covers(mandate.region_code, case.region_id or "")
        for mandate in actor.mandates
    )


def may_handle(actor: Actor, case: Case) -> bool:
    """Return whether the actor works on the case: verifier, responsible office, inspectorate."""
    if is_accused(actor, case):
        return False
    if may_verify(actor, case):
        return True
    if case.case_class == CaseClass.COMPLAINT_OVERSIGHT or is_inspectors_own(case):
        return actor.has_role(Role.INSPECTOR)
    return _is_at_office(actor, case) or _is_named(actor, case)


def serves(actor: Actor, case: Case) -> bool:
    """Return whether the actor is an officer of the office that has the case.

    On a case under oversight that is the inspectorate. Before an office has it, and where it
    accuses everyone who oversees, whoever works on it stands in.
    """
    if case.office_id is None or case.is_overseer_accused:
        return may_handle(actor, case)
    if is_accused(actor, case):
        return False
    if case.case_class == CaseClass.COMPLAINT_OVERSIGHT or is_inspectors_own(case):
        return actor.has_role(Role.INSPECTOR)
    return _is_at_office(actor, case)


def _is_named(actor: Actor, case: Case) -> bool:
    return actor.has_role(*NAMED_FOR.get(case.kind, ()))


def _is_at_office(actor: Actor, case: Case) -> bool:
    return case.office_id is not None and case.office_id in actor.offices(*HANDLERS)


def require_verifier(actor: Actor, case: Case) -> None:
    """Raise NotAllowed unless the actor does the coordinator's work on the case."""
    if not may_verify(actor, case):
        raise NotAllowed(_("Hanya verifikator yang dapat melakukan langkah ini."))


def require_handler(actor: Actor, case: Case) -> None:
    """Raise NotAllowed unless the actor works on the case."""
    if not may_handle(actor, case):
        raise NotAllowed(_("Laporan ini ditangani perangkat daerah lain."))


def purposes_for(actor: Actor, case: Case) -> tuple[ReadPurpose, ...]:
    """Return for which purposes the actor may open the reporter's identity; often none."""
    if not may_handle(actor, case):
        return ()
    own = (ReadPurpose.HANDLE_CASE, ReadPurpose.CONTACT_REPORTER)
    return (*own, ReadPurpose.AUDIT) if actor.has_role(Role.INSPECTOR) else own


def in_covering_position(
    actor: Actor, case: Case, purpose: ReadPurpose = ReadPurpose.HANDLE_CASE
) -> Actor:
    """Return the actor with the one position by which they may open the identity.

    Who holds several reads under the one that covers the case, and the record says so. A
    purpose that only several together allow is recorded under the one that handles it.
    """
    alone = tuple(actor.in_each_position())
    allowed = (one for one in alone if purpose in purposes_for(one, case))
    handling = (one for one in alone if may_handle(one, case))
    return next(allowed, None) or next(handling, actor)


def may_open_documents(actor: Actor, case: Case) -> bool:
    """Return whether the actor may open what came with an application: who handles it.

    The verifier is among them: whether documents are complete is found out before any
    office has it.
    """
    return may_handle(actor, case)


def may_pause(clock: Clock, at: datetime) -> bool:
    """Return whether a question to the author pauses the clock: once, and before it ran out.

    Without the bound an office could hold off its limit for ever by asking, and take a
    limit it missed out of sight. The choice is Pendopo's own; no rule sets a number.
    """
    return not clock.pauses and at <= clock.due_at


def require_substance(text: str, proof: str) -> None:
    """Refuse words that say nothing of this case ("sudah ditindaklanjuti" alone).

    Raises
    ------
    AnswerEmpty
        With guidance on what an answer must say.
    """
    if len(text.strip()) < MIN_ANSWER or len(telling_words(f"{text} {proof}")) < MIN_TELLING:
        raise AnswerEmpty(
            _(
                "Jawaban ini belum menjelaskan apa pun. Tulis apa yang dikerjakan, di mana, kapan, "
                "dan oleh siapa; atau alasan mengapa belum atau tidak dapat."
            )
        )


def require_proof(outcome: Outcome, proof: str) -> None:
    """Refuse an answer whose outcome rests on nothing that can be looked up.

    Raises
    ------
    AnswerEmpty
        It names neither proof of what was done nor the reason for what was not.
    """
    if not telling_words(proof):
        raise AnswerEmpty(
            _("Sebutkan buktinya: nomor berita acara, tanggal, lokasi, atau alamat fotonya.")
            if outcome is Outcome.DONE
            else _("Sebutkan dasarnya: rencana dan tanggalnya, peraturan, atau keterangan resmi.")
        )


def require_fit_rating(score: int, reason: str) -> None:
    """Refuse a score that is not on the scale, and a bad one without its reason.

    Raises
    ------
    BadInput
    """
    if score not in SCORES:
        raise BadInput(_("Pilih salah satu nilai."), field="score")
    if score <= UNSATISFIED and not reason.strip():
        raise BadInput(_("Tulis apa yang kurang, agar dapat diperbaiki."), field="reason")


def require_text_keeper(actor: Actor, office: Office | None) -> None:
    """Raise NotAllowed unless the actor may write ready texts for an office, or for all."""
    if actor.has_role(Role.VERIFIER, Role.ADMIN):
        return
    if office is None or office.id not in actor.offices(Role.OFFICER, Role.HEAD):
        raise NotAllowed(_("Naskah ini milik perangkat daerah lain."))

"""What staff do here: answer a quiz, and state that they know the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pendopo.foundation.governance.learning import selectors
from pendopo.foundation.governance.learning.drawing import Question
from pendopo.foundation.governance.learning.errors import QuizNotPassed
from pendopo.foundation.governance.learning.events import RulesAttested
from pendopo.foundation.governance.models import Attestation, PolicyVersion, QuizTally
from pendopo.foundation.governance.selectors import day_of
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.kernel.numbers import number_in_force


@transaction.atomic
def grade(*, version: PolicyVersion, answered: Sequence[tuple[Question, str]], by: Actor) -> int:
    """Count the answers for the officer's office and return how many were right.

    Nothing is kept of who answered what.
    """
    office_id = by.mandates[0].office_id
    n_right = 0
    for question, answer in answered:
        is_right = answer == question.decision.effect
        n_right += is_right
        row, _new = QuizTally.objects.get_or_create(
            office_id=office_id, version=version, rule=question.about
        )
        QuizTally.objects.filter(id=row.id).update(
            n_asked=F("n_asked") + 1, n_right=F("n_right") + int(is_right)
        )
    return n_right


@transaction.atomic
def attest(*, version: PolicyVersion, has_passed: bool, by: Actor, at: datetime) -> Attestation:
    """Keep the officer's statement that they know these rules; once while it is valid.

    Raises
    ------
    QuizNotPassed
    """
    if not has_passed or by.account_id is None:
        raise QuizNotPassed(_("Lulus kuisnya dahulu, lalu nyatakan."))
    held = selectors.attestation_of(by, version, at=at)
    if held is not None:
        return held
    days = timedelta(days=number_in_force("learning.valid_days", at=at))
    row = Attestation.objects.create(
        account_id=by.account_id,
        version=version,
        attested_at=at,
        valid_to=day_of(at) + days,
    )
    publish(
        RulesAttested(
            policy_version_id=version.id,
            policy=version.policy_set_id,
            number=version.number,
            valid_to=row.valid_to,
            at=at,
            by=by.ref,
        )
    )
    return row

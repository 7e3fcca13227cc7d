"""What a release asks of the policy: its facts, and the answer with reasons.

Written releases go out through the communications desk, whoever drafts them; a statement or a
clarification is spoken by its author, whose own mandate counts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from pendopo.engines.policy import Decision, Effect, Embargo, Request, Rule, Value
from pendopo.foundation.governance import selectors as policies
from pendopo.foundation.governance import services as governance
from pendopo.foundation.governance.wording import explanation, fact_label
from pendopo.foundation.people.selectors import positions_in_force
from pendopo.foundation.people.types import Role
from pendopo.foundation.release import privacy
from pendopo.foundation.release.models import Release
from pendopo.foundation.release.selectors.registers import mandates_of, operates_an_account
from pendopo.foundation.release.types import ACTS, AccountState, MaterialClass, ReleaseKind
from pendopo.kernel.calendars import usual_calendar

_CODES = {
    Role.HEAD: "head",
    Role.PPID: "ppid",
    Role.REGENT: "regent",
    # The superior of the PPID is the regional secretary (Permendagri 3/2017).
    Role.PPID_SUPERIOR: "secretary",
}
NO_RULE, PRIVACY, EXPIRED = "no-rule", "privacy", "approval-expired"


def ask(release: Release, *, moment: datetime, at: datetime, given: Iterable[str]) -> Decision:
    """Decide whether a release may go out at a moment with the approvals given."""
    facts = _facts_of(release) | _speaker(release, at=at)
    facts["authorisations"] = frozenset(given)
    request = Request(
        ACTS[release.kind],
        moment,
        facts,
        mandates=mandates_of(release.author_id),
        topic=release.topic.code,
        embargo=Embargo(release.embargo_until),
    )
    return governance.decide(request=request, calendar=usual_calendar(at=moment), at=at)


def ask_approval(release: Release, *, person_id: uuid.UUID, at: datetime) -> Decision:
    """Decide whether a person may approve a release."""
    facts = _facts_of(release) | _roles(person_id, release, at=at)
    facts["is_author"] = person_id == release.author_id
    facts["authorisations"] = frozenset()
    request = Request("approve", at, facts, embargo=Embargo(None))
    return governance.decide(request=request, calendar=usual_calendar(at=at), at=at)


def _facts_of(release: Release) -> dict[str, Value | None]:
    is_post = release.kind == ReleaseKind.NEWS
    in_use = all(each.state == AccountState.REGISTERED for each in release.accounts.all())
    return {
        "purpose": "duty",
        "account": "official" if is_post else "none",
        "account_state": "registered" if in_use else "suspended",
        "object_class": _class_of(release),
        "personal_data": privacy.class_of(release.title, release.text),
        "child_identity": release.child_identity,
        "legal_process": release.legal_process,
        "procurement": release.procurement,
        "election": release.election,
        "has_source": bool(release.source_url or release.source_code),
        # Pendopo itself sends it, from the office.
        "network": "office",
        "place": "workplace",
        "uniform": False,
        "emergency": release.is_emergency,
    }


def _class_of(release: Release) -> str:
    # What is internal is released only after the PPID lowered it; secrets are not, here.
    is_secret = release.material_class == MaterialClass.SECRET
    return str(release.material_class if is_secret else MaterialClass.RELEASABLE.value)


def _speaker(release: Release, *, at: datetime) -> dict[str, Value | None]:
    facts = _roles(release.author_id, release, at=at)
    facts["is_author"] = True
    if release.kind == ReleaseKind.NEWS:
        facts["roles"] = facts["roles"] | {"pr_staff"}  # type: ignore[operator]
    return facts


def _roles(person_id: uuid.UUID, release: Release, *, at: datetime) -> dict[str, Value | None]:
    held = list(positions_in_force(at=at).filter(person_id=person_id).only("role", "office_id"))
    roles = {_CODES[Role(row.role)] for row in held if Role(row.role) in _CODES} | {"asn"}
    if operates_an_account(person_id, at=at):
        roles.add("pr_staff")
    if mandates_of(person_id):
        roles.add("spokesperson")
    is_own = any(row.office_id == release.topic.office_id for row in held)
    return {"roles": frozenset(roles), "own_office": is_own}


def reasons_of(decision: Decision, release: Release, *, at: datetime) -> list[dict[str, str]]:
    """Return the rules that forbid it in words; where none does, those that would allow it."""
    if decision.rules:
        found = [_reason(rule) for rule in decision.rules]
    else:
        found = [_reason(rule) for rule in _nearest(release, at=at)]
        found.insert(0, {"rule": NO_RULE, "text": _("Tidak ada aturan yang membolehkannya.")})
    return found + [{"rule": NO_RULE, "text": fact_label(name)} for name in decision.missing]


def _nearest(release: Release, *, at: datetime) -> list[Rule]:
    # The permissions for people like the author, whose other conditions do not hold.
    roles: Any = _speaker(release, at=at)["roles"]
    version = policies.in_force(at=at).version
    return [
        rule
        for rule in policies.rule_set_of(version).rules
        if rule.effect == Effect.ALLOW
        and ACTS[release.kind] in rule.acts
        and (rule.when.get("roles") or frozenset()) & roles
    ]


def _reason(rule: Rule) -> dict[str, str]:
    return {"rule": rule.id, "text": explanation(rule)[0]}

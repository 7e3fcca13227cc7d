"""Making a row of a definition, and finding the rows of a rule set while they are changed."""

from __future__ import annotations

from django.db import connection

from pendopo.engines.policy import Raw, parse
from pendopo.foundation.governance.models import PolicySet, PolicyVersion
from pendopo.foundation.governance.rules import digest_of
from pendopo.foundation.governance.types import VersionState


def version_of(rules: PolicySet, number: int, raw: Raw, state: VersionState) -> PolicyVersion:
    """Return an unsaved version of a sound definition."""
    read = parse(raw)
    return PolicyVersion(
        policy_set=rules,
        number=number,
        state=state.value,
        definition=dict(raw),
        digest=digest_of(raw),
        title=read.title,
        title_en=read.title_en,
        n_rules=len(read.rules),
        by_ref="system",
    )


def locked(code: str) -> PolicySet | None:
    """Return a rule set nobody else changes meanwhile; None if there is none."""
    rows = PolicySet.objects.filter(code=code)
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(no_key=True)
    return rows.first()

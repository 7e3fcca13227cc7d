"""Rule sets that come with the software become rows once; an office's own stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pendopo.engines.policy import Raw
from pendopo.engines.policy.files import load_definition
from pendopo.foundation.governance.models import PolicySet, PolicyTerm, PolicyVersion
from pendopo.foundation.governance.types import VersionState
from pendopo.foundation.governance.versions import version_of

# Rules that hold from the first day, so that there is no time without any.
STANDING, SINCE = "nasional", date(2019, 1, 1)


def load_missing(folder: Path) -> int:
    """Add the rule sets of a folder that are not there yet.

    Raises
    ------
    PolicyError
        A file does not describe rules; says which line.
    """
    known = set(PolicySet.objects.values_list("code", flat=True))
    fresh = [
        raw
        for raw in map(load_definition, sorted(folder.glob("*.yaml")))
        if raw["code"] not in known
    ]
    for raw in fresh:
        _load(raw)
    return len(fresh)


def _load(raw: Raw) -> None:
    rules = PolicySet.objects.create(code=raw["code"])
    version: PolicyVersion = version_of(rules, 1, raw, VersionState.SHIPPED)
    version.save(force_insert=True)
    if rules.code == STANDING:
        PolicyTerm.objects.create(version=version, valid_from=SINCE, by_ref="system")

"""Rule sets of a newer version of the software, offered where an older one is installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.engines.policy import Raw
from pendopo.engines.policy.files import load_definition
from pendopo.foundation.governance.difference import changes
from pendopo.foundation.governance.errors import DraftMissing, DraftWaits
from pendopo.foundation.governance.merging import kept_back, taken_in
from pendopo.foundation.governance.models import PolicyVersion
from pendopo.foundation.governance.rules import digest_of
from pendopo.foundation.governance.services import save_draft
from pendopo.foundation.governance.types import VersionState
from pendopo.foundation.people.types import Actor
from pendopo.kernel.difference import Change


@dataclass(frozen=True)
class Offer:
    """A newer set, and what it would make of the one installed.

    Attributes
    ----------
    merged
        The newer set with the office's own changes kept.
    kept
        The rules that both changed; the office's words stay.
    """

    installed: PolicyVersion
    shipped: Raw
    merged: Mapping[str, Any]
    kept: tuple[str, ...]

    @property
    def code(self) -> str:
        """Return the code of the set."""
        return self.installed.policy_set_id

    @property
    def title(self) -> str:
        """Return the title of the set as it is installed."""
        return self.installed.shown_title

    def changes(self) -> list[Change]:
        """Return what taking it would change, part by part."""
        return changes(self.installed.definition, self.merged)


def offers() -> list[Offer]:
    """Return the newer sets that nobody has taken in yet, by code (one query)."""
    shipped = _definitions(_stamps(settings.DATA_ROOT / "policies"))
    rows: dict[str, list[PolicyVersion]] = {}
    for version in PolicyVersion.objects.filter(policy_set__in=shipped).order_by("-number"):
        rows.setdefault(version.policy_set_id, []).append(version)
    found = (_offer(versions, shipped[code]) for code, versions in sorted(rows.items()))
    return [offer for offer in found if offer is not None]


def offer_of(code: str) -> Offer | None:
    """Return what is offered for one set; None if nothing is."""
    return next((offer for offer in offers() if offer.code == code), None)


@transaction.atomic
def take_shipped(*, code: str, by: Actor, at: datetime) -> PolicyVersion:
    """Keep a newer set as the draft of the installed one; somebody else decides it.

    Raises
    ------
    NotEditor
    DraftMissing
        Nothing is offered.
    DraftWaits
        A draft of the office is there, and would be lost.
    RulesUnsound
        With the office's changes it no longer holds together; nothing was saved.
    """
    offer = offer_of(code)
    if offer is None:
        raise DraftMissing(_("Tidak ada versi bawaan yang lebih baru."))
    drafts = PolicyVersion.objects.filter(policy_set=code, state=VersionState.DRAFT)
    if drafts.exists():
        raise DraftWaits(_("Tetapkan atau buang dahulu rancangan yang ada."))
    draft = save_draft(raw=offer.merged, by=by, at=at)
    draft.shipped, draft.shipped_digest = dict(offer.shipped), digest_of(offer.shipped)
    draft.save(update_fields=["shipped", "shipped_digest"])
    return draft


def _offer(versions: list[PolicyVersion], shipped: Raw) -> Offer | None:
    known = {digest for each in versions for digest in (each.digest, each.shipped_digest)}
    settled = [each for each in versions if each.state != VersionState.DRAFT]
    bases = [each for each in settled if each.shipped_digest or each.state == VersionState.SHIPPED]
    if digest_of(shipped) in known or not bases:
        return None
    base, installed = bases[0].shipped or bases[0].definition, settled[0]
    merged = taken_in(base, installed.definition, shipped)
    return Offer(installed, shipped, merged, tuple(kept_back(base, installed.definition, shipped)))


def _stamps(folder: Path) -> tuple[tuple[Path, int], ...]:
    """Return the files of a folder with when they were last written."""
    return tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.yaml")))


@lru_cache(maxsize=2)
def _definitions(stamps: tuple[tuple[Path, int], ...]) -> dict[str, Raw]:
    """Return the sets in the files by code, read once while nobody writes to them."""
    found = (load_definition(path) for path, _written in stamps)
    return {raw["code"]: raw for raw in found}

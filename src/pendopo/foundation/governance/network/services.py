"""Keeping what a plan is made of, and deciding a plan."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pendopo.engines.network import NetworkError, address_range, domain
from pendopo.foundation.governance.models import NetworkPlan, NetworkRange, NetworkSite
from pendopo.foundation.governance.network import events, selectors
from pendopo.foundation.governance.network.errors import (
    NetworkRowNotFound,
    NotNetworkEditor,
    PlanMissing,
    PlanUnchanged,
    RangeUnfit,
    SiteUnfit,
)
from pendopo.foundation.governance.network.rules import CATEGORIES, KEEPERS, OWN_ADDRESSES
from pendopo.foundation.governance.selectors import day_of
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor

OWN_LIST = "Daftar daerah sendiri"


@dataclass(frozen=True)
class NewRange:
    """A range as it is told: whose it is, maybe for a role, maybe with how many people."""

    office: Office
    cidr: str
    role: str = ""
    n_people: int | None = None


@transaction.atomic
def add_range(*, told: NewRange, by: Actor, at: datetime) -> NetworkRange:
    """Give an office a range from today.

    Raises
    ------
    NotNetworkEditor
    RangeUnfit
        It is no range, has an unknown role, or shares addresses with another office or role.
    """
    require_keeper(by)
    try:
        cidr = str(address_range(told.cidr))
    except NetworkError as error:
        raise RangeUnfit(str(error), field="cidr") from None
    if told.role and told.role not in OWN_ADDRESSES:
        raise RangeUnfit(_("Pilih kelompok dari daftar."), field="role")
    row = NetworkRange.objects.create(
        office=told.office,
        cidr=cidr,
        role=told.role,
        n_people=told.n_people,
        valid_from=day_of(at),
    )
    _require_sound(at)
    publish(
        events.NetworkRangeAdded(
            network_range_id=row.id, office=told.office.code, role=told.role, at=at, by=by.ref
        )
    )
    return row


@transaction.atomic
def end_range(*, range_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Take a range from its office from today.

    Raises
    ------
    NotNetworkEditor, NetworkRowNotFound
    """
    require_keeper(by)
    n_ended = NetworkRange.objects.filter(id=range_id, valid_to=None).update(valid_to=day_of(at))
    if not n_ended:
        raise NetworkRowNotFound(_("Rentang alamat ini tidak ada atau sudah berakhir."))
    publish(events.NetworkRangeEnded(network_range_id=range_id, at=at, by=by.ref))


@transaction.atomic
def list_site(*, name: str, category: str, by: Actor, at: datetime) -> NetworkSite:
    """Put a domain into a category from today.

    Raises
    ------
    NotNetworkEditor
    SiteUnfit
        It is no domain, or is in a category already.
    """
    require_keeper(by)
    try:
        plain = domain(name)
    except NetworkError as error:
        raise SiteUnfit(str(error), field="domain") from None
    if category not in CATEGORIES:
        raise SiteUnfit(_("Pilih jenis situs dari daftar."), field="category")
    if NetworkSite.objects.filter(domain=plain, valid_to=None).exists():
        raise SiteUnfit(_("Domain ini sudah ada dalam daftar."), field="domain")
    row, _is_fresh = NetworkSite.objects.update_or_create(
        domain=plain,
        valid_from=day_of(at),
        defaults={
            "category": category,
            "legal_basis": OWN_LIST,
            "confidence": "verified",
            "source": OWN_LIST,
            "valid_to": None,
        },
    )
    publish(events.NetworkSiteListed(network_site_id=row.id, category=category, at=at, by=by.ref))
    return row


@transaction.atomic
def end_site(*, site_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Take a domain off the list from today.

    Raises
    ------
    NotNetworkEditor, NetworkRowNotFound
    """
    require_keeper(by)
    n_ended = NetworkSite.objects.filter(id=site_id, valid_to=None).update(valid_to=day_of(at))
    if not n_ended:
        raise NetworkRowNotFound(_("Domain ini tidak ada dalam daftar."))
    publish(events.NetworkSiteEnded(network_site_id=site_id, at=at, by=by.ref))


def decide_plan(*, by: Actor, at: datetime) -> NetworkPlan:
    """Decide the plan that rules, ranges and sites make now.

    Raises
    ------
    NotNetworkEditor, PlanMissing
    PlanUnchanged
        It says what the newest says, or somebody else decided one meanwhile.
    """
    require_keeper(by)
    try:
        with transaction.atomic():
            return _decide(by, at)
    except IntegrityError:
        raise PlanUnchanged(_("Orang lain baru saja menetapkan rencana; muat ulang.")) from None


def _decide(by: Actor, at: datetime) -> NetworkPlan:
    try:
        made = selectors.prepared(at=at)
    except NetworkError as error:
        raise PlanMissing(str(error)) from None
    if not selectors.is_new(made.plan, selectors.newest_plan()):
        raise PlanUnchanged(_("Rencana ini sama dengan yang terakhir ditetapkan."))
    row = NetworkPlan(
        number=made.plan.version,
        definition=made.plan.as_data(),
        digest=made.plan.digest,
        policy_version=made.version,
        decided_at=at,
        by_ref=by.ref,
    )
    row.save(force_insert=True)
    publish(
        events.NetworkPlanDecided(
            policy_version_id=made.version.id,
            number=row.number,
            digest=row.digest,
            at=at,
            by=by.ref,
        )
    )
    return row


def require_keeper(by: Actor) -> None:
    """Refuse whoever does not keep the network.

    Raises
    ------
    NotNetworkEditor
    """
    if not by.has_role(*KEEPERS):
        raise NotNetworkEditor(_("Hanya pengelola sistem yang mengatur jaringan kantor."))


def _require_sound(at: datetime) -> None:
    try:
        selectors.prepared(at=at)
    except PlanMissing:
        # Without rules the rows may still be collected.
        return
    except NetworkError as error:
        raise RangeUnfit(str(error), field="cidr") from None

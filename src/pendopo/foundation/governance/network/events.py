"""Facts of the office network; none of them tells of an address, a site or a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class NetworkRangeAdded(Fact):
    """An office has another range; with a role, one that is treated by itself."""

    SUBJECT: ClassVar[str] = "network_range"
    network_range_id: UUID
    office: str
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class NetworkRangeEnded(Fact):
    """A range no longer belongs to its office."""

    SUBJECT: ClassVar[str] = "network_range"
    network_range_id: UUID


@dataclass(frozen=True, kw_only=True)
class NetworkSiteListed(Fact):
    """A domain was put into a category."""

    SUBJECT: ClassVar[str] = "network_site"
    network_site_id: UUID
    category: str


@dataclass(frozen=True, kw_only=True)
class NetworkSiteEnded(Fact):
    """A domain no longer belongs to its category."""

    SUBJECT: ClassVar[str] = "network_site"
    network_site_id: UUID


@dataclass(frozen=True, kw_only=True)
class NetworkPlanDecided(Fact):
    """A plan was decided; ``digest`` stands in each of its files."""

    SUBJECT: ClassVar[str] = "policy_version"
    policy_version_id: UUID
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class NetworkLogRead(Fact):
    """Logs were read into counts, and forgotten."""

    SUBJECT: ClassVar[str] = "network_import"
    network_import_id: UUID
    source: str
    n_days: int
    n_rows: int


@dataclass(frozen=True, kw_only=True)
class NetworkUseForgotten(Fact):
    """Counts of days before this one were deleted."""

    SUBJECT: ClassVar[str] = "forgetting"
    forgetting_id: UUID
    before: date
    n_days: int


@dataclass(frozen=True, kw_only=True)
class MonitoringFact(Fact):
    """What every fact about a monitoring measure carries."""

    SUBJECT: ClassVar[str] = "monitoring_measure"
    monitoring_measure_id: UUID


@dataclass(frozen=True, kw_only=True)
class MonitoringRegistered(MonitoringFact):
    """A measure was entered, or what is told about it was changed."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class MonitoringEnded(MonitoringFact):
    """A measure is no longer in use."""

    ended_on: date


@dataclass(frozen=True, kw_only=True)
class MonitoringOpened(MonitoringFact):
    """Somebody opened what a measure recorded."""

    purpose: str

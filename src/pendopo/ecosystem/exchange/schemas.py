"""What the REST API takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict

Degrees = Annotated[float, Field(ge=-180, le=180)]


class Problem(Schema):
    """What was wrong (RFC 9457); ``code`` is stable, ``detail`` is for people."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: list[str] = []


class Topic(Schema):
    """What a voice may be about."""

    code: str
    label: str
    group: str


class Office(Schema):
    """A perangkat daerah."""

    code: str
    name: str
    kind: str
    parent: str


class CaseLine(Schema):
    """A case in a list; the place is as coarse as on the public map."""

    number: str
    status: str
    is_open: bool
    topic: str
    title: str
    text: str
    office: str
    office_code: str
    opened_at: datetime
    updated_at: datetime
    due_at: datetime | None
    region: str
    place: str
    latitude: float | None
    longitude: float | None
    channel: str
    photos: list[str]
    is_public: bool


class CaseQuery(Schema):
    """What is asked of the public register; everything given must hold."""

    topic: str = Field("", max_length=60)
    office: str = Field("", max_length=40)
    region: str = Field("", max_length=13)
    status: Literal[
        "", "received", "assigned", "waiting", "objected", "answered", "closed", "archived"
    ] = ""
    q: str = Field("", max_length=100)
    cursor: str = Field("", max_length=300)
    size: int = Field(25, ge=1, le=100)


class CasePage(Schema):
    """A page of cases; ``next`` is the cursor of the one after, empty on the last."""

    items: list[CaseLine]
    next: str


class ClockLine(Schema):
    """A legal limit of a case."""

    kind: str
    label: str
    amount: int
    unit: str
    due_at: datetime | None
    state: str
    legal_basis: str
    is_confirmed: bool
    stopped_at: datetime | None
    stop_reason: str


class TimelineLine(Schema):
    """One thing that happened."""

    at: datetime
    code: str
    title: str
    text: str
    office: str
    outcome: str
    proof: str


class CaseWhole(CaseLine):
    """A case with its limits and everything that happened in public."""

    clocks: list[ClockLine]
    timeline: list[TimelineLine]


class Exclusion(Schema):
    """How many were not counted, and why."""

    reason: str
    count: int


class Performance(Schema):
    """An office's own figure over the months that are compared; null where nothing fell due."""

    office: str
    indicator: str
    first_month: str
    last_month: str
    answered_within_limit: int
    fell_due: int
    share: float | None
    low: float | None
    high: float | None
    excluded: list[Exclusion]
    open_past_limit: int
    source: str


class Given(BaseModel):
    """What a caller gives: unknown fields are refused, nothing is guessed from other types.

    Not ninja's own base class, which takes any value for an object without attributes.
    """

    model_config = ConfigDict(extra="forbid")


class Reporter(Given):
    """Who reports; everything may be empty, and nothing of it is ever given out here."""

    name: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=30)] = ""
    email: Annotated[str, Field(max_length=254)] = ""


class VoiceIn(Given):
    """A voice that a partner sends for a person."""

    kind: Literal["complaint", "aspiration", "question"] = "complaint"
    topic: str = Field("", max_length=60)
    title: str = Field(min_length=3, max_length=150)
    text: str = Field(min_length=10, max_length=4_000)
    region: str = Field("", max_length=13)
    place: str = Field("", max_length=200)
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: Degrees | None = None
    is_anonymous: bool = True
    is_secret: bool = False
    reporter: Reporter | None = None


class VoiceOut(Schema):
    """What the person needs: number and tracking code, to be handed on and not kept."""

    number: str
    tracking_code: str
    received_at: datetime
    is_new: bool


class Submission(Schema):
    """How far a voice is that this key sent; secret ones tell their state and nothing else."""

    number: str
    status: str
    received_at: datetime
    due_at: datetime | None
    is_public: bool


class SubmissionPage(Schema):
    """A page of what this key sent."""

    items: list[Submission]
    next: str

"""Applications, requests for information and reports of integrity, each under its procedure."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from pendopo.engines.clock import Calendar
from pendopo.foundation.people.types import ANONYMOUS, Actor, Contact, Role
from pendopo.journey.cases.history import Action, CaseHistory, Step
from pendopo.journey.procedures.definition import Definition, parse
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.voice.types import Channel, Kind, Place, Submission
from pendopo.kernel.ids import make_case_number
from pendopo.portal.demo.dice import Dice
from pendopo.portal.demo.forms import filled_in, invented_contact
from pendopo.portal.demo.regency import Regency, Village
from pendopo.portal.demo.worktime import DAY, WorkTime, horizon

_NAMESPACE = uuid.UUID("5f4c7b0e-6a56-53a3-9a4e-0a4b8c1f6d27")
_NUMBERS, _STRIDE = 100_000_000, 48_293_571
# Above every story of the generator, so that no number comes twice.
_FIRST_SERIAL = 90_000_000
_SUPERIORS_OFFICE = "setda"


@dataclass(frozen=True)
class Plan:
    """How a case went: how long ago it came, and its steps, in working days since then."""

    ago: float
    steps: tuple[tuple[float, str, str], ...] = ()


def _service(ago: float, *steps: tuple[float, str, str]) -> Plan:
    return Plan(ago, ((0.6, "verify", ""), *steps))


# Twelve of each service: new, in hand, waiting for papers, late, done, refused, archived.
SERVICES = (
    Plan(0.2),
    Plan(0.7),
    _service(1.5),
    _service(1.2),
    _service(2.5, (1.1, "ask", "ask")),
    _service(22.0),
    _service(25.0, (1.3, "answer", "done"), (3.0, "close", "citizen")),
    _service(48.0, (1.4, "answer", "done"), (6.0, "close", "citizen")),
    _service(77.0, (1.2, "answer", "done"), (4.0, "close", "officer")),
    _service(9.0, (1.5, "answer", "done")),
    _service(33.0, (1.5, "answer", "refused_service"), (7.0, "close", "citizen")),
    Plan(61.0, ((0.8, "archive", "unclear"),)),
)


def _request(ago: float, *steps: tuple[float, str, str]) -> Plan:
    return Plan(ago, ((1.0, "verify", ""), *steps))


_REFUSED, _OBJECTED = (6.0, "answer", "refused"), (12.0, "object", "d")
REQUESTS = (
    *(Plan(ago) for ago in (0.3, 0.5, 0.8)),
    *(_request(float(ago)) for ago in range(2, 10)),
    *(_request(ago, (2.0, "ask", "ask_request")) for ago in (4.0, 6.0)),
    *(_request(ago, (8.0, "extend", "")) for ago in (11.0, 12.0, 14.0)),
    *(_request(ago) for ago in (16.0, 24.0)),
    *(
        _request(20.0 + 15 * n, (5.0, "answer", "granted"), (8.0, "close", "citizen"))
        for n in range(8)
    ),
    *(_request(ago, (7.0, "answer", "partly")) for ago in (12.0, 17.0, 23.0)),
    *(_request(12.0 + 4 * n, _REFUSED) for n in range(6)),
    _request(25.0, _REFUSED, _OBJECTED),
    *(
        _request(ago, _REFUSED, _OBJECTED, (30.0, "decide_objection", "partly"))
        for ago in (36.0, 40.0)
    ),
    _request(
        70.0, _REFUSED, _OBJECTED, (35.0, "decide_objection", "refused"), (41.0, "dispute", "")
    ),
    _request(15.0, (3.0, "withdraw", "")),
)
INTEGRITY = (
    Plan(1.0),
    _request(6.0),
    _request(18.0, (4.0, "progress", "explained")),
    _request(44.0, (20.0, "answer", "explained")),
    _request(90.0, (31.0, "answer", "explained"), (36.0, "close", "officer")),
    _request(150.0, (40.0, "answer", "explained"), (44.0, "close", "officer")),
)
PLANS = {
    Kind.SERVICE.value: SERVICES,
    Kind.INFORMATION.value: REQUESTS,
    Kind.INTEGRITY.value: INTEGRITY,
}
_OUTCOMES = {"refused_service": "refused"}
_BY_AUTHOR = frozenset({"object", "dispute", "withdraw"})


@dataclass
class Scribe:
    """Tells the histories of one procedure after another; the same seed tells the same."""

    regency: Regency
    words: Mapping[str, Any]
    actors: Mapping[str, Actor]
    calendar: Calendar
    last: date
    dice: Dice
    serial: int = field(default=0)

    def __post_init__(self) -> None:
        """Lay out the working days up to the last one."""
        self._time = WorkTime(self.calendar, date(self.last.year - 1, 1, 1), horizon(self.last))
        self._end = self._time.position(self._time.midnight(self.last) + DAY)

    def tell(self, version: ProcedureVersion) -> Iterator[CaseHistory]:
        """Yield what was asked for under one version."""
        definition = parse(version.definition)
        for plan in PLANS.get(definition.kind, ()):
            self.serial += 1
            yield self._history(version, definition, plan)

    def _history(
        self, version: ProcedureVersion, definition: Definition, plan: Plan
    ) -> CaseHistory:
        village = self.dice.pick(self.regency.villages)
        came = self._end - plan.ago
        received_at = self._at(came)
        serial = _FIRST_SERIAL + self.serial
        office = definition.office_code or f"kec{village.district_code[-2:]}"
        return CaseHistory(
            submission=self._submission(version, definition, village, received_at),
            received_at=received_at,
            steps=tuple(
                self._step(definition, office, name, code, self._at(came + days))
                for days, name, code in plan.steps
            ),
            number=make_case_number(received_at.year, serial * _STRIDE % _NUMBERS),
        )

    def _at(self, position: float) -> datetime:
        return datetime.fromtimestamp(self._time.second(position), UTC)

    def _submission(
        self, version: ProcedureVersion, definition: Definition, village: Village, at: datetime
    ) -> Submission:
        title, text = self._wish(definition)
        name = f"{self.dice.pick(self.regency.given_names)} {self.dice.pick(self.regency.family_names)}"
        is_named = definition.identity == "required"
        return Submission(
            key=uuid.uuid5(_NAMESPACE, str(self.serial)),
            kind=Kind(definition.kind),
            topic="",
            title=title,
            text=text,
            place=Place(village.code),
            channel=Channel.WEB,
            is_anonymous=not is_named,
            is_secret=definition.is_secret,
            contact=invented_contact(name, self.serial, village.name) if is_named else Contact(),
            procedure_version_id=version.id,
            answers=filled_in(definition, self.words["answers"], at.date(), self.dice),
        )

    def _wish(self, definition: Definition) -> tuple[str, str]:
        wishes: Sequence[tuple[str, str]] = {
            Kind.INFORMATION.value: self.words["requests"],
            Kind.INTEGRITY.value: self.words["integrity"],
        }.get(Kind(definition.kind).value, [(definition.title, definition.title)])
        title, text = self.dice.pick(wishes)
        return title, text

    def _step(
        self, definition: Definition, office: str, name: str, code: str, at: datetime
    ) -> Step:
        answered = code in self.words["answered"]
        serial = {"serial": self.serial}
        place = _SUPERIORS_OFFICE if name in ("object", "decide_objection") else office
        return Step(
            at=at,
            action=Action(name),
            by=self._by(definition, office, name, code),
            office=place if name in ("verify", "object") else "",
            code=definition.case_class if name == "verify" else _OUTCOMES.get(code, code),
            text=self.words["answered"][code].format(**serial)
            if answered
            else self._said(name, code),
            proof=self.words["proof"][code].format(**serial) if answered else "",
        )

    def _said(self, name: str, code: str) -> str:
        return str(self.words["words"].get(code) or self.words["words"].get(name, ""))

    def _by(self, definition: Definition, office: str, name: str, code: str) -> Actor:
        if name in _BY_AUTHOR or code == "citizen":
            return ANONYMOUS
        if name == "decide_objection":
            return self._holder(Role.PPID_SUPERIOR)
        if definition.kind == Kind.INFORMATION.value:
            return self._holder(Role.PPID)
        if definition.kind == Kind.INTEGRITY.value:
            return self._holder(Role.INSPECTOR)
        if name in ("verify", "archive"):
            return self._holder(Role.VERIFIER)
        return self._holder(Role.OFFICER, office)

    def _holder(self, role: Role, office: str = "") -> Actor:
        return next(
            actor
            for actor in self.actors.values()
            for mandate in actor.mandates
            if mandate.role is role and office in ("", mandate.office_code)
        )


def applications(
    regency: Regency,
    words: Mapping[str, Any],
    actors: Mapping[str, Actor],
    versions: Sequence[ProcedureVersion],
    calendar: Calendar,
    last: date,
    seed: int,
) -> list[CaseHistory]:
    """Return what was asked for under procedures with a form, as it stands after ``last``."""
    dice = Dice(np.random.default_rng([seed, 2]))
    scribe = Scribe(regency, words, actors, calendar, last, dice)
    ordered = sorted(versions, key=lambda version: version.procedure_id)
    return [history for version in ordered for history in scribe.tell(version)]

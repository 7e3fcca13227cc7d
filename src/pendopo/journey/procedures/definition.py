"""What a procedure is: a definition as plain data, typed once it is known to be sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

Raw: TypeAlias = Mapping[str, Any]
Condition: TypeAlias = Mapping[str, tuple[str | bool, ...]]
CONTACT_FILLS = ("name", "nik", "phone", "email", "address")
FREE = "gratis"
# Of a Standar Pelayanan, in the order of the law; the first six are published by duty.
COMPONENTS = (
    "requirements",
    "mechanism",
    "duration",
    "fee",
    "product",
    "complaints",
    "legal_basis",
    "facilities",
    "competence",
    "supervision",
    "staff",
    "guarantee",
    "safety",
    "evaluation",
)
N_DELIVERY_COMPONENTS = 6


@dataclass(frozen=True)
class Mark:
    """On what a statement rests; without a confirmed basis the screen says so."""

    confidence: str = "unconfirmed"
    source: str = ""
    legal_basis: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Return whether someone checked it against its source."""
        return self.confidence == "verified"


@dataclass(frozen=True)
class Question:
    """One question of the form."""

    code: str
    type: str
    title: str
    help: str
    format: str
    widget: str
    is_required: bool
    choices: tuple[tuple[str, str], ...]
    min_length: int | None
    max_length: int | None
    pattern: str
    minimum: float | None
    maximum: float | None
    is_personal: bool
    show_when: Condition
    fills: str


@dataclass(frozen=True)
class FormPage:
    """Questions asked together."""

    title: str
    help: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Requirement:
    """A document to be given with the application."""

    code: str
    label: str
    help: str
    is_required: bool
    when: Condition
    accepts: tuple[str, ...]
    sample: str
    validity: str
    mark: Mark


@dataclass(frozen=True)
class Step:
    """What one actor may do, from which states, and what it takes."""

    code: str
    label: str
    actor: str
    from_states: tuple[str, ...]
    to_state: str
    requires: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class ClockRule:
    """A legal limit of the procedure.

    A general one is ruled by the table of limits for all cases of its class, and is only
    told here.
    """

    clock: str
    amount: int
    unit: str
    starts: str
    case_class: str
    explanation: str
    mark: Mark
    valid_from: date
    valid_to: date | None
    is_general: bool = False


@dataclass(frozen=True)
class Fee:
    """What it costs, in rupiah; zero is free of charge."""

    amount: int
    note: str
    mark: Mark


@dataclass(frozen=True)
class Output:
    """What a person gets in the end."""

    code: str
    label: str
    format: str
    validity: str
    signatory: str
    mark: Mark


@dataclass(frozen=True)
class Component:
    """One of the fourteen parts of a Standar Pelayanan, in the office's words."""

    code: str
    text: str
    items: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True)
class Definition:
    """A whole procedure; made by ``parse`` from data that ``problems_of`` found sound."""

    code: str
    kind: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    office_code: str
    owner: str
    life_event: str
    case_class: str
    keywords: tuple[str, ...]
    pages: tuple[FormPage, ...]
    documents: tuple[Requirement, ...]
    steps: tuple[Step, ...]
    clocks: tuple[ClockRule, ...]
    is_secret: bool
    identity: str
    secrecy_text: str
    fee: Fee
    outputs: tuple[Output, ...]
    public_view: tuple[str, ...]
    components: Mapping[str, Component]
    objection_grounds: tuple[tuple[str, str, Mark], ...]
    links: tuple[tuple[str, str], ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions of all pages."""
        return tuple(question for page in self.pages for question in page.questions)

    def clock(self, name: str) -> ClockRule | None:
        """Return the newest limit of one name."""
        found = [rule for rule in self.clocks if rule.clock == name]
        return max(found, key=lambda rule: rule.valid_from, default=None)


def parse(raw: Raw) -> Definition:
    """Return the definition in ``raw``, which ``problems_of`` must have found sound."""
    secrecy, owner = raw["secrecy"], raw["owner"]
    return Definition(
        code=raw["code"],
        kind=raw["kind"],
        title=raw["title"]["id"],
        title_en=raw["title"].get("en", ""),
        summary=raw["summary"]["id"],
        summary_en=raw["summary"].get("en", ""),
        office_code=owner.get("office", ""),
        owner=owner["label"],
        life_event=raw["life_event"],
        case_class=raw.get("case_class", ""),
        keywords=tuple(raw.get("keywords", ())),
        pages=_pages(raw["form"]),
        documents=tuple(_requirement(row) for row in raw.get("documents", ())),
        steps=tuple(read_step(row) for row in raw["steps"]),
        clocks=tuple(_clock(row) for row in raw.get("clocks", ())),
        is_secret=secrecy["is_secret"],
        identity=secrecy["identity"],
        secrecy_text=secrecy.get("explanation", ""),
        fee=_fee(raw["fee"]),
        outputs=tuple(_output(row) for row in raw.get("outputs", ())),
        public_view=tuple(raw["public_view"]),
        components={
            code: _component(code, raw["components"][code])
            for code in COMPONENTS
            if code in raw["components"]
        },
        objection_grounds=tuple(
            (row["code"], row["label"], _mark(row)) for row in raw.get("objection_grounds", ())
        ),
        links=tuple((row["title"], row["url"]) for row in raw.get("links", ())),
    )


def _mark(row: Raw) -> Mark:
    return Mark(
        row.get("confidence", "unconfirmed"), row.get("source", ""), row.get("legal_basis", "")
    )


def condition_of(raw: Raw) -> Condition:
    """Return a condition as it is compared: answers by code of the question."""
    return {code: tuple(values) for code, values in raw.items()}


def _pages(form: Raw) -> tuple[FormPage, ...]:
    required = frozenset(form.get("required", ()))
    return tuple(
        FormPage(
            page["title"],
            page.get("help", ""),
            tuple(
                _question(code, form["properties"][code], is_required=code in required)
                for code in page["fields"]
            ),
        )
        for page in form["x-pages"]
    )


def _question(code: str, row: Raw, *, is_required: bool) -> Question:
    values = row.get("enum") or row.get("items", {}).get("enum", ())
    labels = row.get("x-labels", {})
    return Question(
        code=code,
        type=row["type"],
        title=row["title"],
        help=row.get("description", ""),
        format=row.get("format", ""),
        widget=row.get("x-widget", ""),
        is_required=is_required,
        choices=tuple((value, labels.get(value, value)) for value in values),
        min_length=row.get("minLength"),
        max_length=row.get("maxLength"),
        pattern=row.get("pattern", ""),
        minimum=row.get("minimum"),
        maximum=row.get("maximum"),
        is_personal=row.get("x-personal", False),
        show_when=condition_of(row.get("x-show-when", {})),
        fills=row.get("x-fills", ""),
    )


def _requirement(row: Raw) -> Requirement:
    return Requirement(
        code=row["code"],
        label=row["label"],
        help=row.get("help", ""),
        is_required=row["required"],
        when=condition_of(row.get("when", {})),
        accepts=tuple(row["accepts"]),
        sample=row.get("sample", ""),
        validity=row.get("validity", ""),
        mark=_mark(row),
    )


def read_step(row: Raw) -> Step:
    """Return one step of a definition."""
    return Step(
        code=row["code"],
        label=row["label"],
        actor=row["actor"],
        from_states=tuple(row["from"]),
        to_state=row.get("to", ""),
        requires=tuple(row.get("requires", ())),
        explanation=row.get("explanation", ""),
    )


def _clock(row: Raw) -> ClockRule:
    ends = row.get("valid_to")
    return ClockRule(
        clock=row["clock"],
        amount=row["amount"],
        unit=row["unit"],
        starts=row["starts"],
        case_class=row.get("case_class", ""),
        explanation=row.get("explanation", ""),
        mark=_mark(row),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(ends) if ends else None,
        is_general=row.get("general", False),
    )


def _fee(row: Raw) -> Fee:
    amount = row["amount"]
    return Fee(0 if amount == FREE else int(amount), row.get("note", ""), _mark(row))


def _output(row: Raw) -> Output:
    return Output(
        code=row["code"],
        label=row["label"],
        format=row.get("format", ""),
        validity=row.get("validity", ""),
        signatory=row.get("signatory", ""),
        mark=_mark(row),
    )


def _component(code: str, row: Raw) -> Component:
    return Component(code, row.get("text", ""), tuple(row.get("items", ())), _mark(row))

"""A service's page as it is read: the fourteen parts of its standard, in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pendopo.journey.procedures.definition import (
    COMPONENTS,
    N_DELIVERY_COMPONENTS,
    ClockRule,
    Definition,
    Mark,
    Output,
    Requirement,
)
from pendopo.journey.procedures.wording import (
    ACTOR_NAMES,
    CLOCK_NAMES,
    COMPONENT_NAMES,
    START_NAMES,
    duration_text,
    fee_text,
)


@dataclass(frozen=True)
class Line:
    """One line of a part, with what it rests on; ``mark`` is None if nothing was claimed."""

    text: str
    note: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Part:
    """One of the fourteen parts as it is shown."""

    number: int
    code: str
    name: str
    lines: tuple[Line, ...] = ()
    text: str = ""
    mark: Mark | None = None
    is_ordered: bool = field(default=False)

    @property
    def is_missing(self) -> bool:
        """Return whether the office has not written this part."""
        return not (self.lines or self.text)

    @property
    def is_delivery(self) -> bool:
        """Return whether it belongs to those that must be published."""
        return self.number <= N_DELIVERY_COMPONENTS


def parts_of(definition: Definition) -> list[Part]:
    """Return the fourteen parts of the standard, those of delivery first."""
    return [_part(number, code, definition) for number, code in enumerate(COMPONENTS, 1)]


def _part(number: int, code: str, definition: Definition) -> Part:
    own = definition.components.get(code)
    lines = _LINES[code](definition) if code in _LINES else []
    lines += [Line(item) for item in own.items] if own else []
    return Part(
        number,
        code,
        str(COMPONENT_NAMES[code]),
        tuple(lines),
        own.text if own else "",
        own.mark if own and (own.text or own.items) else None,
        is_ordered=code == "mechanism",
    )


def _documents(definition: Definition) -> list[Line]:
    return [Line(row.label, _document_note(row), row.mark) for row in definition.documents]


def _document_note(row: Requirement) -> str:
    notes = [row.help, row.validity]
    if not row.is_required:
        notes.append(_("Bila ada."))
    elif row.when:
        notes.append(_("Hanya bila sesuai dengan jawaban Anda di formulir."))
    return " ".join(note for note in notes if note)


def _steps(definition: Definition) -> list[Line]:
    return [
        Line(step.label, _("oleh %(actor)s") % {"actor": ACTOR_NAMES[step.actor]})
        for step in definition.steps
    ]


def _clocks(definition: Definition) -> list[Line]:
    return [
        Line(
            f"{CLOCK_NAMES[rule.clock]}: {duration_text(rule.amount, rule.unit)} "
            f"{START_NAMES[rule.starts]}",
            rule.explanation,
            rule.mark,
        )
        for rule in _in_order(definition)
    ]


def _in_order(definition: Definition) -> list[ClockRule]:
    order = list(CLOCK_NAMES)
    return sorted(definition.clocks, key=lambda rule: (order.index(rule.clock), rule.amount))


def _fees(definition: Definition) -> list[Line]:
    fee = definition.fee
    return [Line(fee_text(fee), " ".join(filter(None, (fee.mark.legal_basis, fee.note))), fee.mark)]


def _outputs(definition: Definition) -> list[Line]:
    return [Line(row.label, _output_note(row), row.mark) for row in definition.outputs]


def _output_note(row: Output) -> str:
    notes = [row.format]
    if row.validity:
        notes.append(_("Berlaku %(validity)s.") % {"validity": row.validity})
    if row.signatory:
        notes.append(_("Ditandatangani %(signatory)s.") % {"signatory": row.signatory})
    return " ".join(note for note in notes if note)


_LINES = {
    "requirements": _documents,
    "mechanism": _steps,
    "duration": _clocks,
    "fee": _fees,
    "product": _outputs,
}

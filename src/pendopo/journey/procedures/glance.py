"""What lists and search need of a definition, so that they need not read it whole."""

from __future__ import annotations

from typing import Any

from pendopo.journey.procedures.definition import Definition
from pendopo.journey.procedures.types import ProcedureKind


def glance_of(definition: Definition) -> dict[str, Any]:
    """Return requirements, cost and duration as plain values; words are made when shown."""
    limits = [rule for rule in definition.clocks if rule.clock == "answer"]
    longest = max(limits, key=lambda rule: rule.amount, default=None)
    return {
        "owner": definition.owner,
        "n_documents": sum(row.is_required and not row.when for row in definition.documents),
        "has_more_documents": any(row.when for row in definition.documents),
        "fee": definition.fee.amount,
        "fee_confirmed": definition.fee.mark.is_confirmed,
        "amount": longest.amount if longest else 0,
        "unit": longest.unit if longest else "",
        "duration_confirmed": longest.mark.is_confirmed if longest else False,
        "has_form": definition.kind not in _ON_THE_GENERAL_FORM,
    }


# These are sent on the form everyone knows; the others have one of their own.
_ON_THE_GENERAL_FORM = frozenset(
    {ProcedureKind.COMPLAINT, ProcedureKind.ASPIRATION, ProcedureKind.QUESTION}
)


def search_text_of(definition: Definition) -> str:
    """Return the words under which a procedure is found, in small letters."""
    words = (
        definition.code.replace("-", " "),
        definition.title,
        definition.title_en,
        definition.summary,
        definition.summary_en,
        definition.owner,
        *definition.keywords,
        *(row.label for row in definition.outputs),
    )
    return " ".join(word for word in words if word).lower()

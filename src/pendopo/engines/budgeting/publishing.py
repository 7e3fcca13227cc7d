"""The result as JSON, for a page, a journalist or somebody who checks it."""

import hashlib
import json
from fractions import Fraction
from typing import Any

from pendopo.engines.budgeting.completion import Outcome
from pendopo.engines.budgeting.election import Election
from pendopo.engines.budgeting.explanation import Reading, explain, sentence

FORMAT = "pendopo-budgeting/1"
Json = dict[str, Any]


def digest(election: Election) -> str:
    """Give the SHA-256 of budget, projects (id, cost) and counted ballots as canonical JSON."""
    projects = [[project.id, project.cost] for project in election.projects]
    whole = json.dumps([election.budget, projects, election.ballots], separators=(",", ":"))
    return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"


def to_json(outcome: Outcome, unit: int = 1) -> bytes:
    """Give the public document; equal votes and options give equal bytes.

    Money is in ``1 / unit`` of the money of the file. Exact fractions are written as
    ``"numerator/denominator"``. No single ballot is in it.
    """
    election, ledger = outcome.election, outcome.ledger
    document: Json = {
        "format": FORMAT,
        "ballots": digest(election),
        "voters": election.voters,
        "unit": unit,
        "budget": election.budget,
        "spent": outcome.spent,
        "rest": election.budget - outcome.spent,
        "rule": {
            "name": "equal-shares",
            "utility": str(outcome.utility),
            "completion": "add1, utilitarian" if outcome.step else "none",
            "step": outcome.step,
            "steps": outcome.steps,
            "purse": _exact(ledger.purse),
        },
        "funded": [election.projects[place].id for place in outcome.funded],
        "projects": [_project(outcome, reading, unit) for reading in explain(outcome)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _project(outcome: Outcome, reading: Reading, unit: int) -> Json:
    project = outcome.election.projects[reading.project]
    return {
        "id": project.id,
        "name": project.name,
        "cost": project.cost,
        "supporters": reading.supporters,
        "fate": str(reading.fate),
        "rank": reading.rank,
        "price": None if reading.price is None else _exact(reading.price),
        "emptied": reading.emptied,
        "held": _exact(reading.held),
        "missing": reading.missing,
        "over": reading.over,
        "told": sentence(outcome, reading, unit),
    }


def _exact(amount: Fraction) -> str:
    return f"{amount.numerator}/{amount.denominator}"

"""Participatory budgeting: equal purses, in which every group finds its share."""

from pendopo.engines.budgeting.completion import Outcome, equal_shares, usual_step
from pendopo.engines.budgeting.election import Election, Project, Utility, gather
from pendopo.engines.budgeting.errors import BadElection, BadFile, BadOption, BudgetError
from pendopo.engines.budgeting.explanation import Fate, Reading, explain, money, sentence
from pendopo.engines.budgeting.ledger import Ledger, Purchase, keep_ledger, replay
from pendopo.engines.budgeting.pabulib import (
    Pabulib,
    parse_pabulib,
    read_pabulib,
    write_pabulib,
)
from pendopo.engines.budgeting.publishing import digest, to_json

__all__ = [
    "BadElection",
    "BadFile",
    "BadOption",
    "BudgetError",
    "Election",
    "Fate",
    "Ledger",
    "Outcome",
    "Pabulib",
    "Project",
    "Purchase",
    "Reading",
    "Utility",
    "digest",
    "equal_shares",
    "explain",
    "gather",
    "keep_ledger",
    "money",
    "parse_pabulib",
    "read_pabulib",
    "replay",
    "sentence",
    "to_json",
    "usual_step",
    "write_pabulib",
]

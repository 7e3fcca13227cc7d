"""Policy: who may say what, where and when, decided by rules that are data.

Forbids win, what nothing allows is forbidden, and a fact that nobody told forbids and is named.
"""

from pendopo.engines.policy.errors import PolicyError
from pendopo.engines.policy.reading import (
    EFFECTS,
    Reading,
    faults_of,
    flatten,
    newest_day,
    read_rules,
    values_of,
)
from pendopo.engines.policy.replay import Asked, Replay, Turn, replay
from pendopo.engines.policy.request import Embargo, Mandate, Request, facts_of, working_time
from pendopo.engines.policy.rules import Control, Effect, Raw, Rule, RuleSet, parse
from pendopo.engines.policy.table import Decision, Policy
from pendopo.engines.policy.vocabulary import (
    ACTS,
    APPROVERS,
    CONTROLS,
    FACTS,
    OBLIGATIONS,
    ROLES,
    SITES,
    Code,
    Known,
    Value,
)

__all__ = [
    "ACTS",
    "APPROVERS",
    "CONTROLS",
    "EFFECTS",
    "FACTS",
    "OBLIGATIONS",
    "ROLES",
    "SITES",
    "Asked",
    "Code",
    "Control",
    "Decision",
    "Effect",
    "Embargo",
    "Known",
    "Mandate",
    "Policy",
    "PolicyError",
    "Raw",
    "Reading",
    "Replay",
    "Request",
    "Rule",
    "RuleSet",
    "Turn",
    "Value",
    "facts_of",
    "faults_of",
    "flatten",
    "newest_day",
    "parse",
    "read_rules",
    "replay",
    "values_of",
    "working_time",
]

"""The opinion map: who thinks alike, and what people who differ agree on."""

from pendopo.engines.opinion.analysis import OpinionMap, Provenance, opinion_map
from pendopo.engines.opinion.axes import Axes, principal_axes
from pendopo.engines.opinion.ballots import AGREE, DISAGREE, PASS, Ballots
from pendopo.engines.opinion.consensus import (
    Consensus,
    Reading,
    consensus,
    group_informed_consensus,
)
from pendopo.engines.opinion.coordination import (
    Audit,
    Likeness,
    audit,
    clusters_of,
    collapsed,
    likenesses,
)
from pendopo.engines.opinion.counts import Counts, count_votes
from pendopo.engines.opinion.digest import digest
from pendopo.engines.opinion.drawing import MapPoints, Mark, map_points
from pendopo.engines.opinion.errors import (
    BadBallots,
    BadOption,
    BadTable,
    BadVote,
    NoVotes,
    OpinionError,
)
from pendopo.engines.opinion.exposure import ExposureRates, exposure_rates
from pendopo.engines.opinion.gathering import gather_votes
from pendopo.engines.opinion.grouping import Candidate, Grouping, Verdict, find_groups
from pendopo.engines.opinion.live import LiveMap
from pendopo.engines.opinion.membership import group_chances
from pendopo.engines.opinion.placing import Placing, ridge_placing
from pendopo.engines.opinion.population import Population, read_population
from pendopo.engines.opinion.positions import people_positions, statement_positions
from pendopo.engines.opinion.publishing import group_letter, to_json
from pendopo.engines.opinion.raking import Gap, Margin, Raking, rake
from pendopo.engines.opinion.reading import read_votes
from pendopo.engines.opinion.representative import (
    Representative,
    representative_statements,
)
from pendopo.engines.opinion.slate import proportional_slate
from pendopo.engines.opinion.stability import Stability
from pendopo.engines.opinion.weighing import Weighed, weigh

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Audit",
    "Axes",
    "BadBallots",
    "BadOption",
    "BadTable",
    "BadVote",
    "Ballots",
    "Candidate",
    "Consensus",
    "Counts",
    "ExposureRates",
    "Gap",
    "Grouping",
    "Likeness",
    "LiveMap",
    "MapPoints",
    "Margin",
    "Mark",
    "NoVotes",
    "OpinionError",
    "OpinionMap",
    "Placing",
    "Population",
    "Provenance",
    "Raking",
    "Reading",
    "Representative",
    "Stability",
    "Verdict",
    "Weighed",
    "audit",
    "clusters_of",
    "collapsed",
    "consensus",
    "count_votes",
    "digest",
    "exposure_rates",
    "find_groups",
    "gather_votes",
    "group_chances",
    "group_informed_consensus",
    "group_letter",
    "likenesses",
    "map_points",
    "opinion_map",
    "people_positions",
    "principal_axes",
    "proportional_slate",
    "rake",
    "read_population",
    "read_votes",
    "representative_statements",
    "ridge_placing",
    "statement_positions",
    "to_json",
    "weigh",
]

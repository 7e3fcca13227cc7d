"""Indicators from facts: definitions, intervals, and the members behind every number."""

from pendopo.engines.indicators.compute import (
    ENGINE_VERSION,
    STOP_REASONS,
    Cell,
    Member,
    Result,
    compute,
    ids_digest,
)
from pendopo.engines.indicators.definition import (
    Definition,
    DefinitionInvalid,
    Exclusion,
    LegalBasis,
    SourceFact,
    load_definition,
)
from pendopo.engines.indicators.facts import (
    FactsUnreadable,
    FactsWriter,
    count_values,
    facts_by_day,
    facts_writer,
    open_duckdb,
    write_facts_day,
)
from pendopo.engines.indicators.intervals import (
    Interval,
    jeffreys,
    median_interval,
    proportion_interval,
    wilson,
)
from pendopo.engines.indicators.output import OutputInUse, manifest, write_result

__all__ = [
    "ENGINE_VERSION",
    "STOP_REASONS",
    "Cell",
    "Definition",
    "DefinitionInvalid",
    "Exclusion",
    "FactsUnreadable",
    "FactsWriter",
    "Interval",
    "LegalBasis",
    "Member",
    "OutputInUse",
    "Result",
    "SourceFact",
    "compute",
    "count_values",
    "facts_by_day",
    "facts_writer",
    "ids_digest",
    "jeffreys",
    "load_definition",
    "manifest",
    "median_interval",
    "open_duckdb",
    "proportion_interval",
    "wilson",
    "write_facts_day",
    "write_result",
]

"""Finding and covering Indonesian personal and secret data in texts, tables and files."""

from pendopo.engines.privacy.cells import SmallCell, small_cells, suppressed
from pendopo.engines.privacy.counted import SmallCount, small_counts
from pendopo.engines.privacy.errors import FileUnreadable, PrivacyError, RulesUnreadable
from pendopo.engines.privacy.files import file_findings, stream_findings
from pendopo.engines.privacy.kinds import Confidence, Finding, Kind, Severity
from pendopo.engines.privacy.masking import Part, masked, parts_of, starred
from pendopo.engines.privacy.rules import KindRule, Rules, Threshold, read_rules
from pendopo.engines.privacy.scanning import Scanner
from pendopo.engines.privacy.tables import CellFinding, Layout, layout_of, scan_table
from pendopo.engines.privacy.weighing import LEVELS, Tally, Verdict, weigh
from pendopo.engines.privacy.where import Located, Where

__all__ = [
    "LEVELS",
    "CellFinding",
    "Confidence",
    "FileUnreadable",
    "Finding",
    "Kind",
    "KindRule",
    "Layout",
    "Located",
    "Part",
    "PrivacyError",
    "Rules",
    "RulesUnreadable",
    "Scanner",
    "Severity",
    "SmallCell",
    "SmallCount",
    "Tally",
    "Threshold",
    "Verdict",
    "Where",
    "file_findings",
    "layout_of",
    "masked",
    "parts_of",
    "read_rules",
    "scan_table",
    "small_cells",
    "small_counts",
    "starred",
    "stream_findings",
    "suppressed",
    "weigh",
]

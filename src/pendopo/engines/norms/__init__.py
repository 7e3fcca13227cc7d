"""Norm texts of Indonesian drafting: trees with lasting ids, amendments, ranked votes, consolidation."""

from pendopo.engines.norms.amendments import STATUS_QUO, Act, Amendment, check
from pendopo.engines.norms.conflicts import Conflict, ConflictSet, Reason, conflict_sets, conflicts
from pendopo.engines.norms.consolidation import Consolidation, consolidate
from pendopo.engines.norms.difference import Change, Fate, Mark, diff, marked
from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.files import read_file, write_file
from pendopo.engines.norms.inventory import Row, Status, inventory
from pendopo.engines.norms.kinds import Kind, may_hold
from pendopo.engines.norms.kinship import with_ids_of
from pendopo.engines.norms.layout import to_text
from pendopo.engines.norms.numbering import label, marker, named, numbers, promulgated
from pendopo.engines.norms.parsing import parse
from pendopo.engines.norms.pieces import read_parts
from pendopo.engines.norms.plain import (
    from_json,
    from_plain,
    parts_from_plain,
    parts_to_plain,
    to_json,
    to_plain,
)
from pendopo.engines.norms.references import Dangling, bind, repaired
from pendopo.engines.norms.resolution import Resolution, resolve
from pendopo.engines.norms.schulze import Ballot, Duel, Outcome, schulze
from pendopo.engines.norms.tree import Document, Node, Ref
from pendopo.engines.norms.webpage import changes_html, inventory_html, page, to_html
from pendopo.engines.norms.wordfile import read_docx, write_docx

__all__ = [
    "STATUS_QUO",
    "Act",
    "Amendment",
    "Ballot",
    "Change",
    "Conflict",
    "ConflictSet",
    "Consolidation",
    "Dangling",
    "Document",
    "Duel",
    "Fate",
    "Kind",
    "Mark",
    "Node",
    "NormError",
    "Outcome",
    "Reason",
    "Ref",
    "Resolution",
    "Row",
    "Status",
    "bind",
    "changes_html",
    "check",
    "conflict_sets",
    "conflicts",
    "consolidate",
    "diff",
    "from_json",
    "from_plain",
    "inventory",
    "inventory_html",
    "label",
    "marked",
    "marker",
    "may_hold",
    "named",
    "numbers",
    "page",
    "parse",
    "parts_from_plain",
    "parts_to_plain",
    "promulgated",
    "read_docx",
    "read_file",
    "read_parts",
    "repaired",
    "resolve",
    "schulze",
    "to_html",
    "to_json",
    "to_plain",
    "to_text",
    "with_ids_of",
    "write_docx",
    "write_file",
]

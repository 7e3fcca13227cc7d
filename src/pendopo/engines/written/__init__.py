"""Data that people write as YAML: read safely, every fault in plain words with its line."""

from pendopo.engines.written.faults import At, Fault, Terms, Translate, gettext_noop
from pendopo.engines.written.reading import MAX_CHARACTERS, Written, read_text, write_text
from pendopo.engines.written.schema import schema_faults

__all__ = [
    "MAX_CHARACTERS",
    "At",
    "Fault",
    "Terms",
    "Translate",
    "Written",
    "gettext_noop",
    "read_text",
    "schema_faults",
    "write_text",
]

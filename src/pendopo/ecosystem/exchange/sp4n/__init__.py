"""SP4N-LAPOR! as its administrators export it: read, mapped, refused row by row."""

from pendopo.ecosystem.exchange.sp4n.reader import read_export
from pendopo.ecosystem.exchange.sp4n.types import (
    Channel,
    Classification,
    Export,
    ExportMeta,
    ExportUnreadable,
    Refusal,
    Sp4nRow,
    Status,
)

__all__ = [
    "Channel",
    "Classification",
    "Export",
    "ExportMeta",
    "ExportUnreadable",
    "Refusal",
    "Sp4nRow",
    "Status",
    "read_export",
]

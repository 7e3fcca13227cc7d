"""What is published of a lot: slips and chances by lot number, and nobody's traits."""

import csv
import io
import json
from collections import Counter
from typing import Any

from pendopo.engines.sortition.drawing import FORMAT, Draw, Lottery
from pendopo.engines.sortition.slips import SLIPS

Json = dict[str, Any]


def to_json(lottery: Lottery, drawn: Draw | None = None, *, sealed: bool = False) -> bytes:
    """Give the public document; lot numbers in it count from 1.

    ``slips`` lists the panel on each slip, so a panel on three slips is drawn with
    three in a thousand. Quotas are rules and stand in it; who has which trait does not.
    ``sealed`` leaves slips and the chances of single lot numbers out, for delicate traits:
    the digest still binds them.
    """
    pool = lottery.pool
    document: Json = {
        "format": FORMAT,
        "digest": lottery.digest,
        "size": len(lottery.slips[0]),
        "volunteers": len(lottery.taking_part),
        "quotas": [[each.feature, each.value, each.least, each.most] for each in pool.quotas],
        "slips_in_all": SLIPS,
        "smallest_chance": lottery.smallest,
        "best_possible": round(1000 * lottery.ceiling, 1),
        "levels": lottery.rounds,
        "panels": len(Counter(lottery.slips)),
        "chances": lottery.chances,
        "drawn": None if drawn is None else _drawn(drawn),
        "slips": [_shown(slip) for slip in lottery.slips],
    }
    if sealed:
        del document["slips"], document["chances"]
    lines = (f"{json.dumps(key)}: {_written(value)}" for key, value in document.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def to_register(lottery: Lottery, drawn: Draw | None = None) -> str:
    """Give the register that tells each volunteer the own lot number; not for publication."""
    panel = set() if drawn is None else set(drawn.panel)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "lot", "slips", "drawn"])
    for lot, id_ in enumerate(lottery.pool.ids):
        writer.writerow([id_, lot + 1, lottery.chances[lot], int(lot in panel)])
    return out.getvalue()


def _drawn(drawn: Draw) -> Json:
    return {"seed": drawn.seed, "slip": drawn.slip + 1, "panel": _shown(drawn.panel)}


def _shown(lots: tuple[int, ...]) -> list[int]:
    return [lot + 1 for lot in lots]


def _written(value: object) -> str:
    """Write one value on a line, a list of panels with one panel on a line."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)

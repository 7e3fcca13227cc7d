"""Compare what citizens were told with what the hall holds; run with the hall's settings.

    python benchmarks/hall/audit.py PROMISES.jsonl [--drain]

One line per answered complaint: ``key``, ``voice_id`` and, where the citizen fetched them,
``receipt`` and ``code``. Exits with 1 and names the faults if anything is missing.
"""

import argparse
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.db.models import Count, Sum

django.setup()  # tables can be imported only afterwards

from pendopo.foundation.ledger.delivery import LEASE, deliver_due  # noqa: E402
from pendopo.foundation.ledger.models import Block, Delivery, FactRow  # noqa: E402
from pendopo.foundation.ledger.receipts import receipt_for, verdict_on  # noqa: E402
from pendopo.foundation.ledger.sealing import check_chain, seal_all  # noqa: E402
from pendopo.foundation.ledger.services import canonical_fact  # noqa: E402
from pendopo.journey.cases.models import Case  # noqa: E402
from pendopo.journey.voice.models import Voice  # noqa: E402
from pendopo.journey.voice.rules import tracking_index  # noqa: E402

MOST_SHOWN = 20


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("promises", type=Path)
    arguments.add_argument("--drain", action="store_true", help="deliver and seal what waits")
    asked = arguments.parse_args()
    if asked.drain:
        drain()
    promises = [json.loads(line) for line in asked.promises.read_text().splitlines()]
    faults = [*lost(promises), *wrong_receipts(promises), *unfinished(), *repeated(), *broken()]
    found = {"n_promises": len(promises), "n_faults": len(faults), "faults": faults[:MOST_SHOWN]}
    print(json.dumps(sizes() | found))
    return 1 if faults else 0


def drain():
    """Do the worker's work to its end, as it stands once the leases of killed workers are over."""
    later = datetime.now(UTC) + LEASE + timedelta(seconds=30)
    while deliver_due(at=later):
        pass
    seal_all(at=datetime.now(UTC))


def lost(promises):
    """Name every answered complaint without its row or without its fact."""
    stored = dict(Voice.objects.values_list("submission_key", "id"))
    stored = {str(key): str(voice_id) for key, voice_id in stored.items()}
    told = FactRow.objects.filter(name="VoiceReceived").values_list("subject_id", "payload")
    numbers = {str(subject): payload["number"] for subject, payload in told}
    rows = dict(Voice.objects.values_list("id", "number"))
    rows = {str(voice_id): number for voice_id, number in rows.items()}
    for promise in promises:
        voice_id = promise["voice_id"]
        if stored.get(promise["key"]) != voice_id:
            yield f"lost: voice {voice_id} of an answered complaint is not stored"
        elif numbers.get(voice_id) != rows[voice_id]:
            yield f"lost: voice {voice_id} has no fact with its number"


def wrong_receipts(promises):
    """Name every receipt that does not verify, or whose fact is not what the record holds."""
    for promise in promises:
        receipt = promise.get("receipt")
        if receipt is None:
            continue
        row = FactRow.objects.filter(id=receipt["fact"]["id"]).first()
        if row is None or canonical_fact(row) != receipt["fact"]:
            yield f"receipt {receipt['number']}: its fact is not in the record"
            continue
        if not verdict_on(receipt).ok:
            yield f"receipt {receipt['number']}: does not verify"
        now = receipt_for(row.id, number=receipt["number"])
        if verdict_on(now).level != "sealed":
            yield f"receipt {receipt['number']}: its fact is not sealed"
        voice = Voice.objects.get(number=receipt["number"])
        code = promise.get("code")
        if code and tracking_index(code) != voice.tracking_index:
            yield f"receipt {receipt['number']}: the tracking code opens nothing"


def unfinished():
    """Name deliveries that are not done, and voices without a case."""
    waiting = Delivery.objects.filter(done_at__isnull=True)
    yield from (f"undelivered: {row.subscriber} {row.error}" for row in waiting)
    yield from (f"no case: {voice.number}" for voice in Voice.objects.filter(case__isnull=True))


def repeated():
    """Name what happened twice that must happen once."""
    for name in ("VoiceReceived", "CaseOpened", "ClockStarted"):
        twice = FactRow.objects.filter(name=name).values("subject_id").annotate(n=Count("id"))
        yield from (f"twice: {name} {row['subject_id']}" for row in twice.filter(n__gt=1))
    places = FactRow.objects.filter(block__isnull=False).values("block", "leaf_index")
    yield from (
        f"two facts in one place: {row}" for row in places.annotate(n=Count("id")).filter(n__gt=1)
    )


def broken():
    """Name the faults of the chain, and a difference between blocks and sealed facts."""
    yield from check_chain().faults
    in_blocks = Block.objects.aggregate(n=Sum("size"))["n"] or 0
    sealed = FactRow.objects.filter(block__isnull=False).count()
    if in_blocks != sealed:
        yield f"blocks hold {in_blocks} facts, {sealed} facts are sealed"


def sizes():
    counted = {"voices": Voice, "cases": Case, "facts": FactRow, "blocks": Block}
    return {f"n_{name}": model.objects.count() for name, model in counted.items()}


if __name__ == "__main__":
    sys.exit(main())

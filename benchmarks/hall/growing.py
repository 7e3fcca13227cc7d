"""Grow a small hall into a large one: the same cases again under new ids and numbers.

Voices, cases, clocks and messages are all copied inside the database; facts only for the
first copies, whose cases are the ones a benchmark opens one by one.
"""

import json
import re

from django.db import connection, transaction

from pendopo.foundation.ledger.models import FactRow
from pendopo.journey.cases.models import Case, Clock, Message
from pendopo.journey.voice.models import Voice
from pendopo.kernel.ids import make_case_number

N_TOLD = 10
# No case of the first years of this system carries it.
YEAR = 90
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_BATCH = 20_000


def grow(n_copies):
    """Add ``n_copies`` copies of every case that is there; give the number of cases."""
    _widen_cache(-1_500_000)
    with transaction.atomic():
        _number(n_copies)
        number = {"number": "n.number"}
        _copy(Voice, ("id", "submission_key"), number, "voice_id = t.id")
        opened = {"opened_at": _earlier("t.opened_at")}
        _copy(Case, ("id", "voice_id"), number | opened, "voice_id = t.voice_id")
        _copy(Clock, ("id", "case_id"), {}, "case_id = t.case_id")
        _copy(Message, ("id", "case_id"), {}, "case_id = t.case_id")
        _copy_facts(min(n_copies, N_TOLD))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    # What is measured afterwards begins with the cache that the settings give.
    connection.close()
    return Case.objects.count()


def _widen_cache(pages):
    """Let SQLite hold the growing indexes in memory; the copying would take an hour otherwise."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size={pages}")
            cursor.execute("PRAGMA synchronous=OFF")


def _number(n_copies):
    """List which case gets which number in which copy."""
    rows = list(Case.objects.order_by("id").values_list("id", "voice_id"))
    uuid = "uuid" if connection.vendor == "postgresql" else "char(32)"
    stored = Case._meta.pk.get_db_prep_value  # noqa: SLF001 -- Django's own public name
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE copies (k integer, case_id {uuid}, voice_id {uuid}, "
            "number varchar(16))"
        )
        planned = (
            (k, stored(case_id, connection), stored(voice_id, connection), number)
            for k in range(1, n_copies + 1)
            for (case_id, voice_id), number in zip(rows, _numbers(k, len(rows)), strict=True)
        )
        _insert_many(cursor, "INSERT INTO copies VALUES (%s, %s, %s, %s)", planned)
        cursor.execute("CREATE INDEX copies_case ON copies (case_id)")
        cursor.execute("CREATE INDEX copies_voice ON copies (voice_id)")


def _numbers(k, size):
    return (make_case_number(YEAR, (k - 1) * size + place) for place in range(size))


def _copy(model, own_ids, other, condition):
    columns = [field.column for field in model._meta.concrete_fields]  # noqa: SLF001
    changed = {column: _copied_id(f"t.{column}") for column in own_ids} | other
    table = model._meta.db_table  # noqa: SLF001
    wanted = ", ".join(changed.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {wanted} '  # noqa: S608
            f'FROM "{table}" t JOIN copies n ON n.{condition}'
        )


def _copied_id(column):
    """Give an id that no original has: version 8, with the copy's number at its end."""
    if connection.vendor == "postgresql":
        text = f"{column}::text"
        return f"(left({text}, 14) || '8' || substr({text}, 16, 17) || lpad(to_hex(n.k), 4, '0'))::uuid"
    return f"substr({column}, 1, 12) || '8' || substr({column}, 14, 15) || printf('%04x', n.k)"


def _earlier(column):
    if connection.vendor == "postgresql":
        return f"{column} - n.k * interval '1 minute'"
    return f"strftime('%Y-%m-%d %H:%M:%f', {column}, '-' || n.k || ' minutes')"


def _copy_facts(n_copies):
    columns = [field.column for field in FactRow._meta.concrete_fields]  # noqa: SLF001
    names = ", ".join(f'"{column}"' for column in columns)
    blanks = ", ".join("%s" for _ in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM ledger_factrow")  # noqa: S608
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        copied = (
            tuple(_copied_fact(row, k).values()) for k in range(1, n_copies + 1) for row in rows
        )
        statement = f"INSERT INTO ledger_factrow ({names}) VALUES ({blanks})"  # noqa: S608
        _insert_many(cursor, statement, copied)


def _copied_fact(row, k):
    payload = row["payload"] if isinstance(row["payload"], str) else json.dumps(row["payload"])
    return row | {
        "id": _copied_text(row["id"], k),
        "subject_id": _copied_text(row["subject_id"], k),
        "payload": _UUID.sub(lambda found: _copied_text(found[0], k), payload),
        # A copy is not in any block: it was never told to anybody.
        "block_id": None,
        "leaf_index": None,
    }


def _copied_text(value, k):
    text = str(value)
    place = 14 if "-" in text else 12
    return f"{text[:place]}8{text[place + 1 : -4]}{k:04x}"


def _insert_many(cursor, statement, rows):
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            cursor.executemany(statement, batch)
            batch.clear()
    if batch:
        cursor.executemany(statement, batch)

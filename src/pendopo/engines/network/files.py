"""Reading a plan from a YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from pendopo.engines.network.domains import domain
from pendopo.engines.network.errors import NetworkError
from pendopo.engines.network.plan import Category, Closing, Group, Office, Plan, Privacy
from pendopo.engines.network.ranges import Range, address_range
from pendopo.engines.network.windows import Window

Raw = Mapping[str, Any]


def load_plan(path: Path) -> Plan:
    """Return the plan of a YAML file.

    Raises
    ------
    NetworkError
        The file cannot be opened or does not describe a plan; says what is wrong.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        message = f"Berkas {path} tidak dapat dibuka."
        raise NetworkError(message) from None
    except yaml.YAMLError:
        message = f"Berkas {path} bukan YAML yang sah."
        raise NetworkError(message) from None
    return read_plan(raw)


def read_plan(raw: Any) -> Plan:
    """Return the plan of a definition, as ``Plan.as_data`` writes it.

    Raises
    ------
    NetworkError
        A part is missing or not of its kind.
    """
    try:
        return _plan(raw)
    except KeyError as missing:
        message = f"Rencana jaringan tidak menyebut {missing}."
        raise NetworkError(message) from None
    except NetworkError:
        raise
    except (AttributeError, TypeError, ValueError):
        message = "Rencana jaringan tidak dapat dibaca: ada bagian yang salah bentuk."
        raise NetworkError(message) from None


def _plan(raw: Raw) -> Plan:
    plan = Plan(
        name=str(raw["name"]),
        version=int(raw["version"]),
        zone=str(raw["zone"]),
        offices=tuple(map(_office, raw["offices"])),
        categories=tuple(map(_category, raw["categories"])),
        groups=tuple(map(_group, raw.get("groups") or ())),
        closings=tuple(map(_closing, raw.get("closings") or ())),
        privacy=_privacy(raw.get("privacy") or {}),
    )
    folder = raw.get("folder")
    return (replace(plan, folder=str(folder)) if folder else plan).checked()


def _office(row: Raw) -> Office:
    people = row.get("people")
    return Office(
        str(row["code"]), str(row["name"]), _ranges(row), None if people is None else int(people)
    )


def _category(row: Raw) -> Category:
    return Category(str(row["code"]), str(row["name"]), tuple(map(domain, row["domains"])))


def _group(row: Raw) -> Group:
    return Group(str(row["code"]), str(row["name"]), _ranges(row))


def _ranges(row: Raw) -> tuple[Range, ...]:
    return tuple(map(address_range, row["ranges"]))


def _closing(row: Raw) -> Closing:
    if row["window"] not in tuple(Window):
        message = f"Jendela '{row['window']}' tidak dikenal; pilih {', '.join(Window)}."
        raise NetworkError(message)
    return Closing(Window(row["window"]), str(row["category"]), frozenset(row.get("exempt") or ()))


def _privacy(row: Raw) -> Privacy:
    usual = Privacy()
    return Privacy(
        k=int(row.get("k", usual.k)),
        most_of_one=float(row.get("most_of_one", usual.most_of_one)),
        round_to=int(row.get("round_to", usual.round_to)),
    )

"""The fictional regency, read from ``data/demo`` into frozen records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
KINDS = {
    "c": ("complaint", "complaint"),
    "o": ("complaint", "complaint_oversight"),
    "a": ("aspiration", "aspiration"),
    "q": ("question", "information_request"),
}


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan with the middle of its settlement (WGS84 degrees)."""

    code: str
    name: str
    kind: str
    latitude: float
    longitude: float
    residents: int
    postal_code: str

    @property
    def district_code(self) -> str:
        """The code of the kecamatan it lies in."""
        return self.code[:8]


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan; ``access`` tells how readily its people write (1.0 is ordinary)."""

    code: str
    name: str
    access: float


@dataclass(frozen=True, slots=True)
class Office:
    """A perangkat daerah and how it works.

    Parameters
    ----------
    speed
        Median share of the legal limit that an answer takes.
    spread
        Log-normal sigma of that share.
    quality
        Chance that an answer brings something done or planned, 0 to 1.
    silent
        Chance that nobody answers and the system closes the case, 0 to 1.
    """

    code: str
    short: str
    name: str
    kind: str
    parent: str | None
    speed: float
    spread: float
    quality: float
    silent: float


@dataclass(frozen=True, slots=True)
class Officer:
    """An invented official."""

    key: str
    name: str
    office: str
    roles: tuple[str, ...]
    email: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of voices; ``kinds`` weighs the letters of :data:`KINDS`."""

    code: str
    label: str
    office: str
    kinds: Mapping[str, int]
    weight: float
    season: tuple[float, ...]

    @property
    def branch(self) -> str:
        """The first part of the code."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Episode:
    """A burst of one topic that comes back every year."""

    topic: str
    month: int
    day: int
    days: int
    districts: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Regency:
    """Everything that is known about the fictional regency."""

    code: str
    name: str
    province: str
    zone: str
    bounds: Mapping[str, float]
    coordinator: str
    districts: tuple[District, ...]
    villages: tuple[Village, ...]
    offices: tuple[Office, ...]
    officers: tuple[Officer, ...]
    branches: Mapping[str, str]
    english: Mapping[str, str]
    topics: tuple[Topic, ...]
    episodes: tuple[Episode, ...]
    texts: Mapping[str, Any]
    phrases: Mapping[str, Any]
    given_names: tuple[str, ...]
    family_names: tuple[str, ...]

    def office_of(self, topic: Topic, village: Village) -> str:
        """Return the office that answers ``topic`` in ``village``.

        A topic of the kecamatan belongs to the district's own office, whose code ends
        in the district's two digits.
        """
        if topic.office == "kecamatan":
            return f"kec{village.district_code[-2:]}"
        return topic.office


def load_regency(folder: Path) -> Regency:
    """Read every file of ``data/demo`` that describes the regency."""
    land, offices = _read(folder / "regency.yaml"), _read(folder / "offices.yaml")
    subjects, names = _read(folder / "topics.yaml"), _read(folder / "names.yaml")
    return Regency(
        code=land["code"],
        name=land["name"],
        province=land["province"]["name"],
        zone=land["timezone"],
        bounds=land["bounds"],
        coordinator=offices["coordinator"],
        districts=tuple(District(d["code"], d["name"], d["access"]) for d in land["districts"]),
        villages=tuple(Village(*row) for d in land["districts"] for row in d["villages"]),
        offices=tuple(Office(*row) for row in offices["offices"]),
        officers=_officers(_read(folder / "officers.yaml"), land["domain"]),
        branches=subjects["branches"],
        english=_read(folder / "topics_en.yaml"),
        topics=_topics(subjects),
        episodes=_episodes(subjects["episodes"]),
        texts=_texts(folder / "texts"),
        phrases=_lines(_read(folder / "phrases.yaml")),
        given_names=tuple(names["given"]),
        family_names=tuple(names["family"]),
    )


def load_words(folder: Path) -> dict[str, Any]:
    """Read what citizens write in the forms of procedures, and what they are answered."""
    words: dict[str, Any] = _read(folder / "procedures.yaml")
    return words


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 -- safe loader


def _officers(rows: Mapping[str, Any], domain: str) -> tuple[Officer, ...]:
    return tuple(
        Officer(key, name, office, tuple(roles), f"{key}@{domain}")
        for key, name, office, roles in rows["officers"]
    )


def _topics(rows: Mapping[str, Any]) -> tuple[Topic, ...]:
    return tuple(
        Topic(code, label, office, kinds, weight, tuple(rows["seasons"][season]))
        for code, label, office, kinds, weight, season in rows["topics"]
    )


def _episodes(rows: Sequence[Any]) -> tuple[Episode, ...]:
    return tuple(
        Episode(topic, month, day, days, tuple(districts), share)
        for topic, month, day, days, districts, share in rows
    )


def _texts(folder: Path) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        texts |= _lines(_read(path))
    return texts


def _lines(value: Any) -> Any:
    """Turn every block of lines into a tuple of lines; leave the rest as it is."""
    if isinstance(value, Mapping):
        return {key: _lines(inner) for key, inner in value.items()}
    if isinstance(value, str) and value.endswith("\n"):
        return tuple(value.splitlines())
    return tuple(value) if isinstance(value, list) else value

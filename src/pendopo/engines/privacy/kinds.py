"""What can be found, how sure that is, and how bad it would be in public."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Personal or secret data, named for what it is; `data/privacy/kinds.yaml` has a row for each."""

    NIK = "nik"
    KK = "kk"
    NPWP = "npwp"
    NIP = "nip"
    PHONE = "phone"
    EMAIL = "email"
    PLATE = "plate"
    PASSPORT = "passport"
    SIM = "sim"
    BPJS = "bpjs"
    ACCOUNT = "account"
    CARD = "card"
    ADDRESS = "address"
    COORDINATES = "coordinates"
    NISN = "nisn"
    MEDICAL_RECORD = "medical_record"
    CIVIL_DEED = "civil_deed"
    NAME = "name"
    HEALTH = "health"
    CRIME = "crime"
    CHILD_CASE = "child_case"
    BELIEF = "belief"
    FINANCE = "finance"
    SECRET = "secret"  # noqa: S105 -- the word, not one

    # Enum's own is written in Python, and every finding is looked up by kind.
    __hash__ = str.__hash__


class Confidence(IntEnum):
    """How sure a finding is; a mere shape is never shown alone."""

    SHAPE = 1
    LIKELY = 2
    SURE = 3


class Severity(IntEnum):
    """How bad it is in public: special data before a named NIK, a NIK, a telephone, an official's number."""

    NOTE = 1
    LOW = 2
    MEDIUM = 3
    HIGH = 4
    GRAVE = 5


class Finding(NamedTuple):
    """A stretch of the text and what it seems to be; never the value itself.

    Attributes
    ----------
    start, end
        Characters of the original text, ``end`` excluded.
    """

    start: int
    end: int
    kind: Kind
    confidence: Confidence
    severity: Severity

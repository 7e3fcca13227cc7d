"""What can be told from the digits of a number alone: dates, regions, check digits, prefixes.

Every function takes bytes of ASCII digits and answers with a ``Strength``.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection
from enum import IntEnum

_FOLDED_PREFIX = (b"0062", b"62", b"0")


class Strength(IntEnum):
    """How much the digits say: nothing, only with a label, a shape, valid, hardly by chance."""

    NONE = 0
    ODD = 1
    SHAPE = 2
    VALID = 3
    CERTAIN = 4


# Reading a member from its class takes longer than a test of digits.
NONE, ODD, SHAPE, VALID, CERTAIN = Strength


def _days(*, years_are_leap: bool) -> frozenset[bytes]:
    year = 2000 if years_are_leap else 2001
    return frozenset(
        b"%02d%02d" % (day, month)
        for month in range(1, 13)
        for day in range(1, calendar.monthrange(year, month)[1] + 1)
    )


_DAYS = _days(years_are_leap=True)
_ORDINARY_DAYS = _days(years_are_leap=False)
# Women's day of birth stands with forty added (dukcapil.klaten.go.id).
_WOMENS_DAYS = {b"%02d%s" % (int(day[:2]) + 40, day[2:]): day for day in _DAYS}


def nik_strength(
    digits: bytes, districts: Collection[bytes], provinces: Collection[bytes]
) -> Strength:
    """Judge a NIK: district, day of birth (women plus forty), serial (UU 23/2006).

    Only the district table makes it valid: a twentieth of a percent of chance numbers pass.
    """
    if len(digits) != 16 or digits[1:] == digits[:-1]:
        return NONE
    day = _WOMENS_DAYS.get(digits[6:10], digits[6:10])
    if not _is_day(day, digits[10:12]) or digits[12:] == b"0000":
        return ODD
    if digits[:6] in districts:
        return VALID
    return SHAPE if digits[:2] in provinces else ODD


def kk_strength(
    digits: bytes, districts: Collection[bytes], provinces: Collection[bytes]
) -> Strength:
    """Judge the number of a family card: as a NIK, but with the day it was recorded."""
    if digits[6:10] in _WOMENS_DAYS:
        return NONE
    return nik_strength(digits, districts, provinces)


def _is_day(day_month: bytes, short_year: bytes) -> bool:
    # 1900 had no 29 February, 2000 had: the short year alone decides for both centuries.
    return day_month in _ORDINARY_DAYS or (day_month == b"2902" and int(short_year) % 4 == 0)


# A doubled digit and the sum of its digits, as ASCII.
_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")


def luhn(digits: bytes) -> bool:
    """Return whether the check digit of ISO/IEC 7812-1 holds."""
    total = sum(digits[-1::-2]) + sum(digits[-2::-2].translate(_DOUBLED))
    return (total - ord("0") * len(digits)) % 10 == 0


def npwp_strength(digits: bytes, nik: Strength, *, is_dotted: bool) -> Strength:
    """Judge a tax number of 15, 16 or 22 digits; the ninth digit checks the eight before it.

    ``nik`` is the strength of 16 digits as a NIK, which residents use since 2024.
    """
    if len(digits) == 22:
        return SHAPE if digits.startswith(b"0") or nik >= VALID else NONE
    if len(digits) == 16:
        is_old = digits.startswith(b"0") and luhn(digits[:10])
        return VALID if is_old else min(nik, VALID)
    if len(digits) != 15:
        return NONE
    if luhn(digits[:9]):
        return CERTAIN if is_dotted else VALID
    return SHAPE if is_dotted else NONE


def nip_strength(digits: bytes, births: tuple[int, int], ages: tuple[int, int]) -> Strength:
    """Judge an employee number: birth, appointment, sex, serial; also a contract's (NI PPPK).

    The number of an employee on contract has a code of 21 to 29 where others have the month.

    Parameters
    ----------
    births
        First and last year of birth.
    ages
        Least and greatest years between birth and appointment.
    """
    if len(digits) == 9:
        return ODD if digits.startswith(b"13") else NONE
    if len(digits) != 18 or digits[14:15] not in (b"1", b"2"):
        return NONE
    born, appointed, month = int(digits[:4]), int(digits[8:12]), int(digits[12:14])
    fits = (
        births[0] <= born <= births[1]
        and ages[0] <= appointed - born <= ages[1]
        and (1 <= month <= 12 or 21 <= month <= 29)
        and _is_day(digits[6:8] + digits[4:6], digits[2:4])
    )
    return CERTAIN if fits else NONE


def phone_strength(digits: bytes, mobiles: Collection[bytes], areas: Collection[bytes]) -> Strength:
    """Judge a telephone number: a mobile prefix makes it valid, an area code only a shape."""
    national = digits
    for prefix in _FOLDED_PREFIX:
        if digits.startswith(prefix):
            national = digits[len(prefix) :]
            break
    else:
        # A spreadsheet that took it for a sum has lost its zero.
        is_mobile = digits[:3] in mobiles and 9 <= len(digits) <= 12
        return ODD if is_mobile else NONE
    if national[:3] in mobiles:
        return VALID if 9 <= len(national) <= 12 else NONE
    if digits[:1] == b"0" and (national[:2] in areas or national[:3] in areas):
        return SHAPE if 7 <= len(national) <= 11 else NONE
    return NONE


def card_strength(digits: bytes, issuers: Collection[bytes], *, is_grouped: bool) -> Strength:
    """Judge a payment card: check digit and issuer; by itself only if printed in groups of four.

    Parameters
    ----------
    issuers
        First digits by which issuers are known, one, two or four of them.
    """
    is_issued = digits[:1] in issuers or digits[:2] in issuers or digits[:4] in issuers
    if not is_issued or not 13 <= len(digits) <= 19 or not luhn(digits):
        return NONE
    return VALID if is_grouped else SHAPE


def nisn_strength(digits: bytes) -> Strength:
    """Judge a pupil's number: three digits of the year of birth, then seven."""
    fits = len(digits) == 10 and (digits[:2] == b"99" or digits[:2] in (b"00", b"01", b"02"))
    return SHAPE if fits else NONE


def bpjs_strength(digits: bytes, *, is_plain: bool) -> Strength:
    """Judge an insurance number: 13 digits from 0 (health) or 11 without signs between (employment)."""
    fits = (len(digits) == 11 and is_plain) or (len(digits) == 13 and digits.startswith(b"0"))
    return SHAPE if fits else NONE


def sim_strength(digits: bytes, nik: Strength) -> Strength:
    """Judge a driving licence: 12 to 14 digits, or the NIK since 2024."""
    if len(digits) == 16:
        return min(nik, VALID)
    return ODD if 12 <= len(digits) <= 14 else NONE


def account_strength(digits: bytes) -> Strength:
    """Judge a bank account: banks publish no check digit, so only a label tells."""
    return ODD if 8 <= len(digits) <= 16 and digits.strip(b"0") else NONE

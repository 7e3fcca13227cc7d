"""Which kind a number is: its label asks one validator, without a label the shapes are tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from pendopo.engines.privacy import validators
from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.validators import CERTAIN, NONE, ODD, SHAPE, Strength
from pendopo.engines.privacy.window import Label

Judged = tuple[Kind, Confidence]
# Reading a member from its class takes longer than a test of digits.
_SHAPE, _LIKELY, _SURE = Confidence
_NPWP = Kind.NPWP
# By strength.
_LABELLED = (None, _LIKELY, _LIKELY, _SURE, _SURE)
_ALONE = (None, None, _SHAPE, _LIKELY, _SURE)
# Kinds that a number may be without being called so, the more telling validator first.
_UNCALLED: Mapping[int, tuple[Kind, ...]] = {
    **dict.fromkeys(range(8, 13), (Kind.PHONE,)),
    13: (Kind.PHONE, Kind.CARD),
    14: (Kind.PHONE, Kind.CARD),
    15: (Kind.NPWP, Kind.PHONE, Kind.CARD),
    16: (Kind.NIK, Kind.CARD),
    18: (Kind.NIP,),
    19: (Kind.CARD,),
}
_DOTTED_TAX = re.compile(rb"\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}")
_FOURS = re.compile(rb"\d{4}(?:[ -]\d{4}){3}|\d{4}[ -]\d{6}[ -]\d{5}")


def _judged(kind: Kind, confidences: Iterable[Confidence | None]) -> tuple[Judged | None, ...]:
    """Return what each strength comes to, made once because most numbers need one of them."""
    return tuple((kind, confidence) if confidence else None for confidence in confidences)


Validator = Callable[[bytes, bytes], Strength]


# For labels of kinds that are no long numbers.
_NEVER: tuple[Validator, tuple[Judged | None, ...]] = (
    lambda _digits, _spelled: NONE,
    (None,),
)


NUMBERED = frozenset(
    {
        Kind.NIK,
        Kind.KK,
        Kind.NPWP,
        Kind.NIP,
        Kind.PHONE,
        Kind.SIM,
        Kind.BPJS,
        Kind.ACCOUNT,
        Kind.CARD,
        Kind.NISN,
    }
)


class Judge:
    """The validators with the tables they need; each takes digits and how they are written."""

    def __init__(self, rules: Rules) -> None:
        """Bind the rules."""
        self._rules = rules
        validators_of: Mapping[Kind, Validator] = {
            Kind.NIK: self._nik,
            Kind.KK: self._kk,
            Kind.NPWP: self._npwp,
            Kind.NIP: self._nip,
            Kind.PHONE: self._phone,
            Kind.SIM: self._sim,
            Kind.BPJS: lambda digits, spelled: validators.bpjs_strength(
                digits, is_plain=digits == spelled
            ),
            Kind.ACCOUNT: self._account,
            Kind.CARD: self._card,
            Kind.NISN: lambda digits, _spelled: validators.nisn_strength(digits),
        }
        self._called_by_kind = {
            kind: (validator, _judged(kind, _LABELLED)) for kind, validator in validators_of.items()
        }
        self._uncalled_by_length = {
            length: tuple((kind, validators_of[kind], _judged(kind, _ALONE)) for kind in kinds)
            for length, kinds in _UNCALLED.items()
        }

    def judge(self, digits: bytes, spelled: bytes, label: Label | None) -> Judged | None:
        """Return the kind and how sure it is, or None."""
        if label is None:
            return self._uncalled(digits, spelled)
        if label.kind is not None:
            called = self._called(digits, spelled, label, label.kind)
            if called and called[1] == _SURE and not label.is_weak:
                return called
            uncalled = self._uncalled(digits, spelled)
            # Digits that say more than the words before them: a tax number behind "rekening".
            beats = _LIKELY if label.is_weak else _SURE
            return uncalled if uncalled and uncalled[1] >= beats else called or uncalled
        judged = self._uncalled(digits, spelled)
        if judged and judged[1] < _SURE:
            # Words say that it is a ticket, a barcode, an account of the budget.
            return judged[0], _SHAPE
        return judged

    def _called(self, digits: bytes, spelled: bytes, label: Label, kind: Kind) -> Judged | None:
        validator, judged = self._called_by_kind.get(kind, _NEVER)
        strength = validator(digits, spelled)
        if strength == ODD and not label.is_direct:
            return None
        return judged[strength]

    def _uncalled(self, digits: bytes, spelled: bytes) -> Judged | None:
        for kind, validator, alone in self._uncalled_by_length.get(len(digits), ()):
            strength = validator(digits, spelled)
            if kind is _NPWP and strength < CERTAIN:
                # Fifteen digits and a check digit are an IMEI as well.
                strength = min(strength, SHAPE)
            if judged := alone[strength]:
                return judged
        return None

    def _nik(self, digits: bytes, _spelled: bytes) -> Strength:
        return validators.nik_strength(digits, self._rules.districts, self._rules.provinces)

    def _kk(self, digits: bytes, _spelled: bytes) -> Strength:
        return validators.kk_strength(digits, self._rules.districts, self._rules.provinces)

    def _npwp(self, digits: bytes, spelled: bytes) -> Strength:
        nik = NONE if len(digits) == 15 else self._nik(digits[:16], spelled)
        is_dotted = _DOTTED_TAX.fullmatch(spelled) is not None
        return validators.npwp_strength(digits, nik, is_dotted=is_dotted)

    def _nip(self, digits: bytes, _spelled: bytes) -> Strength:
        return validators.nip_strength(digits, self._rules.births, self._rules.ages)

    def _phone(self, digits: bytes, _spelled: bytes) -> Strength:
        return validators.phone_strength(digits, self._rules.mobiles, self._rules.areas)

    def _sim(self, digits: bytes, spelled: bytes) -> Strength:
        return validators.sim_strength(digits, self._nik(digits, spelled))

    def _account(self, digits: bytes, _spelled: bytes) -> Strength:
        return validators.account_strength(digits)

    def _card(self, digits: bytes, spelled: bytes) -> Strength:
        if digits in self._rules.test_cards:
            return NONE
        is_grouped = _FOURS.fullmatch(spelled) is not None
        return validators.card_strength(digits, self._rules.cards, is_grouped=is_grouped)

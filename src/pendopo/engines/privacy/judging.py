"""Which kind a number is: its label asks one validator, without a label the shapes are tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pendopo.engines.privacy import validators
from pendopo.engines.privacy.kinds import Confidence, Kind
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.runs import Number
from pendopo.engines.privacy.validators import Strength
from pendopo.engines.privacy.window import Label

Judged = tuple[Kind, Confidence]
_LABELLED: Mapping[Strength, Confidence] = {
    Strength.ODD: Confidence.LIKELY,
    Strength.SHAPE: Confidence.LIKELY,
    Strength.VALID: Confidence.SURE,
    Strength.CERTAIN: Confidence.SURE,
}
_ALONE: Mapping[Strength, Confidence] = {
    Strength.SHAPE: Confidence.SHAPE,
    Strength.VALID: Confidence.LIKELY,
    Strength.CERTAIN: Confidence.SURE,
}
# Kinds that a number may be without being called so, the more telling validator first.
_MOBILE = (Kind.PHONE,)
_UNCALLED: Mapping[int, tuple[Kind, ...]] = {
    **dict.fromkeys(range(8, 13), _MOBILE),
    13: (Kind.PHONE, Kind.CARD),
    14: (Kind.PHONE, Kind.CARD),
    15: (Kind.NPWP, Kind.PHONE, Kind.CARD),
    16: (Kind.NIK, Kind.CARD),
    18: (Kind.NIP,),
    19: (Kind.CARD,),
}
_DOTTED_TAX = re.compile(rb"\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}")
_FOURS = re.compile(rb"\d{4}(?:[ -]\d{4}){3}|\d{4}[ -]\d{6}[ -]\d{5}")
# Dates, sums with points and the codes of budgets are no accounts, whatever stands before them.
_NO_ACCOUNT = re.compile(
    rb"(?:19|20)\d\d-[01]\d-[0-3]\d.*|[0-3]?\d[-.][01]?\d[-.](?:19|20)\d\d.*"
    rb"|\d{1,3}(?:\.\d{3}){2,}|\d\.\d(?:\.\d{1,4}){2,}"
)


class Judge:
    """The validators with the tables they need."""

    def __init__(self, rules: Rules) -> None:
        """Bind the rules."""
        self._rules = rules
        self._strengths: Mapping[Kind, Callable[[Number], Strength]] = {
            Kind.NIK: self._nik,
            Kind.KK: self._kk,
            Kind.NPWP: self._npwp,
            Kind.NIP: self._nip,
            Kind.PHONE: self._phone,
            Kind.SIM: self._sim,
            Kind.BPJS: lambda number: validators.bpjs_strength(number.digits),
            Kind.ACCOUNT: self._account,
            Kind.CARD: self._card,
            Kind.NISN: lambda number: validators.nisn_strength(number.digits),
        }

    def __call__(self, number: Number, label: Label | None) -> Judged | None:
        """Return the kind and how sure it is, or None."""
        if label is not None and label.kind is not None:
            return self._called(number, label, label.kind) or self._uncalled(number)
        judged = self._uncalled(number)
        if judged and label is not None and judged[1] < Confidence.SURE:
            # Words say that it is a ticket, a barcode, an account of the budget.
            return judged[0], Confidence.SHAPE
        return judged

    def _called(self, number: Number, label: Label, kind: Kind) -> Judged | None:
        strength_of = self._strengths.get(kind)
        strength = strength_of(number) if strength_of else Strength.NONE
        if strength == Strength.NONE or (strength == Strength.ODD and not label.is_direct):
            return None
        if label.is_weak and kind == Kind.ACCOUNT and self._phone(number) == Strength.VALID:
            return None
        return kind, _LABELLED[strength]

    def _uncalled(self, number: Number) -> Judged | None:
        for kind in _UNCALLED.get(len(number.digits), ()):
            strength = self._strengths[kind](number)
            if strength >= Strength.SHAPE:
                return kind, _ALONE[strength]
        return None

    def _nik(self, number: Number) -> Strength:
        rules = self._rules
        return validators.nik_strength(number.digits, rules.districts, rules.provinces)

    def _kk(self, number: Number) -> Strength:
        rules = self._rules
        return validators.kk_strength(number.digits, rules.districts, rules.provinces)

    def _npwp(self, number: Number) -> Strength:
        sixteen = number._replace(digits=number.digits[:16])
        is_dotted = _DOTTED_TAX.fullmatch(number.spelled) is not None
        return validators.npwp_strength(number.digits, self._nik(sixteen), is_dotted=is_dotted)

    def _nip(self, number: Number) -> Strength:
        return validators.nip_strength(number.digits, self._rules.births, self._rules.ages)

    def _phone(self, number: Number) -> Strength:
        return validators.phone_strength(number.digits, self._rules.mobiles, self._rules.areas)

    def _sim(self, number: Number) -> Strength:
        return validators.sim_strength(number.digits, self._nik(number))

    def _account(self, number: Number) -> Strength:
        if _NO_ACCOUNT.fullmatch(number.spelled):
            return Strength.NONE
        return validators.account_strength(number.digits)

    def _card(self, number: Number) -> Strength:
        if number.digits in self._rules.test_cards:
            return Strength.NONE
        is_grouped = _FOURS.fullmatch(number.spelled) is not None
        return validators.card_strength(number.digits, self._rules.cards, is_grouped=is_grouped)

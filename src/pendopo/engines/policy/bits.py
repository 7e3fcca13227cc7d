"""Facts as bits of one whole number, so that a rule is compared in a few operations.

Each fact has a bit that says it is known, and one for each code it may have; a fact that may
have several codes has two for each, *has it* and *has it not*. A condition is then false as
soon as a bit is set that contradicts it, and true if none is and all its facts are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import TypeAlias

from pendopo.engines.policy.errors import PolicyError
from pendopo.engines.policy.vocabulary import FACTS, Code, Known, Value

Bits: TypeAlias = int


def _bits() -> Iterable[Bits]:
    return (1 << n for n in count())


_fresh = iter(_bits())
KNOWN: Mapping[str, Bits] = {name: next(_fresh) for name in FACTS}
_HAS: Mapping[str, Mapping[Code, Bits]] = {
    name: {code: next(_fresh) for code in fact.values} for name, fact in FACTS.items()
}
_LACKS: Mapping[str, Mapping[Code, Bits]] = {
    name: {code: next(_fresh) for code in fact.values}
    for name, fact in FACTS.items()
    if fact.is_set
}
# Fact, then what is told of it, to its bits. What is told twice of a set is kept.
_TOLD: dict[str, dict[Value | None, Bits]] = {name: {None: 0} for name in FACTS}
for _name, _fact in FACTS.items():
    if not _fact.is_set:
        _TOLD[_name].update({code: KNOWN[_name] | bit for code, bit in _HAS[_name].items()})


def encode(facts: Mapping[str, Value | None]) -> Bits:
    """Return what is told as bits; a fact that is None counts as not told.

    Raises
    ------
    PolicyError
        A fact or a code is not in the vocabulary.
    """
    bits = 0
    try:
        for name, value in facts.items():
            bits |= _TOLD[name][value]
    except (KeyError, TypeError):
        return _encode_slowly(facts)
    return bits


def _encode_slowly(facts: Mapping[str, Value | None]) -> Bits:
    bits = 0
    for name, value in facts.items():
        fact = FACTS.get(name)
        if fact is None:
            message = f"Fakta '{name}' tidak dikenal; pilih {', '.join(FACTS)}."
            raise PolicyError(message)
        if value is not None:
            bits |= _bits_of_set(fact, value) if fact.is_set else _bits_of_code(fact, value)
    return bits


def _bits_of_code(fact: Known, value: object) -> Bits:
    if isinstance(value, (str, bool)) and value in fact.values:
        return KNOWN[fact.name] | _HAS[fact.name][value]
    raise _unknown(fact, value)


def _bits_of_set(fact: Known, value: object) -> Bits:
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise _unknown(fact, value)
    bits = KNOWN[fact.name] | sum(_LACKS[fact.name].values())
    for code in value:
        if not isinstance(code, str) or code not in fact.values:
            raise _unknown(fact, code)
    for code in set(value):
        bits ^= _LACKS[fact.name][code] | _HAS[fact.name][code]
    if isinstance(value, frozenset):
        _TOLD[fact.name][value] = bits
    return bits


def _unknown(fact: Known, value: object) -> PolicyError:
    codes = "true, false" if fact.is_yes_no else ", ".join(map(str, fact.values))
    return PolicyError(f"Isi fakta '{fact.name}' tidak dikenal: {value!r}; pilih {codes}.")


def against(name: str, codes: Iterable[Code]) -> Bits:
    """Return the bits that contradict a condition on a fact with one code."""
    return sum(bit for code, bit in _HAS[name].items() if code not in set(codes))


def lacking(name: str, codes: Iterable[Code]) -> Bits:
    """Return the bits that are all set where a fact has none of several codes."""
    return sum(_LACKS[name][code] for code in codes)


def having(name: str, codes: Iterable[Code]) -> Bits:
    """Return the bits that are all set where a fact has all of several codes."""
    return sum(_HAS[name][code] for code in codes)

"""The scanner: all detectors over a text, window by window, overlaps settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from pendopo.engines.privacy.circumstances import CircumstanceFinder
from pendopo.engines.privacy.electronic import ElectronicFinder
from pendopo.engines.privacy.kinds import Confidence, Finding, Kind
from pendopo.engines.privacy.known import known_names
from pendopo.engines.privacy.led import LedFinder
from pendopo.engines.privacy.numbers import Found, NumberFinder
from pendopo.engines.privacy.places import AddressFinder
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.weighing import Tally
from pendopo.engines.privacy.window import Window
from pendopo.engines.privacy.windows import Piece, pieces


class Finder(Protocol):
    """One detector."""

    kinds: frozenset[Kind]

    def find(self, window: Window) -> Iterator[Found]:
        """Return start, end, kind and confidence of what is found."""


class Scanner:
    """Finds personal and secret data; made once for a set of rules, then used by many threads.

    Parameters
    ----------
    kinds
        What is looked for; left out, everything.
    least
        Findings less sure than this are left out.
    tally
        Counts everything that this scanner finds; then it belongs to one reader.
    """

    def __init__(
        self,
        rules: Rules,
        *,
        kinds: Collection[Kind] = tuple(Kind),
        least: Confidence = Confidence.LIKELY,
        tally: Tally | None = None,
    ) -> None:
        """Make the detectors."""
        self.rules = rules
        self._kinds = frozenset(kinds)
        self._least = least
        self._is_choosy = least > Confidence.SHAPE or len(self._kinds) < len(Kind)
        self._tally = tally
        self._person_reach = rules.reach["person"]
        self.led = LedFinder(rules)
        finders: tuple[Finder, ...] = (
            NumberFinder(rules),
            self.led,
            ElectronicFinder(rules),
            AddressFinder(rules),
            CircumstanceFinder(rules),
        )
        self._finders = [finder for finder in finders if finder.kinds & self._kinds]

    def scan(
        self, text: str, *, names: Sequence[str] = (), opaque: Sequence[str] = ()
    ) -> list[Finding]:
        """Return what is found in a text, in order, no two overlapping.

        Parameters
        ----------
        names
            Names of persons to look for, each of two words or more.
        opaque
            Covers of an earlier masking, which are no part of the text.
        """
        return list(self.scan_pieces([text], names=names, opaque=opaque))

    def scan_pieces(
        self, texts: Iterable[str], *, names: Sequence[str] = (), opaque: Sequence[str] = ()
    ) -> Iterator[Finding]:
        """Return what is found in a text that comes in pieces; memory does not grow with it."""
        for piece in pieces(texts):
            yield from self._scan_piece(piece, names, tuple(opaque))

    def _scan_piece(
        self, piece: Piece, names: Sequence[str], opaque: tuple[str, ...]
    ) -> list[Finding]:
        """Return what begins in the inner part of a piece."""
        window = Window(piece.text, self.rules, offset=piece.offset, opaque=opaque)
        found = self.findings(window, known_names(window, names))
        first, last = piece.offset + piece.first, piece.offset + piece.last
        return self.counted(window, [each for each in found if first <= each.start < last])

    def findings(self, window: Window, more: Iterable[Found] = ()) -> list[Finding]:
        """Return the findings of one window, with what is known already."""
        found = [each for finder in self._finders for each in finder.find(window)]
        if self._is_choosy:
            found = [each for each in found if each[2] in self._kinds and each[3] >= self._least]
        found += [each for each in more if each[2] in self._kinds]
        return [self._weighed(window, each) for each in _settled(found)]

    def known(self, text: str, kind: Kind) -> Finding:
        """Return a text that is a finding as a whole, told by where it stood."""
        window = Window(text, self.rules)
        whole = (0, len(text), kind, Confidence.SURE)
        return self.counted(window, [self._weighed(window, whole)])[0]

    def counted(self, window: Window, found: list[Finding]) -> list[Finding]:
        """Return the findings after adding them to the tally, if there is one."""
        if self._tally is not None:
            for each in found:
                start, end = each.start - window.offset, each.end - window.offset
                self._tally.add(each, window.folded[start:end])
        return found

    def _weighed(self, window: Window, found: Found) -> Finding:
        start, end, kind, confidence = found
        rule = self.rules.kinds[kind]
        severity = rule.severity
        if rule.with_person is not severity:
            if window.has_person(start - self._person_reach, end + self._person_reach):
                severity = rule.with_person
        elif rule.with_official is not severity and window.has_near(
            "official", start - self.rules.reach["official"], start
        ):
            severity = rule.with_official
        return Finding(start + window.offset, end + window.offset, kind, confidence, severity)


def _settled(found: list[Found]) -> list[Found]:
    """Return findings in order; of those that overlap the longer stays, then the surer."""
    found.sort()
    settled: list[Found] = []
    for each in found:
        if settled and each[0] < settled[-1][1]:
            last = settled[-1]
            if (each[1] - each[0], each[3]) > (last[1] - last[0], last[3]):
                settled[-1] = each
        else:
            settled.append(each)
    return settled

"""Reading a text as people paste it: headings, markers and wrapped lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

from pendopo.engines.norms.building import Ids, Open
from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import HEADED, ONCE, Kind, may_hold
from pendopo.engines.norms.numbering import named
from pendopo.engines.norms.numerals import key, read
from pendopo.engines.norms.references import bind
from pendopo.engines.norms.tree import ROOT, Document

MAX_CHARACTERS = 5_000_000
_MARKERS = (
    (Kind.CLAUSE, re.compile(r"\((\d+[a-z]*)\)(?: |$)")),
    (Kind.LETTER, re.compile(r"([a-z]{1,2}[\d.]*)\.(?: |$)")),
    (Kind.NUMBER, re.compile(r"(\d+[a-z]*)\.(?: |$)")),
    (Kind.SUBLETTER, re.compile(r"([a-z]{1,2}[\d.]*)\)(?: |$)")),
    (Kind.SUBNUMBER, re.compile(r"(\d+[a-z]*)\)(?: |$)")),
)
_HEADINGS = (
    (Kind.CHAPTER, re.compile(r"BAB ([IVXLCDM]{1,15}[A-Z]{0,2})(?: ([A-Z][^a-z]*))?")),
    (Kind.PART, re.compile(r"Bagian (Ke\w+(?: \w+){0,3})", re.IGNORECASE)),
    (Kind.SUBPART, re.compile(r"Paragraf (\d+[A-Z]*)")),
    (Kind.ARTICLE, re.compile(r"Pasal (\d+[A-Z]*)")),
)
_NOTES = (
    (Kind.ARTICLE, re.compile(r"Pasal (\d+[A-Z]*)")),
    (Kind.CLAUSE, re.compile(r"Ayat \((\d+[a-z]*)\)")),
    (Kind.SUBLETTER, re.compile(r"Huruf ([a-z]{1,2}[\d.]*)\)")),
    (Kind.LETTER, re.compile(r"Huruf ([a-z]{1,2}[\d.]*)")),
    (Kind.SUBNUMBER, re.compile(r"Angka (\d+[a-z]*)\)")),
    (Kind.NUMBER, re.compile(r"Angka (\d+[a-z]*)")),
)
_SECTIONS = (
    (Kind.CONSIDERING, re.compile(r"Menimbang ?(?::|$)", re.IGNORECASE)),
    (Kind.RECALLING, re.compile(r"Mengingat ?(?::|$)", re.IGNORECASE)),
    (Kind.NOTING, re.compile(r"Memperhatikan ?(?::|$)", re.IGNORECASE)),
    (Kind.DECIDING, re.compile(r"M ?E ?M ?U ?T ?U ?S ?K ?A ?N ?: ?$")),
    (Kind.ELUCIDATION, re.compile(r"PENJELASAN$")),
)
_OPENING = re.compile(
    r"DENGAN RAHMAT|(?:BUPATI|WALI ?KOTA|GUBERNUR|MENTERI|PRESIDEN|KEPALA)\b[^a-z]*,$"
)
_APPROVAL = re.compile(r"Dengan Persetujuan Bersama", re.IGNORECASE)
_ENACTED = re.compile(r"Menetapkan ?: ?")
_CLOSING = re.compile(r"Agar setiap orang|Ditetapkan di\b")
_GENERAL = re.compile(r"I\. ?UMUM$")
_BY_ARTICLE = re.compile(r"II\. ?PASAL DEMI PASAL$")
_BEGIN = {Kind.OPENING: _OPENING, Kind.APPROVAL: _APPROVAL, Kind.CLOSING: _CLOSING}
_WITHIN_ELUCIDATION = (_GENERAL, _BY_ARTICLE, *(pattern for _, pattern in _SECTIONS))
_ENDED = (".", ";", ":", "dan/atau", "; dan", "; atau")
_FRONT = ONCE[: ONCE.index(Kind.CLOSING)]


class Pasted(NamedTuple):
    """One line as it came: its number, its words, the id it carries or nothing."""

    number: int
    text: str
    id: str = ""


def parse(text: str, *, promulgated: bool = False, prefix: str = "n") -> Document:
    """Read a pasted text into a tree; references are bound, ids are ``prefix`` and a count.

    In a draft numbers must follow one another; in a promulgated text they must rise, and are kept.

    Raises
    ------
    NormError
        The line, and what is wrong with it.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"Naskah lebih panjang dari {MAX_CHARACTERS} huruf."
        raise NormError(message)
    pasted = (Pasted(n, line) for n, line in enumerate(text.splitlines(), start=1))
    return parse_lines(pasted, promulgated=promulgated, prefix=prefix)


def parse_lines(
    pasted: Iterable[Pasted],
    *,
    promulgated: bool = False,
    prefix: str = "n",
    retired: Collection[str] = (),
) -> Document:
    """Read lines that may carry the ids of their parts; see ``parse``.

    Raises
    ------
    NormError
    """
    given = [Pasted(line.number, words(line.text), line.id) for line in pasted]
    reader = _Reader(Ids(prefix, {*retired, *(line.id for line in given)}), promulgated=promulgated)
    for line in given:
        if line.text:
            reader.read(line)
    root = reader.root.closed(keeps_numbers=promulgated)
    if not root.children:
        message = "Naskah ini kosong."
        raise NormError(message)
    document = Document(root, promulgated, frozenset(retired))
    return bind(document)[0]


def words(text: str) -> str:
    """Return one line with single spaces and without signs that cannot be seen."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(
            " " if sign.isspace() else sign
            for sign in unicodedata.normalize("NFC", text)
            if sign.isspace() or unicodedata.category(sign)[0] != "C"
        )
    return " ".join(text.split())


def reads_as_itself(kind: Kind, text: str) -> bool:
    """Return whether words, written out, would be read as those of a part of that kind again."""
    rows = text.split("\n")
    own = _BEGIN.get(kind)
    if own and not own.match(rows[0]):
        return False
    if kind in {Kind.ELUCIDATION, Kind.GENERAL}:
        return not any(pattern.match(row) for row in rows for pattern in _WITHIN_ELUCIDATION)
    return not any(_begins_a_part(row) and not (own and own.match(row)) for row in rows)


def kind_of_line(text: str) -> Kind | None:
    """Return what a line opens by its heading or marker, wherever it stands."""
    for kind, pattern in _HEADINGS:
        if pattern.fullmatch(text):
            return kind
    return next((kind for kind, pattern in _MARKERS if pattern.match(text)), None)


def _begins_a_part(text: str) -> bool:
    if any(pattern.match(text) for _, pattern in (*_MARKERS, *_SECTIONS)):
        return True
    if any(pattern.fullmatch(text) for _, pattern in (*_HEADINGS, *_NOTES)):
        return True
    others = (_OPENING, _APPROVAL, _ENACTED, _CLOSING, _GENERAL, _BY_ARTICLE)
    return any(pattern.match(text) for pattern in others)


class _Reader:
    """Reads line by line; ``path`` leads from the root to the part that takes further words."""

    def __init__(self, ids: Ids, *, promulgated: bool) -> None:
        self.root = Open(Kind.ROOT, ROOT)
        self._path = [self.root]
        self._ids, self._promulgated = ids, promulgated
        self._articles: dict[str, Open] = {}
        self._last_article = ""
        self._notes = False

    def read(self, line: Pasted) -> None:
        if self._section(line) or self._front(line):
            return
        if self._within(Kind.ELUCIDATION):
            if not self._elucidation(line):
                self._more(line)
        elif not (self._heading(line) or self._item(line)):
            self._more(line)

    @property
    def _here(self) -> Open:
        return self._path[-1]

    def _within(self, kind: Kind) -> bool:
        return any(each.kind == kind for each in self._path)

    def _open(self, parent: Open, kind: Kind, line: Pasted, number: str = "") -> Open:
        if not may_hold(parent.kind, kind):
            message = f"{named(kind, number)} tidak dapat berada di dalam {parent.kind.value}."
            raise NormError(message, line.number)
        opened = Open(kind, line.id or self._ids.next(), number, line.number)
        parent.children.append(opened)
        del self._path[self._path.index(parent) + 1 :]
        self._path.append(opened)
        return opened

    def _once(self, kind: Kind, line: Pasted) -> Open:
        """Open a part that a text has only once, in its order."""
        before = [each.kind for each in self.root.children]
        late = [each for each in before if each in ONCE and ONCE.index(each) >= ONCE.index(kind)]
        if late or (kind in _FRONT and {Kind.CHAPTER, Kind.ARTICLE} & set(before)):
            message = f"Bagian {kind.value} berulang atau tidak pada tempatnya."
            raise NormError(message, line.number)
        return self._open(self.root, kind, line)

    def _section(self, line: Pasted) -> bool:
        for kind, pattern in _SECTIONS:
            match = pattern.match(line.text)
            # A wrapped line may begin with the word; only a text that has no such part yet opens one.
            if match and not self._cannot_begin(kind):
                self._once(kind, line)
                rest = line.text[match.end() :].strip()
                if rest:
                    self.read(Pasted(line.number, rest))
                return True
        return False

    def _cannot_begin(self, kind: Kind) -> bool:
        if kind == Kind.ELUCIDATION:
            return not self.root.children or self._within(Kind.ELUCIDATION)
        return bool(self._articles) or self._within(Kind.CHAPTER) or self._after_body()

    def _has_body(self) -> bool:
        body = {Kind.DECIDING, Kind.ARTICLE, Kind.CHAPTER}
        return any(each.kind in body for each in self.root.children)

    def _front(self, line: Pasted) -> bool:
        here, text = self._here.kind, line.text
        if here == Kind.ROOT and not self._is_structure(text):
            self._once(Kind.OPENING if _OPENING.match(text) else Kind.TITLE, line).words.append(
                text
            )
        elif here == Kind.TITLE and _OPENING.match(text):
            self._once(Kind.OPENING, line).words.append(text)
        elif _APPROVAL.match(text) and not self._articles and here != Kind.APPROVAL:
            self._once(Kind.APPROVAL, line).words.append(text)
        elif here == Kind.DECIDING and _ENACTED.match(text):
            self._here.words.append(_ENACTED.sub("", text, count=1))
        elif _CLOSING.match(text) and self._has_body() and not self._after_body():
            self._once(Kind.CLOSING, line).words.append(text)
        else:
            return False
        return True

    def _after_body(self) -> bool:
        return self._within(Kind.CLOSING) or self._within(Kind.ELUCIDATION)

    @staticmethod
    def _is_structure(text: str) -> bool:
        return any(pattern.fullmatch(text) for _, pattern in _HEADINGS)

    def _heading(self, line: Pasted) -> bool:
        for kind, pattern in _HEADINGS:
            match = pattern.fullmatch(line.text)
            number = read(kind, match[1]) if match else None
            if match is None or number is None or self._within(Kind.CLOSING):
                continue
            parent = self._holder(kind, line)
            last = self._last_article if kind == Kind.ARTICLE else parent.last(kind)
            if not self._follows(kind, number, last, line):
                return False
            opened = self._open(parent, kind, line, number)
            if kind == Kind.ARTICLE:
                self._articles[number], self._last_article = opened, number
            elif match.re.groups > 1 and match[2]:
                opened.words.append(match[2])
            return True
        return False

    def _holder(self, kind: Kind, line: Pasted) -> Open:
        for each in reversed(self._path):
            if each.kind in {Kind.ROOT, *HEADED} and may_hold(each.kind, kind):
                return each
        message = f"{line.text} harus berada di dalam bab atau bagian."
        raise NormError(message, line.number)

    def _item(self, line: Pasted) -> bool:
        for kind, pattern in _MARKERS:
            match = pattern.match(line.text)
            number = read(kind, match[1]) if match else None
            if match is None or number is None:
                continue
            parent = self._list_of(kind)
            if parent is None or not self._follows(kind, number, parent.last(kind), line):
                return False
            opened = self._open(parent, kind, line, number)
            rest = line.text[match.end() :]
            opened.words += [rest] if rest else []
            return True
        return False

    def _list_of(self, kind: Kind) -> Open | None:
        """Return what holds the list that an item of that kind continues or begins."""
        for above, each in zip(self._path, self._path[1:], strict=False):
            if each.kind == kind:
                return above
        here = self._here
        return here if here.kind not in HEADED and may_hold(here.kind, kind) else None

    def _follows(self, kind: Kind, number: str, last: str, line: Pasted) -> bool:
        """Return whether a number continues its list; False if the line is a wrapped sentence.

        Raises
        ------
        NormError
            It neither continues the list nor the sentence before it.
        """
        before = self._here.words[-1] if self._here.words else ""
        if before and re.search(r"\b(?:ayat|huruf|angka|Pasal|BAB|Bagian|Paragraf)$", before):
            return False
        expected = str(key(last)[0] + 1) if last else "1"
        rises = self._promulgated and (not last or key(number) > key(last))
        if number == expected or rises:
            return True
        if before and not before.endswith(_ENDED):
            return False
        message = f"{named(kind, number)} tidak berurutan, seharusnya {named(kind, expected)}."
        raise NormError(message, line.number)

    def _elucidation(self, line: Pasted) -> bool:
        if _GENERAL.match(line.text) and self._here.kind == Kind.ELUCIDATION:
            self._open(self._here, Kind.GENERAL, line)
            return True
        if _BY_ARTICLE.match(line.text):
            self._notes = True
            del self._path[2:]
            return True
        if self._notes:
            for kind, pattern in _NOTES:
                match = pattern.fullmatch(line.text)
                number = read(kind, match[1]) if match else None
                if number:
                    return self._note(kind, number, line)
        return False

    def _note(self, kind: Kind, number: str, line: Pasted) -> bool:
        for holder in reversed(self._path):
            explained: Open | None = None
            if holder.explains:
                explained = holder.explains.child(kind, number)
            elif kind == Kind.ARTICLE and holder.kind == Kind.ELUCIDATION:
                explained = self._articles.get(number)
            if explained:
                self._open(holder, Kind.NOTE, line).explains = explained
                return True
        message = f"Penjelasan untuk {line.text}, tetapi bagian itu tidak ada."
        raise NormError(message, line.number)

    def _more(self, line: Pasted) -> None:
        here = self._here
        if here.kind == Kind.ROOT or (here.kind == Kind.ELUCIDATION and self._notes):
            message = f"Tulisan '{line.text[:40]}' tidak termasuk bagian mana pun."
            raise NormError(message, line.number)
        here.words.append(line.text)

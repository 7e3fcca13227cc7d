"""The text as HTML: headings, lists, ids as anchors, references as links; every word escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from pendopo.engines.norms.difference import Change, Mark
from pendopo.engines.norms.inventory import COLUMNS, Row
from pendopo.engines.norms.kinds import HEADED, LABELS, LISTED, NUMBERED, Kind
from pendopo.engines.norms.layout import (
    BY_ARTICLE,
    DECIDED,
    ELUCIDATION,
    ENACTED,
    GENERAL,
    REPEALED,
)
from pendopo.engines.norms.numbering import label, marker, named, numbers
from pendopo.engines.norms.tree import Document, Node

_LEVELS = {Kind.CHAPTER: 2, Kind.PART: 3, Kind.SUBPART: 4, Kind.ARTICLE: 5}
_MARKS = {Mark.KEPT: "{}", Mark.ADDED: "<ins>{}</ins>", Mark.CUT: "<del>{}</del>"}
_STYLE = """
body { font: 1rem/1.6 serif; max-width: 44rem; margin: 0 auto; padding: 1rem; }
.norm-centred, .norm :is(h2, h3, h4, h5, h6) { text-align: center; }
.norm :is(h2, h3, h4, h5, h6) { font-size: 1rem; margin: 1rem 0 .5rem; }
.norm h1 { font-size: 1.2rem; }
.norm ol { list-style: none; padding: 0; }
.norm li { padding-left: 2.5rem; }
.norm .norm-number { float: left; margin-left: -2.5rem; }
.norm p { margin: 0 0 .5rem; }
table { border-collapse: collapse; } td, th { border: 1px solid; padding: .3rem; vertical-align: top; }
td { white-space: pre-line; }
"""


def to_html(document: Document) -> str:
    """Return the text as one ``article`` for a page; anchors are the ids of the parts."""
    return "\n".join(_Page(document).article())


def page(title: str, body: str) -> str:
    """Return a whole page around a body that is HTML already; the title is escaped."""
    return (
        f'<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


class _Page:
    def __init__(self, document: Document) -> None:
        self._document, self._numbers = document, numbers(document)

    def article(self) -> Iterator[str]:
        yield '<article class="norm">'
        for node in self._document.root.children:
            yield from self._part(node)
        yield "</article>"

    def _part(self, node: Node) -> Iterator[str]:
        if node.kind == Kind.TITLE:
            yield f'<h1 id="{node.id}" class="norm-centred">{self._words(node)}</h1>'
        elif node.kind in _LEVELS:
            yield from self._headed(node)
        elif node.kind == Kind.ELUCIDATION:
            yield from self._elucidation(node)
        else:
            yield from self._front(node)

    def _front(self, node: Node) -> Iterator[str]:
        centred = "" if node.kind == Kind.CLOSING else ' class="norm-centred"'
        if node.kind in LABELS:
            yield f'<section id="{node.id}"><p><strong>{LABELS[node.kind]}:</strong> {self._words(node)}</p>'
            yield from self._list(node.children)
            yield "</section>"
        elif node.kind == Kind.DECIDING:
            yield f'<section id="{node.id}"><p class="norm-centred">{DECIDED}</p>'
            yield f"<p><strong>{ENACTED}</strong> {self._words(node)}</p></section>"
        else:
            yield f'<p id="{node.id}"{centred}>{self._words(node)}</p>'

    def _headed(self, node: Node) -> Iterator[str]:
        tag = f"h{_LEVELS[node.kind]}"
        name = escape(named(node.kind, self._numbers[node.id]))
        heading = f"<br>{self._words(node)}" if node.kind in HEADED else ""
        yield f'<section id="{node.id}"><{tag}>{name}{heading}</{tag}>'
        if node.kind == Kind.ARTICLE and (node.text or node.repealed):
            yield f"<p>{self._words(node)}</p>"
        listed = [child for child in node.children if child.kind in LISTED]
        yield from self._list(listed)
        for child in node.children:
            if child.kind not in LISTED:
                yield from self._part(child)
        yield "</section>"

    def _list(self, nodes: Sequence[Node]) -> Iterator[str]:
        if not nodes:
            return
        yield '<ol role="list">'
        for node in nodes:
            number = escape(marker(node.kind, self._numbers[node.id]))
            yield f'<li id="{node.id}"><span class="norm-number">{number}</span> {self._words(node)}'
            yield from self._list(node.children)
            yield "</li>"
        yield "</ol>"

    def _elucidation(self, node: Node) -> Iterator[str]:
        yield f'<section id="{node.id}"><h2>{ELUCIDATION}</h2>'
        if node.text:
            yield f'<p class="norm-centred">{self._words(node)}</p>'
        notes = [child for child in node.children if child.kind == Kind.NOTE]
        for child in node.children:
            if child.kind == Kind.GENERAL:
                yield f'<section id="{child.id}"><h3>{GENERAL}</h3><p>{self._words(child)}</p></section>'
        if notes:
            yield f"<h3>{BY_ARTICLE}</h3>"
        for note in notes:
            yield from self._note(note, 4)
        yield "</section>"

    def _note(self, node: Node, level: int) -> Iterator[str]:
        about = self._document.nodes[node.about]
        name = named(about.kind, self._numbers[about.id]) if about.kind in NUMBERED else ""
        tag = f"h{min(level, 6)}"
        link = f'<a href="#{about.id}">{escape(name[:1].upper() + name[1:])}</a>'
        yield f'<section id="{node.id}"><{tag}>{link}</{tag}>'
        if node.text:
            yield f"<p>{self._words(node)}</p>"
        for child in node.children:
            yield from self._note(child, level + 1)
        yield "</section>"

    def _words(self, node: Node) -> str:
        if node.repealed:
            return REPEALED
        said, at = "", 0
        for ref in node.refs:
            words = escape(node.text[ref.start : ref.end])
            said += escape(node.text[at : ref.start]) + self._link(ref.target, words)
            at = ref.end
        return (said + escape(node.text[at:])).replace("\n", "<br>")

    def _link(self, target: str, words: str) -> str:
        if target not in self._document.nodes:
            return f'<mark title="Bagian yang dirujuk sudah dihapus">{words}</mark>'
        return f'<a href="#{target}">{words}</a>'


def changes_html(changes: Iterable[Change]) -> str:
    """Return the changes as a list, added and cut words marked."""
    rows = [
        f"<li><strong>{escape(_places(each))}</strong> "
        f"({escape(', '.join(sorted(each.fates)))}): {marks_html(each.words)}</li>"
        for each in changes
    ]
    return "<ol>\n{}\n</ol>".format("\n".join(rows)) if rows else "<p>Tidak ada perubahan.</p>"


def marks_html(words: Iterable[tuple[Mark, str]]) -> str:
    """Return marked words with ``ins`` and ``del``."""
    return " ".join(_MARKS[mark].format(escape(text)) for mark, text in words)


def _places(change: Change) -> str:
    places = [place for place in (change.before, change.after) if place]
    return " → ".join(dict.fromkeys(places))


def inventory_html(document: Document, rows: Iterable[Row]) -> str:
    """Return the DIM as a table; the place of each row links to the part."""
    found = numbers(document)
    lines = ["<table>", "<caption>Daftar Inventarisasi Masalah</caption>", "<thead><tr>"]
    lines += [f'<th scope="col">{escape(name)}</th>' for name in COLUMNS]
    lines.append("</tr></thead><tbody>")
    for row in rows:
        place = f'<a href="#{row.node}">{escape(label(document, row.node, found))}</a>'
        number, _, *others = map(escape, row.cells())
        cells = "".join(f"<td>{cell}</td>" for cell in (place, *others))
        lines.append(f'<tr><th scope="row">{number}</th>{cells}</tr>')
    return "\n".join([*lines, "</tbody></table>"])

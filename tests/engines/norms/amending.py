"""Amendments drawn at random against a text, and a slow way to apply them one after the other."""

from dataclasses import replace

from hypothesis import strategies as st

from pendopo.engines.norms import Act, Amendment, Kind, Node, NormError, check, may_hold
from pendopo.engines.norms.amendments import new_parts
from pendopo.engines.norms.kinds import IN_LINES, NUMBERED
from pendopo.engines.norms.tree import Document


def change(name, node, text="kata baru."):
    return Amendment(name, Act.CHANGE, node=node, text=text)


def delete(name, node):
    return Amendment(name, Act.DELETE, node=node)


def move(name, node, parent, after=""):
    return Amendment(name, Act.MOVE, node=node, parent=parent, after=after)


def insert(name, parent, *parts, after=""):
    return Amendment(name, Act.INSERT, parent=parent, after=after, parts=parts)


@st.composite
def amendments(draw, document, most=6):
    """Up to ``most`` amendments that fit the text each by itself."""
    fitting = []
    for n in range(draw(st.integers(2, most))):
        made = draw(_one(document, f"u{n}"))
        try:
            check(document, made)
        except NormError:
            continue
        fitting.append(made)
    return fitting


@st.composite
def _one(draw, document, name):
    nodes = list(document.nodes.values())
    act = draw(st.sampled_from(Act))
    if act == Act.CHANGE:
        worded = [node.id for node in nodes if node.kind not in {*IN_LINES, Kind.ROOT}]
        return change(name, draw(st.sampled_from(worded)), f"kata usul {name} dalam Pasal 1.")
    counted = draw(st.sampled_from([node for node in nodes if node.kind in NUMBERED]))
    if act == Act.DELETE:
        return delete(name, counted.id)
    parents = [node for node in nodes if may_hold(node.kind, counted.kind)]
    parent = draw(st.sampled_from(parents))
    after = draw(st.sampled_from(["", *(child.id for child in parent.children)]))
    if act == Act.MOVE:
        return move(name, counted.id, parent.id, after)
    return insert(name, parent.id, Node("", counted.kind, f"kata sisipan {name}."), after=after)


class Slowly:
    """Applies amendments in the order given, each to what the ones before left; an oracle."""

    def __init__(self, document):
        self.words = {node.id: node for node in document.nodes.values()}
        self.rows = {
            node.id: [child.id for child in node.children] for node in document.nodes.values()
        }
        self.gone = set()

    def apply(self, amendment):
        if amendment.act == Act.CHANGE:
            node = self.words[amendment.node]
            self.words[amendment.node] = replace(node, text=amendment.text, refs=())
        elif amendment.act == Act.DELETE:
            self.gone.add(amendment.node)
        elif amendment.act == Act.MOVE:
            self._leave(amendment.node)
            self._arrive(amendment, [amendment.node])
        else:
            parts = new_parts(amendment)
            for part in parts:
                for node in part.walk():
                    self.words[node.id] = node
                    self.rows[node.id] = [child.id for child in node.children]
            self._arrive(amendment, [part.id for part in parts])

    def _leave(self, node):
        for row in self.rows.values():
            if node in row:
                # The place stays, as others may name it.
                row[row.index(node)] = f"was {node}"

    def _arrive(self, amendment, ids):
        row = self.rows[amendment.parent]
        after = amendment.after
        at = 0
        if after:
            at = row.index(f"was {after}" if f"was {after}" in row else after) + 1
        row[at:at] = ids

    def tree(self, key="naskah"):
        """Kind and words, children in order."""
        rows = (each for each in self.rows[key] if each not in self.gone and each in self.words)
        node = self.words[key]
        return (node.id, node.kind, node.text, tuple(map(self.tree, rows)))


def bare(node):
    return (node.id, node.kind, node.text, tuple(map(bare, node.children)))


def unbound(document):
    """The same text with its references as mere words."""

    def plain(node):
        return replace(node, refs=(), children=tuple(map(plain, node.children)))

    return Document(plain(document.root))

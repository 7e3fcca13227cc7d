"""Precision, recall and F1 per kind."""

from collections import Counter


def scores(labelled, found):
    """Return {kind: (n_right, n_found, n_there)}; half of the shorter stretch must be shared."""
    right, n_found, n_there = Counter(), Counter(), Counter()
    for document, spans in zip(labelled, found, strict=True):
        open_spans = list(document.spans)
        n_there.update(kind for _start, _end, kind in open_spans)
        n_found.update(kind for _start, _end, kind in spans)
        for span in spans:
            match = next((each for each in open_spans if is_same(each, span)), None)
            if match:
                open_spans.remove(match)
                right[match[2]] += 1
    kinds = sorted(n_there | n_found)
    return {kind: (right[kind], n_found[kind], n_there[kind]) for kind in kinds}


def is_same(one, other):
    shared = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return one[2] == other[2] and shared * 2 >= shorter


def total(table, kinds=None):
    rows = [row for kind, row in table.items() if kinds is None or kind in kinds]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0, 0, 0)


def rates(row):
    """Precision, recall, F1."""
    right, found, there = row
    precision = right / found if found else float("nan")
    recall = right / there if there else float("nan")
    return precision, recall, 2 * right / (found + there) if found + there else float("nan")

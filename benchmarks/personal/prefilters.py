"""Ways to find a few hundred words and long runs of digits in a text, for the choice of one."""

import re

from pendopo.engines.privacy.folding import fold
from pendopo.engines.privacy.runs import RUN
from pendopo.engines.privacy.shipped import shipped_rules
from pendopo.engines.privacy.vocabulary import plain


def ways():
    """Return (name, function of bytes) for each that is installed; all find words with offsets."""
    vocabulary = shipped_rules().vocabulary
    words = sorted(vocabulary._words, key=len, reverse=True)  # noqa: SLF001 -- measured from inside
    alternation = rb"\b(?:" + b"|".join(map(re.escape, words)) + rb")\b"
    yield "tables of beginnings in NumPy (ours)", lambda text: len(vocabulary.marks(text))
    compiled = re.compile(alternation)
    yield "re, one alternation", lambda text: sum(1 for _each in compiled.finditer(text))
    yield "re, runs of digits alone", lambda text: sum(1 for _each in RUN.finditer(text))
    for way in (_re2, _hyperscan, _ahocorasick):
        try:
            yield way(words, alternation)
        except ImportError:
            yield f"{way.__name__[1:]} (not installed)", None


def _re2(_words, alternation):
    import re2  # noqa: PLC0415 -- a peer, only where it is measured

    compiled = re2.compile(alternation)
    return "google-re2, one alternation", lambda text: sum(1 for _each in compiled.finditer(text))


def _hyperscan(words, _alternation):
    import hyperscan  # noqa: PLC0415

    database = hyperscan.Database()
    patterns = [rb"\b" + re.escape(word) + rb"\b" for word in words]
    database.compile(expressions=patterns, flags=[hyperscan.HS_FLAG_SOM_LEFTMOST] * len(patterns))

    def find(text):
        found = []
        database.scan(text, match_event_handler=lambda *each: found.append(each[:3]) and None)
        return len(found)

    return "hyperscan with start of match", find


def _ahocorasick(words, _alternation):
    import ahocorasick  # noqa: PLC0415

    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word.decode(), len(word))
    automaton.make_automaton()
    return "pyahocorasick, no word boundaries", lambda text: sum(
        1 for _each in automaton.iter(text.decode("ascii"))
    )


def as_bytes(text):
    return plain(fold(text))

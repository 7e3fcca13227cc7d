"""Which titles and answers fit a sentence: those that share most words with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

SECTIONS = {"complaint": "problems", "aspiration": "ideas", "question": "questions"}
OUTCOMES = ("done", "planned", "explained", "refused")
# Slots and words that stand in every second sentence say nothing about its subject.
_EMPTY = frozenset(
    """mohon sudah belum dengan untuk yang karena dapat tidak kami pada dari oleh saya warga
    sebelum sampai bersama supaya kalau bisa atau lagi hari ada usul bagaimana berapa tanpa
    dijadwalkan kapan cara apakah rumah jalan""".split()
)
STEM = 5  # letters; enough to see that "pelebaran" and "lebar" differ but "saluran" repeats


class Matches:
    """Fitting titles and answers, found once for every sentence of every topic."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        self._titles: dict[tuple[str, str, int], tuple[str, ...]] = {}
        self._answers: dict[tuple[str, str, int, str], tuple[str, ...]] = {}
        for topic, parts in texts.items():
            for kind in SECTIONS.keys() & parts.keys():
                for theme, sentence in enumerate(parts[kind][SECTIONS[kind]]):
                    self._fit(topic, kind, theme, sentence, parts)

    def titles(self, topic: str, kind: str, theme: int) -> tuple[str, ...]:
        """Return the titles that fit; all of them where none does better."""
        return self._titles[topic, kind, theme]

    def answers(self, topic: str, kind: str, theme: int, outcome: str) -> tuple[str, ...]:
        """Return the topic's answers that fit, maybe none."""
        return self._answers[topic, kind, theme, outcome]

    def _fit(
        self, topic: str, kind: str, theme: int, sentence: str, parts: Mapping[str, Any]
    ) -> None:
        titles = parts[kind]["titles"]
        self._titles[topic, kind, theme] = _nearest(sentence, titles) or titles
        for outcome in OUTCOMES:
            pool = parts["answers"][outcome]
            fitting = _nearest(sentence, pool)
            # One sentence of a kind leaves no doubt what the answer is about.
            if kind == "complaint" and not fitting:
                fitting = tuple(pool) if len(parts[kind][SECTIONS[kind]]) == 1 else ()
            self._answers[topic, kind, theme, outcome] = fitting


def _nearest(sentence: str, pool: Sequence[str]) -> tuple[str, ...]:
    words = _words(sentence)
    shared = [len(words & _words(line)) for line in pool]
    best = max(shared)
    return tuple(line for line, count in zip(pool, shared, strict=True) if count == best and best)


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[a-zA-Z]{4,}", re.sub(r"\{(?!object)\w+\}", " ", text).lower())
    return frozenset(word[:STEM] for word in found if word not in _EMPTY)

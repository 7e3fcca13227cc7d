"""What a machine that read the past would guess: topic and office of a text, never more than that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pendopo.engines.suggestion import (
    ModelUnreadable,
    NotEnough,
    Suggestion,
    load_model,
    save_model,
    suggest,
    train,
)
from pendopo.engines.suggestion.model import Model
from pendopo.foundation.people.models import Office
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing.likeness import text_of
from pendopo.journey.voice.models import Topic
from pendopo.kernel.numbers import number_in_force

# What is suggested, by the column of a case that people filled in.
KINDS = {"topic": "topic_id", "office": "office__code"}
_MOST_TEXTS = 30_000


@dataclass(frozen=True)
class Guessed:
    """One guess in words: the name of the topic or office, its share, the words that decided."""

    code: str
    name: str
    percent: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """What the machine would guess; a person decides."""

    topics: tuple[Guessed, ...]
    offices: tuple[Guessed, ...]
    is_topic_sure: bool
    is_office_sure: bool


@dataclass(frozen=True)
class Trained:
    """What came of a training: how many texts it read, 0 if there were not enough."""

    kind: str
    n_texts: int
    n_labels: int = 0
    n_bytes: int = 0


def model_path(kind: str) -> Path:
    """Return where the model of a kind lies."""
    return Path(settings.PENDOPO_HOME) / "suggestions" / f"{kind}.npz"


def train_suggestions(*, at: datetime) -> list[Trained]:
    """Train both models on this installation's own newest verified cases.

    Needs scikit-learn and minutes of a processor: for a process of its own. Secret cases
    are left out, because the model keeps words.
    """
    rows = Case.objects.filter(opened_at__lte=at, is_secret=False).exclude(case_class="")
    rows = rows.exclude(voice__text="").order_by("-opened_at")
    least = number_in_force("routing.sure_percent", at=at) / 100
    return [_train(kind, rows, column, least) for kind, column in KINDS.items()]


def _train(kind: str, rows: object, column: str, sure_from: float) -> Trained:
    told = rows.exclude(**{column.removesuffix("__code"): None}).values_list(  # type: ignore[attr-defined]
        "voice__title", "voice__text", column
    )
    pairs = [(text_of(title, text), label) for title, text, label in told[:_MOST_TEXTS]]
    try:
        model = train(
            [text for text, _label in pairs], [label for _text, label in pairs], sure_from=sure_from
        )
    except NotEnough:
        return Trained(kind, 0)
    return Trained(kind, model.n_texts, len(model.labels), save_model(model, model_path(kind)))


def advice_for(case: Case) -> Advice | None:
    """Return what the machine would guess of a case; None before any training."""
    text = text_of(case.voice.title, case.voice.text)
    topics, offices = (_suggestion(kind, text) for kind in KINDS)
    if topics is None or offices is None:
        return None
    return Advice(
        topics=_named(topics, _topic_names(topics)),
        offices=_named(offices, _office_names(offices)),
        is_topic_sure=topics.is_sure,
        is_office_sure=offices.is_sure,
    )


def _suggestion(kind: str, text: str) -> Suggestion | None:
    model = _model(kind)
    return suggest(model, text) if model else None


def _model(kind: str) -> Model | None:
    path = model_path(kind)
    try:
        return _loaded(path, path.stat().st_mtime_ns)
    except (FileNotFoundError, ModelUnreadable):
        return None


@lru_cache(maxsize=4)
def _loaded(path: Path, _written: int) -> Model:
    return load_model(path)


def _topic_names(found: Suggestion) -> Mapping[str, str]:
    rows = Topic.objects.filter(code__in=[guess.label for guess in found.guesses])
    return {row.code: str(row) for row in rows}


def _office_names(found: Suggestion) -> Mapping[str, str]:
    rows = Office.objects.filter(code__in=[guess.label for guess in found.guesses], is_active=True)
    return dict(rows.values_list("code", "name"))


def _named(found: Suggestion, names: Mapping[str, str]) -> tuple[Guessed, ...]:
    return tuple(
        Guessed(guess.label, names[guess.label], round(100 * guess.share), guess.words)
        for guess in found.guesses
        if guess.label in names
    )

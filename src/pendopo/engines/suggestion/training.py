"""Training a model; the only part that needs scikit-learn, and imports it when called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.suggestion.features import features_of
from pendopo.engines.suggestion.model import Model, softmax

_TEMPERATURES = np.geomspace(0.1, 2, 40)
_PARTS = 5
T = TypeVar("T")


class NotEnough(ValueError):
    """Too few labelled texts, or of fewer than two labels."""


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    sure_from: float = 0.6,
    least_texts: int = 100,
    least_of_label: int = 5,
    most_features: int = 20_000,
    seed: int = 0,
) -> Model:
    """Return a model of which label a text bears.

    TF-IDF over words and pairs (in two texts at least), one linear support vector
    classifier per label, and one temperature that makes the shares of every fifth text
    likeliest when the model has not seen it; then it is trained on all.

    Parameters
    ----------
    texts, labels
        Equally many. Labels with fewer than ``least_of_label`` texts are left out.
    sure_from
        Share from which on a suggestion counts as sure.
    seed
        Of the solver's chance; equal input and seed give an equal model.

    Raises
    ------
    NotEnough
    ValueError
        ``texts`` and ``labels`` differ in number.
    """
    if len(texts) != len(labels):
        message = f"need as many labels as texts, got {len(labels)} and {len(texts)}"
        raise ValueError(message)
    counts = Counter(labels)
    kept = [i for i, label in enumerate(labels) if counts[label] >= least_of_label]
    if len(kept) < least_texts or len({labels[i] for i in kept}) < 2:
        message = f"need {least_texts} texts of at least two labels, got {len(kept)}"
        raise NotEnough(message)
    bags = [sorted(set(features_of(texts[i]))) for i in kept]
    named = [labels[i] for i in kept]
    held = [i % _PARTS == _PARTS - 1 for i in range(len(kept))]
    early = _fit(_part(bags, held, False), _part(named, held, False), most_features, seed)
    temperature = _temperature(early, _part(bags, held, True), _part(named, held, True))
    late = _fit(bags, named, most_features, seed)
    return replace(late, temperature=temperature, sure_from=sure_from)


def _part(values: Sequence[T], held: Sequence[bool], wanted: bool) -> list[T]:
    return [value for value, is_held in zip(values, held, strict=True) if is_held is wanted]


def _fit(
    bags: Sequence[Sequence[str]], labels: Sequence[str], most_features: int, seed: int
) -> Model:
    from sklearn.feature_extraction.text import (  # noqa: PLC0415 -- never in the web process
        TfidfVectorizer,
    )
    from sklearn.svm import LinearSVC  # noqa: PLC0415 -- the same

    vectorizer = TfidfVectorizer(
        analyzer=list, min_df=2, max_features=most_features, dtype=np.float32
    )
    matrix = vectorizer.fit_transform(bags)
    machine = LinearSVC(C=0.5, random_state=seed, dual=True).fit(matrix, list(labels))
    weights, offsets = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        # scikit-learn keeps one row for two classes: it speaks for the second.
        weights, offsets = np.vstack([-weights, weights]), np.hstack([-offsets, offsets])
    return Model(
        labels=tuple(str(label) for label in machine.classes_),
        vocabulary=tuple(str(word) for word in vectorizer.get_feature_names_out()),
        rarity=vectorizer.idf_.astype(np.float32),
        weights=weights.astype(np.float32),
        offsets=offsets.astype(np.float32),
        temperature=1.0,
        sure_from=1.0,
        n_texts=len(bags),
    )


def _temperature(model: Model, bags: Sequence[Sequence[str]], labels: Sequence[str]) -> float:
    known = {label: place for place, label in enumerate(model.labels)}
    told = [(bag, known[label]) for bag, label in zip(bags, labels, strict=True) if label in known]
    if not told:
        return 1.0
    scores = np.array([_scores(model, bag) for bag, _place in told])
    right = np.array([place for _bag, place in told])
    rows = np.arange(len(right))
    losses = [-np.log(softmax(scores / t)[rows, right] + 1e-12).mean() for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def _scores(model: Model, bag: Sequence[str]) -> NDArray[np.float32]:
    columns = np.array([model.places[one] for one in bag if one in model.places], dtype=np.intp)
    values = model.rarity[columns]
    length = float(np.linalg.norm(values)) or 1.0
    return (model.weights[:, columns] * (values / np.float32(length))).sum(axis=1) + model.offsets

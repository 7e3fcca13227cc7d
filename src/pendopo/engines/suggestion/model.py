"""A trained linear model in plain arrays, and what it says about a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.suggestion.features import features_of

METHOD, VERSION = "tf-idf, linear support vectors one against the rest, temperature", 1


@dataclass(frozen=True)
class Model:
    """A linear model over TF-IDF weights of words.

    Attributes
    ----------
    labels : tuple of str, n_labels
    vocabulary : tuple of str, n_features
    rarity : float32 ndarray of shape (n_features,)
        Smoothed inverse document frequency, ln((1 + n) / (1 + n_with)) + 1.
    weights : float32 ndarray of shape (n_labels, n_features)
    offsets : float32 ndarray of shape (n_labels,)
    temperature : float
        Divides the scores before they become shares; fitted on texts held back from training.
    sure_from : float
        Share from which on a suggestion counts as sure.
    n_texts : int
        How many texts it was trained on.
    """

    labels: tuple[str, ...]
    vocabulary: tuple[str, ...]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    offsets: NDArray[np.float32]
    temperature: float
    sure_from: float
    n_texts: int

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the column of each word."""
        return {word: place for place, word in enumerate(self.vocabulary)}


@dataclass(frozen=True)
class Guess:
    """A label with its share (0..1) and the words of the text that spoke most for it."""

    label: str
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """The likeliest labels, best first; not sure below the model's threshold."""

    guesses: tuple[Guess, ...]
    is_sure: bool


def suggest(model: Model, text: str, *, most: int = 3, n_words: int = 4) -> Suggestion:
    """Return the ``most`` likeliest labels of a text; none if it holds no known word.

    The words of a guess are those whose weight for its label, above the mean over all
    labels, adds most to the score; words that speak against it are not shown.
    """
    columns, values = weighted(model, text)
    if not len(columns):
        return Suggestion((), is_sure=False)
    parts = model.weights[:, columns] * values
    shares = softmax((parts.sum(axis=1) + model.offsets) / model.temperature)
    order = np.argsort(-shares, kind="stable")[:most]
    lead = parts - parts.mean(axis=0)
    guesses = tuple(
        Guess(model.labels[i], float(shares[i]), _words(model, columns, lead[i], n_words))
        for i in order
    )
    return Suggestion(guesses, is_sure=guesses[0].share >= model.sure_from)


def weighted(model: Model, text: str) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return the columns of a text's known words with their TF-IDF weights of length 1."""
    known = sorted({model.places[one] for one in features_of(text) if one in model.places})
    columns = np.array(known, dtype=np.intp)
    values = model.rarity[columns]
    length = float(np.linalg.norm(values))
    return columns, values / np.float32(length) if length else values


def softmax(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return shares that sum to 1 along the last axis."""
    risen = np.exp(scores - scores.max(axis=-1, keepdims=True), dtype=np.float64)
    return risen / risen.sum(axis=-1, keepdims=True)


def _words(
    model: Model, columns: NDArray[np.intp], lead: Sequence[float] | NDArray[np.float32], most: int
) -> tuple[str, ...]:
    order = np.argsort(-np.asarray(lead), kind="stable")[:most]
    return tuple(model.vocabulary[columns[i]] for i in order if lead[i] > 0)

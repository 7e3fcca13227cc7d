"""Suggesting a label for a text from labelled texts of the past, with the words that decided."""

from pendopo.engines.suggestion.files import ModelUnreadable, load_model, save_model
from pendopo.engines.suggestion.model import Guess, Model, Suggestion, suggest
from pendopo.engines.suggestion.training import NotEnough, train

__all__ = [
    "Guess",
    "Model",
    "ModelUnreadable",
    "NotEnough",
    "Suggestion",
    "load_model",
    "save_model",
    "suggest",
    "train",
]

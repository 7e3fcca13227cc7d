"""Registers the design system's templates, tags and static files."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The Django app that only carries how things look."""

    name = "pendopo.ui"
    label = "ui"

"""The people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Everyone who acts, and on whose behalf."""

    name = "pendopo.foundation.people"
    label = "people"

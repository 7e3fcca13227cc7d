"""The release room."""

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    """What goes out and who says it; it asks governance and is asked by the journey."""

    name = "pendopo.foundation.release"
    label = "release"

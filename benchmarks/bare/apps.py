"""The peer as an application."""

from django.apps import AppConfig
from django.conf import settings


class BareConfig(AppConfig):
    name = "bare"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Not in the settings file: a library refuses to start without its own middleware.
        settings.MIDDLEWARE = []

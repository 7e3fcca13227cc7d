"""The portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages and commands that look across rooms."""

    name = "pendopo.portal"
    label = "portal"

"""The kernel's tables: regions and closed days."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Regions and closed days belong to no single room."""

    name = "pendopo.kernel"
    label = "kernel"

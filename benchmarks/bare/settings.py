"""Pendopo's own settings, database and server, with one view instead of the pages."""

from pendopo.config.settings import *  # noqa: F403
from pendopo.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bare"]
ROOT_URLCONF = "bare.urls"
PENDOPO_EMBEDDED_WORKER = False

"""Pendopo's own settings, with SQLite syncing at every commit as against a power cut."""

from pendopo.config.settings import *  # noqa: F403
from pendopo.config.settings import DATABASES

DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"][
    "init_command"
].replace("synchronous=NORMAL", "synchronous=FULL")

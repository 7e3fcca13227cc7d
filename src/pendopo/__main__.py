"""The one command of the program: Django's command runner under our name."""

from __future__ import annotations

import os
import sys

# These either make the database or only look at the code.
_NEEDS_NO_DATABASE = {"", "help", "check", "makemigrations", "migrate", "version", "--help", "-h"}


def main(argv: list[str] | None = None) -> None:
    """Prepare an empty home if there is none, then run the named command."""
    # Database, mail and evidence hold what people told; nobody else on this machine reads them.
    os.umask(0o077)
    arguments = list(sys.argv if argv is None else argv)
    arguments[0] = "pendopo"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")  # noqa: TID251 -- Django reads it from there
    command = arguments[1] if len(arguments) > 1 else ""
    # Module names cannot carry the hyphen that reads best on a command line.
    if not command.startswith("-"):
        command = command.replace("-", "_")
        arguments[1:2] = [command] if command else []

    import django  # noqa: PLC0415 -- settings must be named first

    django.setup()
    if command not in _NEEDS_NO_DATABASE and "--help" not in arguments:
        from pendopo.config.home import prepare_installation  # noqa: PLC0415 -- needs settings

        prepare_installation()
    from django.core.management import CommandError, execute_from_command_line  # noqa: PLC0415 -- after setup

    # Django prints this name before the sentence of a refused command.
    CommandError.__name__ = "Galat"
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()

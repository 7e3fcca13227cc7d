"""What every test stands on: a folder of its own, a database, loopback only, a quiet clock."""

import atexit
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

TESTS = Path(__file__).parent
LOOPBACK = ("127.", "::1", "localhost")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
PLAIN_STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"

hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")


def pytest_configure(config: pytest.Config) -> None:
    """Prepare Django in a folder of its own, unless only engines are tested, which need none."""
    if all(_is_under(TESTS / "engines", argument, config) for argument in config.args):
        return
    home = Path(tempfile.mkdtemp(prefix="pendopo-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    # Here and not in pyproject.toml: pytest-django would read the settings before this line runs.
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "pendopo.config.settings",
        "PENDOPO_HOME": str(home),
        "PENDOPO_TEST": "yes",
    }
    _prepare_django(home)


def _is_under(folder: Path, argument: str, config: pytest.Config) -> bool:
    path = (config.invocation_params.dir / argument.partition("::")[0]).resolve()
    return path.is_relative_to(folder)


def _prepare_django(home: Path) -> None:
    import django
    from django.conf import settings

    django.setup()
    from pendopo.config import home as installation

    for name in installation.FOLDERS:
        (home / name).mkdir(parents=True, exist_ok=True)
    installation.compile_translations()
    # Hashing and compressing the style sheet takes seconds; only the browser tests need it, and ask for it.
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": PLAIN_STATIC_FILES}}
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file and not memory, so that journal, locks and threads behave as in an office.
        database.setdefault("TEST", {})["NAME"] = str(home / "test.sqlite3")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what needs a database or a browser, so that a run can choose by it.

    What takes long begins first: at the end it would leave the other processes without work.
    """
    for item in items:
        if item.path.is_relative_to(TESTS / "browser"):
            item.add_marker("browser")
        elif item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames):
            item.add_marker("database")
    yield
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def _indonesian() -> None:
    """Begin every test in Indonesian: Django leaves the last request's language in the thread."""
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        from django.utils import translation

        translation.activate("id")


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Refuse every connection that would leave this computer."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refuse_far(address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            pytest.fail(f"a test tried to reach {address[0]}")

    def guarded(self: socket.socket, address: object) -> None:
        refuse_far(address)
        connect(self, address)

    def guarded_ex(self: socket.socket, address: object) -> int:
        refuse_far(address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket.socket, "connect_ex", guarded_ex)
        yield


@pytest.fixture(autouse=True)
def _cold_caches(request: pytest.FixtureRequest) -> None:
    """Start every database test with empty caches, so that query counts do not depend on order."""
    if request.node.get_closest_marker("database") or request.node.get_closest_marker("browser"):
        from django.contrib.contenttypes.models import ContentType
        from django.core.cache import caches

        caches["memory"].clear()
        ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _numbers_of_rules(request: pytest.FixtureRequest) -> None:
    """Store the numbers of rules as every installation has them; the rest of the law on request."""
    if not request.node.get_closest_marker("database") or request.node.get_closest_marker("system"):
        return
    request.getfixturevalue("_django_db_helper")
    from tests.factories.law import store_numbers

    store_numbers()

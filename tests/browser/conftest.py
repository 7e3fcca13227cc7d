"""A real browser against a real server: the fixtures of the browser tests.

A page fails its test when it breaks the content-security policy, writes an error to the console,
misses a file, or asks any other host for anything.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import override_settings
from django.test.testcases import LiveServerThread
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from pendopo.config.home import collect_static

if TYPE_CHECKING:
    from tests.browser.world import World

ROOT = Path(__file__).parents[2]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# Chromium reports every answer above 399 so; pages may answer so, their files may not.
UNANSWERED = "Failed to load resource"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours are judged where they came to rest; each part that passes is counted, not described.
AXE_RUN = """async only => {
  for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish()
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]})
  return {passes: found.passes.length, violations: found.violations}
}"""
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name leads anywhere; who asks for one is told below.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
OFFICE_STATIC_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
FAR = {"http", "https", "ws", "wss"}
PHOTO = re.compile(r"/foto/.*\.jpg$")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; without one the tests are skipped, except in CI, where they fail."""
    if "PENDOPO_CHROMIUM" in os.environ:
        return os.environ["PENDOPO_CHROMIUM"]
    found = subprocess.run(
        [ROOT / "scripts" / "chromium"], capture_output=True, text=True, check=False
    )
    if found.returncode:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(found.stderr)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; our own queries are synchronous all the same.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        launched = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def _office_static_files() -> Iterator[None]:
    """Hashed and compressed files, as an office serves them."""
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": OFFICE_STATIC_FILES}}
    ):
        collect_static()
        yield


@pytest.fixture(scope="session")
def _test_database(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """The test database, also when no test of this run asks pytest-django for it by name."""
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] == connection.creation._get_test_db_name():
            yield
            return
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def _server(_test_database: None, _office_static_files: None) -> Iterator[str]:
    # Without Django's static handler: WhiteNoise serves the files, as it does in an office.
    thread = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()
    thread.join()


@pytest.fixture
def live_url(transactional_db: None, _server: str) -> str:
    """Address of the running hall; its tables are empty when the test begins."""
    return _server


@contextmanager
def _watched(browser: Browser, **options: object) -> Iterator[tuple[BrowserContext, list[str]]]:
    """Yield a fresh context, and what the browser complains about in it."""
    context: BrowserContext = browser.new_context(locale="id-ID", **({"viewport": DESK} | options))
    complaints: list[str] = []

    def follow(request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in FAR and asked.hostname != "127.0.0.1":
            complaints.append(f"asked another host: {request.url}")

    def listen(message: ConsoleMessage) -> None:
        is_policy = re.search("Content.Security.Policy", message.text)
        if is_policy or (message.type == "error" and not message.text.startswith(UNANSWERED)):
            complaints.append(message.text)

    def look(response: Response) -> None:
        if (
            response.status >= HTTPStatus.BAD_REQUEST
            and not response.request.is_navigation_request()
        ):
            complaints.append(f"{response.status} for {response.url}")

    context.on("request", follow)
    context.on("console", listen)
    context.on("response", look)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    try:
        yield context, complaints
    finally:
        context.close()


@contextmanager
def _open_page(browser: Browser, **options: object) -> Iterator[Page]:
    """Open a page in a fresh context and fail on anything the browser complains about."""
    with _watched(browser, **options) as (context, complaints):
        yield context.new_page()
    assert complaints == []


@pytest.fixture(scope="session")
def open_page(browser: Browser) -> Callable[..., AbstractContextManager[Page]]:
    """Open a page without a server: ``with open_page(viewport=...) as page``."""
    return partial(_open_page, browser)


@pytest.fixture(scope="session")
def _built(
    django_db_blocker, _server: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple["World", Path]:
    """The regency as it was built, once, with a folder of what it is: evidence and tables.

    Tables are kept as a copy of the database file, before and after; that is much quicker than
    to build or to empty them anew.
    """
    # Here and not above: this file is read before Django is set up.
    from tests.browser import world as worlds

    folder = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock():
        _keep_tables(folder / "empty.sqlite3")
        try:
            with worlds.settings_of(folder / "evidence"):
                built = worlds.build(_server, at=timezone.now())
            _keep_tables(folder / "full.sqlite3")
        finally:
            _put_tables_back(folder / "empty.sqlite3")
    return built, folder


def _keep_tables(file: Path) -> None:
    from django.db import connection

    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as kept:
        connection.connection.backup(kept)


def _put_tables_back(file: Path) -> None:
    from django.db import connection

    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as kept:
        kept.backup(connection.connection)


@pytest.fixture(scope="module")
def world(
    django_db_blocker, _built: tuple["World", Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator["World"]:
    """A small regency in full operation, the same at the beginning of each module."""
    from tests.browser import world as worlds

    built, folder = _built
    evidence = tmp_path_factory.mktemp("evidence")
    shutil.copytree(folder / "evidence", evidence, symlinks=True, dirs_exist_ok=True)
    with django_db_blocker.unblock(), worlds.settings_of(evidence):
        _put_tables_back(folder / "full.sqlite3")
        try:
            yield built.again()
        finally:
            _put_tables_back(folder / "empty.sqlite3")


@pytest.fixture(scope="module")
def visit_as(
    browser: Browser, world: "World"
) -> Iterator[Callable[..., AbstractContextManager[Page]]]:
    """Look at pages as somebody: ``with visit_as("officer") as page``, always in the same window.

    A window of its own costs more than the page, and what is only looked at leaves nothing behind.
    """
    with _watched(browser, base_url=world.url) as (context, complaints):
        page = context.new_page()

        @contextmanager
        def visiting(who: str = "") -> Iterator[Page]:
            context.clear_cookies()
            context.add_cookies(world.cookies(who) if who else [])
            page.set_viewport_size(PHONE)
            page.emulate_media(color_scheme="light")
            try:
                yield page
            finally:
                found, complaints[:] = list(complaints), []
            assert found == []

        yield visiting


@pytest.fixture
def enter(browser: Browser, world: "World") -> Callable[..., AbstractContextManager[Page]]:
    """Open the hall as somebody: ``with enter("officer", viewport=...) as page``."""

    @contextmanager
    def entered(who: str = "", **options: object) -> Iterator[Page]:
        with _open_page(browser, base_url=world.url, **options) as opened:
            if who:
                opened.context.add_cookies(world.cookies(who))
            yield opened

    return entered


@pytest.fixture
def page(browser: Browser, live_url: str) -> Iterator[Page]:
    """A page on a desk's screen."""
    with _open_page(browser) as opened:
        yield opened


@pytest.fixture
def phone_page(browser: Browser, live_url: str) -> Iterator[Page]:
    """A page on a phone's screen."""
    with _open_page(browser, viewport=PHONE, has_touch=True, is_mobile=True) as opened:
        yield opened


@pytest.fixture
def page_no_js(browser: Browser, live_url: str) -> Iterator[Page]:
    """A page in a browser that runs no script at all."""
    with _open_page(browser, java_script_enabled=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Check the page as it stands against WCAG 2.2 AA: ``axe(page)`` fails on any violation.

    ``rules`` names the only rules to run, where the rest was checked on the same page before.
    """
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page, *, rules: Sequence[str] = ()) -> None:
        # Evaluated, not added as a script tag: the page's own policy stays on and would refuse that.
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        found = page.evaluate(AXE_RUN, list(rules) or AXE_TAGS)
        assert found["passes"], "axe looked at nothing"
        assert [_describe(violation) for violation in found["violations"]] == []

    return check


def _describe(violation: dict) -> str:
    places = ", ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']} at {places}"


@pytest.fixture(scope="session")
def transfers(browser: Browser) -> Callable[..., list[int]]:
    """Bytes of each response of a first visit, headers and compressed body, the page itself first.

    Photos are left out: they are what people bring, not what we send with every page.
    """
    return partial(_transfers, browser)


@pytest.fixture(scope="session")
def page_weight(browser: Browser) -> Callable[[str], int]:
    """Bytes that travel for a first visit to an address."""
    return lambda url: sum(_transfers(browser, url))


@pytest.fixture(scope="session")
def first_response_weight(browser: Browser) -> Callable[[str], int]:
    """Bytes of the first response alone."""
    return lambda url: _transfers(browser, url)[0]


def _transfers(browser: Browser, url: str, *, cookies: Sequence[dict] = ()) -> list[int]:
    sizes: dict[str, int] = {}

    def ask(asked: dict) -> None:
        if not PHOTO.search(asked["request"]["url"]):
            sizes.setdefault(asked["requestId"], 0)

    def take(done: dict) -> None:
        if done["requestId"] in sizes:
            sizes[done["requestId"]] = int(done["encodedDataLength"])

    with _open_page(browser) as opened:
        if cookies:
            opened.context.add_cookies(cookies)
        network = opened.context.new_cdp_session(opened)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", ask)
        network.on("Network.loadingFinished", take)
        opened.goto(url, wait_until="networkidle")
    return list(sizes.values())

"""A real browser against a real server: the fixtures of the browser tests.

A page fails its test when it breaks the content-security policy, raises a script error, or asks any
other host for anything.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.conf import settings
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    sync_playwright,
)

from pendopo.config.home import collect_static

ROOT = Path(__file__).parents[2]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OFFICE_STATIC_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
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
def _server(django_db_setup: None, _office_static_files: None) -> Iterator[str]:
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
def _open_page(browser: Browser, **options: object) -> Iterator[Page]:
    """Open a page in a fresh context and fail on anything the browser complains about."""
    context: BrowserContext = browser.new_context(locale="id-ID", **({"viewport": DESK} | options))
    complaints: list[str] = []

    def stay_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            complaints.append(f"asked another host: {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            complaints.append(message.text)

    context.route("**/*", stay_here)
    context.on("console", listen)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def open_page(browser: Browser) -> Callable[..., AbstractContextManager[Page]]:
    """Open a page without a server: ``with open_page(viewport=...) as page``."""
    return partial(_open_page, browser)


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
def axe() -> Callable[[Page], None]:
    """Check the page as it stands against WCAG 2.2 AA: ``axe(page)`` fails on any violation."""
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        # Evaluated, not added as a script tag: the page's own policy stays on and would refuse that.
        page.evaluate(source)
        found = page.evaluate("tags => axe.run(document, {runOnly: tags})", AXE_TAGS)
        assert found["passes"], "axe looked at nothing"
        assert [_describe(violation) for violation in found["violations"]] == []

    return check


def _describe(violation: dict) -> str:
    places = ", ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']} at {places}"


@pytest.fixture
def page_weight(browser: Browser, live_url: str) -> Callable[[str], int]:
    """Bytes that travel, headers and compressed bodies together, for a first visit to an address."""

    def weigh(url: str) -> int:
        return sum(_transfers(browser, url))

    return weigh


@pytest.fixture
def first_response_weight(browser: Browser, live_url: str) -> Callable[[str], int]:
    """Bytes of the first response alone, headers and compressed body together."""

    def weigh(url: str) -> int:
        return _transfers(browser, url)[0]

    return weigh


def _transfers(browser: Browser, url: str) -> list[int]:
    """Bytes of each response, in the order in which they were asked for: the page itself first."""
    sizes: dict[str, int] = {}
    with _open_page(browser) as opened:
        network = opened.context.new_cdp_session(opened)
        network.send("Network.enable")
        network.on(
            "Network.requestWillBeSent", lambda asked: sizes.setdefault(asked["requestId"], 0)
        )
        network.on(
            "Network.loadingFinished",
            lambda done: sizes.update({done["requestId"]: int(done["encodedDataLength"])}),
        )
        opened.goto(url, wait_until="networkidle")
    return list(sizes.values())

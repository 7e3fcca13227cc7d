"""Take the pictures of the README from a real demo.

Usage: .venv/bin/python scripts/screenshots.py FOLDER

FOLDER is a demo's home, built before with: PENDOPO_HOME=FOLDER .venv/bin/pendopo demo --no-serve
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDTH, HEIGHT = 1280, 800


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the page, and which demo officer looks."""

    name: str
    path: str
    officer: str = ""
    # The one part of the page that is shown; empty: the window.
    part: str = ""


SHOTS = (
    Shot("home", "/"),
    Shot("desk", "/petugas/laporan/?queue=open", officer="dishub.pju@wanasari.example"),
    Shot("map", "/musyawarah/alun-alun-pkl/peta/", part="main figure"),
)


def main(arguments: list[str]) -> int:
    """Serve the demo, take every picture, stop."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "DEMO.built").exists():
        print(__doc__, file=sys.stderr)
        return 2
    chromium = subprocess.run(
        [ROOT / "scripts" / "chromium"], capture_output=True, text=True, check=True
    ).stdout.strip()
    IMAGES.mkdir(exist_ok=True)
    with serving(Path(arguments[0])) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        for shot in SHOTS:
            context = browser.new_context(
                base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, locale="id-ID"
            )
            take(context.new_page(), shot)
            context.close()
        browser.close()
    return 0


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve the demo on a free port and give its address."""
    command = [sys.executable, "-m", "pendopo", "serve", "--listen", "127.0.0.1:0"]
    environment = os.environ | {"PENDOPO_HOME": str(home.resolve()), "PYTHONPATH": "src"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None  # noqa: S101 -- a pipe was asked for
        words = next(line for line in server.stdout if "http://" in line).split()
        yield next(word for word in words if word.startswith("http://")).rstrip("/")
    finally:
        server.terminate()
        server.wait()


def take(page: Page, shot: Shot) -> None:
    """Go to the page of a shot and write its picture."""
    if shot.officer:
        page.goto("/demo/")
        page.locator(f"form:has(input[value='{shot.officer}']) button").click()
    page.goto(shot.path)
    shown = page.locator(shot.part).first if shot.part else page
    write(shown.screenshot(), IMAGES / f"{shot.name}.png")


def write(png: bytes, path: Path) -> None:
    """Write a picture with few colours: flat pages need no more, and stay small."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(colors=96, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Take the pictures of the README and of the citizens' guide from a real demo.

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
from http import HTTPStatus
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDTH, HEIGHT = 1280, 800
PHONE = (390, 780)
TITLE, TEXT = "Lampu jalan mati di depan pasar", "Sudah dua minggu lampu di depan pasar padam."
ANSWER = (
    "Regu PJU mengganti lampu LED di depan pasar pada Senin malam, disaksikan ketua RT 03, "
    "dan menyetel ulang saklar waktunya."
)


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
            page = opened(browser, address)
            take(page, shot)
            page.context.close()
        report_and_contest(browser, address)
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


def opened(
    browser: Browser,
    address: str,
    width: int = WIDTH,
    height: int = HEIGHT,
    *,
    has_scripts: bool = True,
) -> Page:
    """Open a page of the demo in a fresh browser that speaks Indonesian."""
    return browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        locale="id-ID",
        java_script_enabled=has_scripts,
    ).new_page()


def take(page: Page, shot: Shot) -> None:
    """Go to the page of a shot and write its picture."""
    if shot.officer:
        take_role(page, shot.officer)
    page.goto(shot.path)
    shown = page.locator(shot.part).first if shot.part else page
    write(shown.screenshot(), IMAGES / f"{shot.name}.png")


def report_and_contest(browser: Browser, address: str) -> None:
    """Report on a phone without scripts, let the office answer, contest; then by keyboard."""
    page = opened(browser, address, *PHONE, has_scripts=False)
    page.goto("/lapor/")
    page.get_by_label("Pengaduan: ada yang rusak").check()
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_label("Ceritakan").fill(TEXT)
    keep(page, "report")
    page.get_by_role("button", name="Lihat dulu sebelum dikirim").click()
    page.get_by_role("button", name="Kirim", exact=True).click()
    keep(page, "sent")
    number, code = (each.get_attribute("data-code") for each in page.locator("[data-code]").all())
    answer(browser, address, str(number))
    page.goto("/lacak/")
    page.get_by_label("Nomor laporan").fill(str(number))
    page.get_by_label("Kode lacak rahasia").fill(str(code))
    page.get_by_role("button", name="Buka laporan").click()
    keep(page, "answered")
    page.locator("summary", has_text="Jawabannya belum cukup?").click()
    doubt = page.get_by_label("Apa yang belum terjawab?")
    doubt.fill("Tiang nomor 16 masih padam malam ini.")
    doubt.scroll_into_view_if_needed()
    keep(page, "contest")
    by_keyboard(browser, address)


def answer(browser: Browser, address: str, number: str) -> None:
    """Take a new case to its answer, as the demo's verifier and officer."""
    page = opened(browser, address)
    take_role(page, "verifikator1@wanasari.example")
    # The worker opens the case within a moment.
    while page.request.get(f"/petugas/laporan/{number}/").status == HTTPStatus.NOT_FOUND:
        page.wait_for_timeout(500)
    page.goto(f"/petugas/laporan/{number}/")
    form = page.locator("form[action$='/verifikasi/']")
    form.get_by_label("Perangkat daerah").select_option("dishub")
    form.get_by_role("button", name="Verifikasi dan teruskan").click()
    page = opened(browser, address)
    take_role(page, "dishub.pju@wanasari.example")
    page.goto(f"/petugas/laporan/{number}/")
    form = page.locator("form[action$='/jawab/']")
    form.get_by_label("Sudah dikerjakan").check()
    form.get_by_label("Jawaban").fill(ANSWER)
    form.get_by_label("Bukti atau dasar").fill("Berita acara 551/204")
    form.get_by_role("button", name="Kirim jawaban").click()


def by_keyboard(browser: Browser, address: str) -> None:
    """Walk the form with the Tab key up to its button."""
    page = opened(browser, address, 820, 620)
    page.goto("/lapor/")
    button = page.get_by_role("button", name="Lihat dulu sebelum dikirim")
    while not button.evaluate("element => element === document.activeElement"):
        page.keyboard.press("Tab")
    keep(page, "keyboard")


def take_role(page: Page, officer: str) -> None:
    """Become one of the demo's officers with one button."""
    page.goto("/demo/")
    page.locator(f"form:has(input[value='{officer}']) button").click()


def keep(page: Page, name: str) -> None:
    """Write what the window shows."""
    write(page.screenshot(), IMAGES / f"{name}.png")


def write(png: bytes, path: Path) -> None:
    """Write a picture with few colours: flat pages need no more, and stay small."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(colors=96, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

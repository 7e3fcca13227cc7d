"""Whole pages: the frame, the style page, and what to do when something goes wrong."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from pendopo.ui.examples import style_page

VOID = {"meta", "link", "input", "br", "img", "hr"}
ERRORS = ["403", "403_csrf", "404", "429", "500"]


class Balance(HTMLParser):
    """Fails on elements that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> at {self.getpos()}")


def faults(html: str) -> list[str]:
    reader = Balance()
    reader.feed(html)
    return reader.problems + reader.open


def page(template: str, context: dict | None = None) -> str:
    request = RequestFactory().get("/gaya/")
    return render_to_string(template, context, request=request)


@pytest.fixture(autouse=True)
def _indonesian(settings):
    settings.PENDOPO_GOVERNMENT = "Kabupaten Contoh"
    with override("id"):
        yield


def test_frame_is_small():
    assert len(gzip.compress(page("base.html").encode(), 6)) <= 3 * 1024


@pytest.mark.parametrize("template", ["base.html", "base_staff.html"])
def test_frame_has_language_skip_link_and_landmarks(template):
    html = page(template)
    assert '<html lang="id">' in html
    assert html.index('href="#isi"') < html.index("<header")
    assert html.count("<main ") == 1
    assert 'id="isi"' in html
    assert "<title>Beranda · Kabupaten Contoh</title>" in html
    assert faults(html) == []


def test_title_warns_of_errors():
    html = page("base.html", {"form": style_page()["faulty_form"]})
    assert "<title>Periksa isian: Beranda" in html


def test_style_page_is_sound():
    html = page("ui/styleguide.html", style_page())
    ids = re.findall(r' id="([^"]*)"', html)
    assert faults(html) == []
    assert [id_ for id_ in set(ids) if ids.count(id_) > 1] == []


def test_style_page_obeys_the_strict_policy():
    html = page("ui/styleguide.html", style_page())
    assert " style=" not in html
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]*src=)", html) == []
    assert re.findall(r" on\w+=", html) == []


def test_style_page_shows_every_component():
    html = page("ui/styleguide.html", style_page())
    for mark in ("clock", "timeline", "pager", "summary", "table-wrap", "card", "empty", "filters"):
        assert f'class="{mark}' in html
    for mark in ("stat", "crumbs", "confirm", "code", "unconfirmed", "chart", "notice", "tag"):
        assert f'class="{mark}' in html


@pytest.mark.parametrize("name", ERRORS)
def test_error_page_needs_no_context_and_says_what_to_do(name):
    html = render_to_string(f"{name}.html")
    assert html.count("<h1>") == 1
    assert '<a class="btn" href="/">' in html
    assert faults(html) == []


def test_error_pages_differ():
    headings = {
        re.search(r"<h1>(.*?)</h1>", render_to_string(f"{name}.html"))[1] for name in ERRORS
    }
    assert len(headings) == len(ERRORS)

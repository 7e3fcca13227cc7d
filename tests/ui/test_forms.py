"""Forms wire label, hint, limit and error to their field, and list errors at the top."""

import re
from datetime import date

import pytest
from django.utils.translation import override

from pendopo.ui.examples import ExampleFilter, ExampleForm
from pendopo.ui.forms import DayInput


@pytest.fixture(autouse=True)
def _indonesian():
    with override("id"):
        yield


@pytest.fixture
def faulty() -> str:
    return str(ExampleForm({"title": "", "story": "Lubang", "district": "1", "channel": "x"}))


def described(html: str, id_: str) -> list[str]:
    tag = re.search(rf'<[a-z]+ [^>]*id="{id_}"[^>]*>', html)
    assert tag
    found = re.search(r'aria-describedby="([^"]*)"', tag[0])
    return found[1].split() if found else []


def test_every_description_exists(faulty):
    named = {
        name
        for group in re.findall(r'aria-describedby="([^"]*)"', faulty)
        for name in group.split()
    }
    ids = set(re.findall(r' id="([^"]*)"', faulty))
    assert named
    assert named <= ids


def test_ids_are_unique(faulty):
    ids = re.findall(r' id="([^"]*)"', faulty)
    assert len(ids) == len(set(ids))


def test_faulty_field_is_described_by_hint_and_error(faulty):
    assert described(faulty, "id_title") == ["id_title_helptext", "id_title_error"]
    assert 'aria-invalid="true"' in re.search(r'<input[^>]*id="id_title"[^>]*>', faulty)[0]


def test_text_area_is_described_by_its_limit(faulty):
    assert described(faulty, "id_story") == ["id_story_count"]
    assert "Paling banyak 2.000 huruf" in faulty


def test_error_summary_leads_to_each_faulty_field(faulty):
    targets = re.findall(r'<li><a href="#([^"]*)"', faulty)
    assert targets == ["id_title", "id_channel_0", "id_day", "id_consent"]
    assert all(f'id="{target}"' in faulty for target in targets)
    assert 'tabindex="-1" autofocus' in faulty


def test_sound_form_has_no_summary():
    assert "error-summary" not in str(ExampleForm())


def test_group_of_choices_is_a_fieldset(faulty):
    assert re.search(r"<fieldset[^>]*><legend>Kabari saya lewat</legend>", faulty)


def test_optional_fields_say_so_and_required_ones_do_not():
    html = str(ExampleForm())
    assert html.count("(boleh dikosongkan)") == 2
    assert 'for="id_photo">Foto <span class="optional">(boleh dikosongkan)</span>' in html


def test_day_is_written_for_the_browser_in_any_language():
    assert 'value="2026-03-16"' in DayInput().render("day", date(2026, 3, 16))


def test_error_of_the_whole_form_is_in_the_summary():
    form = ExampleFilter({})
    form.add_error(None, "Tidak cocok")
    assert "<li>Tidak cocok</li>" in " ".join(str(form).split())

"""Collecting texts without GNU gettext, and the check of the catalogues."""

import polib
import pytest
from scripts.translations import Text

from scripts import translations


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "templates" / "halaman.html"
    path.parent.mkdir()
    path.write_text(
        '{% load i18n %}<h1 title="{% translate "Judul" %}">{% translate "Status" context "kasus" %}</h1>\n'
        "{% blocktranslate trimmed count n=n %}\n  {{ n }} kasus\n{% plural %}\n  {{ n }} kasus-kasus\n"
        "{% endblocktranslate %}\n{% comment %}{% translate 'bukan' %}{% endcomment %}"
        '{{ nilai|default:_("kosong") }}'
    )
    return path


def test_template_texts_carry_context_and_plural(template):
    assert list(translations.texts_of(template)) == [
        Text("Judul"),
        Text("Status", context="kasus"),
        Text("%(n)s kasus", plural="%(n)s kasus-kasus"),
        Text("kosong"),
    ]


def test_python_texts_are_the_literals_of_gettext_calls(tmp_path):
    path = tmp_path / "views.py"
    path.write_text(
        "a = _('Satu ' 'kalimat')\nb = pgettext_lazy('usul', 'Kirim')\nc = print('bukan')\nd = _(nama)\n"
    )
    assert list(translations.texts_of(path)) == [
        Text("Satu kalimat"),
        Text("Kirim", context="usul"),
    ]


def test_python_texts_are_found_under_the_name_a_file_imports(tmp_path):
    path = tmp_path / "wording.py"
    path.write_text(
        "from django.utils.translation import gettext_lazy as lazy\n"
        "from elsewhere import gettext as other\nA = lazy('Ya')\nB = other('Bukan')\n"
    )
    assert list(translations.texts_of(path)) == [Text("Ya")]


def problems(tmp_path, msgstr: str) -> list[str]:
    path = translations.ROOT / tmp_path / "django.po"
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Halo %(nama)s", msgstr=msgstr))
    catalogue.save(str(path))
    return [
        line.partition(": ")[2]
        for line in translations.problems_of(path, {Text("Halo %(nama)s"): []})
    ]


@pytest.mark.parametrize(
    ("msgstr", "expected"),
    [
        ("Hello %(nama)s", []),
        ("", ["not translated: 'Halo %(nama)s'"]),
        ("Hello %(name)s", ["names other placeholders than 'Halo %(nama)s'"]),
    ],
)
def test_catalogue_problems(tmp_path, monkeypatch, msgstr, expected):
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    assert problems(tmp_path, msgstr) == expected

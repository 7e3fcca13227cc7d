"""Invented content for the living style page: every component in every state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.ui import charts
from pendopo.ui.forms import CountedTextarea, DayInput, PhotoInput
from pendopo.ui.icons import ICONS


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label=gettext_lazy("Judul laporan"),
        help_text=gettext_lazy("Satu kalimat pendek, misalnya “Lampu jalan mati di depan pasar”."),
    )
    story = forms.CharField(
        label=gettext_lazy("Ceritakan kejadiannya"), widget=CountedTextarea(2000)
    )
    district = forms.ChoiceField(
        label=gettext_lazy("Kecamatan"),
        choices=[("", "–"), ("1", "Contohrejo"), ("2", "Contohsari")],
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Kabari saya lewat"),
        widget=forms.RadioSelect,
        choices=[("sms", "SMS"), ("web", gettext_lazy("Halaman ini saja"))],
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Kebutuhan khusus"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("sign", gettext_lazy("Juru bahasa isyarat")),
            ("visit", gettext_lazy("Kunjungan")),
        ],
    )
    day = forms.DateField(label=gettext_lazy("Tanggal kejadian"), widget=DayInput)
    photo = forms.ImageField(label=gettext_lazy("Foto"), required=False, widget=PhotoInput)
    consent = forms.BooleanField(
        label=gettext_lazy("Saya setuju data ini dipakai untuk laporan ini")
    )


class ExampleFilter(forms.Form):
    """Fields of a list's filter."""

    q = forms.CharField(label=gettext_lazy("Kata kunci"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Keadaan"),
        required=False,
        choices=[("", gettext_lazy("Semua")), ("open", gettext_lazy("Sedang dikerjakan"))],
    )


def style_page() -> dict[str, Any]:
    """Return the context of ``ui/styleguide.html``."""
    return {
        "empty_form": ExampleForm(prefix="baru"),
        "faulty_form": ExampleForm({"title": "", "story": _("Jalan berlubang"), "district": "1"}),
        "filter_form": ExampleFilter(),
        "crumbs": [(_("Beranda"), "/"), (_("Gaya"), "")],
        "clocks": example_clocks(),
        "events": example_events(),
        "page": Paginator(range(95), 10).page(3),
        "facts": [
            (_("Perihal"), _("Lampu jalan mati"), "#", _("Ubah")),
            (_("Kecamatan"), "Contohrejo"),
        ],
        "columns": [_("Kecamatan"), _("Laporan"), _("Dijawab")],
        "rows": [["Contohrejo", "1.204", "1.150"], ["Contohsari", "986", "801"]],
        "icon_names": list(ICONS),
        "charts": example_charts(),
        "instant": datetime(2026, 3, 16, 3, 5, tzinfo=UTC),
    }


def example_clocks() -> list[dict[str, Any]]:
    """Return a legal clock in each of its five states."""
    basis = _("Perpres 76/2013 (contoh)")
    day = date(2026, 3, 26)
    shared = {"legal_basis": basis, "due": day, "length": 14}
    return [
        {"name": _("Jawaban pertama"), "state": "on_time", "remaining": 9, "elapsed": 5, **shared},
        {"name": _("Keputusan"), "state": "near", "remaining": 2, "elapsed": 12, **shared},
        {
            "name": _("Tindak lanjut"),
            "state": "late",
            "remaining": -3,
            "elapsed": 14,
            "unconfirmed": True,
            **shared,
        },
        {
            "name": _("Pemeriksaan berkas"),
            "state": "paused",
            "note": _("Menunggu berkas tambahan dari pelapor."),
        },
        {"name": _("Penerimaan"), "state": "stopped", "note": _("Selesai dalam 1 hari kerja.")},
    ]


def example_events() -> list[dict[str, Any]]:
    """Return a timeline with a past, a present and a future."""
    return [
        {
            "title": _("Laporan diterima"),
            "at": datetime(2026, 3, 16, 3, 5, tzinfo=UTC),
            "state": "done",
        },
        {
            "title": _("Diteruskan ke dinas yang berwenang"),
            "at": datetime(2026, 3, 17, 1, 30, tzinfo=UTC),
            "by": _("Dinas Perhubungan"),
            "text": _("Petugas memeriksa lokasi."),
            "state": "now",
        },
        {"title": _("Jawaban resmi"), "at": None, "state": "next"},
    ]


def example_charts() -> list[charts.Chart]:
    """Return one chart of each form."""
    return [_bars(), _line(), _shares(), _funnel(), _map()]


def _bars() -> charts.Chart:
    bars = [
        charts.Bar(_("Perizinan"), 84, 79, 88),
        charts.Bar(_("Kependudukan dan pencatatan sipil"), 71, 66, 76),
        charts.Bar(_("Jalan dan jembatan"), 52, 41, 63),
        charts.Bar(_("Layanan khusus"), None),
    ]
    return charts.bar_chart(
        bars,
        key="contoh-batang",
        title=_("Empat dari lima laporan perizinan dijawab tepat waktu"),
        unit="%",
        reference=70,
        reference_label=_("Sasaran"),
    )


def _line() -> charts.Chart:
    months = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
    values = [12.1, 11.4, 11.9, 10.2, 9.8, None, 8.7, 8.9, 7.6, 7.1, 6.8, 6.4]
    points = [
        charts.Point(f"{month} 2026", v, v and v - 1.1, v and v + 1.3)
        for month, v in zip(months, values, strict=True)
    ]
    return charts.line_chart(
        points,
        key="contoh-garis",
        title=_("Waktu jawab turun dari dua belas menjadi enam hari kerja"),
        unit=_("hari kerja"),
        places=1,
        breaks={3: _("cara hitung baru")},
        target=5,
        target_label=_("Sasaran"),
    )


def _shares() -> charts.Chart:
    shares = [
        charts.Share(_("Trotoar depan sekolah didahulukan"), 412, 61, 88),
        charts.Share(_("Pasar malam pindah ke lapangan"), 190, 284, 97),
    ]
    return charts.share_chart(
        shares, key="contoh-setuju", title=_("Trotoar disepakati, pasar malam belum")
    )


def _funnel() -> charts.Chart:
    sizes = range(20, 620, 40)
    limits = [
        charts.Limit(n, 80 - 90 / n**0.5, 80 + 90 / n**0.5, 80 - 140 / n**0.5, 80 + 140 / n**0.5)
        for n in sizes
    ]
    units = [
        charts.Unit(_("Unit %(number)d") % {"number": n}, 30 + n * 43, 80 + (n * 37 % 11 - 5))
        for n in range(1, 12)
    ]
    far = charts.Unit(_("Unit %(number)d") % {"number": 12}, 430, 66, "beyond_998")
    near = charts.Unit(_("Unit %(number)d") % {"number": 13}, 250, 87, "beyond_95")
    return charts.funnel_chart(
        [*units, far, near],
        limits,
        key="contoh-corong",
        title=_("Satu unit berbeda lebih jauh daripada yang wajar karena kebetulan"),
        centre=80,
        unit=_("% tepat waktu"),
        size_label=_("Jumlah perkara"),
    )


def _map() -> charts.Chart:
    centres = [(-1.2, 0.5, 0.7), (1.1, 0.7, 0.6), (0.2, -1.1, 0.5)]
    dots = [
        charts.Dot(
            x + spread * (n * n * 0.6180339 % 1 - 0.5) * 1.6,
            y + spread * (n * n * 0.4142135 % 1 + n * 0.7320508 % 1 - 1) * 0.9,
            group,
        )
        for group, (x, y, spread) in enumerate(centres)
        for n in range(1, 90 - 20 * group)
    ]
    return charts.opinion_map(
        charts.gather(dots, 28),
        key="contoh-peta",
        title=_("Tiga kelompok, satu kesepakatan bersama"),
        groups={0: _("Utamakan pejalan kaki"), 1: _("Utamakan pedagang"), 2: _("Utamakan parkir")},
    )

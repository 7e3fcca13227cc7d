"""Addresses of the rules: read by every officer, changed by those who keep them."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.cases.views import law, law_changes

law_urls = [
    path("petugas/aturan/", law.rules, name="law_rules"),
    path("petugas/aturan/kalender/", law.calendar, name="law_calendar"),
    path("petugas/aturan/kalender/tambah/", law_changes.close_days, name="law_close_days"),
    path("petugas/aturan/libur/<int:day_id>/akhiri/", law_changes.end_day, name="law_end_day"),
    path(
        "petugas/aturan/libur/<int:day_id>/betulkan/",
        law_changes.correct_day,
        name="law_correct_day",
    ),
    path("petugas/aturan/jam/", law.hours, name="law_hours"),
    path("petugas/aturan/jam/tambah/", law_changes.set_hours, name="law_set_hours"),
    path("petugas/aturan/jam/sementara/", law_changes.set_season, name="law_set_season"),
    path("petugas/aturan/kantor/<uuid:rule_id>/akhiri/", law_changes.end_rule, name="law_end_rule"),
    path(
        "petugas/aturan/kantor/<uuid:rule_id>/betulkan/",
        law_changes.correct_rule,
        name="law_correct_rule",
    ),
    path("petugas/aturan/batas/", law.limits, name="law_limits"),
    path(
        "petugas/aturan/batas/<int:policy_id>/ubah/",
        law_changes.change_limit,
        name="law_change_limit",
    ),
    path(
        "petugas/aturan/angka/<str:code>/ubah/",
        law_changes.change_number,
        name="law_change_number",
    ),
    path("petugas/aturan/riwayat/", law.history, name="law_history"),
]

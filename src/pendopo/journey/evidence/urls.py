"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.evidence import views

app_name = "evidence"
urlpatterns = [
    path("kinerja/", views.indicators, name="indicators"),
    path("kinerja/<slug:code>/", views.indicator, name="indicator"),
    path("kinerja/<slug:code>/daftar/", views.members, name="members"),
    path("kinerja/<slug:code>/angka.csv", views.cells_file, name="cells_file"),
    path("kinerja/<slug:code>/daftar.csv", views.members_file, name="members_file"),
]

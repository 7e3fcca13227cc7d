"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.foundation.release.views import public, registers

app_name = "release"
urlpatterns = [
    path("siapa-berwenang-menjawab/", public.directory, name="directory"),
    path("petugas/juru-bicara/", registers.speakers, name="speakers"),
    path("petugas/juru-bicara/<uuid:mandate_id>/akhiri/", registers.end, name="end_mandate"),
    path("petugas/topik-informasi/", registers.topics, name="topics"),
    path("petugas/akun-resmi/", registers.accounts, name="accounts"),
    path("petugas/akun-resmi/<uuid:account_id>/", registers.account, name="account"),
]

"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.foundation.release.views import news, public, registers, releases

app_name = "release"
urlpatterns = [
    path("siapa-berwenang-menjawab/", public.directory, name="directory"),
    path("kabar/", news.news, name="news"),
    path("kabar/umpan/<slug:form>/", news.feed, name="feed"),
    path("kabar/<uuid:release_id>/", news.item, name="item"),
    path("kabar/<uuid:release_id>/arsip.json", news.archive, name="archive"),
    path("kabar/<uuid:release_id>/tanda-terima.json", news.receipt, name="receipt"),
    path("petugas/rilis/", releases.desk, name="desk"),
    path("petugas/rilis/baru/", releases.new, name="new"),
    path("petugas/rilis/<uuid:release_id>/", releases.one, name="one"),
    path("petugas/rilis/<uuid:release_id>/naskah/", releases.edit, name="edit"),
    path("petugas/juru-bicara/", registers.speakers, name="speakers"),
    path("petugas/juru-bicara/<uuid:mandate_id>/akhiri/", registers.end, name="end_mandate"),
    path("petugas/templat-rilis/", registers.templates, name="templates"),
    path("petugas/topik-informasi/", registers.topics, name="topics"),
    path("petugas/akun-resmi/", registers.accounts, name="accounts"),
    path("petugas/akun-resmi/<uuid:account_id>/", registers.account, name="account"),
]

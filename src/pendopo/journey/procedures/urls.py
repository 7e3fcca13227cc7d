"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.procedures.views import desk, public

app_name = "procedures"
urlpatterns = [
    path("layanan/", public.catalogue, name="catalogue"),
    path("layanan/<slug:code>/", public.service, name="service"),
    path("petugas/prosedur/", desk.procedures, name="desk"),
    path("petugas/prosedur/baru/", desk.new, name="new"),
    path("petugas/prosedur/<slug:code>/", desk.procedure, name="desk_one"),
    path("petugas/prosedur/<slug:code>/ubah/", desk.edit, name="edit"),
    path("petugas/prosedur/<slug:code>/naskah/", desk.written, name="written"),
    path("petugas/prosedur/<slug:code>/pratinjau/", desk.preview, name="preview"),
    path("petugas/prosedur/<slug:code>/tetapkan/", desk.publish, name="publish"),
    path("petugas/prosedur/<slug:code>/buang/", desk.drop, name="drop"),
    path("petugas/prosedur/<slug:code>/akhiri/", desk.retire, name="retire"),
    path("petugas/prosedur/<slug:code>/versi/<int:number>/", desk.version, name="version"),
]

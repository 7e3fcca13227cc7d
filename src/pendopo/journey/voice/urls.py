"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.voice.views import apply, report

app_name = "voice"
urlpatterns = [
    path("lapor/", report.form, name="form"),
    path("lapor/foto/<uuid:photo_id>.jpg", report.draft_photo, name="draft_photo"),
    path("layanan/<slug:code>/ajukan/", apply.form, name="apply"),
    path("layanan/berkas/<uuid:document_id>/", apply.draft_document, name="draft_document"),
]

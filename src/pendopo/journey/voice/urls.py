"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.voice import views

app_name = "voice"
urlpatterns = [
    path("lapor/", views.form, name="form"),
    path("lapor/foto/<uuid:photo_id>.jpg", views.draft_photo, name="draft_photo"),
]

"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.clarification.views import desk, public, report

app_name = "clarification"
urlpatterns = [
    path("klarifikasi/", public.listing, name="list"),
    path("klarifikasi/umpan.atom", public.feed, name="feed"),
    path("klarifikasi/aturan/", public.priorities, name="priorities"),
    path("klarifikasi/lapor/", report.form, name="report"),
    path("klarifikasi/lapor/<str:token>/", report.receipt, name="receipt"),
    path("klarifikasi/<str:number>/", public.detail, name="detail"),
    path("petugas/klarifikasi/", desk.desk, name="desk"),
    path("petugas/klarifikasi/baru/", desk.enter, name="enter"),
    path("petugas/klarifikasi/gambar/<uuid:screenshot_id>.jpg", desk.picture, name="picture"),
    path("petugas/klarifikasi/<str:number>/", desk.one, name="one"),
    path("petugas/klarifikasi/<str:number>/jawaban/", desk.answer, name="answer"),
]

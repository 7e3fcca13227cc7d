"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.cases.views import desk, lists, public

app_name = "cases"
# Step → the last part of its address.
STEPS = {
    "verify": "verifikasi",
    "answer": "jawab",
    "ask": "tanya",
    "close": "tutup",
    "assign": "teruskan",
    "archive": "arsip",
    "note": "catatan",
}

urlpatterns = [
    path("laporan/", lists.register, name="register"),
    path("laporan/<str:number>/", public.public, name="public"),
    path("petugas/laporan/", lists.queue, name="queue"),
    path("petugas/laporan/<str:number>/", desk.desk, name="desk"),
    path("petugas/laporan/<str:number>/identitas/", desk.identity, name="identity"),
    *(
        path(f"petugas/laporan/<str:number>/{word}/", desk.step(step), name=step)
        for step, word in STEPS.items()
    ),
]

"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.accountability.views import desk, public

app_name = "accountability"
urlpatterns = [
    path("perangkat-daerah/", public.offices, name="offices"),
    path("perangkat-daerah/<slug:code>/", public.office, name="office"),
    path("perangkat-daerah/<slug:code>/batas-waktu/", public.performance, name="performance"),
    path("petugas/hak-jawab/", desk.desk, name="desk"),
    path("petugas/hak-jawab/<slug:code>/<slug:kind>/<str:about>/", desk.reply, name="reply"),
]

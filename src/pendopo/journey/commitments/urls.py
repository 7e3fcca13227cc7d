"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.commitments.views import desk, public

app_name = "commitments"
urlpatterns = [
    path("komitmen/", public.listing, name="list"),
    path("komitmen/<str:number>/", public.detail, name="detail"),
    path("petugas/komitmen/", desk.desk, name="desk"),
    path("petugas/komitmen/baru/", desk.make, name="make"),
    path("petugas/komitmen/<str:number>/", desk.manage, name="manage"),
    path("petugas/komitmen/<str:number>/<str:name>/", desk.step, name="step"),
]

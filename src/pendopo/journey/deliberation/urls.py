"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.deliberation.views import desk, public

app_name = "deliberation"
urlpatterns = [
    path("musyawarah/", public.listing, name="list"),
    path("musyawarah/<slug:slug>/", public.detail, name="detail"),
    path("musyawarah/<slug:slug>/ikut/", public.take_part, name="take_part"),
    path("musyawarah/<slug:slug>/jawaban-saya/", public.own_answers, name="own_answers"),
    path("musyawarah/<slug:slug>/usul/", public.propose, name="propose"),
    path("musyawarah/<slug:slug>/peta/", public.opinion_map, name="map"),
    path("musyawarah/<slug:slug>/peta.json", public.map_data, name="map_data"),
    path("musyawarah/<slug:slug>/tanggapan/", public.response, name="response"),
    path("petugas/musyawarah/", desk.desk, name="desk"),
    path("petugas/musyawarah/baru/", desk.draft, name="draft"),
    path("petugas/musyawarah/<slug:slug>/", desk.desk_one, name="desk_one"),
    path("petugas/musyawarah/<slug:slug>/langkah/", desk.turn, name="turn"),
    path("petugas/musyawarah/<slug:slug>/pernyataan/<int:number>/", desk.moderate, name="moderate"),
    path("petugas/musyawarah/<slug:slug>/tanggapan/", desk.respond, name="respond"),
]

"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.cases.law_urls import law_urls
from pendopo.journey.cases.views import (
    bulk,
    desk,
    documents,
    escalation,
    feeds,
    following,
    places,
    public,
    register,
    routing,
    texts,
)
from pendopo.journey.cases.workspace.urls import STEPS as WORKSPACE_STEPS
from pendopo.journey.cases.workspace.urls import urlpatterns as workspace_urls

app_name = "cases"
# Step → the last part of its address.
STEPS = {
    "verify": "verifikasi",
    "answer": "jawab",
    "decide_objection": "putus-keberatan",
    "extend": "perpanjang",
    "progress": "tindak-lanjut",
    "ask": "tanya",
    "close": "tutup",
    "assign": "teruskan",
    "archive": "arsip",
    "moderate": "sunting",
    "accuse": "dilaporkan",
    "note": "catatan",
    **WORKSPACE_STEPS,
}

# The ways of writing a feed, and the files of open data: each has an address of its own.
FEEDS = {
    "feed": ("laporan/umpan", feeds.register),
    "case_feed": ("laporan/<str:number>/feed", feeds.case),
    "area_feed": ("wilayah/<str:code>/feed", feeds.area),
    "office_feed": ("perangkat-daerah/<slug:code>/feed", feeds.office),
}

urlpatterns = [
    *(
        path(f"{address}.{form}", view, {"form": form}, name=name)
        for name, (address, view) in FEEDS.items()
        for form in ("atom", "rss")
    ),
    *(
        path(f"data/laporan.{form}", bulk.open_data_file, {"form": form}, name="open_data_file")
        for form in ("csv", "parquet")
    ),
    path("laporan/", register.register, name="register"),
    path("laporan/peta/", places.map_page, name="map"),
    path("laporan/peta/titik.json", places.points, name="map_points"),
    path("laporan/<str:number>/", public.public, name="public"),
    path("laporan/<str:number>/ikut/", routing.join, name="join"),
    path("petugas/penanggung-jawab/", routing.responsibilities, name="responsibilities"),
    path("petugas/laporan/<str:number>/kembar/", routing.twins, name="twins"),
    path("petugas/laporan/<str:number>/kewenangan/", routing.authority, name="authority"),
    path("petugas/naskah/", texts.texts, name="texts"),
    path("petugas/naskah/<uuid:text_id>/henti/", texts.retire, name="retire_text"),
    path("petugas/eskalasi/", escalation.escalations, name="escalations"),
    path("petugas/eskalasi/<uuid:escalation_id>/", escalation.escalation, name="escalation"),
    path("petugas/pelanggaran/", escalation.breaches, name="breaches"),
    path("petugas/pelanggaran/<slug:code>/", escalation.office_breaches, name="office_breaches"),
    path("ikuti/sah/<str:token>/", following.confirm, name="follow_confirm"),
    path("ikuti/henti/<str:token>/", following.stop, name="follow_stop"),
    path("ikuti/<str:kind>/<str:code>/", following.follow, name="follow"),
    path("data/", bulk.open_data, name="open_data"),
    *workspace_urls,
    *law_urls,
    path("petugas/laporan/<str:number>/", desk.desk, name="desk"),
    path("petugas/laporan/<str:number>/identitas/", desk.identity, name="identity"),
    path(
        "petugas/laporan/<str:number>/berkas/<uuid:document_id>/",
        documents.document,
        name="document",
    ),
    *(
        path(f"petugas/laporan/<str:number>/{word}/", desk.step(step), name=step)
        for step, word in STEPS.items()
    ),
]

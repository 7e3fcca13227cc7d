"""Addresses of the officers' workspace, within those of the room."""

from __future__ import annotations

from django.urls import path

from pendopo.journey.cases.views import (
    field,
    queue,
    workspace,
    workspace_bulk,
    workspace_filters,
    workspace_print,
)

# Step → the last part of its address.
STEPS = {
    "handler": "penanggung-jawab",
    "ask_office": "tanya-perangkat-daerah",
    "topic": "topik",
}

urlpatterns = [
    path("petugas/laporan/", queue.queue, name="queue"),
    path("petugas/massal/", workspace_bulk.many, name="bulk"),
    path("petugas/massal/hasil/", workspace_bulk.done, name="bulk_done"),
    path("petugas/saringan/", workspace_filters.save, name="save_filter"),
    path("petugas/saringan/<uuid:filter_id>/hapus/", workspace_filters.drop, name="drop_filter"),
    path("petugas/sebutan/", workspace.mentions, name="mentions"),
    path("petugas/pertanyaan/", workspace.questions, name="questions"),
    path("petugas/pertanyaan/<uuid:question_id>/", workspace.question, name="question"),
    path("petugas/lapangan/", field.visits, name="visits"),
    path("petugas/lapangan/peta/", field.visits_map, name="visits_map"),
    path("petugas/lapangan/<str:number>/", field.visit, name="visit"),
    path("petugas/laporan/<str:number>/ambil/", workspace.take, name="take"),
    path("petugas/laporan/<str:number>/cetak/", workspace_print.printed, name="print"),
    path("foto/lapangan/<uuid:photo_id>.jpg", field.field_photo, name="field_photo"),
    path(
        "foto/lapangan/<uuid:photo_id>/kecil.jpg",
        field.small_field_photo,
        name="small_field_photo",
    ),
]

"""Addresses of the duties towards people's data."""

from __future__ import annotations

from django.urls import path

from pendopo.foundation.governance.personal_data.views import (
    breaches,
    documents,
    people,
    requests,
    retention,
)

_DESK = "petugas/data-pribadi/"
urlpatterns = [
    path("data-pribadi/kegiatan/", people.activities, name="activities"),
    path("data-pribadi/permintaan/", people.track, name="data_track"),
    path("data-pribadi/permintaan/<str:number>/", people.data_request, name="data_request"),
    path("data-pribadi/permintaan/<str:number>/salinan/", people.copy, name="data_copy"),
    path("akun/permintaan-data/", people.own, name="own_requests"),
    path("akun/persetujuan/", people.consent, name="consents"),
    path(_DESK, requests.desk, name="data_desk"),
    path("petugas/permintaan-data-baru/", requests.new, name="data_desk_new"),
    path(f"{_DESK}permintaan/<str:number>/", requests.one, name="data_desk_one"),
    path(f"{_DESK}permintaan/<str:number>/kontak/", requests.contact, name="data_desk_contact"),
    path(f"{_DESK}permintaan/<str:number>/salinan/", requests.copy, name="data_desk_copy"),
    path(f"{_DESK}kegiatan/", documents.register_page, name="data_register"),
    path(f"{_DESK}kegiatan.csv", documents.register_file, name="data_register_file"),
    path(f"{_DESK}naskah/<slug:kind>/", documents.listed, name="documents"),
    path(f"{_DESK}naskah/<slug:kind>/baru/", documents.new, name="document_new"),
    path(f"{_DESK}naskah/<slug:kind>/kode/<slug:code>/", documents.one, name="document"),
    path(f"{_DESK}retensi/", retention.page, name="retention"),
    path(f"{_DESK}insiden/", breaches.listed, name="breaches"),
    path(f"{_DESK}insiden/baru/", breaches.new, name="breach_new"),
    path(f"{_DESK}insiden/kasus/<str:number>/", breaches.one, name="breach"),
    path(f"{_DESK}insiden/kasus/<str:number>/surat/<slug:told>/", breaches.letter, name="letter"),
]

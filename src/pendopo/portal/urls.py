"""Addresses of the pages across rooms."""

from __future__ import annotations

from django.urls import path

from pendopo.portal.views import (
    adding,
    data_rights,
    demo,
    health,
    ombudsman,
    pages,
    photos,
    tracking,
)

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("tentang/", pages.about, name="about"),
    path("privasi/", pages.privacy, name="privacy"),
    path("demo/", demo.demo, name="demo"),
    path("gaya/", pages.style, name="style"),
    path("petugas/", pages.staff_home, name="staff_home"),
    path("petugas/kesehatan/", health.checkup, name="checkup"),
    path("sehat/", pages.health, name="health"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("lapor/terkirim/<str:token>/", tracking.sent, name="sent"),
    path(
        "lapor/terkirim/<str:token>/tanda-terima.json", tracking.sent_receipt, name="sent_receipt"
    ),
    path("lacak/", tracking.track, name="track"),
    path("lacak/lupakan/", tracking.forget, name="forget"),
    path("lacak/<str:number>/", tracking.voice, name="voice"),
    path("lacak/<str:number>/balas/", tracking.reply, name="reply"),
    path("lacak/<str:number>/berkas/", adding.documents, name="documents"),
    path("lacak/<str:number>/terima/", tracking.accept, name="accept"),
    path("lacak/<str:number>/atasan/", tracking.object_to_answer, name="object"),
    path("lacak/<str:number>/sengketa/", tracking.dispute, name="dispute"),
    path("lacak/<str:number>/komisi/", ombudsman.commission_letter, name="commission_letter"),
    path("lacak/<str:number>/komisi.json", ombudsman.commission_file, name="commission_file"),
    path("lacak/<str:number>/cabut/", tracking.withdraw, name="withdraw"),
    path("lacak/<str:number>/nilai/", tracking.rate, name="rate"),
    path("lacak/<str:number>/keberatan/", tracking.contest, name="contest"),
    path("lacak/<str:number>/data-pribadi/", data_rights.ask, name="data_request"),
    path("lacak/<str:number>/tanda-terima.json", tracking.receipt, name="receipt"),
    path("lacak/<str:number>/surat-ombudsman/", ombudsman.letter, name="ombudsman_letter"),
    path("lacak/<str:number>/berkas-ombudsman.json", ombudsman.file, name="ombudsman_file"),
    path("akun/laporan/", tracking.own, name="own"),
    path("foto/<uuid:photo_id>.jpg", photos.photo, name="photo"),
    path("foto/<uuid:photo_id>/kecil.jpg", photos.small_photo, name="small_photo"),
]

"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from pendopo.foundation.governance.guarding import views as guarding
from pendopo.foundation.governance.learning.urls import urlpatterns as learning
from pendopo.foundation.governance.network.urls import urlpatterns as network
from pendopo.foundation.governance.personal_data.urls import urlpatterns as personal_data
from pendopo.foundation.governance.views import desk, editing, public

app_name = "governance"
urlpatterns = [
    *learning,
    *network,
    *personal_data,
    path("petugas/data-dipertahankan/", guarding.kept, name="kept"),
    path("petugas/periksa-berkas/", guarding.check_file, name="check_file"),
    path("kebijakan-informasi/", public.rules, name="rules"),
    path("kebijakan-informasi/siapa-boleh/", public.ask, name="ask"),
    path("petugas/siapa-boleh/", desk.simulate, name="simulate"),
    path("petugas/kebijakan/", desk.policies, name="desk"),
    path("petugas/kebijakan-baru/", editing.new, name="new"),
    path("petugas/kebijakan-masa/<uuid:term_id>/akhiri/", desk.end, name="end"),
    path("petugas/kebijakan/<slug:code>/", desk.policy, name="desk_one"),
    path("petugas/kebijakan/<slug:code>/akibat/", desk.effects, name="effects"),
    path("petugas/kebijakan/<slug:code>/naskah/", editing.written, name="written"),
    path("petugas/kebijakan/<slug:code>/tambah/", editing.new_rule, name="new_rule"),
    path("petugas/kebijakan/<slug:code>/aturan/<slug:rule_id>/", editing.rule, name="rule"),
    path(
        "petugas/kebijakan/<slug:code>/aturan/<slug:rule_id>/hapus/",
        editing.remove_rule,
        name="remove_rule",
    ),
    path("petugas/kebijakan/<slug:code>/tetapkan/", desk.publish, name="publish"),
    path("petugas/kebijakan/<slug:code>/ambil-bawaan/", desk.take, name="take"),
    path("petugas/kebijakan/<slug:code>/buang/", desk.drop, name="drop"),
    path("petugas/kebijakan/<slug:code>/versi/<int:number>/", desk.version, name="version"),
]

"""Addresses of the office network and of the register of monitoring."""

from __future__ import annotations

from django.urls import path

from pendopo.foundation.governance.network.views import monitoring, plan, use

urlpatterns = [
    path("pemantauan/", monitoring.public, name="monitoring"),
    path("petugas/pemantauan/", monitoring.register, name="monitoring_desk"),
    path("petugas/pemantauan/<uuid:measure_id>/", monitoring.measure, name="monitoring_one"),
    path("petugas/pemantauan/<uuid:measure_id>/akhiri/", monitoring.end, name="monitoring_end"),
    path(
        "petugas/pemantauan/<uuid:measure_id>/dibuka/", monitoring.opened, name="monitoring_opened"
    ),
    path("petugas/jaringan/", plan.plan, name="network"),
    path("petugas/jaringan/tetapkan/", plan.decide, name="network_decide"),
    path("petugas/jaringan/situs/", plan.sites, name="network_sites"),
    path("petugas/jaringan/situs/<uuid:site_id>/akhiri/", plan.end_site, name="network_end_site"),
    path(
        "petugas/jaringan/alamat/<uuid:range_id>/akhiri/", plan.end_range, name="network_end_range"
    ),
    path("petugas/jaringan/versi/<int:number>/", plan.version, name="network_version"),
    path("petugas/jaringan/versi/<int:number>/unduh/", plan.download, name="network_download"),
    path("petugas/jaringan/log/", use.log, name="network_log"),
    path("petugas/jaringan/laporan/", use.report, name="network_report"),
]

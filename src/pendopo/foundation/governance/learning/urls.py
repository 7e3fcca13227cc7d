"""Addresses of learning."""

from __future__ import annotations

from django.urls import path

from pendopo.foundation.governance.learning import views

urlpatterns = [
    path("petugas/belajar/", views.learning, name="learning"),
    path("petugas/belajar/kuis/", views.quiz, name="learning_quiz"),
    path("petugas/belajar/nyatakan/", views.attest, name="learning_attest"),
    path("petugas/belajar/hasil/", views.results, name="learning_results"),
]

"""Learning the office's own rules: what to know, a quiz, the statement, results per office."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.governance.learning import selectors, services
from pendopo.foundation.governance.learning.drawing import Question, draw, questions_of
from pendopo.foundation.governance.learning.errors import QuizNotPassed
from pendopo.foundation.governance.learning.forms import QuizForm
from pendopo.foundation.governance.learning.showing import (
    shown_answers,
    shown_by_rule,
    shown_question,
    to_be_known,
    totals,
)
from pendopo.foundation.governance.selectors import (
    day_of,
    in_force,
    in_force_or_none,
    rule_set_of,
)
from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.kernel.http import render_page
from pendopo.kernel.numbers import number_in_force

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pendopo.foundation.governance.models import PolicyVersion

# Kept in the session: the quiz that was begun, and the version of which one was passed.
_BEGUN, _PASSED = "learning.begun", "learning.passed"


@staff_page()
@require_safe
@never_cache
def learning(request: HttpRequest) -> HttpResponse:
    """Show what staff have to know by themselves, and whether this officer stated it."""
    at = timezone.now()
    term = in_force_or_none(at=at)
    context: dict[str, Any] = {"term": term}
    if term:
        context |= {
            "rules": to_be_known(rule_set_of(term.version)),
            "attestation": selectors.attestation_of(actor_in(request), term.version, at=at),
            "has_passed": _has_passed(request, term.version),
            "n_questions": number_in_force("learning.questions", at=at),
            "n_needed": number_in_force("learning.pass_right", at=at),
        }
    return render_page(request, "governance/learning/learning.html", context)


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def quiz(request: HttpRequest) -> HttpResponse:
    """Ask about a few situations; count the answers for the office and explain each."""
    at = timezone.now()
    version = in_force(at=at).version
    if request.method == "POST" and not _is_begun(request, version):
        messages.info(request, _("Kuis itu sudah dinilai, atau aturannya berganti. Ini yang baru."))
        return redirect("governance:learning_quiz")
    questions = _questions(request, version, at)
    form = QuizForm(questions, request.POST if request.method == "POST" else None)
    if form.is_valid():
        answered = list(zip(questions, form.answers(), strict=True))
        return _graded(request, version, answered, at)
    context = {
        "form": form,
        "asked": list(zip(map(shown_question, questions), form.asked(), strict=True)),
        "version": version,
    }
    status = 422 if form.errors else 200
    return render_page(request, "governance/learning/quiz.html", context, status=status)


def _graded(
    request: HttpRequest,
    version: PolicyVersion,
    answered: list[tuple[Question, str]],
    at: datetime,
) -> HttpResponse:
    # A quiz counts once: its answers are shown below.
    del request.session[_BEGUN]
    n_right = services.grade(version=version, answered=answered, by=actor_in(request))
    n_needed = min(number_in_force("learning.pass_right", at=at), len(answered))
    if n_right >= n_needed:
        request.session[_PASSED] = str(version.id)
    context = {
        "answers": shown_answers(answered),
        "n_right": n_right,
        "n_needed": n_needed,
        "has_passed": n_right >= n_needed,
        "attestation": selectors.attestation_of(actor_in(request), version, at=at),
        "version": version,
    }
    return render_page(request, "governance/learning/graded.html", context)


@staff_page()
@require_POST
def attest(request: HttpRequest) -> HttpResponse:
    """Keep the officer's statement that they know the rules in force."""
    at = timezone.now()
    version = in_force(at=at).version
    try:
        services.attest(
            version=version, has_passed=_has_passed(request, version), by=actor_in(request), at=at
        )
    except QuizNotPassed as error:
        messages.error(request, error.message)
    else:
        request.session.pop(_PASSED, None)
        messages.success(request, _("Pernyataan Anda tercatat. Terima kasih."))
    return redirect("governance:learning")


@staff_page()
@require_safe
@never_cache
def results(request: HttpRequest) -> HttpResponse:
    """Show how far each office has come, and which rules are known least; nobody is named."""
    at = timezone.now()
    term = in_force_or_none(at=at)
    context: dict[str, Any] = {"term": term}
    if term:
        rows = selectors.results_by_office(term.version, at=at)
        by_rule = selectors.results_by_rule(term.version, at=at)
        n_attested, n_staff = totals(rows)
        context |= {
            "rows": rows,
            "by_rule": shown_by_rule(by_rule, rule_set_of(term.version)),
            "n_attested": n_attested,
            "n_staff": n_staff,
            "least": number_in_force("learning.least_people", at=at),
        }
    return render_page(request, "governance/learning/results.html", context)


def _questions(request: HttpRequest, version: PolicyVersion, at: datetime) -> list[Question]:
    """Return the questions of the quiz that this officer began, or of a new one."""
    if not _is_begun(request, version):
        seed = random.SystemRandom().randrange(2**32)
        request.session[_BEGUN] = {"version": str(version.id), "seed": seed}
    seed = request.session[_BEGUN]["seed"]
    n = number_in_force("learning.questions", at=at)
    return draw(questions_of(version.definition, on=day_of(at)), n, seed=seed)


def _is_begun(request: HttpRequest, version: PolicyVersion) -> bool:
    begun = request.session.get(_BEGUN)
    return begun is not None and UUID(begun["version"]) == version.id


def _has_passed(request: HttpRequest, version: PolicyVersion) -> bool:
    return bool(request.session.get(_PASSED) == str(version.id))

"""What of casework keeps an office from being closed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.tree import named
from pendopo.journey.cases import rules
from pendopo.journey.cases.models import Case, OfficeQuestion, Responsibility


def ties_to(office: Office) -> Iterator[str]:
    """Tell of open cases, of questions to be answered, and of topics it answers for."""
    statuses = [status.value for status in rules.CLOCKED]
    cases = Case.objects.filter(office=office, status__in=statuses).order_by("due_at", "id")
    numbers = list(cases.values_list("number", flat=True))
    if numbers:
        yield _("Masih menangani laporan: %(names)s.") % {"names": named(numbers)}
    asked = OfficeQuestion.objects.filter(asked=office, answered_at=None).count()
    if asked:
        yield _("Masih ada %(n)s pertanyaan yang belum dijawabnya.") % {"n": asked}
    rows = Responsibility.objects.filter(Q(valid_to=None), office=office).select_related("topic")
    topics = sorted({str(row.topic) for row in rows})
    if topics:
        yield _("Masih bertanggung jawab atas topik: %(names)s.") % {"names": named(topics)}

"""What those above say about a late limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.journey.cases.escalation.types import Act
from pendopo.ui.forms import CountedTextarea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pendopo.foundation.people.models import Office

_MOST_WORDS = 2_000


class ActForm(forms.Form):
    """A form of one act; its name goes with it, so that three fit on one page."""

    ACT: ClassVar[Act]

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, auto_id=f"{self.ACT.value}_%s", **options)


class RemindForm(ActForm):
    """Nothing to fill in."""

    ACT = Act.REMIND


class ExplainForm(ActForm):
    """Why it is late."""

    ACT = Act.EXPLAIN
    text = forms.CharField(
        label=_("Penjelasan"),
        help_text=_("Dibaca petugas dan pengawas. Publik hanya melihat bahwa ada penjelasan."),
        max_length=_MOST_WORDS,
        widget=CountedTextarea(maxlength=_MOST_WORDS),
    )


class TakeOverForm(ActForm):
    """To which office."""

    ACT = Act.TAKE_OVER
    office = forms.ChoiceField(label=_("Perangkat daerah"))

    def __init__(self, data: Any = None, *, offices: Sequence[Office], **options: Any) -> None:
        super().__init__(data, **options)
        self._offices = {office.code: office for office in offices}
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            (code, office.short_name) for code, office in self._offices.items()
        ]

    def clean_office(self) -> Office:
        """Return the office behind the code."""
        return self._offices[self.cleaned_data["office"]]

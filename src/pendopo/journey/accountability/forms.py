"""Forms of this room: the search for an office, and a reply."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.guarding import Door
from pendopo.foundation.governance.guarding.forms import GuardedForm
from pendopo.journey.accountability.rules import SHORTEST_REPLY
from pendopo.ui.forms import CountedTextarea

LONGEST_REPLY = 2_000


class SearchForm(forms.Form):
    """A part of an office's name."""

    cari = forms.CharField(label=_("Nama perangkat daerah"), max_length=60, required=False)


class ReplyForm(GuardedForm):
    """What the office says."""

    DOOR = Door.REPLY

    text = forms.CharField(
        label=_("Jawaban perangkat daerah"),
        min_length=SHORTEST_REPLY,
        max_length=LONGEST_REPLY,
        widget=CountedTextarea(LONGEST_REPLY),
        help_text=_(
            "Sebab, keadaan di luar kendali, dan apa yang dikerjakan. Tanpa nama atau nomor orang."
        ),
    )

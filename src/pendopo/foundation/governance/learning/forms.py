"""The quiz as a form: one answer for each situation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pendopo.foundation.governance.learning.drawing import ANSWERS, Question
from pendopo.foundation.governance.learning.showing import answer_label


class QuizForm(forms.Form):
    """A choice under each question, in the order of the questions."""

    def __init__(self, questions: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = [f"jawaban_{place}" for place in range(1, len(questions) + 1)]
        for place, name in enumerate(self._names, 1):
            self.fields[name] = forms.ChoiceField(
                label=_("Keadaan %(n)d: bolehkah?") % {"n": place},
                choices=[(answer.value, answer_label(answer)) for answer in ANSWERS],
                widget=forms.RadioSelect,
                error_messages={"required": _("Pilih satu jawaban untuk keadaan ini.")},
            )

    def answers(self) -> list[str]:
        """Return the answers in the order of the questions."""
        return [self.cleaned_data[name] for name in self._names]

    def asked(self) -> list[forms.BoundField]:
        """Return the fields in the order of the questions."""
        return [self[name] for name in self._names]

"""What a form with texts for everyone does: mark what was found, cover it, or take a reason; a file."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.governance.guarding.files import MOST_BYTES
from pendopo.foundation.governance.guarding.inspecting import covered, inspect, marked
from pendopo.foundation.governance.guarding.keeping import LONGEST_REASON, Exposed, complain
from pendopo.foundation.governance.guarding.types import Door, Inspection, Level, Part

MASK, KEEP, PREVIEW = "mask", "keep", "preview"


class GuardedForm(forms.Form):
    """A form whose texts go out through a door.

    It is not valid while its texts wait for a second look, and after they were covered; its
    template includes ``governance/_found.html``, which needs no script. ``keep_reason`` is for the
    service, which asks the gate again.
    """

    DOOR: ClassVar[Door]
    GUARDED: ClassVar[tuple[str, ...]] = ("text",)
    longest_reason = LONGEST_REASON
    # A form for citizens offers one reason to tick instead of a field to write in.
    reason_choice: ClassVar[str] = ""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.is_covered = data is not None and data.get("action") == MASK
        # A door may know that nobody but one person will read it.
        self.is_for_all = True
        self.inspection: Inspection | None = None
        self._looked_at: dict[str, str] = {}
        super().__init__(data, *args, **kwargs)
        if self.is_covered:
            self.data = self._covered(data)

    @property
    def keep_reason(self) -> str:
        """Return why what was found should stay, as it was typed or ticked."""
        typed = str(self.data.get(self.add_prefix("keep_reason"), ""))[:LONGEST_REASON]
        return self.reason_choice if typed and self.reason_choice else typed

    @property
    def reason_name(self) -> str:
        """Return the name under which the reason is sent."""
        return self.add_prefix("keep_reason")

    @property
    def is_held(self) -> bool:
        """Return whether a reason would open the door."""
        return self.inspection is not None and self.inspection.level is Level.HOLD

    @property
    def is_warned(self) -> bool:
        """Return whether a second look opens the door."""
        return (
            self.inspection is not None
            and self.inspection.level is Level.WARN
            and self.data.get("action") not in {KEEP, PREVIEW}
        )

    @property
    def is_stopped(self) -> bool:
        """Return whether something was found that is in the way."""
        return self.is_warned or (
            self.inspection is not None and self.inspection.level > Level.WARN
        )

    def is_valid(self) -> bool:
        """Return whether the texts may go to the service."""
        return super().is_valid() and not self.is_covered and not self.is_warned

    def clean(self) -> dict[str, Any]:
        """Look through the texts that go out."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["keep_reason"] = self.keep_reason
        if self.is_covered or not self.is_for_all:
            return data
        # Kept, because Django forgets a field with a complaint.
        texts = {name: _one_text(data[name]) for name in self.guarded_fields() if data.get(name)}
        self._looked_at = texts
        now = timezone.now()  # noqa: TID251 -- a form is checked at a door, and is told no time
        self.inspection = inspect(texts, self.DOOR, at=now)
        try:
            complain(self.inspection, self.keep_reason)
        except Exposed as error:
            self.add_error(error.field, error.message)
        return data

    def guarded_fields(self) -> tuple[str, ...]:
        """Return the names of the fields whose texts go out."""
        return self.GUARDED

    def found(self) -> list[tuple[str, list[Part]]]:
        """Return the label and the marked text of each field in which something was found."""
        if self.inspection is None:
            return []
        return [
            (str(self[name].label), marked(self._looked_at[name], each))
            for name, each in self.inspection.found.items()
            if each
        ]

    def _covered(self, data: Any) -> Any:
        fresh = data.copy()
        for name in map(self.add_prefix, self.guarded_fields()):
            if name in fresh:
                fresh[name] = covered(fresh[name], self.DOOR)
        return fresh


class FileForm(forms.Form):
    """A file to look through."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("Teks, CSV, XLSX, DOCX, PDF, atau foto; paling besar 20 MB."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be read while somebody waits."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("Berkas lebih dari 20 MB. Pakai perintah di komputer."))
        return sent


def _one_text(value: Any) -> str:
    return value if isinstance(value, str) else "\n".join(value)

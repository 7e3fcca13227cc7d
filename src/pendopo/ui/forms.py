"""How forms look: one renderer for all, and the few widgets Django lacks."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.forms.renderers import TemplatesSetting

from pendopo.kernel.time import local


class PendopoRenderer(TemplatesSetting):
    """Draws every form and field with the design system's templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "components/field.html"


class DayInput(forms.DateInput):
    """A calendar day, in the form browsers want whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class PhotoInput(forms.FileInput):
    """A photo: phones offer the camera, scripts may show a preview."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/*", "data-preview": "", **(attrs or {})})


class CountedTextarea(forms.Textarea):
    """A text area that says how much fits, and how much is left where scripts run."""

    def __init__(self, maxlength: int, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 6, "maxlength": maxlength, **(attrs or {})})
        # Django writes a field's own limit into the attribute as text; the page counts with this.
        self.most = maxlength


class MomentInput(forms.DateTimeInput):
    """A day and a time, in the form browsers want whatever the language."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment, written and read on the office's own clock."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment that was meant; what was typed names no zone."""
        found = super().to_python(value)
        return found and found.replace(tzinfo=ZoneInfo(settings.PENDOPO_ZONE))

    def prepare_value(self, value: Any) -> Any:
        """Show a moment as the clock on the wall shows it."""
        if isinstance(value, datetime):
            return local(value, settings.PENDOPO_ZONE).replace(tzinfo=None)
        return value

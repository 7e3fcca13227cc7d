"""How forms look: one renderer for all, and the few widgets Django lacks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


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

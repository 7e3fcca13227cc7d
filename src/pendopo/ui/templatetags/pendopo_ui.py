"""Tags and filters for pages: icons, times, money, numbers, links and form widgets."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pendopo.kernel import time
from pendopo.kernel.money import format_rupiah
from pendopo.ui import icons, numbers

if TYPE_CHECKING:
    from datetime import date

    from django.forms import BoundField
    from django.template.context import Context

register = template.Library()
GROUP = 4


def _language() -> str:
    return get_language() or "id"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a decorative icon: ``{% icon "check" %}``."""
    return icons.icon_svg(name)


@register.filter
def local_time_text(instant: datetime | None) -> str:
    """Write an instant in the office's zone, plain text."""
    if instant is None:
        return numbers.MISSING
    return time.format_instant(instant, settings.PENDOPO_ZONE, language=_language())


@register.filter
def local_time(instant: datetime | None) -> str:
    """Write an instant in the office's zone inside a ``<time>`` element."""
    if instant is None:
        return numbers.MISSING
    return format_html('<time datetime="{}">{}</time>', _iso(instant), local_time_text(instant))


def _iso(instant: datetime) -> str:
    return time.local(instant, settings.PENDOPO_ZONE).isoformat(timespec="minutes")


@register.filter
def local_date(day: date | datetime | None) -> str:
    """Write a date, or the office's date of an instant, inside a ``<time>`` element."""
    if day is None:
        return numbers.MISSING
    if isinstance(day, datetime):
        day = time.local(day, settings.PENDOPO_ZONE).date()
    text = time.format_date(day, language=_language())
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), text)


@register.filter
def rupiah(amount: int | None) -> str:
    """Write an amount in whole rupiah: ``Rp1.250.000``."""
    return numbers.MISSING if amount is None else format_rupiah(int(amount), language=_language())


@register.filter
def number(value: numbers.Number | None, places: int | None = None) -> str:
    """Write a number: ``{{ 1234.5|number }}`` is ``1.234,5``."""
    return numbers.number_text(value, places)


@register.filter
def percent(ratio: numbers.Number | None, places: int = 0) -> str:
    """Write a ratio between 0 and 1 as a percentage."""
    return numbers.percent_text(ratio, places)


@register.filter
def size_of(number_of_days: int) -> int:
    """Give a count without its sign: a clock three days late says 3."""
    return abs(number_of_days)


@register.filter
def grouped(code: object) -> SafeString:
    """Split a code into groups for the eye; copying it gives no spaces."""
    text = str(code)
    parts = [text[at : at + GROUP] for at in range(0, len(text), GROUP)]
    return format_html_join("", "<span>{}</span>", ((part,) for part in parts))


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """Return this page's query string with some parameters replaced; None removes one."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = value
    return f"?{parameters.urlencode()}"


@register.simple_tag
def field_widget(field: BoundField) -> SafeString:
    """Draw a field's widget, described by its hint, its limit and its error."""
    names = [field.aria_describedby or ""]
    if field.field.widget.attrs.get("maxlength") and field.widget_type.endswith("textarea"):
        names.append(f"{field.auto_id}_count")
    described = " ".join(filter(None, names))
    attrs: dict[str, str | bool] = (
        {"aria-describedby": described} if described and not field.use_fieldset else {}
    )
    return field.as_widget(attrs=attrs)

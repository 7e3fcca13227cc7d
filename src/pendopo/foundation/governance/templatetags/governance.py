"""The notice that stands where personal data is collected."""

from __future__ import annotations

from typing import Any

from django import template

from pendopo.foundation.governance.personal_data.documents import shown, versions
from pendopo.foundation.governance.personal_data.types import DocumentKind

register = template.Library()


@register.simple_tag
def notice_for(code: str) -> dict[str, Any]:
    """Return text and number of a notice's newest version; empty if there is none."""
    found = versions(DocumentKind.NOTICE, code)
    if not found:
        return {}
    return {"text": shown(found[0].definition, "text"), "number": found[0].number}


@register.inclusion_tag("governance/personal_data/_notice.html")
def collection_notice(code: str) -> dict[str, Any]:
    """Show the newest version of a notice (UU 27/2022 Pasal 21); nothing if there is none."""
    return notice_for(code)

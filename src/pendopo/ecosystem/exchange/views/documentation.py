"""The documentation of both interfaces, drawn from their own descriptions."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.ecosystem.exchange import selectors
from pendopo.foundation.people.access import public_page
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_OPEN311 = Path(__file__).parents[1] / "open311" / "openapi.json"


@public_page
@require_safe
def api(request: HttpRequest, document: Callable[[], dict[str, Any]]) -> HttpResponse:
    """Explain both interfaces, with every call."""
    context = {
        "rest": _calls(document()),
        "open311": _calls(_open311()),
        "left_out": selectors.procedures_left_out(),
        "base": request.build_absolute_uri("/").rstrip("/"),
    }
    return render_page(request, "exchange/api.html", context)


@public_page
@require_safe
def open311_document(_request: HttpRequest) -> HttpResponse:
    """Give the description of the Open311 server for machines."""
    response = JsonResponse(_open311())
    response["Access-Control-Allow-Origin"] = "*"
    return response


@lru_cache(maxsize=1)
def _open311() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_OPEN311.read_text(encoding="utf-8"))
    return found


def _calls(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(),
            "path": path,
            # The summaries are marked for translation where they are written.
            "summary": _(call["summary"]),
            "parameters": [_parameter(each) for each in call.get("parameters", ())],
            "scopes": call.get("x-scopes", ()),
            "statuses": sorted(call["responses"], key=str),
        }
        for path, methods in document["paths"].items()
        for method, call in methods.items()
    ]


def _parameter(told: dict[str, Any]) -> dict[str, Any]:
    schema = told.get("schema", {})
    return {
        "name": told["name"],
        "place": told["in"],
        "is_required": told.get("required", False),
        "values": [value for value in schema.get("enum", ()) if value],
    }

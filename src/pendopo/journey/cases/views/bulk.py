"""Open data: the files for everyone, and what their columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.cases.opendata import columns
from pendopo.journey.cases.opendata.selectors import CSV, PARQUET, ZIPPED, current_edition
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

_TYPES = {
    "csv": (CSV, "text/csv; charset=utf-8"),
    "parquet": (PARQUET, "application/vnd.apache.parquet"),
}


@public_page
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Show what can be downloaded, and what each column means."""
    edition = current_edition()
    context: dict[str, Any] = {
        "edition": edition,
        "csv": CSV,
        "parquet": PARQUET,
        "columns": columns.COLUMNS,
    }
    if edition is not None:
        context["files"] = [
            (form, name, edition.sizes[name], edition.digests[name])
            for form, (name, _kind) in _TYPES.items()
        ]
    return render_page(request, "cases/open_data.html", context)


@public_page
@require_safe
def open_data_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Hand out a file as it lies on the disk, or say that it has not changed."""
    edition = current_edition()
    if edition is None:
        raise Http404
    name, kind = _TYPES[form]
    is_zipped = name == CSV and "gzip" in request.headers.get("Accept-Encoding", "")
    sent = ZIPPED if is_zipped else name
    tag = quote_etag(edition.digests[sent][:32])
    wanted = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponseBase
    if tag in wanted or "*" in wanted:
        response = HttpResponseNotModified()
    else:
        response = FileResponse(
            edition.path(sent).open("rb"), as_attachment=True, filename=name, content_type=kind
        )
        # Said in either case, so that nothing on the way packs a large file once more.
        response["Content-Encoding"] = "gzip" if is_zipped else "identity"
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=3600"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response

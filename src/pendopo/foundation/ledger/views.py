"""The public pages of the record: blocks, key, and the check of a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods

from pendopo.foundation.ledger import receipts, selectors
from pendopo.foundation.ledger.forms import ReceiptForm
from pendopo.kernel.access import public_page
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

_PAGE = 20
# A sealed block never changes.
_FOREVER = "public, max-age=31536000, immutable"


@public_page
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """Show how large the record is and its newest blocks."""
    below = request.GET.get("sebelum", "")
    found = selectors.blocks_below(_height(below), _PAGE + 1)
    shown = found[:_PAGE]
    return render_page(
        request,
        "ledger/record.html",
        {
            "blocks": shown,
            "size": selectors.record_size(),
            "next": f"?sebelum={shown[-1].height}" if len(found) > _PAGE else "",
            "first": "?" if below else "",
        },
    )


def _height(text: str) -> int | None:
    # Twelve digits are more blocks than any government will seal.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


@public_page
@require_GET
def key(_request: HttpRequest) -> HttpResponse:
    """Give the public key against which receipts and blocks are checked."""
    return HttpResponse(receipts.public_key_pem(), content_type="application/x-pem-file")


@public_page
@require_GET
def block(_request: HttpRequest, height: int) -> HttpResponse:
    """Give one block's header and signature."""
    document = selectors.block_document(height)
    if document is None:
        raise Http404
    return JsonResponse(document, headers={"Cache-Control": _FOREVER})


@public_page
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Check a pasted receipt with the engine that anyone can run alone."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render_page(request, "ledger/verify.html", {"form": form})
    if not form.is_valid():
        return render_page(request, "ledger/verify.html", {"form": form}, status=422)
    document = form.cleaned_data["receipt"]
    verdict = receipts.verdict_on(document)
    card = receipts.receipt_card(document) if verdict.ok else None
    return render_page(
        request, "ledger/verify.html", {"form": form, "verdict": verdict, "card": card}
    )

"""What every page knows: the government's name and where one can go from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.urls import resolve as match
from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest


@dataclass(frozen=True)
class NavItem:
    """One link of a menu."""

    label: str
    url: str
    icon: str = ""
    is_current: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the page's frame needs; menus come from settings."""
    return {
        "government_name": settings.PENDOPO_GOVERNMENT,
        "home_url": resolve("portal:home") or "/",
        "nav_items": menu("PENDOPO_NAV", request.path),
        # Only where a page asks: it looks up who is signed in.
        "staff_nav_items": SimpleLazyObject(lambda: _staff_menu(request)),
        "footer_links": menu("PENDOPO_FOOTER", request.path),
        "sign_in_url": resolve("people:citizen_sign_in"),
        "sign_out_url": resolve("account_logout"),
        "language_url": resolve("set_language"),
    }


def resolve(url_name: str) -> str:
    """Return the address of a page, or nothing while no room offers it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def menu(setting: str, path: str) -> list[NavItem]:
    """Return the menu named by a setting; the longest matching address is current."""
    found = list(_known(getattr(settings, setting, ())))
    here = max((url for _, url, _ in found if _leads_to(url, path)), key=len, default="")
    return [NavItem(label, url, icon, url == here) for label, url, icon in found]


def _staff_menu(request: HttpRequest) -> list[NavItem]:
    """Return the officers' menu without the pages that their positions do not open."""
    actor = getattr(request, "actor", None)
    found = menu("PENDOPO_STAFF_NAV", request.path)
    return [item for item in found if _opens(item.url, actor)]


def _opens(url: str, actor: Any) -> bool:
    access = getattr(match(url).func, "access", None)
    roles: frozenset[str] = access.roles if access else frozenset()
    return not roles or actor is None or actor.has_role(*roles)


def _known(entries: Iterable[Sequence[str]]) -> Iterable[tuple[str, str, str]]:
    for url_name, label, *icon in entries:
        if url := resolve(url_name):
            yield label, url, icon[0] if icon else ""


def _leads_to(url: str, path: str) -> bool:
    return path == url or (url.count("/") > 1 and path.startswith(url))

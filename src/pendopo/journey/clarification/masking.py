"""What is kept of a rumour's words and of the address where it was seen.

A rumour is passed on with traces of whoever passed it on: the name at the head of a copied
chat, an account, a telephone number, an address that leads to a profile. None of it is needed
to answer the rumour, so it is covered before anything is stored.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from pendopo.engines.matching import terms_of
from pendopo.journey.voice.masking import masked as identifiers_masked
from pendopo.kernel.errors import BadInput

ACCOUNT, LONGEST = "[akun disamarkan]", 200
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'“”]+", re.IGNORECASE)
# "[12/11/26 10.22] Budi: ", "12/11/26, 10:22 - ~ Budi S: ": a chat that was copied.
_CHAT_HEAD = re.compile(
    r"^(?:[ \t\u200e]*\[?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?[ \t]+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?"
    r"(?:[ \t]*[AaPp]\.?[Mm]\.?)?\]?[ \t]*(?:[-–][ \t]*)?(?:[^:\n]{1,60}:[ \t]*)?)+",
    re.MULTILINE,
)
_PUSH_NAME = re.compile(r"^[ \t\u200e]*~[ \t]?[^\n:]{1,40}:?", re.MULTILINE)
# A run of them goes at once: "@a@b".
_HANDLE = re.compile(r"(?<![\w.@/])@+\w(?:[\w.@]*\w)?")
# More turns than a person's text ever needs; what needs more is made to keep us busy.
_TURNS = 8
_NETWORK = r"(?:facebook|fb|instagram|ig|tiktok|twitter|x|telegram|youtube|wa|whatsapp|threads)"
_LINK_WORD = r"(?:oleh|dari|milik|bernama|atas\s+nama|si)"
_SPREADER = re.compile(
    rf"""
    (?P<lead>(?i:
        \b(?:
            (?:(?:nama\s+)?akun(?:nya)?(?:\s+{_NETWORK})?|fb|ig|username|admin|pengirim(?:nya)?
            |penyebar(?:nya)?|pengunggah(?:nya)?|penulis(?:nya)?)(?:\s+{_LINK_WORD})?\s*[:=]?
            # "status Gunung Contoh" names a mountain; "status dari Budi" a person.
            |(?:dikirim|diunggah|diposting|disebar(?:kan)?|ditulis|dibagikan|kiriman|unggahan
            |postingan|status)\s+{_LINK_WORD}\s*[:=]?
        )\s+
    ))
    (?P<name>[A-Z][\w'.-]+(?:[ ]+[A-Z][\w'.-]*){{0,3}})
    """,
    re.VERBOSE,
)
# Who speaks for an institution is no private person.
_INSTITUTIONS = frozenset(
    """
    badan bank bawaslu bmkg bnpb bpbd bpjs bps bumd bupati camat desa diskominfo dinas dinkes dprd
    gubernur humas kantor kecamatan kejaksaan kelurahan kementerian kepala kepolisian kodim komdigi
    kpu lurah menteri panitia pdam pemda pemerintah pemkab pemkot pemprov perumda pln polda polisi
    polres polri polsek presiden provinsi puskesmas rsud rumah satpol sekda sekolah tni wali walikota
    facebook whatsapp instagram tiktok twitter telegram youtube google grup group
    """.split()
)
# Networks where every address below the name leads to somebody's account.
_NETWORKS = (
    "facebook.com",
    "fb.com",
    "fb.watch",
    "instagram.com",
    "tiktok.com",
    "twitter.com",
    "x.com",
    "t.co",
    "threads.net",
    "threads.com",
    "youtube.com",
    "youtu.be",
    "whatsapp.com",
    "wa.me",
    "telegram.org",
    "t.me",
    "telegram.me",
    "linkedin.com",
    "snackvideo.com",
    "kwai.com",
    "line.me",
    "discord.com",
    "discord.gg",
    "reddit.com",
    "quora.com",
    "kaskus.co.id",
    "mastodon.social",
    "linktr.ee",
)
# Houses where the name before the dot is somebody's.
_HOUSES = (
    "blogspot.com",
    "wordpress.com",
    "medium.com",
    "substack.com",
    "tumblr.com",
    "kompasiana.com",
    "weebly.com",
    "wixsite.com",
    "github.io",
)
# Covers in either language of the masking, and addresses.
_NOTHING_TOLD = re.compile(r"\[[^\]\n]{1,40}\]|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")
_PERSONAL_STEP = re.compile(
    r"^(?:[@~].*|u|user|users|profile|profil|author|penulis|people|member|members|in)$",
    re.IGNORECASE,
)


def kept_text(text: str) -> str:
    """Return a rumour's words as they may be stored; doing it twice changes nothing.

    Covered are the heads of copied chats, accounts, names behind words such as "kiriman", and
    whatever the privacy engine takes for an identifier; addresses are reduced.

    >>> kept_text("[12/11/26 10.22] Budi: Kiriman dari Siti Aminah, cek @siti_am")
    'Kiriman dari [akun disamarkan], cek [akun disamarkan]'

    Raises
    ------
    BadInput
        Traces within traces, more than a person's text holds.
    """
    plain = text.replace("\r\n", "\n").replace("\x00", "").strip()
    # What stands together once something between is gone may be a trace itself.
    for _turn in range(_TURNS):
        fewer = _without_traces(plain)
        if fewer == plain:
            return plain
        plain = fewer
    raise BadInput(
        _("Teks ini tidak dapat disamarkan. Tulis dengan kata Anda sendiri."), field="text"
    )


def _without_traces(text: str) -> str:
    plain = _CHAT_HEAD.sub("", text)
    plain = _PUSH_NAME.sub("", plain)
    plain = _URL.sub(lambda found: reduced_link(found.group()), plain)
    plain = identifiers_masked(plain)
    plain = _HANDLE.sub(ACCOUNT, plain)
    return _SPREADER.sub(_covered, plain).strip()


def _covered(found: re.Match[str]) -> str:
    first = found["name"].split()[0].strip(".'-").lower()
    if first in _INSTITUTIONS:
        return found.group()
    return f"{found['lead']}{ACCOUNT}"


def terms_told(text: str) -> frozenset[str]:
    """Return the terms of kept words, without the covers and addresses in them."""
    return terms_of(_NOTHING_TOLD.sub(" ", text))


def reduced_link(link: str) -> str:
    """Return an address without anything that leads to a person's account.

    Of networks and blog houses the name of the house alone stays; of other pages the path up
    to a part that names a person. Port, user, query and fragment go.

    >>> reduced_link("https://m.facebook.com/budi.santoso/posts/123?ref=1")
    'facebook.com'
    >>> reduced_link("https://kabar.example/daerah/air-keruh.html?utm=x#2")
    'kabar.example/daerah/air-keruh.html'
    """
    address = link.strip()
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
    if "." not in host:
        return ""
    for known in (*_NETWORKS, *_HOUSES):
        if host == known or host.endswith(f".{known}"):
            return known
    return (host + _plain_path(parts.path))[:LONGEST]


def _plain_path(path: str) -> str:
    kept = []
    for step in unquote(path).split("/"):
        if _PERSONAL_STEP.match(step):
            break
        if step and identifiers_masked(step) == step and "@" not in step and " " not in step:
            kept.append(step)
    return "".join(f"/{step}" for step in kept)

"""What is kept of a rumour: nothing that leads to who passed it on."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.journey.clarification.masking import kept_text, reduced_link, terms_told
from pendopo.kernel.errors import BadInput

COVER = "[akun disamarkan]"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("[12/11/26 10.22] Budi: air keruh", "air keruh"),
        ("12/11/2026, 10:22 - Budi Santoso: air keruh", "air keruh"),
        ("~ Budi S: air keruh", "air keruh"),
        ("kata @budi_s. air keruh", f"kata {COVER}. air keruh"),
        ("Kiriman dari Siti Aminah: air keruh", f"Kiriman dari {COVER}: air keruh"),
        ("diunggah oleh Joko di grup", f"diunggah oleh {COVER} di grup"),
        ("akun Facebook Rini Setyo bilang", f"akun Facebook {COVER} bilang"),
        ("hubungi 0812-3456-7890", "hubungi [telepon disamarkan]"),
        # Institutions are no persons.
        ("disebarkan oleh Dinas Kesehatan", "disebarkan oleh Dinas Kesehatan"),
        ("status Gunung Contoh siaga pukul 10.22", "status Gunung Contoh siaga pukul 10.22"),
    ],
)
def test_traces_of_persons_go_and_the_rumour_stays(text, kept):
    assert kept_text(text) == kept


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://www.facebook.com/budi.santoso/posts/123?ref=9", "facebook.com"),
        ("https://m.facebook.com/story.php?story_fbid=1&id=2", "facebook.com"),
        ("tiktok.com/@budi/video/77", "tiktok.com"),
        ("https://chat.whatsapp.com/AbCdEf", "whatsapp.com"),
        ("https://wa.me/6281234567890", "wa.me"),
        ("https://budi-santoso.blogspot.com/2026/air.html", "blogspot.com"),
        ("https://kabar.example/author/budi/2026", "kabar.example"),
        (
            "https://kabar.example/daerah/air-keruh.html?u=budi#x",
            "kabar.example/daerah/air-keruh.html",
        ),
        ("https://budi:rahasia@kabar.example:8443/a", "kabar.example/a"),
        ("bukan tautan", ""),
        ("http://[rusak", ""),
    ],
)
def test_an_address_is_reduced_until_it_leads_to_nobody(link, kept):
    assert reduced_link(link) == kept


PIECES = st.sampled_from(
    [
        "[12/11/26 10.22] Budi: ",
        "@budi ",
        "akun Siti Aminah ",
        "https://x.com/budi/1 ",
        "air ",
        "0812-3456-7890 ",
        "\n",
        "~ Budi\n",
        "Dinas ",
        ": ",
        "kiriman dari ",
        "t.me ",
        "budi@x.id ",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_masking_twice_changes_nothing_and_leaves_no_handle(text):
    kept = kept_text(text)
    assert kept_text(kept) == kept
    assert "@budi" not in kept
    assert "/budi" not in kept


@pytest.mark.parametrize(
    "made",
    ["@a" * 2_500, "12/11/26 10.22 - " * 300, "~ Budi\n" * 700, "akun @a: " * 500, "@a/" * 1_600],
)
def test_a_text_made_to_keep_us_busy_does_not(made):
    began = time.process_time()
    with contextlib.suppress(BadInput):
        kept_text(made)
    assert time.process_time() - began < 5


def test_covers_and_addresses_tell_nothing():
    assert terms_told("[akun disamarkan] facebook.com/a kabar.example/daerah air") == {"air"}

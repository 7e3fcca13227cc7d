"""The words of a text that can tell two reports apart."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[a-z]{3,}|\d+")
# Words of grammar and of politeness; rarity settles the rest.
STOP_WORDS = frozenset(
    """
    ada adalah agar akan aku anda antara apa apakah atas atau bagi bahwa baik bapak banyak belum
    bisa boleh bukan dalam dan dapat dari dengan dia dimohon disini disitu gak harap hari hingga
    hormat ibu ini itu jadi jangan jika juga kak kalau kami kapan karena kasih kata kepada kita
    lagi lah lalu lebih maka mana masih mau melalui mereka minta mohon nya oleh pada para pak per
    pernah pun saat saja salam sama sampai sangat saya sebab sebagai sebuah secara sedang segera
    sekali selalu selamat semoga semua seperti serta setelah siang sore pagi malam sudah supaya
    tadi tanpa tapi telah tentang terhadap terima terimakasih tersebut tetapi tidak tolong untuk
    wahai yang yth
    the and are for has have was were this that with from there they you your not
    """.split()
)


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct telling words and figures of a text, in order.

    >>> words_of("Lubang di Jl. Melati, lubang-nya dalam! RT 02")
    ('lubang', 'melati', '02')
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return tuple(dict.fromkeys(word for word in _WORD.findall(plain) if word not in STOP_WORDS))

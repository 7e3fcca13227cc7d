import uuid

import pytest

from pendopo.journey.voice import masking, rules


def found(text):
    return [(part.found.value, part.text) for part in masking.marked_text(text) if part.found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hubungi 081234567890 ya", [("phone", "081234567890")]),
        ("WA +62 812-3456-7890.", [("phone", "+62 812-3456-7890")]),
        ("Telepon (024) 831 1234", [("phone", "(024) 831 1234")]),
        ("NIK saya 3374 0112 3456 0001", [("nik", "3374 0112 3456 0001")]),
        ("NIK 3374011234560001,", [("nik", "3374011234560001")]),
        ("surel budi.contoh@contoh.go.id!", [("email", "budi.contoh@contoh.go.id")]),
        (
            "081234567890 atau a@b.co",
            [("phone", "081234567890"), ("email", "a@b.co")],
        ),
    ],
)
def test_what_tells_who_someone_is_is_found_where_it_stands(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Jalan rusak 120 meter sejak 12-03-2026",
        "Tagihan Rp1.250.000 untuk 3 bulan",
        "Laporan 26-0482-9357-9 belum dijawab",
        "Perda 8/2019 pasal 12 ayat (3)",
        "jam 08.00 sampai 16.00",
    ],
)
def test_ordinary_numbers_are_left_alone(text):
    assert found(text) == []


def test_marking_keeps_every_letter():
    text = "a 081234567890 b\nc@d.id 3374011234560001"
    assert "".join(part.text for part in masking.marked_text(text)) == text


def test_a_long_text_is_searched_in_an_instant():
    # The pattern must not go back and forth over long runs of letters, digits or dots.
    for piece in ("a" * 5_000, "1" * 5_000, "a." * 2_500, "0 8 " * 1_250):
        assert "".join(part.text for part in masking.marked_text(piece)) == piece


def test_the_tracking_code_of_a_key_stays_the_same_and_is_stored_only_as_an_index():
    key = uuid.UUID(int=5)
    code = rules.tracking_code(key)
    assert rules.tracking_code(key) == code
    assert rules.tracking_code(uuid.UUID(int=6)) != code
    assert rules.tracking_index(code.lower().replace("-", " ")) == rules.tracking_index(code)
    assert code.replace("-", "") not in rules.tracking_index(code)


@pytest.mark.parametrize(
    ("is_anonymous", "is_secret", "shown"),
    [(False, False, "Siti C."), (True, False, ""), (False, True, ""), (True, True, "")],
)
def test_a_name_is_public_only_without_anonymity_and_secrecy(is_anonymous, is_secret, shown):
    name = masking.public_name(" Siti Contoh ", is_anonymous=is_anonymous, is_secret=is_secret)
    assert name == shown


def test_masking_covers_identifiers_and_the_own_name_and_is_idempotent():
    text = "Saya Siti Rahayu, hp 0812 3456 7890, NIK 3374011234560001, siti@contoh.id."
    covered = masking.masked(text, name="Siti Rahayu")

    assert covered == (
        "Saya [nama disamarkan], hp [telepon disamarkan], NIK [nomor disamarkan], [surel disamarkan]."
    )
    assert masking.masked(covered, name="Siti Rahayu") == covered


def test_masking_leaves_a_name_of_one_word_which_may_be_a_common_noun():
    assert masking.masked("Bunga di taman layu.", name="Bunga") == "Bunga di taman layu."


@pytest.mark.parametrize(
    "text",
    ["siti   RAHAYU datang", "Sıtı Rahayu datang", "SİTİ\nrahayu datang", "ſiti Rahayu datang"],
)
def test_a_name_is_covered_however_its_letters_are_written(text):
    assert masking.masked(text, name="Siti Rahayu") == "[nama disamarkan] datang"

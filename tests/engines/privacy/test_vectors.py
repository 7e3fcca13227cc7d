"""Invented numbers of every kind, right and nearly right; no person's number is among them."""

import pytest

# Text, and kind, value and confidence of everything in it, mere shapes included.
FOUND = [
    # NIK: place, day of birth with forty added for women, serial 9998 that is hardly ever issued
    ("3276060101909998", "nik", "3276060101909998", 2),
    ("3276064101909998", "nik", "3276064101909998", 2),
    ("3276067101909998", "nik", "3276067101909998", 2),
    ("3276062902009998", "nik", "3276062902009998", 2),
    ("NIK 3276060101909998", "nik", "3276060101909998", 3),
    ("NIK 9101010101909998", "nik", "9101010101909998", 2),
    ("NIK: 3276 0601 0190 9998.", "nik", "3276 0601 0190 9998", 3),
    ("NIK ３２７６０６０１０１９０９９９８", "nik", "３２７６０６０１０１９０９９９８", 3),
    ("KTP-3276060101909998", "nik", "3276060101909998", 3),
    ("No. KK 3276060101909998", "kk", "3276060101909998", 3),
    ("KK 3276064101909998", "nik", "3276064101909998", 2),
    # NPWP: the ninth digit checks the eight before it
    ("01.234.567.4-999.000", "npwp", "01.234.567.4-999.000", 3),
    ("NPWP 012345674999000", "npwp", "012345674999000", 3),
    ("NPWP 0012345674999000", "npwp", "0012345674999000", 3),
    ("01.234.567.5-999.000", "npwp", "01.234.567.5-999.000", 1),
    ("NPWP 01.234.567.5-999.000", "npwp", "01.234.567.5-999.000", 2),
    ("NPWP 3276060101909998", "npwp", "3276060101909998", 3),
    # NIP, and NI PPPK with a contract's code where the month stands
    ("199001012015011999", "nip", "199001012015011999", 3),
    ("19900101 201501 1 999", "nip", "19900101 201501 1 999", 3),
    ("199001012023212999", "nip", "199001012023212999", 3),
    ("199009132025242999", "nip", "199009132025242999", 3),
    ("NIP 130123456", "nip", "130123456", 2),
    # Telephones
    ("081200000000", "phone", "081200000000", 2),
    ("+62 812-0000-0000", "phone", "+62 812-0000-0000", 2),
    ("6281200000000", "phone", "6281200000000", 2),
    ("0062 812 0000 0000", "phone", "0062 812 0000 0000", 2),
    ("hp081200000000", "phone", "081200000000", 3),
    ("wa.me/6281200000000", "phone", "6281200000000", 3),
    ("SIM card 081200000000", "phone", "081200000000", 3),
    ("Telepon (021) 5551234", "phone", "(021) 5551234", 2),
    ("(021) 5551234", "phone", "(021) 5551234", 1),
    # Plates
    ("nopol B 9999 ZZZ", "plate", "B 9999 ZZZ", 3),
    ("AB 1234 XY", "plate", "AB 1234 XY", 2),
    ("motor merah AB 12 CD", "plate", "AB 12 CD", 2),
    ("plat B9999ZZZ", "plate", "B9999ZZZ", 3),
    # Passport, licence, insurance
    ("paspor X0000001", "passport", "X0000001", 3),
    ("SIM 123456789012", "sim", "123456789012", 2),
    ("SIM 3276060101909998", "sim", "3276060101909998", 3),
    ("JKN 0009999999990", "bpjs", "0009999999990", 2),
    ("KPJ 99999999990", "bpjs", "99999999990", 2),
    # Accounts and cards
    ("rek BCA 0000000001 a.n. Budi", "account", "0000000001", 2),
    ("transfer ke 0023-01-012345-50-1", "account", "0023-01-012345-50-1", 2),
    ("transfer ke 081200000000", "phone", "081200000000", 2),
    ("4000 0012 3456 7899", "card", "4000 0012 3456 7899", 2),
    ("kartu 5100001234567895", "card", "5100001234567895", 2),
    ("tiket 4000001234567899", "card", "4000001234567899", 1),
    # Electronic
    ("budi@contoh.co.id", "email", "budi@contoh.co.id", 3),
    ("budi [at] contoh.id", "email", "budi [at] contoh.id", 3),
    ("budi%40contoh.id", "email", "budi%40contoh.id", 3),
    ("budi.santoso@kab.go.id", "email", "budi.santoso@kab.go.id", 3),
    ("AKIAABCDEFGHIJKLMNOP", "secret", "AKIAABCDEFGHIJKLMNOP", 3),
    (f"ghp_{'a1' * 18}", "secret", f"ghp_{'a1' * 18}", 3),
    ("-----BEGIN PRIVATE KEY-----", "secret", "-----BEGIN PRIVATE KEY-----", 3),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "secret", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", 3),
    ("password: Rahasia123", "secret", "Rahasia123", 2),
    ("kata sandi: segera diganti", "secret", "segera", 1),
    # Places
    ("Budi, Jl. Mawar No. 9 RT 03/RW 05 Kel. Contoh", "address", "Jl. Mawar No. 9 RT 03/RW 05 Kel. Contoh", 2),
    ("rumah di Jl. Mawar No. 9 RT 03/RW 05", "address", "Jl. Mawar No. 9 RT 03/RW 05", 1),
    ("-6.2000001, 106.8166667", "coordinates", "-6.2000001, 106.8166667", 2),
    # Pupils, patients, deeds
    ("NISN 0099999990", "nisn", "0099999990", 2),
    ("rekam medis 00-12-34", "medical_record", "00-12-34", 3),
    ("No. RM: 123456", "medical_record", "123456", 3),
    ("3201-LT-12052018-0042", "civil_deed", "3201-LT-12052018-0042", 3),
    # Circumstances beside a person
    ("Pasien Budi positif HIV", "health", "HIV", 2),
    ("Ibu Siti menunggak iuran", "finance", "menunggak", 2),
    ("Tersangka Agus diperiksa", "crime", "Tersangka", 2),
    ("Saudara Andi beragama Hindu", "belief", "beragama Hindu", 2),
    ("Siswi SD, 9 tahun, menjadi korban; dicabuli dekat SDN 3", "child_case", "dicabuli", 2),
]  # fmt: skip

NOTHING = [
    "3276063002909998",  # 30 February
    "3276060013909998",  # month 13
    "3276060101900000",  # serial 0000
    "3276068101909998",  # day 81
    "0076060101909998",  # no province
    "3276062902019998",  # 2001 was no leap year
    "1111111111111111",
    "199013012015011999",  # month 13
    "199001012015013999",  # sex 3
    "199001012015131999",  # appointed in month 13
    "201501012015011999",  # appointed when born
    "INV-081200000000",
    "ORD/081200000000",
    "071200",
    "5.1.02.01.01.0024",
    "Rp1.234.567.890",
    "Rp 81.234.567.890",
    "call center 112 atau 1500123",
    "S 2 HUKUM",
    "S 1 AKT",
    "S 2 IP",
    "B 12 A",
    "L 300",
    "L 300 PU",
    "E 3 TKJ",
    "QZ 1234 AB",
    "TAHUN 2026 DI",
    "Form C1234567",
    "SIMDA 123456789012",
    "SIMRS 123456789012",
    "8991234567890",  # a barcode
    "1700000000000",  # milliseconds
    "kode rekening 5.1.02.01.01.0024",
    "rekening listrik 512345678901",
    "rekening BCA dibuka 2026-11-30",
    "4000001234567890",  # wrong check digit
    "kartu 4111 1111 1111 1111",  # published for tests
    "x@example.com",
    "humas@kab.go.id",
    "perbaikan Jl. Mawar",
    "versi 1.2.3.4567",
    "NPSN 20999999",
    "12-12-25",
    "RM 12.500",
    "12 kasus TBC di Kecamatan Sawah",
    "penyandang disabilitas",
    "SD Negeri 3 menerima 40 siswa",
    "Laporan 26-0482-9357-9 belum dijawab",
]


@pytest.mark.parametrize(("text", "kind", "value", "confidence"), FOUND)
def test_what_it_is_where_it_stands_and_how_sure(shapes_too, text, kind, value, confidence):
    found = [
        (each.kind.value, text[each.start : each.end], int(each.confidence))
        for each in shapes_too.scan(text)
    ]
    assert (kind, value, confidence) in found
    assert {each[0] for each in found} <= {kind, "account", "child_case", "crime", "phone"}


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_it_is_left_alone(scanner, text):
    assert scanner.scan(text) == []


def test_a_bare_number_of_fifteen_digits_may_be_a_telephones_own(scanner):
    assert scanner.scan("012345674999000") == []


@pytest.mark.parametrize("words", ["nomor tiket", "kode batang", "virtual account", "IMEI"])
def test_a_number_that_is_called_something_else_is_left_alone(scanner, words):
    # The same digits without these words are a NIK.
    assert scanner.scan("3276060101909998") != []
    assert scanner.scan(f"{words} 3276060101909998") == []


def test_a_label_reaches_the_number_behind_it_and_no_further(scanner):
    text = "NIK 3276063002909998, pesanan 9999888877776666"
    assert [text[each.start : each.end] for each in scanner.scan(text)] == ["3276063002909998"]


def test_neighbours_are_told_apart_however_they_are_spaced(scanner):
    text = "3276060101909998 081200000000 3276 0641 0190 9998 0812 0000 0001"
    found = [(each.kind.value, text[each.start : each.end]) for each in scanner.scan(text)]
    assert found == [
        ("nik", "3276060101909998"),
        ("phone", "081200000000"),
        ("nik", "3276 0641 0190 9998"),
        ("phone", "0812 0000 0001"),
    ]


def test_a_name_beside_a_nik_makes_it_worse_and_a_signature_makes_a_nip_ordinary(scanner):
    def severity(text):
        return int(scanner.scan(text)[-1].severity)

    assert severity("NIK 3276060101909998") == 3
    assert severity("Bapak Budi, NIK 3276060101909998") == 4
    assert severity("NIP 199001012015011999") == 2
    assert severity("Kepala Dinas Contoh, NIP 199001012015011999") == 1


def test_an_office_lets_its_own_numbers_through(rules):
    from pendopo.engines.privacy import Scanner

    own = Scanner(rules.allowing(["0812-0000-0000", "siti@kab.go.id"]))
    text = "Hubungi 0812 0000 0000 atau 081200000001, siti@kab.go.id"
    assert [text[each.start : each.end] for each in own.scan(text)] == ["081200000001"]

"""Files of every kind: what they hold, where it stands, and what cannot be read."""

import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from pendopo.engines.privacy import (
    FileUnreadable,
    Kind,
    Scanner,
    file_findings,
    stream_findings,
    tables,
)

NIK, PHONE = "3276060101909998", "081200000000"
ROWS = [
    ["Daftar penerima bantuan", "", "", "", ""],
    ["nama", "nik", "no_hp", "no_tiket", "no_rm"],
    ["Budi Contoh", NIK, PHONE, "081200000001", "00-12-34"],
    ["Contoh, Siti", "3276064101909998", "", "9", "123456"],
]


def places(path, scanner):
    return [(each.finding.kind, each.where) for each in file_findings(path, scanner)]


def cells(path, scanner):
    return [(kind.value, where.cell) for kind, where in places(path, scanner)]


IN_ROWS = [
    ("nik", "B3"),
    ("phone", "C3"),
    ("medical_record", "E3"),
    ("nik", "B4"),
    ("medical_record", "E4"),
]


@pytest.mark.parametrize(
    ("suffix", "sign"), [("csv", ","), ("csv", ";"), ("tsv", "\t"), ("csv", "|")]
)
def test_a_table_is_told_by_the_heads_of_its_columns(tmp_path, scanner, suffix, sign):
    path = tmp_path / f"a.{suffix}"
    quoted = [[f'"{cell}"' if "," in cell else cell for cell in row] for row in ROWS]
    path.write_text("\r\n".join(sign.join(row) for row in quoted), encoding="utf-8", newline="")
    assert cells(path, scanner) == IN_ROWS


def test_rows_columns_and_offsets_are_those_of_the_file(tmp_path, scanner):
    path = tmp_path / "a.csv"
    text = f'nik,catatan\n{NIK},"baris\nkedua, ""{PHONE}"""\n'
    path.write_text(text, encoding="utf-8")
    found = list(file_findings(path, scanner))
    assert [text[each.finding.start : each.finding.end] for each in found] == [NIK, PHONE]
    assert [(each.where.cell, each.where.line, each.where.column) for each in found] == [
        ("A2", 2, 1),
        ("B2", 3, 10),
    ]


def test_a_workbook_is_read_with_hidden_sheets_and_numbers_that_lost_their_zero(tmp_path, scanner):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["C3"] = 81200000000
    hidden = book.create_sheet("Rahasia")
    hidden.sheet_state = "hidden"
    hidden["D7"] = f"Hubungi {PHONE}"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert cells(path, scanner) == [*IN_ROWS, ("phone", "D7")]
    *_others, last = file_findings(path, scanner)
    assert (last.where.sheet, last.finding.start, last.finding.end) == ("Rahasia", 8, 20)


def test_a_document_is_read_with_header_comment_and_deleted_words(tmp_path, scanner):
    path = tmp_path / "a.docx"
    word = (
        '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{1}</w:{0}>'
    )
    halves = f"<w:r><w:t>NIK {NIK[:6]}</w:t></w:r><w:r><w:t>{NIK[6:]}</w:t></w:r>"
    body = f"<w:p><w:r><w:t>Yth.</w:t></w:r></w:p><w:p>{halves}</w:p>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", word.format("document", body))
        archive.writestr(
            "word/header1.xml", word.format("hdr", f"<w:p><w:t>HP {PHONE}</w:t></w:p>")
        )
        archive.writestr(
            "word/comments.xml",
            word.format("comments", "<w:p><w:delText>budi@contoh.id</w:delText></w:p>"),
        )
        archive.writestr("word/styles.xml", word.format("styles", f"<w:p><w:t>{NIK}</w:t></w:p>"))
    assert [(kind.value, where.part, where.line) for kind, where in places(path, scanner)] == [
        ("email", "comments", 1),
        ("nik", "document", 2),
        ("phone", "header1", 1),
    ]


FONT = "/Resources << /Font << /F1 3 0 R >> >>"


def pdf(*texts):
    """A PDF with a page for each text, written out by hand."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(texts)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, text in enumerate(texts):
        drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {FONT} /Contents {5 + 2 * i} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    out, starts = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode()


def test_a_pdf_is_read_page_by_page(tmp_path, scanner):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Pengumuman", f"NIK {NIK}"))
    ((kind, where),) = places(path, scanner)
    assert (kind, where.page, where.line, where.column) == (Kind.NIK, 2, 1, 5)


def test_a_pdf_without_text_is_not_called_clean(tmp_path, scanner):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(""))
    with pytest.raises(FileUnreadable, match="hasil pindai"):
        list(file_findings(path, scanner))


def test_a_picture_tells_place_owner_and_remarks(tmp_path, scanner):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Budi Contoh"
    exif[ExifTags.Base.ImageDescription] = f"HP {PHONE}"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "S", 2: (6.0, 12.0, 0.0), 3: "E", 4: (106.0, 49.0, 0.0)}
    )
    Image.new("RGB", (8, 8)).save(path, exif=exif)
    assert [(kind.value, where.part) for kind, where in places(path, scanner)] == [
        ("coordinates", "exif GPS"),
        ("name", "exif Artist"),
        ("phone", "exif 0x010e"),
    ]
    clean = tmp_path / "b.png"
    remarks = PngInfo()
    remarks.add_text("Comment", f"NIK {NIK}")
    Image.new("RGB", (8, 8)).save(clean, pnginfo=remarks)
    assert places(clean, scanner) == [(Kind.NIK, places(clean, scanner)[0][1])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1"])
def test_a_text_is_read_in_its_own_letters(tmp_path, scanner, encoding):
    path = tmp_path / "a.txt"
    path.write_text(f"Café\nNIK {NIK}\n", encoding=encoding)
    ((kind, where),) = places(path, scanner)
    assert (kind, where.line, where.column) == (Kind.NIK, 2, 5)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"PK\x03\x04rusak", "rusak atau terkunci"),
        ("a.docx", b"bukan", "bukan DOCX"),
        ("a.docx", "empty", "rusak atau terkunci"),
        ("a.docx", "entities", "rusak atau terkunci"),
        ("a.pdf", b"%PDF-1.4 rusak", "rusak atau terkunci"),
        ("a.jpg", b"\xff\xd8\xffrusak", "rusak atau terkunci"),
        ("a.bin", b"\x00\x01\x02", "bukan teks"),
        ("a.xlsx", "bomb", "lebih dari 1 GB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(scanner, name, content, words):
    file = io.BytesIO(content if isinstance(content, bytes) else archive(content))
    with pytest.raises(FileUnreadable, match=words):
        list(stream_findings(file, name[1:], scanner))


def archive(kind):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        if kind == "entities":
            written.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        elif kind == "bomb":
            with written.open("xl/a.xml", "w", force_zip64=True) as entry:
                for _part in range(33):
                    entry.write(bytes(1 << 25))
        else:
            written.writestr("other.xml", "<a/>")
    return file.getvalue()


def test_a_missing_file_is_named_without_its_folder(tmp_path, scanner):
    with pytest.raises(FileUnreadable, match=r"^Berkas tidak-ada\.txt tidak dapat dibuka\.$"):
        list(file_findings(tmp_path / "tidak-ada.txt", scanner))


@pytest.mark.parametrize("suffix", [".txt", ".csv"])
def test_memory_does_not_grow_with_the_file(rules, suffix):
    scanner = Scanner(rules)

    def peak(n_lines):
        file = io.BytesIO(f"Budi,rapat anggaran,{PHONE},selesai\n".encode() * n_lines)
        tracemalloc.start()
        n_found = sum(1 for _each in stream_findings(file, suffix, scanner))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert n_found == n_lines
        return used

    peak(10)
    assert peak(40_000) < 1.3 * peak(20_000)


def test_a_quote_that_is_never_closed_does_not_hide_the_rest(scanner, monkeypatch):
    monkeypatch.setattr(tables, "_LONGEST_ROW", 300_000)
    text = 'a,b\n"x,1\n' + f"{NIK},2\n" * 40_000
    found = stream_findings(io.BytesIO(text.encode()), ".csv", scanner)
    assert sum(1 for _each in found) == 40_000

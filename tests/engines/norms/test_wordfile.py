"""A text goes through a word processor and comes back with the ids of its parts."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from tests.engines.norms.amending import delete
from tests.engines.norms.drafted import articles, drafts, found, regulation

from pendopo.engines.norms import Kind, NormError, consolidate, promulgated, read_docx, write_docx
from pendopo.engines.norms.__main__ import main

docx = pytest.importorskip("docx")


def through_word(document, edit=None):
    file = io.BytesIO()
    write_docx(document, file)
    if edit:
        file.seek(0)
        opened = docx.Document(file)
        edit(opened)
        file = io.BytesIO()
        opened.save(file)
    file.seek(0)
    return read_docx(file)


@settings(max_examples=25)
@given(drafts())
def test_tree_to_docx_to_tree(document):
    assert through_word(document) == document


def test_kept_numbers_and_deleted_ids_come_back_too():
    law = promulgated(regulation())
    assert through_word(law) == law
    draft = regulation()
    shorter = consolidate(draft, [delete("x", articles(draft)[4])]).document
    assert shorter.retired
    assert through_word(shorter) == shorter


def test_parts_keep_their_ids_when_somebody_writes_between_them():
    document = regulation()

    def edit(opened):
        for paragraph in opened.paragraphs:
            if paragraph.text.startswith("c.\turaian"):
                paragraph.insert_paragraph_before("c. nama; dan")
                paragraph.runs[0].text = "d.\turaian lengkap, berupa:"

    again = through_word(document, edit)
    (new,) = again.nodes.keys() - document.nodes.keys()
    assert again.node(new).text == "nama; dan"
    assert found(again, Kind.LETTER, "uraian") == found(document, Kind.LETTER, "uraian")


def test_the_layout_is_that_of_drafting():
    file = io.BytesIO()
    write_docx(regulation(), file)
    shapes = {each.text: each.paragraph_format for each in docx.Document(file).paragraphs}
    assert shapes["BAB II"].alignment == shapes["Pasal 4"].alignment == 1
    item = shapes["1.\ttulisan; atau"]
    assert (round(item.left_indent.cm), round(item.first_line_indent.cm)) == (3, -1)


def test_considerations_in_a_table_are_read():
    opened = docx.Document()
    table = opened.add_table(rows=2, cols=3)
    for row, cells in zip(
        table.rows, [("Menimbang", ":", "a. bahwa perlu;"), ("", "", "b. bahwa ada;")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    opened.add_paragraph("Pasal 1")
    opened.add_paragraph("Satu.")
    file = io.BytesIO()
    opened.save(file)
    file.seek(0)
    document = read_docx(file)
    assert [node.text for node in document.of_kind(Kind.LETTER)] == ["bahwa perlu;", "bahwa ada;"]


def test_numbers_that_the_word_processor_counts_are_read():
    opened = docx.Document()
    for text in ("Pasal 1", "Yang dimaksud dengan:"):
        opened.add_paragraph(text)
    # The template's list counts 1., 2., ... and holds no number in its words.
    for text in ("Daerah adalah kabupaten.", "Bupati adalah kepala daerah."):
        opened.add_paragraph(text, style="List Number")
    file = io.BytesIO()
    opened.save(file)
    file.seek(0)
    (article,) = read_docx(file).of_kind(Kind.ARTICLE)
    assert [(each.kind, each.text) for each in article.children] == [
        (Kind.NUMBER, "Daerah adalah kabupaten."),
        (Kind.NUMBER, "Bupati adalah kepala daerah."),
    ]


def test_what_is_no_docx_is_refused():
    for content in (b"", b"bukan arsip", _archive()):
        with pytest.raises(NormError, match="DOCX"):
            read_docx(io.BytesIO(content))


def _archive():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<!DOCTYPE x><x/>")
    return file.getvalue()


def test_the_command_writes_and_reads_docx(tmp_path):
    path, out, again = tmp_path / "a.txt", tmp_path / "a.docx", tmp_path / "b.txt"
    path.write_text("Pasal 1\nSatu.\n", encoding="utf-8")
    assert main([str(path), "--out", str(out)]) == 0
    assert main([str(out), "--out", str(again)]) == 0
    assert again.read_text(encoding="utf-8") == "Pasal 1\nSatu.\n"

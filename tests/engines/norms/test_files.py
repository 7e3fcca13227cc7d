"""Texts go out as HTML, JSON and text, and come in again; the command says what it refuses."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from tests.engines.norms.amending import delete
from tests.engines.norms.drafted import PASTED, articles, drafts, regulation

from pendopo.engines.norms import (
    NormError,
    consolidate,
    from_json,
    parse,
    promulgated,
    to_html,
    to_json,
    to_plain,
)
from pendopo.engines.norms.__main__ import main


@settings(max_examples=50)
@given(drafts())
def test_json_keeps_everything(document):
    assert from_json(to_json(document)) == document
    kept = promulgated(document)
    assert from_json(to_json(kept)) == kept


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: plain.pop("root"),
        lambda plain: plain.update(format="lain"),
        lambda plain: plain.update(retired=["n1"]),
        lambda plain: plain["root"].update(kind="pasal"),
        lambda plain: plain["root"]["children"].append({"id": "q", "kind": "ayat"}),
        lambda plain: plain["root"]["children"].append({"id": "n1", "kind": "bab"}),
        lambda plain: plain["root"]["children"].append({"id": '"><x', "kind": "bab"}),
        lambda plain: plain["root"]["children"][0].update(refs=[[0, 999, "n1", "pasal", False]]),
        lambda plain: plain["root"]["children"].append(3),
    ],
)
def test_json_that_is_no_text_is_refused(spoil):
    plain = to_plain(regulation())
    spoil(plain)
    with pytest.raises(NormError):
        from_json(json.dumps(plain))


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"][1:]] if "href" in values else []
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@settings(max_examples=50)
@given(drafts())
def test_html_is_well_formed_and_every_link_leads_to_a_part(document):
    tags = _Tags()
    tags.feed(to_html(document))
    assert tags.open == []
    assert set(tags.ids) == document.nodes.keys() - {"naskah"}
    assert len(set(tags.ids)) == len(tags.ids)
    assert set(tags.links) <= set(tags.ids)


def test_html_runs_nothing_that_somebody_wrote():
    page = to_html(parse('Pasal 1\n<script>alert("x")</script> & "kutip".\n'))
    assert "<script" not in page
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp;" in page


def test_html_marks_a_reference_that_leads_nowhere():
    draft = parse("Pasal 1\nLihat Pasal 2.\nPasal 2\nDua.\n")
    done = consolidate(draft, [delete("x", articles(draft)[1])]).document
    assert 'Lihat <mark title="Bagian yang dirujuk sudah dihapus">Pasal 2</mark>.' in to_html(done)


@pytest.fixture
def pasted(tmp_path):
    path = tmp_path / "perbup.txt"
    path.write_text(PASTED, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["html", "json", "txt"])
def test_the_command_writes_each_kind(pasted, tmp_path, suffix):
    out = tmp_path / f"out.{suffix}"
    assert main([str(pasted), "--out", str(out)]) == 0
    assert "didengar" in out.read_text(encoding="utf-8")


def test_the_command_compares_two_versions(pasted, tmp_path, capsys):
    newer = tmp_path / "baru.txt"
    newer.write_text(PASTED.replace("tepat waktu", "segera"), encoding="utf-8")
    assert main(["diff", str(pasted), str(newer)]) == 0
    assert capsys.readouterr().out == (
        "Menimbang huruf b (diubah): bahwa pengaduan harus dijawab [-tepat waktu;-] [+segera;+]\n"
    )
    assert main(["diff", str(pasted), str(newer), "--out", str(tmp_path / "d.html")]) == 0
    assert "<del>tepat waktu;</del>" in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert main(["diff", str(pasted), str(pasted)]) == 0
    assert capsys.readouterr().out == "Tidak ada perubahan.\n"


@pytest.mark.parametrize(
    ("name", "content", "out", "said"),
    [
        ("a.txt", "Pasal 1\nSatu.\nPasal 3\nTiga.", "o.html", "Baris 3: Pasal 3 tidak berurutan"),
        ("a.pdf", "", "o.html", "a.pdf bukan"),
        ("a.json", "{", "o.html", "bukan JSON"),
        ("a.txt", "Pasal 1\nSatu.", "o.exe", "o.exe bukan"),
        ("a.txt", "Pasal 1\nSatu.", "tiada/o.html", "tidak dapat ditulis"),
        ("a.txt", None, "o.html", "tidak dapat dibuka"),
    ],
)
def test_the_command_refuses_in_one_sentence(tmp_path, capsys, name, content, out, said):
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main([str(path), "--out", str(tmp_path / out)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert re.fullmatch(r"[^\n]+\.\n", error)

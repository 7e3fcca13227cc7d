"""The link check of the documents."""

from scripts import documents


def test_only_missing_files_are_broken(tmp_path):
    (tmp_path / "ada.md").write_text("isi")
    page = tmp_path / "index.md"
    page.write_text(
        "[ada](ada.md#bagian) [sini](#sini) [luar](https://contoh.example/x.md) [hilang](hilang.md)\n"
        "```\n[dalam kode](kode.md)\n```\n`[x](y.md)` [gambar](<gambar/peta.png>)\n"
    )
    assert documents.broken_links(page) == ["hilang.md", "gambar/peta.png"]

"""An invented regulation, and trees drawn at random, for the tests of the norm engine."""

from dataclasses import replace

from hypothesis import strategies as st

from pendopo.engines.norms import Document, Kind, Node, bind, parse
from pendopo.engines.norms.tree import ROOT

PASTED = """\
PERATURAN BUPATI WANASARI
NOMOR 7 TAHUN 2026
TENTANG
PELAYANAN PENGADUAN

DENGAN RAHMAT TUHAN YANG MAHA ESA

BUPATI WANASARI,

Menimbang : a. bahwa setiap orang berhak didengar;
b. bahwa pengaduan harus dijawab
tepat waktu;
c. bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b perlu diatur;

Mengingat : 1. Pasal 18 ayat (6) Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
2. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;

MEMUTUSKAN:
Menetapkan : PERATURAN BUPATI TENTANG PELAYANAN PENGADUAN.

BAB I
KETENTUAN UMUM

Pasal 1
Dalam Peraturan Bupati ini yang dimaksud dengan:
1. Daerah adalah Kabupaten Wanasari.
2. Pengaduan adalah laporan tentang:
a. pelayanan; atau
b. perilaku petugas.

BAB II
PENGADUAN

Bagian Kesatu
Penerimaan

Pasal 2
(1) Setiap orang dapat menyampaikan pengaduan.
(2) Pengaduan sebagaimana dimaksud pada ayat (1) memuat:
a. tempat;
b. waktu; dan
c. uraian, berupa:
1. tulisan; atau
2. rekaman.
(3) Uraian sebagaimana dimaksud pada ayat (2) huruf c angka 2 dapat dihapus.

Bagian Kedua
Penyelesaian

Pasal 3
Pengaduan sebagaimana dimaksud dalam Pasal 2 ayat (1) dan ayat (2) dijawab dalam 5 (lima) hari
kerja.

Pasal 4
Ketentuan Pasal 5 Undang-Undang Nomor 25 Tahun 2009 berlaku, selain Pasal 3 Peraturan Bupati ini.

BAB III
KETENTUAN PENUTUP

Pasal 5
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.

Agar setiap orang mengetahuinya, memerintahkan pengundangannya.
Ditetapkan di Wanasari

PENJELASAN
ATAS
PERATURAN BUPATI WANASARI
I. UMUM
Pengaduan adalah hak.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Yang dimaksud dengan “setiap orang” termasuk anak.
Ayat (2)
Huruf a
Cukup jelas.
Pasal 3
Cukup jelas.
"""


def regulation():
    """The invented regulation as a draft."""
    return parse(PASTED)


def found(document, kind, words):
    """The id of the one part of a kind whose words begin so."""
    (node,) = (node for node in document.of_kind(kind) if node.text.startswith(words))
    return node.id


def articles(document):
    """The ids of the articles in order: the first is Pasal 1."""
    return [node.id for node in document.of_kind(Kind.ARTICLE)]


_WORDS = (
    *"setiap orang berhak dan menurut selain daerah < & > “kutip” é Undang-Undang Bupati, ini".split(),
    *(
        "sebagaimana dimaksud dalam",
        "pada",
        "dan",
        "atau",
        "sampai dengan",
        "BAB I",
        "Bagian Kesatu",
    ),
    *(
        "Pasal 1",
        "Pasal 2",
        "Pasal 3 ayat (1)",
        "Pasal 1 ayat (2) huruf a",
        "Pasal 2 huruf b angka 1",
    ),
    *("ayat (1)", "ayat (2)", "huruf a", "huruf b angka 1", "angka 2"),
)
_sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(
    lambda words: "kata " + " ".join(words) + "."
)
_NESTED = (Kind.CLAUSE, Kind.LETTER, Kind.NUMBER, Kind.SUBLETTER, Kind.SUBNUMBER)


@st.composite
def _items(draw, allowed, depth=0):
    if depth > 2 or not allowed or not draw(st.booleans()):
        return ()
    kind = draw(st.sampled_from(allowed))
    below = tuple(each for each in allowed if each not in {kind, Kind.CLAUSE})
    return tuple(
        Node("", kind, draw(_sentences), draw(_items(below, depth + 1)))
        for _ in range(draw(st.integers(1, 3)))
    )


@st.composite
def _articles(draw, least=0):
    nodes = []
    for _ in range(draw(st.integers(least, 3))):
        items = draw(_items(_NESTED))
        text = draw(_sentences) if not items or draw(st.booleans()) else ""
        nodes.append(Node("", Kind.ARTICLE, text, items))
    return tuple(nodes)


@st.composite
def _chapters(draw):
    nodes = []
    for _ in range(draw(st.integers(0, 3))):
        if draw(st.booleans()):
            parts = tuple(
                Node("", Kind.PART, "Umum", draw(_articles()))
                for _ in range(draw(st.integers(1, 2)))
            )
        else:
            parts = draw(_articles())
        nodes.append(Node("", Kind.CHAPTER, "KETENTUAN LAIN", parts))
    return tuple(nodes)


def numbered(root):
    """The same tree with ids in reading order, as the parser gives them."""
    count = iter(range(1, 10**6))

    def give(node):
        own = ROOT if node.kind == Kind.ROOT else f"n{next(count)}"
        return replace(node, id=own, children=tuple(give(child) for child in node.children))

    return give(root)


@st.composite
def drafts(draw):
    """A draft: front, articles or chapters, elucidation; its references are bound."""
    front = (
        Node("", Kind.TITLE, "PERATURAN BUPATI\nTENTANG CONTOH"),
        Node("", Kind.OPENING, "DENGAN RAHMAT TUHAN YANG MAHA ESA\nBUPATI CONTOH,"),
        Node("", Kind.CONSIDERING, "", (Node("", Kind.LETTER, "bahwa perlu;"),)),
        Node("", Kind.DECIDING, "PERATURAN BUPATI TENTANG CONTOH."),
    )
    body = draw(_articles(least=1)) + draw(_chapters())
    closing = (Node("", Kind.CLOSING, "Ditetapkan di Contoh\nBUPATI CONTOH,\nttd"),)
    end = draw(st.sampled_from([(), closing]))
    root = numbered(Node("", Kind.ROOT, "", front + body + end))
    if draw(st.booleans()):
        notes = tuple(
            Node(f"e{n}", Kind.NOTE, "Cukup jelas.", about=node.id)
            for n, node in enumerate(root.walk())
            if node.kind == Kind.ARTICLE
        )
        general = Node("e-umum", Kind.GENERAL, "Contoh saja.")
        noted = Node("e", Kind.ELUCIDATION, "ATAS CONTOH", (general, *notes))
        root = replace(root, children=(*root.children, noted))
    return bind(Document(root))[0]


def without_ids(document):
    """Kinds, words and kept numbers alone, for texts that were read anew."""

    def bare(node):
        return (node.kind, node.text, node.number, node.repealed, tuple(map(bare, node.children)))

    return bare(document.root)

"""Answers as offices write them: which say something, and which only sound like it."""

import pytest

from pendopo.journey.cases.errors import AnswerEmpty
from pendopo.journey.cases.rules import require_substance
from pendopo.journey.cases.substance import telling_words

TELLING = [
    "Lubang di Jalan Melati sudah ditambal hari Kamis oleh regu UPT Bina Marga sepanjang 12 meter.",
    "Lampu diganti LED 60 watt pada 14 April 2026; sakelar otomatisnya juga baru.",
    "Belum dapat dikerjakan tahun ini karena anggaran habis. Usulan masuk RKPD 2027.",
    "Sampah diangkut Senin dan Kamis pukul 06.00. Truk sempat rusak dua minggu, kini sudah jalan lagi.",
    "Permohonan tidak dapat dipenuhi: lahan itu milik PT KAI sehingga izinnya bukan dari kami.",
    "KTP Ibu sudah tercetak dan bisa diambil di loket 3 setiap hari kerja sampai pukul 15.00.",
    "Pipa bocor di Gang Mawar disambung kemarin sore. Air kembali mengalir sejak pukul 19.30.",
    "Pohon tumbang di depan SDN 2 sudah dipotong dan dibersihkan regu BPBD pagi ini.",
    "Bantuan belum cair sebab rekening penerima atas nama berbeda. Silakan bawa buku tabungan ke dinas.",
    "Kami memeriksa apotek puskesmas: stok amoksisilin kosong sejak Februari, kiriman datang minggu depan.",
    "Pedagang di trotoar sudah dipindah ke lantai dasar pasar; penertiban diulang tiap Jumat.",
    "Guru pengganti ditugaskan mulai 20 April, jadi kelas 5 tidak kosong lagi.",
    "Tarif parkir resmi Rp2.000 untuk motor. Juru parkir yang memungut lebih sudah ditegur tertulis.",
    "Jembatan itu kewenangan provinsi. Surat permintaan perbaikan kami kirim 3 Maret, nomor 620/114.",
    "Drainase dikeruk sepanjang 200 meter, endapan lumpur dibuang ke TPA Sukamaju.",
    "Usul taman bermain diterima; lokasinya di belakang balai RW 05, dibangun triwulan tiga.",
    "Fogging tidak dilakukan karena hasil penyelidikan menunjukkan tak ada kasus baru; jentik diberantas kader.",
    "Syarat pindah domisili: KK asli, KTP, dan surat pengantar RT. Gratis, selesai satu hari.",
]
EMPTY = [
    "",
    "Sudah ditindaklanjuti.",
    "Sudah ditindaklanjuti oleh dinas terkait, terima kasih atas laporannya.",
    "Terima kasih atas laporannya akan segera kami proses.",
    "Terima kasih atas laporan Bapak/Ibu, akan segera kami tindak lanjuti sesuai ketentuan yang berlaku.",
    "Laporan Saudara telah kami terima dan telah diteruskan kepada perangkat daerah terkait.",
    "Selamat pagi, terima kasih atas masukannya. Laporan Anda sedang kami koordinasikan.",
    "Mohon ditunggu ya kak, laporannya sedang diproses oleh petugas kami di bidang terkait.",
    "Yth. Bapak/Ibu pelapor, pengaduan dimaksud sudah kami sampaikan kepada pimpinan untuk ditindaklanjuti.",
    "Assalamualaikum wr wb. Laporan sudah kami terima dan akan dikoordinasikan dengan instansi yang berwenang.",
    "Permasalahan tersebut telah selesai ditangani oleh tim teknis kami. Terima kasih atas perhatiannya.",
    "Mohon maaf atas ketidaknyamanannya. Kami akan segera melakukan evaluasi terhadap pelayanan kami.",
    "Aduan telah diselesaikan sesuai SOP yang berlaku, terima kasih.",
    "Akan menjadi perhatian kami selanjutnya, semoga pelayanan kami menjadi lebih baik.",
    "Sudah dikoordinasikan dengan pihak desa dan kecamatan setempat untuk penanganan lebih lanjut.",
    "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
    "................................................................",
    "Jalan rusak jalan rusak jalan rusak jalan rusak jalan rusak",
]


@pytest.mark.parametrize("text", TELLING)
def test_an_answer_that_tells_something_passes(text):
    require_substance(text, "")


@pytest.mark.parametrize("text", EMPTY)
def test_an_answer_that_tells_nothing_is_refused_with_guidance(text):
    with pytest.raises(AnswerEmpty) as refused:
        require_substance(text, "")
    assert "apa yang dikerjakan, di mana, kapan" in refused.value.message


def test_a_proof_counts_but_does_not_replace_the_answer():
    proof = "Berita acara 620/114 tanggal 3 Maret 2026, foto sebelum dan sesudah penambalan"
    said = "Lubang di ruas itu sudah selesai kami tangani."
    require_substance(said, proof)
    with pytest.raises(AnswerEmpty):
        require_substance(said, "")
    with pytest.raises(AnswerEmpty):
        require_substance("Sudah.", proof)


def test_repeating_an_answer_adds_nothing_to_it():
    once = "Pipa bocor di Gang Mawar disambung kemarin sore."
    assert telling_words(f"{once} {once}") == telling_words(once)

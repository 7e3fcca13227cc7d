"""Does an answer say anything? Counts the words that tell something of this very case."""

from __future__ import annotations

import re

MIN_ANSWER = 40
MIN_TELLING = 6
# Words of politeness, of passing on and of promising, which fit every case and tell of none;
# the office's own kind and the citizen's own report tell nothing new either.
_EMPTY = frozenset(
    """
    ada adalah adanya agar akan akun aduan aduannya aja aktif alaikum amin anda antara apa apabila
    aplikasi arahan aspirasi assalamualaikum atas atau badan bagi bahwa baik bapak bawah belum
    berada berdasarkan berikut berkenan berkoordinasi berlaku bersama bersangkutan berwenang bidang
    bisa bpk bu bupati cepat cq dalam dan dapat dari daerah dengan demi demikian desa di dikirim
    dikoordinasikan dilaksanakan dilakukan dimaksud dinas diproses diselesaikan disampaikan ditangani
    diteruskan diterima ditindak ditindaklanjuti ditunggu dong evaluasi guna hal harap haturkan hormat
    ialah ibu info informasi informasinya ini instansi internal itu jabatan jawaban juga kabupaten kak
    kakak kami kasih kasihnya kantor kecamatan kelurahan kembali kendala kepada kepala kerja
    ketidaknyamanan ketentuan keluhan keluhannya ke kewenangan khususnya kiranya koordinasi
    koordinasikan kota laporan laporannya laporkan lakukan lanjut lanjuti layanan lebih maaf maka
    masalah masih masukan masukannya masyarakat melakukan melaksanakan melalui menangani mendapat
    mendapatkan menindak menindaklanjuti menjadi menjawab menerima menunggu menyampaikan menyelesaikan
    meneruskan mohon nanti oleh opd pada pak pasti pegawai pelapor pelayanan pemerintah pemkab penanganan
    pengaduan pengaduannya penjelasan perangkat perhatian perhatiannya perihal permasalahan
    permohonan pertanyaan perlu petugas pihak pimpinan prosedur proses rekan sabar sampaikan sangat
    sarannya saran saat sdr saudara saudari secara secepatnya sedang segera sehubungan selalu selamat
    selanjutnya selesai semoga sepenuhnya serta sesegera sesuai setempat siap silakan silahkan sistem
    soal sop sore staf sub sudah supaya tahap tanggapan tanggapi telah teknis tentang terhadap
    terimakasih terima terkait tersebut tim tindak tindaklanjut tindaklanjuti tsb tugas umum unit untuk
    upaya waalaikumsalam waktu warga wb wewenang wr wib yang yth ya siang pagi malam
    teratasi terselesaikan tertangani beres ok oke
    """.split()
)
_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"(nya|kan|lah)$")


def telling_words(text: str) -> frozenset[str]:
    """Return the distinct words and figures that are not mere phrases.

    >>> sorted(telling_words("Terima kasih, laporan sudah ditindaklanjuti."))
    []
    """
    return frozenset(word for word in _WORD.findall(text.lower()) if _tells(word))


def _tells(word: str) -> bool:
    if word.isdigit():
        return True
    return len(word) > 2 and word not in _EMPTY and _SUFFIX.sub("", word) not in _EMPTY

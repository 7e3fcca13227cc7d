"""Invented rumours: each told three ways, with two messages that sound alike and tell else.

The fourth text of each is a denial or the same event turned round, the fifth another event on
the same subject. What people do to a text on its way (wrapping, abbreviating, dropping words,
mistyping) is drawn with a seed.
"""

import random

# A rumour, two retellings in other words, a denial or reversal, another event on the subject.
RUMOURS = (
    (
        "Vaksin polio di puskesmas mengandung zat yang menyebabkan anak lumpuh.",
        "Anak yang divaksin polio di puskesmas jadi lumpuh karena zat berbahaya di dalamnya.",
        "Ada zat pelumpuh dalam vaksin polio puskesmas, jangan bawa anak ke sana.",
        "Vaksin polio di puskesmas tidak menyebabkan anak lumpuh.",
        "Puskesmas membuka vaksin polio gratis untuk anak setiap hari Selasa.",
    ),
    (
        "Bendungan Kali Contoh retak dan akan jebol malam ini, warga hilir harus mengungsi.",
        "Warga hilir diminta mengungsi karena bendungan Kali Contoh retak dan malam ini jebol.",
        "Malam ini bendungan Kali Contoh jebol, retaknya sudah besar, segera ngungsi.",
        "Bendungan Kali Contoh tidak retak dan warga hilir tidak perlu mengungsi.",
        "Bendungan Kali Contoh dikunjungi ribuan wisatawan pada malam tahun baru.",
    ),
    (
        "Bantuan sosial 600 ribu cair hari ini, daftar lewat tautan dan kirim foto KTP.",
        "Daftar lewat tautan ini dan kirim foto KTP supaya bantuan 600 ribu cair hari ini.",
        "Cair hari ini bantuan sosial Rp600 ribu, syaratnya kirim foto KTP lewat tautan.",
        "Bantuan sosial 600 ribu tidak pernah didaftar lewat tautan atau foto KTP.",
        "Bantuan sosial beras 10 kilo dibagikan di balai desa hari Senin.",
    ),
    (
        "Air PDAM tercemar racun tikus dan dua orang meninggal setelah meminumnya.",
        "Dua orang meninggal setelah minum air PDAM yang tercemar racun tikus.",
        "Jangan minum air PDAM, ada racun tikus, sudah dua yang meninggal.",
        "Air PDAM tidak tercemar racun tikus dan tidak ada yang meninggal.",
        "Air PDAM mati dua hari karena pipa induk bocor.",
    ),
    (
        "Penculik anak berkeliaran memakai mobil putih dan sudah menculik tiga murid SD.",
        "Sudah tiga murid SD diculik, penculiknya berkeliaran naik mobil putih.",
        "Mobil putih berkeliaran menculik anak, tiga murid SD hilang.",
        "Tidak ada penculik anak bermobil putih dan tidak ada murid SD yang diculik.",
        "Tiga murid SD menang lomba menggambar mobil tingkat provinsi.",
    ),
    (
        "Surat suara pemilihan bupati sudah dicoblos sebelum hari pemungutan suara.",
        "Sebelum hari pemungutan, surat suara pemilihan bupati ternyata sudah tercoblos.",
        "Ditemukan surat suara bupati yang sudah dicoblos padahal pemungutan belum dimulai.",
        "Surat suara pemilihan bupati masih tersegel dan belum dicoblos.",
        "Surat suara pemilihan kepala desa dilipat oleh warga di gudang KPU.",
    ),
    (
        "Semua guru honorer diberhentikan bulan depan karena anggaran habis.",
        "Anggaran habis, bulan depan seluruh guru honorer diberhentikan.",
        "Bulan depan guru honorer berhenti semua, anggarannya sudah habis.",
        "Guru honorer tidak diberhentikan dan anggaran bulan depan tersedia.",
        "Guru honorer mengikuti pelatihan kurikulum bulan depan.",
    ),
    (
        "Jembatan baru ambruk sehari setelah diresmikan dan menimpa pengendara motor.",
        "Baru sehari diresmikan, jembatan ambruk dan pengendara motor tertimpa.",
        "Pengendara motor tertimpa jembatan baru yang ambruk sehari sesudah peresmian.",
        "Jembatan baru tidak ambruk dan tidak ada pengendara motor tertimpa.",
        "Jembatan baru diresmikan dan pengendara motor boleh lewat gratis.",
    ),
    (
        "Telur palsu dari plastik beredar di pasar induk dan menyebabkan keracunan.",
        "Pasar induk menjual telur palsu plastik, orang yang makan keracunan.",
        "Awas telur palsu dari plastik di pasar induk bikin keracunan.",
        "Telur di pasar induk bukan telur palsu dari plastik.",
        "Harga telur di pasar induk naik menjadi tiga puluh ribu.",
    ),
    (
        "Pajak kendaraan dihapus seluruhnya mulai Januari, tidak perlu bayar lagi.",
        "Mulai Januari seluruh pajak kendaraan dihapus.",
        "Kendaraan bebas pajak mulai Januari karena pajaknya dihapus seluruhnya.",
        "Pajak kendaraan tidak dihapus dan tetap dibayar mulai Januari.",
        "Pajak kendaraan dapat dibayar lewat aplikasi mulai Januari.",
    ),
    (
        "Gempa besar akan terjadi besok pukul tujuh menurut ramalan BMKG.",
        "BMKG meramalkan gempa besar besok pukul tujuh.",
        "Besok jam tujuh akan ada gempa besar, BMKG sudah meramalkan.",
        "BMKG tidak pernah meramalkan gempa besar besok pukul tujuh.",
        "BMKG memasang alat pencatat gempa di lereng gunung besok.",
    ),
    (
        "Dana desa dipakai kepala desa untuk membeli mobil pribadi.",
        "Kepala desa membeli mobil pribadi dengan dana desa.",
        "Mobil pribadi kepala desa ternyata dibeli dari dana desa.",
        "Mobil pribadi kepala desa tidak dibeli dari dana desa.",
        "Dana desa dipakai kelompok tani untuk membeli traktor.",
    ),
    (
        "Rumah sakit daerah menolak pasien BPJS dan menyuruh membayar tunai.",
        "Pasien BPJS ditolak rumah sakit daerah dan disuruh bayar tunai.",
        "Rumah sakit daerah minta tunai, pasien BPJS ditolak semua.",
        "Rumah sakit daerah tetap menerima pasien BPJS tanpa membayar tunai.",
        "Rumah sakit daerah menambah ruang rawat untuk pasien anak.",
    ),
    (
        "Beras bantuan pemerintah mengandung pemutih kain yang merusak ginjal.",
        "Ada pemutih kain dalam beras bantuan pemerintah, ginjal bisa rusak.",
        "Ginjal rusak karena makan beras bantuan pemerintah yang diberi pemutih kain.",
        "Beras bantuan pemerintah tidak mengandung pemutih kain.",
        "Beras bantuan pemerintah diganti uang tunai untuk lansia.",
    ),
    (
        "Sekolah diliburkan dua minggu mulai besok karena wabah cacar monyet.",
        "Mulai besok sekolah libur dua minggu gara-gara wabah cacar monyet.",
        "Wabah cacar monyet, semua sekolah diliburkan dua minggu.",
        "Sekolah tidak diliburkan dan tidak ada wabah cacar monyet.",
        "Sekolah libur dua minggu pada akhir semester sesuai kalender.",
    ),
    (
        "Gas elpiji tiga kilo ditarik dari pasaran dan diganti tabung baru seharga 200 ribu.",
        "Elpiji tiga kilo ditarik, gantinya tabung baru yang harganya 200 ribu.",
        "Tabung elpiji tiga kilo akan ditarik dari pasaran, beli tabung baru 200 ribu.",
        "Gas elpiji tiga kilo tidak ditarik dari pasaran.",
        "Gas elpiji tiga kilo dijual di pasar murah kecamatan.",
    ),
    (
        "Lowongan satpol PP dibuka tanpa tes asal membayar 50 juta kepada panitia.",
        "Bayar 50 juta kepada panitia, masuk satpol PP tanpa tes.",
        "Masuk satpol PP tidak usah tes asal bayar panitia 50 juta.",
        "Lowongan satpol PP selalu memakai tes dan gratis.",
        "Lowongan pemadam kebakaran dibuka dengan tes lari lima kilometer.",
    ),
    (
        "Pasar lama dibakar dengan sengaja agar pedagang pindah ke mal milik pejabat.",
        "Supaya pedagang pindah ke mal pejabat, pasar lama sengaja dibakar.",
        "Kebakaran pasar lama disengaja, pedagang mau dipindah ke mal milik pejabat.",
        "Pasar lama terbakar karena arus pendek, pedagang tidak dipindah ke mal.",
        "Pedagang pasar lama mendapat tenda sementara di alun-alun.",
    ),
    (
        "KTP elektronik lama tidak berlaku lagi dan harus diganti dengan biaya 100 ribu.",
        "Ganti KTP elektronik lama bayar 100 ribu karena sudah tidak berlaku.",
        "Mulai sekarang KTP elektronik lama tidak berlaku, biaya ganti 100 ribu.",
        "KTP elektronik lama tetap berlaku seumur hidup tanpa biaya.",
        "KTP elektronik dapat dicetak di kecamatan dengan antrean daring.",
    ),
    (
        "Antena internet di atap sekolah menyebabkan kanker pada murid.",
        "Murid terkena kanker akibat antena internet di atap sekolah.",
        "Antena internet sekolah bikin murid kena kanker.",
        "Antena internet di atap sekolah tidak menyebabkan kanker.",
        "Antena internet dipasang di seratus sekolah terpencil.",
    ),
)
_WRAPS = (
    "Assalamualaikum, diteruskan dari grup sebelah: {} Mohon sebarkan ke semua warga!",
    "INFO PENTING!!! {} Viralkan sebelum dihapus.",
    "Katanya {} Benar tidak ya?",
    "Dapat dari saudara yang kerja di sana. {} Hati-hati semuanya, jaga keluarga masing-masing.",
)
_SHORT = {
    "yang": "yg",
    "dengan": "dgn",
    "karena": "krn",
    "tidak": "tdk",
    "sudah": "sdh",
    "untuk": "utk",
    "dan": "&",
    "dari": "dr",
    "dalam": "dlm",
    "orang": "org",
    "semua": "smua",
}


def told_on(text, chance):
    """Return a text as it arrives after some hands."""
    words = [
        _SHORT.get(word.lower(), word) if chance.random() < 0.5 else word for word in text.split()
    ]
    if len(words) > 7 and chance.random() < 0.5:
        words.pop(chance.randrange(len(words)))
    if chance.random() < 0.5:
        words = [_mistyped(word, chance) if chance.random() < 0.06 else word for word in words]
    return chance.choice(_WRAPS).format(" ".join(words))


def _mistyped(word, chance):
    if len(word) < 5:
        return word
    place = chance.randrange(1, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def pairs(*, n_each, seed, part):
    """Yield (known text, new text, kind): kinds same, denied, near, far.

    ``part`` 0 or 1 takes every other rumour, so that what is chosen on one is told of the other.
    """
    chance = random.Random(seed)
    chosen = RUMOURS[part::2]
    for place, (known, *retold, denial, near) in enumerate(chosen):
        for _nth in range(n_each):
            yield known, told_on(known, chance), "passed on"
            yield known, told_on(chance.choice(retold), chance), "retold"
            yield known, told_on(denial, chance), "denied"
            yield known, told_on(near, chance), "same subject"
            other = chosen[(place + chance.randrange(1, len(chosen))) % len(chosen)]
            yield known, told_on(chance.choice(other[:3]), chance), "another"

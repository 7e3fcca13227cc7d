"""Sentences of offices and citizens with their personal data marked, and hard negatives between."""

import re
from typing import NamedTuple

from personal.values import Values

SLOT = re.compile(r"\{(\w+)\}")
PERSONAL = [
    "Pemohon atas nama {name} dengan NIK {nik} sudah datang ke loket.",
    "NIK saya {nik_spaced} tetapi nama di KTP salah.",
    "No. KTP: {nik}",
    "Data ganda pada {nik} dan {nik}, mohon diperiksa.",
    "nik {nik_wide} tidak ditemukan di server pusat",
    "Nomor Kartu Keluarga {kk} atas nama kepala keluarga {name}.",
    "No. KK: {kk}, NIK: {nik}",
    "KK kami {kk} belum diperbarui sejak pindah.",
    "Wajib pajak {name}, NPWP {npwp_dotted}.",
    "NPWP perusahaan {npwp} sudah divalidasi.",
    "Bukti potong nomor {npwp_dotted} terlampir.",
    "Yang bertanda tangan, {name}, NIP {nip}.",
    "Pegawai dengan nomor induk {nip} mengajukan cuti.",
    "Hubungi saya di {phone} sebelum jam dua.",
    "WA {phone} ya pak, terima kasih",
    "Kontak warga: {name} {phone}.",
    "Telepon rumah {landline} tidak pernah diangkat.",
    "nomor saya {phone} atau {phone}",
    "Kirim berkas ke {email} hari ini.",
    "Surel pelapor {email} sudah dikonfirmasi.",
    "Mobil nopol {plate} parkir di trotoar.",
    "Pengendara motor plat {plate} menerobos lampu merah.",
    "Terlihat {plate_lone} melaju ke arah pasar.",
    "Nomor paspor {passport} milik {name} hampir habis.",
    "SIM {sim} hilang di terminal.",
    "Peserta JKN {bpjs} ditolak di puskesmas.",
    "No. KPJ {kpj} belum aktif.",
    "Transfer ke rekening BRI {account} atas nama {name}.",
    "Nomor rekening {account} salah ketik.",
    "Kartu kredit {card} ditagih dua kali.",
    "Siswa dengan NISN {nisn} belum menerima KIP.",
    "Pasien dengan rekam medis {medical_record} pulang kemarin.",
    "No. RM {medical_record} tidak ditemukan.",
    "Akta kelahiran nomor {civil_deed} perlu diperbaiki.",
    "Titik rumah saya {coordinates} di ujung gang.",
    "Ibu {name} tinggal di {address} sejak 2015.",
    "Kirim bantuan kepada {name}, {address}.",
    "Kunci layanan: {secret}",
    "password: {password}",
    "Kata sandi akun media sosial dinas = {password}",
    "Bapak {name} {diagnosed} dokter karena {illness} tahun lalu.",
    "Warga bernama {name} menderita {illness} dan tidak punya biaya.",
    "Pasien {name} positif {illness}.",
    "Anak berusia 9 tahun bernama {name} menjadi sasaran {abuse} di sekolahnya.",
    "Kasus {abuse} terhadap siswi kelas 5 SDN 3 sedang ditangani, ibunya melapor.",
    "Saudara {name} ditetapkan sebagai {suspect} oleh penyidik.",
    "Ibu {name} {faith} dan menikah di catatan sipil.",
    "Keluarga Bapak {name} {debt} sejak tahun lalu.",
]
ORDINARY = [
    "Belanja dibebankan pada kode rekening {budget_code} tahun berjalan.",
    "Nilai kontrak sebesar {sum_of_money} termasuk pajak.",
    "Surat nomor {letter_number} tanggal {date} perihal undangan rapat.",
    "Tiket nomor {sixteen} sudah ditutup petugas.",
    "Nomor pendaftaran {sixteen} terbit otomatis.",
    "Kode batang {barcode} pada kemasan tidak terbaca.",
    "Ponsel dengan IMEI {imei} diserahkan ke bagian aset.",
    "Laporan {case_number} belum dijawab sejak {date}.",
    "Laporan BPJS {case_number} menunggu jawaban.",
    "Faktur {order} dibayar lunas.",
    "Rekening listrik kantor {meter} sudah dibayar.",
    "ID pelanggan {meter} menunggu pemasangan.",
    "Sekolah NPSN {school} menerima bantuan meja.",
    "Layanan dinas di {office_phone} buka pukul 08.00.",
    "Kirim saran ke {office_mailbox} atau datang ke loket.",
    "Lowongan untuk {degree} dibuka bulan depan.",
    "Catatan waktu {milliseconds} pada sistem.",
    "Aplikasi versi {version} diluncurkan {date}.",
    "Buku dengan ISBN {isbn} ada di perpustakaan.",
    "Perbaikan {road} selesai {date}.",
    "Tercatat {count} kasus {some_illness} di Kecamatan {village} tahun ini.",
    "Sosialisasi bagi penyandang disabilitas diikuti {count} orang.",
    "Penyuluhan {some_illness} diadakan di balai Desa {village}.",
    "Perda 8/2019 pasal 12 ayat (3) mengatur hal itu.",
    "Virtual account {sixteen} berlaku sampai {date}.",
    "Kendaraan dinas roda empat diperiksa berkala.",
    "Jumlah korban banjir {count} jiwa, tidak ada korban meninggal.",
    "Kata sandi: wajib diganti setiap tiga bulan.",
    "Hubungi 112 untuk keadaan darurat.",
    "Realisasi {sum_of_money} dari pagu {sum_of_money} pada {date}.",
    "Agenda {date} membahas APBD dan RKPD.",
    "Warga mengeluhkan jalan berlubang di Desa {village}.",
    "Pembangunan SD Negeri 3 mencapai {count} persen.",
    "Kepala Dinas membuka lokakarya di Kabupaten {village}.",
]

# Other voices: forms, chats, letters, logs.
INFORMAL_PERSONAL = [
    "Nama: {name}\nNIK : {nik}\nNo. HP : {phone}",
    "assalamualaikum min, ini nik ibu saya {nik} kok ga kebaca ya",
    "Sdr. {name} ({nik}) menyatakan keberatan",
    "terlampir fotokopi KTP {nik_spaced} a.n. {name}",
    "KARTU KELUARGA NO. {kk}",
    "nomer kk sy {kk} tolong dicek",
    "Kepada Yth. {name}\nNPWP: {npwp_dotted}",
    "PKP terdaftar, npwp {npwp}",
    "Kepala Seksi Pemerintahan,\n\n{name}\nNIP. {nip}",
    "guru honorer a.n. {name} / {nip}",
    "cp: {phone} (bu {name})",
    "min tolong telp balik {phone}, urgent",
    "sms masuk dari {phone} minta kode otp",
    "Telp. {landline}, rumah orang tua",
    "balas ke {email} saja min",
    "login gagal untuk pengguna {email} dari jaringan kantor",
    "truk pasir {plate_lone} muat berlebih lewat tiap malam",
    "ditabrak mobil warna putih, pelat nomor {plate}, kabur",
    "Passport No: {passport}",
    "masa berlaku SIM C {sim} sampai bulan depan",
    "kartu KIS saya {bpjs} katanya tidak aktif",
    "iuran BPJS Ketenagakerjaan KPJ {kpj} belum dibayar perusahaan",
    "uangnya sudah saya tf ke BCA {account} an {name}",
    "norek: {account}",
    "nomor kartu atm saya {card} tertelan mesin",
    "ananda {name}, NISN: {nisn}, belum dapat ijazah",
    "MR {medical_record} poli dalam",
    "kutipan akta {civil_deed}",
    "lokasi https://maps.contoh.id/?q={coordinates}",
    "alm. Bapak {name} beralamat di {address}",
    "antar paket ke {name}, {address}, lantai dua",
    "export API_TOKEN={secret}",
    "user admin pwd: {password}",
    "istri saya {name} kena {illness} sejak lahiran",
    "Hasil lab an. {name}: positif {illness}",
    "siswa SMP berinisial AB, 14 tahun, mengalami {abuse}",
    "Ketua RT {name} kini berstatus {suspect}",
    "Ibu {name}, {faith}, meminta perubahan KK",
    "Tn. {name} masih {debt} pajak rumah",
]
INFORMAL_ORDINARY = [
    "DPA SKPD {budget_code} {sum_of_money}",
    "SPM nomor {letter_number} ({sum_of_money})",
    "no tiket {sixteen} mohon update min",
    "Resi {order} dan {order} belum sampai",
    "barcode {barcode}, stok 12, rak B 12 A",
    "Nomor laporan {case_number}; terima kasih",
    "aduan {case_number} sama dengan {case_number}",
    "IDPEL {meter} padam sejak {date}",
    "token listrik habis di {road}",
    "SDN Wanasari 2 (NPSN {school})",
    "Call center {office_phone} atau {office_mailbox}",
    "formasi CPNS {degree}: {count} orang",
    "ts={milliseconds} level=info v{version}",
    "ISBN {isbn}",
    "Drainase {road} RT 03 tersumbat",
    "{count} pasien {some_illness} dirawat di RSUD selama {date}",
    "Program eliminasi {some_illness} 2030",
    "VA {sixteen} kedaluwarsa",
    "Ada {count} warga menunggak iuran sampah",
    "Statistik: {count} anak stunting, turun {count} persen",
    "Pelatihan bagi korban PHK angkatan {count}",
    "APBD 2026 Rp3,45 triliun, PAD {sum_of_money}",
    "Pasal 28 ayat (2) UU 1/2024",
    "Rapat {date} di ruang B 12 A lantai 3",
    "Serial number {sixteen} printer rusak",
    "Kunjungan kerja ke Kota {village}, {date}",
]

# Written last; the engine was not changed after its result on these was seen.
UNSEEN_PERSONAL = [
    "Berdasarkan surat permohonan Saudari {name} (NIK {nik}), kami sampaikan hal berikut.",
    "penduduk {nik} sudah rekam tapi belum cetak",
    "Identitas: {nik_spaced} | alamat sesuai KTP",
    "Kepala keluarga {name} memegang kartu keluarga nomor {kk}.",
    "sudah input kk {kk} di aplikasi tapi eror",
    "Faktur pajak atas NPWP {npwp_dotted} sudah kami terima.",
    "npwp bendahara desa {npwp} salah digit",
    "Plt. Sekretaris Dinas {name}, S.Sos., NIP {nip}",
    "usulan kenaikan pangkat {nip} dikembalikan",
    "Silakan menelepon Ibu {name} pada {phone} untuk janji temu.",
    "kalau ada yang lihat kucing saya kabari {phone} ya",
    "telepon kantor lama {landline} sudah mati",
    "mohon tautan dikirim ulang ke {email}, yang tadi kedaluwarsa",
    "mobil {plate_lone} menutup akses gang, tolong ditertibkan",
    "sepeda motor {plate} milik adik saya hilang di parkiran RSUD",
    "paspor umrah {passport} belum kembali dari biro",
    "perpanjangan SIM {sim} ditolak karena foto buram",
    "ibu saya peserta BPJS {bpjs} disuruh bayar umum",
    "pekerja dengan KPJ {kpj} belum didaftarkan",
    "insentif kader dikirim ke rekening Mandiri {account} bukan BRI",
    "dipotong otomatis dari kartu {card} tanpa izin",
    "murid pindahan NISN {nisn} belum masuk Dapodik",
    "hasil rontgen nomor rekam medis {medical_record} tertukar",
    "salinan akta {civil_deed} dipakai orang lain",
    "pohon tumbang tepat di {coordinates}, depan rumah saya",
    "Almarhum {name}, warga {address}, meninggal Senin malam.",
    "AWS key kami bocor: {secret}",
    "sandi wifi kantor: {password}",
    "{name} dirawat karena {illness} di ruang Melati, mohon bantuan biaya, kata Ibu {name}.",
    "Seorang siswa SMP bernama {name} diduga menjadi pelaku {abuse}.",
    "Polisi menahan {suspect} berinisial MR di Desa {village}.",
    "Ayah saya, Bapak {name}, {faith} sejak kecil.",
    "Ibu {name}, {debt} dengan dua anak, belum terdata.",
]
UNSEEN_ORDINARY = [
    "Sub kegiatan {budget_code} pagu {sum_of_money} terserap {count} persen.",
    "Nota dinas {letter_number} diteruskan {date}.",
    "Nomor tiket bantuan {sixteen} dibuka ulang.",
    "scan barcode {barcode} gagal di kasir koperasi",
    "IMEI {imei} terblokir Bea Cukai",
    "pengaduan {case_number} sudah lewat batas waktu",
    "Paket dengan resi {order} diterima satpam.",
    "ID pelanggan PDAM {meter} ganti nama",
    "Akreditasi sekolah NPSN {school} naik menjadi A.",
    "Pusat layanan {office_phone} libur {date}.",
    "Surel resmi: {office_mailbox}",
    "Dibutuhkan lulusan {degree} sebanyak {count} orang.",
    "log: {milliseconds} versi {version}",
    "Katalog ISBN {isbn} rak {degree}",
    "Pengaspalan {road} sepanjang 300 meter dimulai {date}.",
    "Capaian imunisasi naik; {count} balita terlayani, kasus {some_illness} turun.",
    "Pelatihan deteksi dini {some_illness} diikuti {count} kader.",
    "kode bayar {sixteen} untuk retribusi pasar",
    "Upah minimum {sum_of_money} berlaku mulai {date}.",
    "Tersangka belum ditetapkan, kata juru bicara kantor.",
    "Sandi rapat diganti, hubungi bagian umum.",
]


class Labelled(NamedTuple):
    """A text and (start, end, kind) of everything personal in it."""

    text: str
    spans: list


SETS = {
    "office": (PERSONAL, ORDINARY),
    "informal": (INFORMAL_PERSONAL, INFORMAL_ORDINARY),
    "unseen": (UNSEEN_PERSONAL, UNSEEN_ORDINARY),
}


def documents(n, name="office", seed=7):
    """Documents of five to nine sentences, a third of them with something personal."""
    values = Values(seed)
    return [document(values, *SETS[name]) for _each in range(n)]


def document(values, personal, ordinary):
    text, spans = "", []
    for _each in range(values.chance.randint(5, 9)):
        template = values.pick(*(personal if values.chance.random() < 0.35 else ordinary))
        filled, found = fill(template, values)
        spans += [(start + len(text), end + len(text), kind) for start, end, kind in found]
        text += filled + values.pick("\n", "\n\n", *((" ", " ") if personal is PERSONAL else ()))
    return Labelled(text, spans)


def fill(template, values):
    text, spans, done = "", [], 0
    for match in SLOT.finditer(template):
        kind, value = getattr(values, match[1])()
        text += template[done : match.start()]
        if kind:
            spans.append((len(text), len(text) + len(value), kind))
        text += value
        done = match.end()
    return text + template[done:], spans

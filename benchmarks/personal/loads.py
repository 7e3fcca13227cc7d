"""Long texts for speed: administrative prose with little in it, and a table full of persons."""

from personal.corpus import ORDINARY, fill
from personal.values import Values

FILLER = (
    "Pemerintah daerah melaporkan bahwa pembangunan pada tahun anggaran 2026 telah mencapai target.",
    "Masyarakat diharapkan tetap menjaga kebersihan lingkungan dan melaporkan kejadian lewat kanal resmi.",
    "Kegiatan dihadiri tokoh masyarakat, akademisi, pelaku usaha, dan perwakilan perangkat daerah terkait.",
    "Hasil evaluasi menunjukkan peningkatan kualitas layanan publik sebesar 12,5 persen dibanding tahun lalu.",
    "Rapat koordinasi menyepakati jadwal pelaksanaan serta pembagian tugas masing-masing bidang.",
    "Dokumen perencanaan disusun dengan memperhatikan masukan dari musyawarah di tingkat kecamatan.",
)
PERSONAL = (
    "Hubungi {phone} untuk keterangan lebih lanjut.",
    "Pemohon dengan NIK {nik} sudah dilayani.",
    "Kirim berkas ke {email} paling lambat Jumat.",
    "Pembayaran ke rekening BRI {account} sudah diterima.",
)
HEADS = "nama,nik,no_kk,no_hp,alamat,npwp,rekening\n"


def prose(n_characters, seed=11):
    """About one personal thing and two decoys in a thousand characters."""
    values = Values(seed)
    parts, length = [], 0
    while length < n_characters:
        paragraph = [values.pick(*FILLER) for _each in range(8)]
        paragraph += [fill(values.pick(*ORDINARY), values)[0] for _each in range(2)]
        paragraph.append(fill(values.pick(*PERSONAL), values)[0])
        values.chance.shuffle(paragraph)
        parts.append(" ".join(paragraph))
        length += len(parts[-1]) + 1
    return "\n".join(parts)[:n_characters]


def dense(n_characters, seed=12):
    """Rows of seven cells, six of them personal."""
    values = Values(seed)
    rows, length = [HEADS], 0
    while length < n_characters:
        cells = (
            values.name()[1],
            values.nik()[1],
            values.kk()[1],
            values.pick("0812", "0857") + values.digits(8),
            values.address()[1].replace(",", ""),
            values.npwp_dotted()[1],
            values.account()[1],
        )
        row = ",".join(cells) + "\n"
        rows.append(row)
        length += len(row)
    return "".join(rows)[:n_characters]

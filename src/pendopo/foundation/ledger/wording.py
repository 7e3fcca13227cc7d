"""What the receipt engine says, for the catalogues: the engine itself knows no translation."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

VERDICTS = (
    _("Tanda tangan penerimaan sah: catatan ini diterima oleh penerbit."),
    _("Tanda tangan penerimaan tidak cocok: isi tanda terima telah berubah."),
    _("Catatan ini belum masuk blok bersegel; mintalah tanda terima baru setelah penyegelan."),
    _("Catatan ini ada di dalam blok bersegel dan tidak berubah sejak disegel."),
    _("Tanda tangan kepala blok tidak cocok: blok ini bukan dari penerbit atau telah diubah."),
    _("Jalur bukti tidak menuju akar blok: catatan ini tidak ada di dalam blok tersebut."),
    _("Isi tanda terima tidak dapat ditulis sebagai JSON baku."),
    _("Jalur bukti tidak mungkin untuk letak dan ukuran blok yang tertulis."),
)
FAULTS = (
    _("Teks ini bukan tanda terima Pendopo yang utuh."),
    _("Teks tanda terima ini rusak atau terpotong."),
    _("Teks tanda terima ini terpotong."),
    _("Teks tanda terima ini memuat sisa yang tidak dikenal."),
    _("Teks tanda terima ini rusak atau terlalu besar."),
    _("Teks tanda terima ini memuat tanda yang salah."),
    _("Versi tanda terima ini tidak dikenal."),
    _("Bagian fact harus berupa objek dengan id berupa teks."),
    _("Bagian path harus berupa daftar paling banyak 64 sidik."),
    _("Kepala blok memuat nilai yang tidak mungkin."),
)

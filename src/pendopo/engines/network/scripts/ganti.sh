#!/bin/sh
# Jalankan tiap menit (cron atau timer). Memilih berkas jendela yang berlaku lalu memuatnya ulang.
#   ganti.sh            ganti bila perlu
#   ganti.sh --tanya    hanya sebutkan jendela yang berlaku
#   ganti.sh open       buka semuanya sekarang (darurat), sampai berkas "darurat" dihapus
set -eu
di=$(cd "$(dirname "$0")" && pwd)
kini=${PENDOPO_KINI:-$(date +%s)}

jendela=$(awk -v kini="$kini" '!/^#/ && $1 + 0 <= kini + 0 { j = $2 } END { print (j == "" ? "open" : j) }' \
  "$di/jadwal.tsv")
if [ "${1:-}" = open ]; then : >"$di/darurat"; fi
if [ -e "$di/darurat" ]; then jendela=open; fi
if [ "${1:-}" = --tanya ]; then
  echo "$jendela"
  exit 0
fi

# Yang sudah termuat dicatat setelah berhasil, sehingga kegagalan dicoba lagi pada menit berikutnya.
if [ "$(cat "$di/termuat" 2>/dev/null || true)" = "$jendela $sidik" ]; then exit 0; fi
ln -sfn "$jendela" "$di/kini.baru"
mv -T "$di/kini.baru" "$di/kini"
muat="$di/muat-ulang.sh"
if [ -x "$di/muat-ulang.lokal.sh" ]; then muat="$di/muat-ulang.lokal.sh"; fi
zona="$zona" "$muat" "$di/kini"
echo "$jendela $sidik" >"$di/termuat"

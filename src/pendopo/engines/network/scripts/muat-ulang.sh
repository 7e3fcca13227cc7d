#!/bin/sh
# Dipanggil ganti.sh dengan folder jendela yang berlaku. Memuat ulang yang berjalan di mesin ini saja.
# Cara sendiri ditulis dalam muat-ulang.lokal.sh; berkas itu tidak ditimpa oleh versi baru.
set -eu
folder=$1

if pidof squid >/dev/null 2>&1; then squid -k reconfigure; fi
if pidof dnsmasq >/dev/null 2>&1; then kill -HUP $(pidof dnsmasq); fi
if pidof named >/dev/null 2>&1; then
  for satu in $zona; do rndc reload "$satu" IN "pendopo-$(echo "${satu%.pendopo}" | sed 's/^rpz-//; s/-/_/g')"; done
fi
if command -v nft >/dev/null 2>&1 && nft list table inet pendopo >/dev/null 2>&1; then
  nft -f "$folder/nftables.nft"
fi
# MikroTik: isi dengan akun yang hanya boleh mengimpor, misalnya PENDOPO_MIKROTIK=pendopo@10.10.0.1
if [ -n "${PENDOPO_MIKROTIK:-}" ]; then
  scp -q "$folder/mikrotik.rsc" "$PENDOPO_MIKROTIK:pendopo.rsc"
  ssh "$PENDOPO_MIKROTIK" '/import file-name=pendopo.rsc'
fi

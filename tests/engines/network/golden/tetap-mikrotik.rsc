# Pendopo: MikroTik, daftar alamat
# Kebijakan media-sosial-jam-kerja, versi 3, sidik ec3297fe667878fe
# Dibuat otomatis dari rencana jaringan; ubah di sana, bukan di sini.
/ip firewall address-list
remove [find list~"^pendopo-"]
add list=pendopo-dari-kantor address=10.10.3.0/24
add list=pendopo-dari-kantor address=10.10.4.0/24
add list=pendopo-dari-kantor address=10.10.5.0/28
add list=pendopo-dari-kantor address=10.10.9.0/24
add list=pendopo-dari-on_call address=10.10.3.250/32
add list=pendopo-dari-pr_staff address=10.10.9.0/26
add list=pendopo-situs-games address=roblox.com
add list=pendopo-situs-social address=facebook.com
add list=pendopo-situs-social address=instagram.com
add list=pendopo-situs-social address=tiktok.com
/ip firewall filter
remove [find comment~"^pendopo-pintu"]
add chain=forward action=jump jump-target=pendopo comment="pendopo-pintu v3 ec3297fe667878fe"
/ipv6 firewall address-list
remove [find list~"^pendopo-"]
add list=pendopo-dari-kantor address=fd00:10:3::/64
add list=pendopo-situs-games address=roblox.com
add list=pendopo-situs-social address=facebook.com
add list=pendopo-situs-social address=instagram.com
add list=pendopo-situs-social address=tiktok.com
/ipv6 firewall filter
remove [find comment~"^pendopo-pintu"]
add chain=forward action=jump jump-target=pendopo comment="pendopo-pintu v3 ec3297fe667878fe"

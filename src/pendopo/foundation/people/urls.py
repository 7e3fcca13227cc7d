"""Addresses of this room, and of staff sign-in, whose names allauth fixes."""

from allauth.account import views as allauth
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import include, path, re_path

from pendopo.foundation.people.access import public_page, staff_page
from pendopo.foundation.people.views import account, institution, sign_in

own = [
    path("akun/", account.account, name="account"),
    path("akun/masuk/", sign_in.ask_code, name="citizen_sign_in"),
    path("akun/masuk/kode/", sign_in.give_code, name="citizen_code"),
    path("akun/siapa-melihat/", account.reads, name="reads"),
    path("akun/data-saya/", account.own_data, name="own_data"),
    path("akun/hapus/", account.erase, name="erase"),
    path("akun/terhapus/", account.erased, name="erased"),
    path("petugas/perangkat-daerah/", institution.offices, name="offices"),
    path("petugas/perangkat-daerah/tambah/", institution.add, name="office_add"),
    path("petugas/perangkat-daerah/kantor/<str:code>/", institution.office, name="office"),
]

# Where staff set up their second factor, so it cannot be asked for yet.
officer_page = staff_page(second_factor=False)
staff_sign_in = [
    path("masuk/", public_page(allauth.login), name="account_login"),
    path("masuk/faktor-kedua/", public_page(factor.authenticate), name="mfa_authenticate"),
    path("masuk/nonaktif/", public_page(allauth.account_inactive), name="account_inactive"),
    path("sandi/lupa/", public_page(allauth.password_reset), name="account_reset_password"),
    path(
        "sandi/lupa/terkirim/",
        public_page(allauth.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "sandi/baru/selesai/",
        public_page(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    # allauth fills in this pattern by itself: the two parts must be joined by a dash.
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)/$",
        public_page(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("sandi/", officer_page(allauth.password_change), name="account_change_password"),
    path("sandi/buat/", officer_page(allauth.password_set), name="account_set_password"),
    path("pastikan/", officer_page(allauth.reauthenticate), name="account_reauthenticate"),
    path("pastikan/kode/", officer_page(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "pastikan/kunci/",
        officer_page(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("masuk/kunci/", public_page(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("keamanan/kunci/", officer_page(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("keamanan/kunci/baru/", officer_page(passkey.add_webauthn), name="mfa_add_webauthn"),
    path(
        "keamanan/kunci/<int:pk>/nama/",
        officer_page(passkey.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "keamanan/kunci/<int:pk>/lepas/",
        officer_page(passkey.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("keamanan/", officer_page(factor.index), name="mfa_index"),
    path("keamanan/aplikasi/", officer_page(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "keamanan/aplikasi/hapus/",
        officer_page(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "keamanan/cadangan/",
        officer_page(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "keamanan/cadangan/baru/",
        officer_page(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "keamanan/cadangan/unduh/",
        officer_page(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

urlpatterns = [
    path("", include((own, "people"))),
    path("keluar/", public_page(allauth.logout), name="account_logout"),
    path("petugas/", include(staff_sign_in)),
]

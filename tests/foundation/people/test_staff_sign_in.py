"""Staff come in by password and second factor, and by nothing less."""

import re
from datetime import UTC, datetime

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from tests.factories.people import PASSWORD, TOTP_SECRET, make_citizen, make_officer, sign_in

from pendopo.foundation.people.models import Account
from pendopo.kernel import crypto
from pendopo.kernel.models import SharedValue

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
# Scripts come from files; a block of JSON is data that no browser runs.
INLINE = re.compile(r'<style|style=|<script(?! src=|[^>]*type="application/json")')


def totp_now(secret: str = TOTP_SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def give_password(client, account, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": account.email, "password": password})


def test_an_officer_comes_in_by_password_and_then_by_code(client):
    officer = make_officer(at=LONG_AGO)
    assert give_password(client, officer).url == reverse("mfa_authenticate")
    assert client.get(reverse("mfa_index")).status_code == 302
    answer = client.post(reverse("mfa_authenticate"), {"code": totp_now()})
    assert answer.url == "/petugas/"
    assert client.get(reverse("mfa_index")).status_code == 200


def test_a_wrong_password_and_an_unknown_address_look_the_same(client):
    officer = make_officer(at=LONG_AGO)
    known = give_password(client, officer, "salah sekali")
    unknown = client.post(
        reverse("account_login"), {"login": "tidak-ada@contoh.go.id", "password": "salah sekali"}
    )
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert known.context["form"].errors


def test_guesses_are_counted_where_every_process_sees_them(client):
    officer = make_officer(at=LONG_AGO)
    for _guess in range(5):
        give_password(client, officer, "salah sekali")
    # What one process alone remembers plays no part.
    caches["memory"].clear()
    refused = give_password(Client(), officer)
    assert refused.status_code == 200
    assert refused.context["form"].errors
    kept = str(list(SharedValue.objects.values()))
    assert officer.email not in kept
    SharedValue.objects.all().delete()
    assert give_password(Client(), officer).url == reverse("mfa_authenticate")


def test_a_code_opens_one_door_only(client):
    officer, other = make_officer(at=LONG_AGO), Client()
    for browser in (client, other):
        give_password(browser, officer)
    code = totp_now()
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert other.post(reverse("mfa_authenticate"), {"code": code}).context["form"].errors["code"]


def test_a_wrong_second_factor_keeps_the_door_shut(client):
    give_password(client, make_officer(at=LONG_AGO))
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.context["form"].errors["code"]
    assert client.get(reverse("mfa_index")).status_code == 302


def test_staff_without_second_factor_set_it_up_and_get_recovery_codes(client):
    officer = make_officer(second_factor=False, at=LONG_AGO)
    give_password(client, officer)
    page = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml" in page.content.decode()
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": totp_now(secret)}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("mfa_view_recovery_codes")
    assert len(answer.context["unused_codes"]) == 10
    kinds = Authenticator.objects.filter(user=officer).values_list("type", flat=True)
    assert sorted(kinds) == ["recovery_codes", "totp"]


def test_a_recovery_code_opens_once(client):
    officer = make_officer(second_factor=False, at=LONG_AGO)
    give_password(client, officer)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    shown = client.post(reverse("mfa_activate_totp"), {"code": totp_now(secret)}, follow=True)
    code = shown.context["unused_codes"][0]
    for expected in (302, 200):
        client.logout()
        give_password(client, officer)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_second_factor_secrets_are_sealed(client):
    officer = make_officer(at=LONG_AGO)
    stored = Authenticator.objects.get(user=officer).data["secret"]
    assert TOTP_SECRET not in stored
    assert crypto.decrypt(stored) == TOTP_SECRET


def test_a_demo_account_is_refused_where_no_demo_was_built(client, settings, tmp_path):
    settings.PENDOPO_HOME = tmp_path
    officer = make_officer(is_demo=True, at=LONG_AGO)
    assert give_password(client, officer).context["form"].errors
    (tmp_path / "DEMO").touch()
    assert give_password(client, officer).url == reverse("mfa_authenticate")


def test_a_demo_account_is_refused_by_every_other_way_too(rf, settings, tmp_path):
    settings.PENDOPO_HOME = tmp_path
    officer = make_officer(is_demo=True, at=LONG_AGO)
    login = {"email_verification": "none", "signal_kwargs": {}, "email": None, "signup": False}

    def before_login():
        return get_adapter().pre_login(rf.get("/"), officer, redirect_url=None, **login)

    assert before_login().url == reverse("account_inactive")
    (tmp_path / "DEMO").touch()
    assert before_login() is None


def test_settings_about_the_account_ask_for_the_password_again(client):
    officer = make_officer(at=LONG_AGO)
    give_password(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": totp_now()})
    for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn"):
        assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))


def test_a_citizen_has_no_password_to_guess(client):
    make_citizen("warga@contoh.id")
    answer = client.post(reverse("account_login"), {"login": "warga@contoh.id", "password": "!"})
    assert answer.context["form"].errors


def test_nobody_can_sign_up(client):
    assert client.get("/petugas/daftar/").status_code == 404
    assert "signup" not in client.get(reverse("account_login")).content.decode()


def test_a_forgotten_password_is_replaced_by_mail(client):
    officer = make_officer(at=LONG_AGO)
    answer = client.post(reverse("account_reset_password"), {"email": officer.email})
    assert answer.url == reverse("account_reset_password_done")
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    chosen = {"password1": "sandi baru yang panjang", "password2": "sandi baru yang panjang"}
    client.post(form.redirect_chain[-1][0], chosen)
    officer.refresh_from_db()
    assert officer.check_password("sandi baru yang panjang")
    assert "Pendopo" in mail.outbox[0].subject


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client):
    answer = client.post(reverse("account_reset_password"), {"email": "tidak-ada@contoh.go.id"})
    assert answer.url == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_an_officer_changes_the_password(client):
    officer = make_officer(at=LONG_AGO)
    sign_in(client, officer)
    chosen = "sandi lain yang panjang"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen},
    )
    assert Account.objects.get(id=officer.id).check_password(chosen)


def test_signing_out_asks_first_and_then_ends_the_session(client):
    sign_in(client, make_citizen())
    assert "Yakin ingin keluar" in client.get(reverse("account_logout")).content.decode()
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout")).url == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_pages_before_signing_in_are_in_our_design(client, name):
    page = client.get(reverse(name)).content.decode()
    assert '<main id="isi"' in page
    assert not INLINE.search(page)


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "account_change_password",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
    ],
)
def test_pages_about_the_account_are_in_our_design(client, name):
    officer = make_officer(at=LONG_AGO)
    give_password(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": totp_now()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert '<main id="isi"' in page
    assert 'class="staff"' in page
    assert not INLINE.search(page)


def test_forms_speak_indonesian(client):
    page = client.get(reverse("account_login")).content.decode()
    for word in ("Password", "Email", "Sign In", "Forgot"):
        assert word not in page

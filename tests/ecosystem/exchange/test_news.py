"""Releases sent on: to a Mastodon account and a signed webhook, once each, until they arrive."""

import json
from datetime import timedelta

import pytest
from tests.factories.governance import ship_policies
from tests.factories.people import actor_for, make_officer, sign_in
from tests.factories.release import AT, make_account, make_published, make_registrar
from tests.fakes import mastodon

from pendopo.ecosystem.exchange.models import NewsDispatch, NewsOutlet
from pendopo.ecosystem.exchange.news.client import key_of, signature
from pendopo.ecosystem.exchange.services import news
from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.types import Role
from pendopo.foundation.release.models import OfficialAccount, Posting
from pendopo.foundation.release.services import publishing
from pendopo.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
DESK = "/petugas/saluran-kabar/"


@pytest.fixture
def server(settings):
    ship_policies()
    with mastodon.running() as found:
        settings.PENDOPO_OUTBOUND_HOSTS = [found.host]
        yield found


def make_admin():
    return actor_for(make_officer(Role.ADMIN), AT)


def make_outlet(server, kind="webhook", *, secret=SECRET, account=None):
    url = f"{server.url}/kait" if kind == "webhook" else server.url
    row = NewsOutlet(code=kind, label=kind, kind=kind, url=url, secret=secret, account=account)
    return news.save_outlet(row, by=make_admin(), at=AT)


def make_fediverse(server, **values):
    account = make_account(network="mastodon")
    OfficialAccount.objects.filter(id=account.id).update(url=values.pop("url", server.url))
    return make_outlet(
        server, "mastodon", secret=values.pop("secret", mastodon.TOKEN), account=account
    )


def names_about(release):
    return [type(fact).__name__ for fact in facts_about(release.id)]


def test_the_signature_is_that_of_the_published_example():
    body = b'{"test": 2432232314}'
    signed = signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["", "rahasia", "whsec_c2luZ2thdA==", "whsec_***"])
def test_a_secret_that_is_no_key_is_refused(secret):
    with pytest.raises(ValueError, match=r".+"):
        key_of(secret)


def test_a_webhook_hears_signed_of_publication_and_withdrawal(server):
    make_outlet(server)
    release = make_published()
    publishing.withdraw(release_id=release.id, reason="Keliru.", by=make_registrar(), at=AT)
    assert deliver_due(at=AT) > 0
    assert news.send_due(at=AT) == 2
    assert news.send_due(at=AT + timedelta(days=1)) == 0
    told = []
    for names, body in server.hooks:
        stamp = names["webhook-timestamp"]
        assert names["webhook-signature"] == signature(SECRET, names["webhook-id"], stamp, body)
        told.append(json.loads(body))
    assert {each["type"] for each in told} == {"release.published", "release.withdrawn"}
    # It was withdrawn before it was sent: its words stay here.
    assert all(each["release"] is None for each in told)
    assert names_about(release).count("NewsSent") == 2


def test_what_a_webhook_gets_is_the_archived_copy(server):
    make_outlet(server)
    release = make_published()
    deliver_due(at=AT)
    news.send_due(at=AT)
    ((_names, body),) = server.hooks
    assert json.loads(body)["release"] == json.loads(release.archive)


def test_a_status_is_posted_once_and_its_address_is_kept(server):
    outlet = make_fediverse(server)
    release = make_published(accounts=(outlet.account,), text="Jembatan dibuka. " * 60)
    deliver_due(at=AT)
    news.send_due(at=AT)
    (status,) = server.statuses.values()
    assert status["status"].startswith("Jembatan dibuka lagi\n\nJembatan dibuka.")
    assert len(status["status"]) == 500
    assert Posting.objects.get(release=release).permalink == status["url"]
    assert names_about(release)[-2:] == ["ReleasePosted", "NewsSent"]


def test_a_release_that_is_not_meant_for_the_account_is_not_posted(server):
    make_fediverse(server)
    make_published()
    deliver_due(at=AT)
    assert not NewsDispatch.objects.exists()


def test_after_a_failure_it_is_tried_again_with_the_same_key(server):
    outlet = make_fediverse(server)
    release = make_published(accounts=(outlet.account,))
    deliver_due(at=AT)
    server.failures[:] = [503, 429]
    for hours in range(4):
        news.send_due(at=AT + timedelta(hours=hours))
    row = NewsDispatch.objects.get()
    assert (row.state, row.attempts, server.n_calls) == ("sent", 3, 3)
    assert list(server.statuses) == [str(row.id)]
    assert names_about(release).count("NewsSent") == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"secret": "salah"}, "http_401"), ({"url": "https://lain.example"}, "address_elsewhere")],
)
def test_what_cannot_succeed_is_given_up_with_the_reason(server, values, reason):
    outlet = make_fediverse(server, **values)
    release = make_published(accounts=(outlet.account,))
    deliver_due(at=AT)
    news.send_due(at=AT)
    news.send_due(at=AT + timedelta(days=1))
    row = NewsDispatch.objects.get()
    assert (row.state, row.last_error, server.n_calls) == ("refused", reason, 1)
    assert facts_about(release.id)[-1].reason == reason
    assert Posting.objects.get().permalink == ""


def test_a_fact_that_comes_twice_queues_one_message(server):
    make_outlet(server)
    release = make_published()
    deliver_due(at=AT)
    news.queue(release.id, news.PUBLISHED, at=AT)
    assert NewsDispatch.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PPID, Role.HEAD, Role.OFFICER])
def test_only_the_administrator_enters_an_outlet(role):
    row = NewsOutlet(code="x", label="x", kind="webhook", url="https://x.example", secret=SECRET)
    with pytest.raises(NotAllowed):
        news.save_outlet(row, by=actor_for(make_officer(role), AT), at=AT)
    assert not NewsOutlet.objects.exists()


def test_the_desk_enters_an_outlet_that_the_settings_list_and_shows_no_secret(client, settings):
    sign_in(client, make_officer(Role.ADMIN))
    told = {"code": "mitra", "label": "Mitra", "kind": "webhook", "url": "https://mitra.example/x"}
    told |= {"secret": SECRET, "is_active": "on"}
    assert client.post(DESK, told).status_code == 422
    settings.PENDOPO_OUTBOUND_HOSTS = ["mitra.example"]
    assert client.post(DESK, told | {"secret": "lemah"}).status_code == 422
    assert client.post(DESK, told | {"kind": "mastodon"}).status_code == 422
    assert client.post(DESK, told).status_code == 302
    assert client.post(DESK, told).status_code == 422
    changed = told | {"label": "Mitra lain", "secret": ""}
    assert client.post(f"{DESK}mitra/", changed).status_code == 302
    row = NewsOutlet.objects.get()
    assert (row.label, row.secret) == ("Mitra lain", SECRET)
    assert SECRET not in client.get(f"{DESK}mitra/").content.decode()
    assert client.get(f"{DESK}tidak-ada/").status_code == 404

"""Rumours from files and partners: known again, counted once, and never with an account."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from tests.factories.clarification import (
    OTHER,
    RETOLD,
    TEXT,
    make_answered,
    make_claim,
    make_triaged,
)
from tests.factories.exchange import make_secret
from tests.factories.release import AT

from pendopo.ecosystem.exchange.types import Scope
from pendopo.journey.clarification.listening import FileUnreadable, hear
from pendopo.journey.clarification.models import Claim, Sighting

pytestmark = pytest.mark.django_db
FILE = f"""text,seen_on,seen_at,link,n,account
"{TEXT}",facebook,2026-11-28T09:00,https://facebook.com/budi/posts/1,12,Budi Santoso
"{RETOLD}",whatsapp,2026-11-29T10:00+07:00,,1,
"{OTHER}",tiktok,,https://www.tiktok.com/@budi/video/9,3,@budi
"{OTHER}",pager,,,1,
"{OTHER}",x,kemarin,,1,
pendek,x,,,1,
"""


@pytest.fixture
def heard_file(tmp_path):
    path = tmp_path / "dengar.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_file_is_taken_in_once_and_what_cannot_be_read_is_told_by_line(heard_file):
    heard = hear(heard_file, at=AT)
    assert (heard.n_new, heard.n_joined, [line for line, _why in heard.refused]) == (
        2,
        1,
        [5, 6, 7],
    )
    again = hear(heard_file, at=AT + timedelta(days=1))
    assert (again.n_new, again.n_joined, again.n_known) == (0, 0, 3)
    rows = Sighting.objects.order_by("at").values_list("seen_on", "link", "n", "entry")
    assert list(rows) == [
        ("facebook", "facebook.com", 12, "listening"),
        ("whatsapp", "", 1, "listening"),
        ("tiktok", "tiktok.com", 3, "listening"),
    ]
    assert Claim.objects.order_by("number").first().n_seen == 13


def test_a_file_without_the_columns_is_refused_whole(tmp_path, capsys, heard_file):
    path = tmp_path / "lain.csv"
    path.write_text("isi,kanal\na,b\n", encoding="utf-8")
    with pytest.raises(FileUnreadable):
        hear(path, at=AT)
    with pytest.raises(CommandError):
        call_command("import_claims", path)
    call_command("import_claims", heard_file)
    assert "2 kabar baru, 1 digabung" in capsys.readouterr().out


# --- partners -----------------------------------------------------------------------------


def tell(client, secret, told, repeat="k-1"):
    return client.post(
        "/api/v1/claims",
        json.dumps(told),
        content_type="application/json",
        HTTP_X_API_KEY=secret,
        HTTP_IDEMPOTENCY_KEY=repeat,
    )


def test_a_partner_tells_once_per_key_and_gets_the_verdict_that_stands(client):
    secret, told = make_secret(Scope.LISTEN), {"text": TEXT, "seen_on": "telegram", "n": 4}
    first, again = tell(client, secret, told), tell(client, secret, told)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["is_new_claim"]
    assert first.json()["clarification"] is None
    claim = Claim.objects.get()
    assert claim.n_seen == 4
    make_answered(make_triaged(claim))
    answered = tell(client, secret, {"text": RETOLD, "seen_on": "x"}, "k-2").json()
    assert answered["number"] == claim.number
    assert answered["clarification"]["verdict"] == "false"
    listed = client.get("/api/v1/clarifications", {"q": RETOLD}).json()["items"]
    assert [each["number"] for each in listed] == [claim.number]


def test_a_key_without_the_scope_and_an_unknown_field_are_refused(client):
    told = {"text": TEXT, "seen_on": "x"}
    assert tell(client, make_secret(Scope.SUBMIT), told).status_code == 403
    secret = make_secret(Scope.LISTEN)
    assert tell(client, secret, told | {"account": "@budi"}).status_code == 422
    assert tell(client, secret, told | {"seen_on": "pager"}).status_code == 422
    assert not Claim.objects.exists()


def test_a_wrongly_joined_wording_becomes_a_claim_of_its_own():
    from tests.factories.clarification import clarifier

    from pendopo.journey.clarification import services
    from pendopo.journey.clarification.errors import WrongStep

    claim = make_claim()
    with pytest.raises(WrongStep):
        services.split(wording_id=claim.wordings.get().id, by=clarifier(), at=AT)
    assert make_claim(RETOLD).id == claim.id
    own = services.split(wording_id=claim.wordings.last().id, by=clarifier(), at=AT)
    claim.refresh_from_db()
    own.refresh_from_db()
    assert (claim.n_seen, own.n_seen, own.state) == (1, 1, "new")
    assert own.clocks.count() == 1

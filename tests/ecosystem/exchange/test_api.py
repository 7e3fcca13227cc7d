"""The REST API: the same public data as the pages, and a partner's own voices."""

from __future__ import annotations

import json

import pytest
from tests.factories.cases import make_answered, make_case, make_verified
from tests.factories.exchange import AT, make_admin, make_secret
from tests.factories.people import make_office

from pendopo.ecosystem.exchange import selectors, services
from pendopo.ecosystem.exchange.models import ApiKey
from pendopo.ecosystem.exchange.types import Scope
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Contact
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.voice.models import Voice
from pendopo.kernel.errors import NotAllowed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
V1 = "/api/v1"
VOICE = {
    "topic": "roads.hole",
    "title": "Lubang di depan pasar",
    "text": "Lubang besar di depan pasar, dua motor sudah jatuh.",
    "latitude": -7.7956,
    "longitude": 110.3695,
    "reporter": {"name": "Sari Wulandari", "phone": "0812-0000-0000"},
}


def read(client, path, expected=200, **query):
    answer = client.get(f"{V1}/{path}", query)
    assert answer.status_code == expected, answer.content
    return answer.json()


def send(client, secret, told=None, repeat="kirim-1"):
    extra = {"HTTP_X_API_KEY": secret} | ({"HTTP_IDEMPOTENCY_KEY": repeat} if repeat else {})
    body = json.dumps(VOICE if told is None else told)
    return client.post(f"{V1}/voices", body, content_type="application/json", **extra)


def test_topics_and_offices_are_those_in_force(client):
    make_office()
    assert {topic["code"] for topic in read(client, "topics")} == {
        "roads.light",
        "roads.hole",
        "other",
    }
    assert [office["code"] for office in read(client, "offices")] == ["dinas-contoh"]


def test_a_case_tells_what_its_page_tells(client):
    case = make_answered(
        at=AT,
        office=make_office(),
        text="Ditambal hari Kamis oleh regu UPT Bina Marga di Jalan Melati.",
        contact=Contact(name="Sari Wulandari"),
    )
    told = read(client, f"cases/{case.number}")
    assert (told["number"], told["status"], told["office_code"]) == (
        case.number,
        "answered",
        "dinas-contoh",
    )
    assert "Sari" not in json.dumps(told)
    codes = [line["code"] for line in told["timeline"]]
    assert codes == ["CaseOpened", "CaseVerified", "CaseAssigned", "CaseAnswered"]
    assert told["timeline"][-1]["text"].startswith("Ditambal hari Kamis")
    assert {clock["kind"] for clock in told["clocks"]} >= {"verify", "answer"}
    assert all(clock["legal_basis"] for clock in told["clocks"])


def test_hidden_cases_are_unknown(client):
    hidden = [
        make_case(at=AT),
        make_verified(at=AT, is_secret=True),
        make_verified(at=AT, case_class=CaseClass.COMPLAINT_OVERSIGHT),
    ]
    for case in hidden:
        told = read(client, f"cases/{case.number}", 404)
        assert (told["status"], told["code"]) == (404, "CaseNotFound")
    assert read(client, "cases") == {"items": [], "next": ""}


def test_the_register_goes_on_by_cursor_and_filters(client):
    made = [make_verified(at=AT, topic="roads.hole") for _ in range(3)]
    other = make_answered(at=AT)
    first = read(client, "cases", size=2)
    second = read(client, "cases", size=2, cursor=first["next"])
    numbers = [row["number"] for row in first["items"] + second["items"]]
    assert sorted(numbers) == sorted(case.number for case in [*made, other])
    assert second["next"] == ""
    assert len(read(client, "cases", topic="roads.hole")["items"]) == 3
    assert [row["number"] for row in read(client, "cases", status="answered")["items"]] == [
        other.number
    ]
    assert read(client, "cases", 404, office="tidak-ada")["code"] == "NotPublic"
    assert read(client, "cases", 422, status="entah")["code"] == "BadInput"


def test_the_register_costs_the_same_with_one_and_three(client, django_assert_max_num_queries):
    make_verified(at=AT)
    with django_assert_max_num_queries(12) as one:
        read(client, "cases")
    make_verified(at=AT, topic="roads.hole")
    make_answered(at=AT)
    with django_assert_max_num_queries(12) as three:
        read(client, "cases")
    assert len(one) == len(three)


def test_an_office_without_figures_says_so(client):
    make_office()
    told = read(client, "offices/dinas-contoh/performance")
    assert (told["fell_due"], told["share"], told["excluded"]) == (0, None, [])
    assert told["source"] == "http://testserver/perangkat-daerah/dinas-contoh/"
    assert read(client, "offices/tidak-ada/performance", 404)["code"] == "OfficeNotFound"


def test_a_voice_is_taken_once_per_idempotency_key(client):
    secret = make_secret()
    first, again = send(client, secret), send(client, secret)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() | {"is_new": False} == again.json()
    voice = Voice.objects.get()
    assert (voice.number, voice.channel, voice.topic_id) == (
        first.json()["number"],
        "api",
        "roads.hole",
    )
    assert voice.reporter.phone == "+6281200000000"
    changed = send(client, secret, VOICE | {"title": "Lain sekali"})
    assert (changed.status_code, changed.json()["code"]) == (422, "SentDifferently")
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"text": "x" * 4_001},
        {"kind": "pesta"},
        {"latitude": 91},
        {"longitude": "timur"},
        {"topic": "tidak.ada"},
        {"region": "00.00"},
        {"reporter": {"phone": "telepon"}},
        {"reporter": "Sari"},
        {"judul": "tidak dikenal"},
    ],
)
def test_values_that_do_not_fit_are_told_as_a_problem(client, changes):
    answer = send(client, make_secret(), VOICE | changes)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "BadInput"
    assert answer.json()["detail"]
    assert Voice.objects.count() == 0


def test_a_voice_needs_a_key_with_the_scope_and_a_repeat_key(client):
    assert send(client, "").json()["code"] == "KeyRefused"
    assert send(client, make_secret(Scope.OWN)).json()["code"] == "ScopeMissing"
    assert send(client, make_secret(), repeat="").status_code == 422
    body = client.post(f"{V1}/voices", "{rusak", "application/json", HTTP_X_API_KEY=make_secret())
    assert (body.status_code, body.json()["code"]) == (422, "BadInput")
    assert Voice.objects.count() == 0


def test_a_partner_follows_its_own_voices_and_no_others(client):
    secret = make_secret()
    number = send(client, secret).json()["number"]
    head = {"HTTP_X_API_KEY": secret}
    told = client.get(f"{V1}/voices/{number}", **head).json()
    assert (told["number"], told["status"], told["is_public"]) == (number, "received", False)
    cases.open_case(voice_id=Voice.objects.get().id, at=AT)
    assert client.get(f"{V1}/voices/{number}", **head).json()["due_at"] is not None
    for repeat in ("b", "c"):
        send(client, secret, repeat=repeat)
    first = client.get(f"{V1}/voices", {"size": 2}, **head).json()
    second = client.get(f"{V1}/voices", {"size": 2, "cursor": first["next"]}, **head).json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, "")
    stranger = {"HTTP_X_API_KEY": make_secret()}
    assert client.get(f"{V1}/voices", **stranger).json()["items"] == []
    assert client.get(f"{V1}/voices/{number}", **stranger).status_code == 404
    assert client.get(f"{V1}/voices").status_code == 403


def test_a_secret_voice_tells_its_sender_nothing_but_its_state(client):
    secret = make_secret()
    number = send(client, secret, VOICE | {"is_secret": True}).json()["number"]
    told = client.get(f"{V1}/voices/{number}", HTTP_X_API_KEY=secret).json()
    assert set(told) == {"number", "status", "received_at", "due_at", "is_public"}


def test_addresses_that_lead_nowhere_and_wrong_methods(client):
    assert client.get(f"{V1}/").url == "/api/"
    assert client.get(f"{V1}/tidak-ada").status_code == 404
    assert client.delete(f"{V1}/cases").status_code == 405


# --- keys -----------------------------------------------------------------------------------


def test_a_key_is_kept_as_a_digest_and_told_once():
    secret = make_secret()
    row = ApiKey.objects.get()
    assert secret.startswith(f"{row.prefix}_")
    assert secret.rpartition("_")[2] not in str(vars(row))
    fact = FactRow.objects.get(name="ApiKeyIssued")
    assert fact.payload["scopes"] == "listen+own+submit+update"


def test_a_key_ends_when_it_is_revoked_or_out_of_date(client):
    revoked, ended = make_secret(), make_secret(days=1)
    first = ApiKey.objects.order_by("created_at", "id").first()
    services.revoke_key(key_id=first.id, by=make_admin(), at=AT)
    services.revoke_key(key_id=first.id, by=make_admin(), at=AT)
    assert FactRow.objects.filter(name="ApiKeyRevoked").count() == 1
    for secret in (revoked, ended):
        assert client.get(f"{V1}/topics", HTTP_X_API_KEY=secret).status_code == 403


def test_only_administrators_make_keys():
    from tests.factories.cases import make_actor

    with pytest.raises(NotAllowed):
        services.issue_key(
            label="X", office=None, scopes=[Scope.OWN], per_minute=1, days=1, by=make_actor(), at=AT
        )
    assert selectors.all_keys().count() == 0

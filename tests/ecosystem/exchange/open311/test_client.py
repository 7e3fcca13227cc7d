"""The client: what leaves the house, what comes back, and what happens when nobody answers."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from tests.factories.cases import AT, make_actor, make_case, make_verified
from tests.factories.exchange import make_endpoint
from tests.factories.people import make_office
from tests.factories.voice import gps_exif, photo_file
from tests.fakes import open311 as fake

from pendopo.ecosystem.exchange import services
from pendopo.ecosystem.exchange.errors import RemoteError
from pendopo.ecosystem.exchange.fetching import fetch
from pendopo.ecosystem.exchange.models import RemoteCase, RemoteEndpoint, RemoteUpdate
from pendopo.ecosystem.exchange.rules import MOST_ATTEMPTS
from pendopo.ecosystem.exchange.types import WireFormat
from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import Contact, Role
from pendopo.journey.cases.models import Case
from pendopo.journey.voice.photos import keep_photo
from pendopo.kernel.errors import NotAllowed, Refused

MINUTE = timedelta(minutes=1)


@pytest.fixture
def other(settings):
    with fake.running() as server:
        settings.PENDOPO_OUTBOUND_HOSTS = [server.host]
        yield server


@pytest.fixture
def endpoint(law, other):
    return make_endpoint(other.url, api_key=fake.KEY)


def passed(endpoint, case=None, at=AT):
    case = case or make_verified(at=AT, office=make_office())
    return services.pass_on(number=case.number, endpoint=endpoint, by=make_actor(), at=at)


def sent(endpoint, case=None):
    row = passed(endpoint, case)
    services.send_waiting(at=AT)
    row.refresh_from_db()
    assert row.state == "sent"
    return row


def pulled(at):
    return services.pull_due(at=at)


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wire", list(WireFormat))
def test_a_case_arrives_once_and_both_numbers_are_kept(endpoint, other, wire):
    RemoteEndpoint.objects.update(wire=wire.value)
    row = sent(endpoint)
    assert row.external_number == "9000"
    assert row.sent_at == AT
    services.send_waiting(at=AT + timedelta(days=1))
    assert other.calls == ["POST requests"]
    names = list(FactRow.objects.filter(subject_id=row.case_id).values_list("name", flat=True))
    assert names[-2:] == ["CasePassedOn", "CaseReachedRemote"]


def test_nothing_of_the_author_leaves_the_house(endpoint, other):
    case = make_verified(
        at=AT,
        text="Saya Sari Wulandari, telepon 0812 3456 7890, lampu pasar mati dua minggu.",
        contact=Contact(name="Sari Wulandari", phone="+6281234567890", email="sari@contoh.id"),
    )
    sent(endpoint, case)
    (told,) = other.received
    whole = " ".join(told.values())
    for secret in ("Wulandari", "7890", "sari@contoh.id"):
        assert secret not in whole
    assert set(told) <= {
        "api_key",
        "service_code",
        "description",
        "address_string",
        "device_id",
        "lat",
        "long",
    }
    assert "lampu pasar mati" in told["description"]


@pytest.mark.parametrize("is_anonymous", [False, True])
def test_the_first_public_photo_is_told_by_its_address(endpoint, other, client, is_anonymous):
    key = uuid.uuid4()
    first, _second = (
        keep_photo(photo_file(exif=gps_exif()), size=1, submission_key=key, at=AT)
        for _n in range(2)
    )
    case = make_verified(key=key, at=AT, office=make_office(), is_anonymous=is_anonymous)
    services.pass_on(
        number=case.number, endpoint=endpoint, by=make_actor(), at=AT, site="https://pendopo.test/"
    )
    services.send_waiting(at=AT)
    (row,) = other.received
    assert row["media_url"] == f"https://pendopo.test/foto/{first.id}.jpg"
    shown = client.get(f"/foto/{first.id}.jpg").content
    assert shown.startswith(b"\xff\xd8")
    assert b"KameraContoh" not in shown


def test_no_photo_is_told_of_a_case_that_closed_to_the_public(endpoint, other):
    case = make_verified(at=AT, office=make_office())
    row = services.pass_on(
        number=case.number, endpoint=endpoint, by=make_actor(), at=AT, site="https://pendopo.test"
    )
    Case.objects.filter(id=case.id).update(is_public=False)
    services.send_waiting(at=AT)
    row.refresh_from_db()
    assert (row.state, other.received) == ("refused", [])


def test_only_who_handles_a_public_case_passes_it_on(endpoint):
    hidden = make_verified(at=AT, is_secret=True)
    with pytest.raises(Refused):
        passed(endpoint, hidden)
    with pytest.raises(Refused):
        passed(endpoint, make_case(at=AT))
    case = make_verified(at=AT, office=make_office())
    stranger = make_actor(Role.REGENT)
    with pytest.raises(NotAllowed):
        services.pass_on(number=case.number, endpoint=endpoint, by=stranger, at=AT)
    assert RemoteCase.objects.count() == 0


def test_a_topic_without_a_service_there_is_refused(endpoint):
    RemoteEndpoint.objects.update(services={"roads.light": "LAMPU"})
    endpoint.refresh_from_db()
    with pytest.raises(Refused):
        passed(endpoint)


def test_passing_on_twice_is_one_row(endpoint):
    case = make_verified(at=AT, office=make_office())
    assert passed(endpoint, case).id == passed(endpoint, case).id


def test_a_case_that_became_secret_meanwhile_stays(endpoint, other):
    row = passed(endpoint)
    Case.objects.update(is_secret=True, is_public=False)
    services.send_waiting(at=AT)
    row.refresh_from_db()
    assert (row.state, row.last_error) == ("refused", "no_longer_public")
    assert other.received == []


def test_a_server_out_of_order_is_tried_again_later_and_later(endpoint, other):
    row = passed(endpoint)
    other.failures = [500, 503, 429]
    moments = []
    at = AT
    for _attempt in range(4):
        services.send_waiting(at=at)
        row.refresh_from_db()
        moments.append(row.next_try_at)
        # A moment before, nobody tries.
        if row.next_try_at:
            assert services.send_waiting(at=row.next_try_at - timedelta(seconds=1)) == 0
            at = row.next_try_at
    assert [each - AT for each in moments[:3]] == [2 * MINUTE, 6 * MINUTE, 14 * MINUTE]
    assert (row.state, row.external_number, row.last_error) == ("sent", "9000", "")
    assert len(other.received) == 1


def test_it_is_given_up_in_the_open_after_many_attempts(endpoint, other):
    row = passed(endpoint)
    other.failures = [500] * MOST_ATTEMPTS
    for day in range(MOST_ATTEMPTS):
        services.send_waiting(at=AT + timedelta(days=day))
    row.refresh_from_db()
    assert (row.state, row.last_error) == ("failed", "http_500")
    assert FactRow.objects.filter(name="CaseNotTaken").count() == 1
    again = passed(endpoint, row.case, at=AT + timedelta(days=30))
    assert (again.id, again.state, again.attempts) == (row.id, "queued", 0)


def test_what_the_server_finds_wrong_is_not_repeated(endpoint, other):
    RemoteEndpoint.objects.update(api_key="salah")
    row = passed(endpoint)
    services.send_waiting(at=AT)
    row.refresh_from_db()
    assert (row.state, row.last_error, row.next_try_at) == ("refused", "http_403", None)


def test_a_token_is_asked_until_it_has_a_number(endpoint, other):
    other.is_batch, other.pending_polls = True, 1
    row = passed(endpoint)
    for hour in range(3):
        services.send_waiting(at=AT + timedelta(hours=hour))
    row.refresh_from_db()
    assert (row.state, row.external_number, row.token) == ("sent", "9000", "t-9000")
    assert row.sent_at == AT
    assert other.calls == ["POST requests", "GET tokens/t-9000", "GET tokens/t-9000"]


@pytest.mark.parametrize("wire", list(WireFormat))
def test_updates_move_the_state_forward_only(endpoint, other, wire):
    RemoteEndpoint.objects.update(wire=wire.value)
    row = sent(endpoint)
    other.tell("a", "9000", "IN_PROGRESS", "2026-03-18T10:00:00+07:00", "Tim berangkat")
    other.tell("b", "9000", "open", "2026-03-18T11:00:00+07:00", "Data dilengkapi")
    other.tell("c", "9000", "CLOSED", "2026-03-19T10:00:00+07:00", "Selesai")
    other.tell("d", "9000", "IN_PROGRESS", "2026-03-18T09:00:00+07:00", "Kabar yang terlambat")
    other.tell("x", "lain", "CLOSED", "2026-03-19T10:00:00+07:00", "Milik orang lain")
    assert pulled(AT + timedelta(days=2)) == 4
    row.refresh_from_db()
    assert row.remote_state == "CLOSED"
    kept = dict(row.updates.values_list("update_id", "moved_state"))
    assert kept == {"a": True, "b": False, "c": True, "d": False}
    assert row.updates.get(update_id="d").words == "Kabar yang terlambat"
    moves = FactRow.objects.filter(name="RemoteStateMoved").order_by("id")
    assert [fact.payload["state"] for fact in moves] == ["IN_PROGRESS", "CLOSED"]
    # Our own case is answered by our own office, whatever another system says.
    assert Case.objects.get().status == "assigned"


def test_pulling_again_changes_nothing(endpoint, other):
    row = sent(endpoint)
    other.tell("a", "9000", "IN_PROGRESS", "2026-03-18T10:00:00+07:00", "Tim berangkat")
    other.tell("a2", "9000", "in progress", "2026-03-18T12:00:00+07:00", "Tim berangkat")
    assert pulled(AT + timedelta(days=2)) == 1
    assert pulled(AT + timedelta(days=3)) == 0
    assert row.updates.count() == 1


def test_reopening_is_no_step_backwards(endpoint, other):
    row = sent(endpoint)
    other.tell("a", "9000", "FIXED", "2026-03-18T10:00:00+07:00", "Selesai")
    other.tell("b", "9000", "REOPEN", "2026-03-19T10:00:00+07:00", "Dibuka lagi")
    other.tell("c", "9000", "INVESTIGATING", "2026-03-20T10:00:00+07:00", "Diperiksa")
    pulled(AT + timedelta(days=5))
    row.refresh_from_db()
    assert row.remote_state == "INVESTIGATING"


def test_a_clock_that_is_behind_does_not_place_an_update_before_the_sending(endpoint, other):
    row = sent(endpoint)
    other.tell("a", "9000", "IN_PROGRESS", "2020-01-01T00:00:00Z", "Dikerjakan")
    pulled(AT + timedelta(days=1))
    assert RemoteUpdate.objects.get().told_at == AT
    row.refresh_from_db()
    assert row.remote_state == "IN_PROGRESS"


def test_servers_without_updates_are_asked_for_states(endpoint, other):
    row = sent(endpoint)
    other.has_updates = False
    other.tell("-", "9000", "CLOSED", "2026-03-19T10:00:00+07:00", "Selesai")
    assert pulled(AT + timedelta(days=3)) == 1
    assert pulled(AT + timedelta(days=4)) == 0
    row.refresh_from_db()
    assert row.remote_state == "CLOSED"


def test_a_failing_pull_waits_and_then_misses_nothing(endpoint, other):
    sent(endpoint)
    other.failures = [500, 500]
    assert pulled(AT + timedelta(hours=1)) == 0
    row = RemoteEndpoint.objects.get()
    assert (row.n_failures, row.last_error, row.pulled_until) == (1, "http_500", None)
    assert row.next_pull_at == AT + timedelta(hours=1) + 2 * MINUTE
    calls = len(other.calls)
    pulled(AT + timedelta(hours=1) + MINUTE)
    assert len(other.calls) == calls
    pulled(AT + timedelta(hours=2))
    other.tell("a", "9000", "CLOSED", "2026-03-17T10:30:00+07:00", "Selesai")
    assert pulled(AT + timedelta(days=1)) == 1
    assert RemoteEndpoint.objects.get().n_failures == 0


def test_the_key_of_another_server_is_sealed_in_the_database(endpoint):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT api_key FROM exchange_remoteendpoint")
        (stored,) = cursor.fetchone()
    assert fake.KEY not in stored


@pytest.mark.parametrize(
    ("url", "hosts", "code"),
    [
        ("http://127.0.0.1:1/x", [], "host_not_listed"),
        ("http://169.254.169.254/latest/meta-data/", ["lapor.contoh.go.id"], "host_not_listed"),
        ("https://lapor.contoh.go.id:8443/x", ["lapor.contoh.go.id"], "host_not_listed"),
        ("http://lapor.contoh.go.id/x", ["lapor.contoh.go.id"], "host_not_listed"),
        ("https://lapor.contoh.go.id@jahat.example/x", ["lapor.contoh.go.id"], "bad_address"),
        ("file:///etc/passwd", ["lapor.contoh.go.id"], "bad_address"),
        ("gopher://lapor.contoh.go.id/x", ["lapor.contoh.go.id"], "bad_address"),
        ("https://[::1", ["lapor.contoh.go.id"], "bad_address"),
        ("https://localhost/x", ["localhost"], "private_address"),
        ("http://127.0.0.1:1/x", ["127.0.0.1:1"], "unreachable"),
    ],
)
def test_only_listed_servers_are_called(url, hosts, code):
    with pytest.raises(RemoteError) as failure:
        fetch("GET", url, hosts=hosts)
    assert failure.value.code == code


def test_a_redirect_is_not_followed(other):
    other.failures = [302]
    with pytest.raises(RemoteError) as failure:
        fetch("GET", f"{other.url}/services.json", hosts=[other.host])
    assert failure.value.code == "redirected"
    assert len(other.calls) == 1


def test_network_is_never_used_inside_a_transaction(endpoint, other, monkeypatch):
    from django.db import connection

    from pendopo.ecosystem.exchange.services import passing

    depths = []
    outer = len(connection.savepoint_ids)

    def watched(*arguments, **named):
        depths.append(len(connection.savepoint_ids) - outer)
        return fetch(*arguments, **named)

    monkeypatch.setattr(passing, "fetch", watched)
    sent(endpoint)
    pulled(AT + timedelta(days=1))
    assert depths == [0, 0]


def test_ids_of_rows_make_repetition_recognisable(endpoint, other):
    row = sent(endpoint)
    assert uuid.UUID(next(iter(other.numbers))) == row.id

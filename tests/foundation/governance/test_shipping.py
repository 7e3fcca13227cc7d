"""A newer shipped set is offered with its difference, never put in force by itself."""

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.governance import AT, TODAY, make_rules, make_term
from tests.factories.people import actor_for, make_officer, sign_in

from pendopo.engines.written import write_text
from pendopo.foundation.governance import selectors, shipping
from pendopo.foundation.governance.errors import DraftMissing, DraftWaits, NotEditor
from pendopo.foundation.governance.loading import load_missing
from pendopo.foundation.governance.merging import kept_back, taken_in
from pendopo.foundation.governance.models import PolicyVersion
from pendopo.foundation.governance.services import drop_draft, save_draft
from pendopo.foundation.people.types import Role
from pendopo.portal.health import law

DESK = "/petugas/kebijakan/contoh/"


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA_ROOT = tmp_path
    (tmp_path / "policies").mkdir()
    return tmp_path / "policies"


def ship(folder, raw):
    path = folder / f"{raw['code']}.yaml"
    # Written anew, so that no part stands in two places.
    path.write_text(write_text(json.loads(json.dumps(raw))), encoding="utf-8")
    shipping._definitions.cache_clear()
    load_missing(folder)


def newer():
    """The small set with a rule changed and a rule added."""
    raw = make_rules()
    raw["rules"][1]["explanation"] = {"id": "Jam kerja untuk bekerja, bukan untuk bercakap."}
    raw["rules"].append(raw["rules"][0] | {"id": "CON-03", "acts": ["comment"]})
    return raw


def editor(role=Role.ADMIN):
    return actor_for(make_officer(role))


def ids(version):
    return [rule["id"] for rule in version.definition["rules"]]


@pytest.mark.django_db
def test_a_newer_set_waits_as_an_offer_and_holds_only_once_decided(folder):
    ship(folder, make_rules())
    make_term()
    assert shipping.offers() == []
    ship(folder, newer())
    (offer,) = shipping.offers()
    assert (offer.code, [one.kind for one in offer.changes()]) == ("contoh", ["changed", "added"])
    assert PolicyVersion.objects.count() == 1
    draft = shipping.take_shipped(code="contoh", by=editor(), at=AT)
    assert (draft.state, ids(draft)) == ("draft", ["CON-01", "CON-02", "CON-03"])
    assert ids(selectors.in_force(at=AT).version) == ["CON-01", "CON-02"]
    assert shipping.offers() == []
    make_term(first=TODAY)
    assert ids(selectors.in_force(at=AT).version) == ["CON-01", "CON-02", "CON-03"]
    assert shipping.offers() == []


@pytest.mark.django_db
def test_what_the_office_wrote_itself_stays(folder):
    ship(folder, make_rules())
    own = make_rules()
    own["rules"][1]["explanation"] = {"id": "Menurut surat edaran kami."}
    own["rules"].append(own["rules"][0] | {"id": "KAB-01", "acts": ["post"]})
    save_draft(raw=own, by=editor(), at=AT)
    make_term()
    ship(folder, newer())
    offer = shipping.offer_of("contoh")
    assert offer.kept == ("CON-02",)
    draft = shipping.take_shipped(code="contoh", by=editor(), at=AT)
    assert ids(draft) == ["CON-01", "CON-02", "CON-03", "KAB-01"]
    assert draft.definition["rules"][1]["explanation"] == {"id": "Menurut surat edaran kami."}


@pytest.mark.django_db
def test_a_draft_is_never_overwritten_and_a_dropped_one_brings_the_offer_back(folder):
    ship(folder, make_rules())
    with pytest.raises(DraftMissing):
        shipping.take_shipped(code="contoh", by=editor(), at=AT)
    ship(folder, newer())
    by = editor()
    save_draft(raw=make_rules(summary={"id": "Naskah kami."}), by=by, at=AT)
    with pytest.raises(DraftWaits):
        shipping.take_shipped(code="contoh", by=by, at=AT)
    drop_draft(code="contoh", by=by, at=AT)
    shipping.take_shipped(code="contoh", by=by, at=AT)
    edited = newer() | {"summary": {"id": "Disunting lagi."}}
    assert save_draft(raw=edited, by=by, at=AT).shipped_digest
    assert shipping.offers() == []
    drop_draft(code="contoh", by=by, at=AT)
    assert [offer.code for offer in shipping.offers()] == ["contoh"]
    with pytest.raises(NotEditor):
        shipping.take_shipped(code="contoh", by=editor(Role.OFFICER), at=AT)


@pytest.mark.django_db
def test_the_screens_tell_of_it_with_the_difference(folder, client):
    ship(folder, make_rules())
    ship(folder, newer())
    (finding, _unconfirmed) = law.policies(AT)
    assert (finding.state, finding.names, finding.url) == (
        "look",
        ("contoh",),
        "/petugas/kebijakan/",
    )
    sign_in(client, make_officer(Role.ADMIN))
    assert "Versi bawaan yang lebih baru" in client.get("/petugas/kebijakan/").content.decode()
    page = client.get(DESK).content.decode()
    assert "bukan untuk bercakap" in page
    assert "Ambil sebagai rancangan" in page
    assert client.post(f"{DESK}ambil-bawaan/", follow=True).status_code == 200
    assert selectors.newest("contoh").state == "draft"
    assert "Ambil sebagai rancangan" not in client.get(DESK).content.decode()


def a_set(numbers):
    """A set whose rule of each number says what stands there."""
    return {"rules": [{"id": f"R{key}", "says": says} for key, says in numbers.items()]}


SETS = st.dictionaries(st.integers(0, 5), st.integers(0, 2), max_size=6)


@given(SETS, SETS, SETS)
def test_a_merge_follows_whoever_alone_changed_a_rule_and_the_office_where_both_did(b, o, t):
    base, ours, theirs = map(a_set, (b, o, t))
    before = deepcopy((base, ours, theirs))
    merged = {row["id"]: row["says"] for row in taken_in(base, ours, theirs).get("rules", ())}
    for key in range(6):
        mine, new = o.get(key), t.get(key)
        assert merged.get(f"R{key}") == (new if mine == b.get(key) else mine)
    assert (base, ours, theirs) == before
    both = [
        key for key in t if key in b and t[key] != b[key] and o.get(key) not in (b[key], t[key])
    ]
    assert kept_back(base, ours, theirs) == [f"R{key}" for key in both]

"""A release in official accounts: copied by hand, confirmed with its address."""

import pytest
from tests.factories.governance import ship_policies
from tests.factories.people import actor_for, make_officer, sign_in
from tests.factories.release import (
    AT,
    TODAY,
    make_account,
    make_published,
    make_registrar,
    position_of,
)

from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.types import Role
from pendopo.foundation.release.errors import NotYours, WrongStep
from pendopo.foundation.release.models import Posting
from pendopo.foundation.release.services import registers
from pendopo.foundation.release.services.postings import confirm
from pendopo.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
LINK = "https://jejaring.example/contoh/123"


@pytest.fixture
def posting(db):
    ship_policies()
    return make_published(accounts=(make_account(),)).postings.get()


def operator_of(account):
    officer = make_officer()
    registers.appoint_operator(
        account_id=account.id,
        position=position_of(officer),
        since=TODAY,
        by=make_registrar(),
        at=AT,
    )
    return officer


def test_the_operator_confirms_the_address_once(posting):
    by = actor_for(operator_of(posting.account), AT)
    confirm(posting_id=posting.id, permalink=LINK, by=by, at=AT)
    with pytest.raises(WrongStep):
        confirm(posting_id=posting.id, permalink=f"{LINK}4", by=by, at=AT)
    assert Posting.objects.get().permalink == LINK
    (fact,) = facts_about(posting.release_id, names=["ReleasePosted"])
    assert (fact.account_id, fact.network) == (posting.account_id, "instagram")


@pytest.mark.parametrize("link", ["https://lain.example/123", "https://jejaring.example.lain/", ""])
def test_an_address_elsewhere_is_refused(posting, link):
    by = actor_for(operator_of(posting.account), AT)
    with pytest.raises(BadInput):
        confirm(posting_id=posting.id, permalink=link, by=by, at=AT)
    assert not facts_about(posting.release_id, names=["ReleasePosted"])


def test_who_does_not_operate_the_account_confirms_nothing(posting):
    operator_of(make_account())
    for role in (Role.OFFICER, Role.HEAD):
        with pytest.raises(NotYours):
            confirm(
                posting_id=posting.id, permalink=LINK, by=actor_for(make_officer(role), AT), at=AT
            )
    assert Posting.objects.get().posted_at is None


def test_the_operator_copies_and_confirms_on_the_page_and_everyone_reads_where(client, posting):
    sign_in(client, operator_of(posting.account))
    page = f"/petugas/rilis/{posting.release_id}/"
    shown = client.get(page).content.decode()
    assert "Salin naskah ini" in shown
    assert f"/kabar/{posting.release_id}/" in shown
    told = {"step": "confirm", "posting": posting.id}
    assert client.post(page, told | {"permalink": "bukan tautan"}).status_code == 409
    assert client.post(page, told | {"posting": "1", "permalink": LINK}).status_code == 404
    assert client.post(page, told | {"permalink": LINK}).status_code == 302
    assert LINK in client.get(f"/kabar/{posting.release_id}/").content.decode()

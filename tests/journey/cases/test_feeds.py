"""Feeds say what the pages say, in valid XML, and nothing of a person."""

from xml.etree import ElementTree as ET

import pytest
from tests.factories.cases import ANSWER, make_answered, make_verified
from tests.factories.voice import make_regency

from pendopo.foundation.people.types import Contact
from pendopo.journey.cases.search import enter_changed
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
ATOM = "{http://www.w3.org/2005/Atom}"


def read_xml(response):
    return ET.fromstring(response.content)  # noqa: S314 -- written by ourselves


def entries(client, address):
    enter_changed()
    response = client.get(address)
    assert response.status_code == 200
    return [one.findtext(f"{ATOM}title") for one in read_xml(response).iter(f"{ATOM}entry")]


def test_the_feed_of_a_case_tells_its_way_newest_first(client, roads):
    case = make_answered(office=roads, title="Lubang <b>dalam</b> & lebar")
    address = f"/laporan/{case.number}/feed.atom"
    titles = entries(client, address)
    assert titles[0].startswith("Dijawab: sudah dikerjakan")
    assert titles[-1] == "Laporan diterima"
    body = client.get(address).content.decode()
    assert ANSWER in body
    assert "Lubang &lt;b&gt;dalam&lt;/b&gt; &amp; lebar" in body
    assert f"http://testserver/laporan/{case.number}/" in body


def test_feeds_of_area_office_and_search(client, roads, lights):
    make_regency()
    hole = make_verified(office=roads, title="Lubang", place=Place("99.01.01.2001"))
    make_verified(office=lights, title="Padam")
    assert entries(client, "/wilayah/99.01.01/feed.atom") == ["Lubang"]
    assert entries(client, "/perangkat-daerah/dpupr/feed.atom") == ["Lubang"]
    assert entries(client, "/laporan/umpan.atom?text=padam") == ["Padam"]
    assert len(entries(client, "/laporan/umpan.atom")) == 2
    rss = read_xml(client.get("/perangkat-daerah/dpupr/feed.rss"))
    assert [one.text for one in rss.findall("./channel/item/guid")] == [f"urn:uuid:{hole.id}"]


@pytest.mark.parametrize(
    "address", ["/wilayah/11/feed.atom", "/perangkat-daerah/x/feed.rss", "/laporan/1/feed.atom"]
)
def test_what_is_not_there_has_no_feed(client, address):
    assert client.get(address).status_code == 404


def test_identifiers_are_covered(client):
    make_verified(
        title="Hubungi 081234567890",
        text="Saya Siti Rahayu.",
        contact=Contact(name="Siti Rahayu", phone="081234567890"),
    )
    enter_changed()
    body = client.get("/laporan/umpan.atom").content.decode()
    assert "081234567890" not in body
    assert "Rahayu" not in body
    assert "[telepon disamarkan]" in body


def test_an_unchanged_feed_is_not_sent_again(client):
    make_verified(title="Lampu")
    enter_changed()
    first = client.get("/laporan/umpan.atom")
    again = client.get("/laporan/umpan.atom", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "public" in first["Cache-Control"]

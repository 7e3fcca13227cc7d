"""The files for everyone: every public case once, covered, and nothing else."""

import csv
import gzip
import io

import duckdb
import pytest
from tests.factories.cases import AT, make_answered, make_case, make_verified
from tests.factories.voice import REGENCY, make_regency, make_topics

from pendopo.foundation.people.types import Contact
from pendopo.journey.cases.opendata import services
from pendopo.journey.cases.opendata.columns import COLUMNS
from pendopo.journey.cases.opendata.selectors import current_edition
from pendopo.journey.cases.search import enter_changed
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.PENDOPO_HOME = tmp_path
    settings.PENDOPO_REGION = REGENCY


def made():
    enter_changed()
    return services.make_edition(at=AT)


def body(response):
    content = b"".join(response.streaming_content)
    response.close()
    return content


def csv_rows(client):
    response = client.get("/data/laporan.csv", HTTP_ACCEPT_ENCODING="identity")
    return list(csv.DictReader(io.StringIO(body(response).decode())))


def test_each_public_case_stands_once_in_both_files(client, roads, tmp_path):
    make_topics()
    make_regency()
    case = make_answered(
        office=roads,
        topic="roads.hole",
        title="Jembatan goyah",
        is_anonymous=False,
        place=Place("99.01.01.2001", "", -7.123456, 112.654321),
    )
    make_verified(title="Lampu padam")
    edition = made()
    assert edition.n_rows == 2
    row = next(one for one in csv_rows(client) if one["service_request_id"] == case.number)
    told = {
        name: row[name]
        for name in (
            "status",
            "status_description",
            "agency_responsible",
            "service_code",
            "service_name",
            "lat",
            "long",
            "jurisdiction_id",
            "address",
            "outcome",
        )
    }
    assert told == {
        "status": "closed",
        "status_description": "answered",
        "agency_responsible": "dpupr",
        "service_code": "roads.hole",
        "service_name": "Jalan rusak",
        "lat": "-7.123",
        "long": "112.654",
        "jurisdiction_id": "99.01",
        "address": "Contohsari 0, Contoharjo 1",
        "outcome": "done",
    }
    assert row["description"].startswith("Jembatan goyah\n\nSudah dua minggu")
    assert row["updated_datetime"] == "2026-03-17T03:00:00.000000Z"
    file = tmp_path / "lain.parquet"
    file.write_bytes(body(client.get("/data/laporan.parquet")))
    found = duckdb.execute(
        "SELECT service_request_id, lat, n_reopened, typeof(requested_datetime) "
        "FROM read_parquet(?) ORDER BY lat NULLS LAST",
        [str(file)],
    ).fetchall()
    assert found[0] == (case.number, -7.123, 0, "TIMESTAMP WITH TIME ZONE")
    assert len(found) == 2


def test_secret_and_waiting_cases_and_identifiers_are_in_no_file(client):
    make_verified(title="Pungli rahasia", is_secret=True)
    make_case(title="Belum diperiksa")
    make_verified(
        title="Hubungi 081234567890",
        text="Saya Siti Rahayu, siti@contoh.id.",
        contact=Contact(name="Siti Rahayu", phone="081234567890"),
    )
    edition = made()
    text = "".join(str(row) for row in csv_rows(client))
    for words in ("Pungli", "Belum diperiksa", "081234567890", "Rahayu", "siti@"):
        assert words not in text
        for file in edition.folder.iterdir():
            content = (
                gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            )
            assert words.encode() not in content, file.name
    assert edition.n_rows == 1


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_runs_as_a_formula(client, sign):
    make_verified(title=f'{sign}HYPERLINK("http://x")')
    made()
    (row,) = csv_rows(client)
    assert row["description"].startswith(f"'{sign}")


def test_a_packed_file_holds_the_same(client):
    make_verified(title="Lampu padam")
    made()
    packed = client.get("/data/laporan.csv", HTTP_ACCEPT_ENCODING="gzip, br")
    plain = client.get("/data/laporan.csv", HTTP_ACCEPT_ENCODING="identity")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(body(packed)) == body(plain)
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in packed["Vary"]
    assert packed["Content-Disposition"] == 'attachment; filename="laporan.csv"'


def test_an_unchanged_file_is_not_sent_again(client):
    make_verified(title="Lampu padam")
    made()
    first = client.get("/data/laporan.parquet")
    body(first)
    again = client.get("/data/laporan.parquet", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_says_what_there_is_and_what_every_column_means(client):
    assert "sedang dibuat" in client.get("/data/").content.decode()
    assert client.get("/data/laporan.csv").status_code == 404
    make_verified(title="Lampu padam")
    edition = made()
    page = client.get("/data/").content.decode()
    for words in ("1 laporan", "CC BY 4.0", edition.digests["laporan.csv"], "laporan.parquet"):
        assert words in page
    assert [one.name for one in COLUMNS if f"<dt>{one.name} " not in page] == []


def test_a_new_edition_replaces_the_old_whole_and_leaves_nothing_half_done(tmp_path, monkeypatch):
    make_verified(title="Lampu padam")
    first = made()

    def fail(*_args):
        raise OSError("disk")

    monkeypatch.setattr(services, "_write_parquet", fail)
    with pytest.raises(OSError, match="disk"):
        services.make_edition(at=AT)
    assert current_edition().folder == first.folder
    assert [path.name for path in (tmp_path / "open-data").iterdir()] == [first.folder.name]

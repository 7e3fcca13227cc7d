"""One case with personal data in every field: none of it stands anywhere where everyone reads."""

import duckdb
import pytest
from tests.factories.cases import AT, make_actor, make_verified
from tests.factories.guarding import NIK, PHONE, REASON
from tests.factories.people import make_office
from tests.factories.voice import REGENCY, make_regency

from pendopo.foundation.people.types import Contact
from pendopo.journey.cases import services
from pendopo.journey.cases.opendata.services import make_edition
from pendopo.journey.cases.search import enter_changed
from pendopo.journey.cases.types import Outcome
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
EMAIL = "siti.warga@surat-kita.id"
MINE = f"NIK saya {NIK}, hp {PHONE}, surel {EMAIL}, saya Siti Rahayu Ningsih."
ANSWER = f"Lubang di Jalan Melati ditambal hari Kamis oleh regu UPT. Kepada {MINE}"
MARCH = "start_date=2026-03-01T00:00:00Z&end_date=2026-04-01T00:00:00Z"
ADDRESSES = (
    "/laporan/",
    "/laporan/{number}/",
    "/laporan/{number}/feed.atom",
    "/laporan/{number}/feed.rss",
    "/laporan/umpan.atom",
    f"/open311/v2/requests.json?{MARCH}",
    "/open311/v2/requests/{number}.json",
    "/open311/v2/requests/{number}.xml",
    f"/open311/v2/servicerequestupdates.json?{MARCH}",
    "/api/v1/cases",
    "/api/v1/cases/{number}",
    "/data/laporan.csv",
)


@pytest.fixture
def case(settings, tmp_path):
    settings.PENDOPO_HOME = tmp_path
    settings.PENDOPO_REGION = REGENCY
    make_regency()
    made = make_verified(
        office=make_office(),
        title=f"Hubungi {PHONE}",
        text=f"Jalan rusak. {MINE}",
        place=Place("99.01.01.2001", f"Depan rumah {PHONE}", -7.123456, 112.654321),
        contact=Contact(name="Siti Rahayu Ningsih", phone=PHONE),
        is_anonymous=False,
    )
    told = {"case_id": made.id, "keep_reason": REASON, "by": make_actor(), "at": AT}
    services.progress_case(text=f"Regu meninjau Jalan Melati hari Rabu. {MINE}", **told)
    services.answer_case(outcome=Outcome.DONE, text=ANSWER, proof=f"Berita acara {PHONE}", **told)
    enter_changed()
    make_edition(at=AT)
    return made


def body_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def test_no_public_address_tells_who_it_was(client, case, tmp_path):
    for address in ADDRESSES:
        path = address.format(number=case.number)
        response = client.get(path, HTTP_ACCEPT_ENCODING="identity")
        assert response.status_code == 200, path
        body = body_of(response)
        assert case.number in body, path
        for value in (NIK, PHONE, EMAIL, "Rahayu"):
            assert value not in body, f"{path}: {value}"

    files = list(tmp_path.rglob("*.parquet"))
    assert files
    for file in files:
        rows = str(duckdb.read_parquet(str(file)).select("columns(*)::varchar").fetchall())
        assert not any(value in rows for value in (NIK, PHONE, EMAIL, "Rahayu")), file

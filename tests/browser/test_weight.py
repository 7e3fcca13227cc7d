"""What a read page costs somebody on a slow network who pays for every byte."""

import re

import pytest
from tests.browser.visits import CITIZEN, EVERYDAY_QUESTION, INDICATOR, Visit

KIB = 1024
MOST_IN_ALL, MOST_AT_FIRST, MOST_STYLE = 30 * KIB, 14_000, 10 * KIB
READ_PAGES = (
    Visit("portal:home"),
    Visit("cases:register"),
    Visit("cases:public", "", ("case.answered",)),
    Visit("portal:voice", CITIZEN, ("case.own",)),
    Visit("deliberation:detail", "", ("talk.open",)),
    Visit("deliberation:map", "", ("talk.answered",)),
    Visit("deliberation:response", "", ("talk.answered",)),
    Visit("commitments:list"),
    Visit("commitments:detail", "", ("promise.kept",)),
    Visit("evidence:indicators"),
    Visit("evidence:indicator", "", (INDICATOR,)),
    Visit("accountability:offices"),
    Visit("accountability:office", "", ("dpupr",)),
    Visit("ledger:record"),
    Visit("governance:rules"),
    Visit("governance:ask", query=EVERYDAY_QUESTION),
)
HASHED = re.compile(r"/static/pendopo/pendopo\.[0-9a-f]{12}\.css$")


@pytest.mark.parametrize("visit", READ_PAGES, ids=str)
def test_a_read_page_is_light(visit, world, transfers):
    cookies = world.cookies(visit.who) if visit.who else ()
    sizes = transfers(world.url + visit.path(world.known), cookies=cookies)
    assert len(sizes) >= 3, "the page, its style sheet and its script are counted"
    assert sizes[0] <= MOST_AT_FIRST
    assert sum(sizes) <= MOST_IN_ALL


def test_the_style_sheet_is_small_and_kept_for_good(enter):
    with enter() as page, page.expect_response(HASHED) as asked:
        page.goto("/")
        style = asked.value
        sizes = style.request.sizes()
        assert style.headers["content-encoding"] in {"br", "gzip"}
        assert style.headers["cache-control"] == "max-age=315360000, public, immutable"
        assert 1 * KIB < sizes["responseBodySize"] <= MOST_STYLE
        assert len(style.body()) > 2 * sizes["responseBodySize"]

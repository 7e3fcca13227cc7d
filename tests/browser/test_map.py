"""The moving map: it comes on a tap, under the strict policy, and loads nothing before."""

import re

LEAFLET = re.compile(r"/static/cases/leaflet/leaflet\.")


def test_a_tap_opens_the_map_and_nothing_is_loaded_before(enter):
    with enter(viewport={"width": 800, "height": 900}) as page:
        said, asked = [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/laporan/peta/")
        assert page.locator("svg circle").count() > 3
        assert not [url for url in asked if LEAFLET.search(url)]
        page.get_by_role("button", name="Buka peta").click()
        page.locator("#peta canvas").wait_for()
        assert said == []
        assert not [url for url in asked if not url.startswith(page.url.split("/laporan")[0])]


def test_the_picture_and_the_table_stand_without_scripts(enter):
    with enter(java_script_enabled=False) as page:
        page.goto("/laporan/peta/")
        assert page.locator("svg circle").count() > 3
        assert page.locator("table tbody tr").count() >= 2
        assert page.get_by_role("button", name="Buka peta").count() == 0

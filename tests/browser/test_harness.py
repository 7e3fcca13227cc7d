"""The browser fixtures themselves: each must be able to fail, or it proves nothing."""

import pytest

UNLABELLED = (
    "<!doctype html><html lang=id><title>Uji</title><main><h1>Uji</h1><input></main></html>"
)
LENGTH_OF_STYLE = """async () => {
  const answer = await fetch(document.querySelector("link[rel=stylesheet]").href)
  return (await answer.text()).length
}"""
STRICT = "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"


def test_axe_names_a_field_without_a_label(open_page, axe):
    with open_page() as page:
        page.set_content(UNLABELLED)
        with pytest.raises(AssertionError, match="label"):
            axe(page)


def test_a_page_that_breaks_its_policy_fails(open_page):
    with pytest.raises(AssertionError, match="Content Security Policy"), open_page() as opened:
        opened.set_content(f"<head>{STRICT}</head><body><script>document.title = 'jalan'</script>")


def test_a_page_that_asks_another_host_fails(open_page):
    with pytest.raises(AssertionError, match="another host"), open_page() as opened:
        opened.set_content("<img src='http://lain.invalid/gambar.png' alt=''>")


def test_a_page_that_raises_fails(open_page):
    with pytest.raises(AssertionError, match="tersandung"), open_page() as opened:
        opened.set_content("<script>throw new Error('tersandung')</script>")


def test_without_scripts_no_script_runs(open_page):
    with open_page(java_script_enabled=False) as page:
        page.set_content("<title>diam</title><script>document.title = 'jalan'</script>")
        assert page.title() == "diam"


def test_weight_is_what_travels_compressed(page, live_url, page_weight, first_response_weight):
    address = f"{live_url}/halaman-yang-tidak-ada/"
    page.goto(address)
    uncompressed_style = page.evaluate(LENGTH_OF_STYLE)
    assert 200 < first_response_weight(address) < page_weight(address) < uncompressed_style

"""Every page of the house, looked at by axe on a phone, in daylight and at night."""

import pytest
from tests.browser.visits import NO_PAGES, VISITS, addresses

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
# What the colour scheme changes; the rest is the same document.
COLOURS = ["color-contrast", "link-in-text-block"]
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
TOO_WIDE = """() => {
  const room = innerWidth, root = document.scrollingElement
  if (root.scrollWidth <= room) return []
  const wide = [...document.querySelectorAll("body *")].filter(each => {
    for (let up = each.parentElement; up; up = up.parentElement)
      if (up !== root && getComputedStyle(up).overflowX !== "visible") return false
    return each.getBoundingClientRect().right > room + 0.5
  })
  return [`${root.scrollWidth} > ${room}`, ...wide.slice(0, 3).map(each => each.outerHTML.slice(0, 160))]
}"""


def look_at(page, axe):
    """Check the page that stands there: rules, both colour schemes, and a narrow screen."""
    page.evaluate(OPEN_ALL)
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page, rules=COLOURS)
    page.set_viewport_size(NARROW)
    assert page.evaluate(TOO_WIDE) == []


def test_every_address_is_visited_or_said_to_be_no_page():
    visited = {visit.name for visit in VISITS}
    assert visited | set(NO_PAGES) == set(addresses())
    assert not visited & set(NO_PAGES)


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_page(visit, world, enter, axe):
    with enter(visit.who, viewport=PHONE, color_scheme="light") as page:
        path = visit.path(world.known)
        answer = page.goto(path)
        assert (answer.status, page.url) == (200, world.url + path)
        look_at(page, axe)

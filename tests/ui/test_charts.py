"""Charts are well-formed, say what they show, and hide no number from the table."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.utils.translation import override

from pendopo.ui import charts
from pendopo.ui.charts import svg
from pendopo.ui.examples import example_charts

NAME = "{http://www.w3.org/2000/svg}"
FORMS = ["bars", "line", "shares", "funnel", "map"]


@pytest.fixture(autouse=True)
def _indonesian():
    with override("id"):
        yield


@pytest.fixture(params=range(5), ids=FORMS)
def chart(request) -> charts.Chart:
    return example_charts()[request.param]


def drawing(chart: charts.Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 -- our own output


def words(chart: charts.Chart) -> list[str]:
    """Return the texts that carry data: everything but the scale of the axes."""
    return [
        element.text or ""
        for element in drawing(chart).iter(f"{NAME}text")
        if "tick" not in element.get("class", "")
    ]


def test_drawing_is_named_and_described(chart):
    root = drawing(chart)
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    assert ids[root.get("aria-labelledby")].text == chart.title
    assert ids[root.get("aria-describedby")].text == chart.description
    assert "tabel" in chart.description


def test_ids_are_unique_even_with_all_charts_on_one_page():
    ids = [
        element.get("id")
        for chart in example_charts()
        for element in drawing(chart).iter()
        if element.get("id")
    ]
    assert len(ids) == len(set(ids))


def test_drawing_has_no_script_and_no_style(chart):
    names = {name for element in drawing(chart).iter() for name in element.attrib}
    assert "style" not in names
    assert [name for name in names if name.startswith("on")] == []
    assert not re.search(r"<(script|style|foreignObject)", chart.svg)


def test_every_number_drawn_is_in_the_table(chart):
    table = " ".join(cell for row in chart.rows for cell in row)
    drawn = {n for text in words(chart) for n in re.findall(r"\d[\d.,]*\d|\d", text)}
    assert {n for n in drawn if n not in table} == set()


def test_rows_fit_their_columns(chart):
    assert {len(row) for row in chart.rows} == {len(chart.columns)}


def test_nothing_is_drawn_outside_the_frame(chart):
    root = drawing(chart)
    _x, _y, width, height = map(float, root.get("viewBox").split())
    for text in root.iter(f"{NAME}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height


def test_drawing_stays_small(chart):
    assert len(chart.svg) <= 30_000


def test_charts_escape_names():
    chart = charts.bar_chart([charts.Bar("<b>&", 1)], key="x", title="<i>")
    assert "<b>" not in chart.svg
    assert "<b>&" in words(chart)


def test_key_must_be_an_identifier():
    with pytest.raises(ValueError, match="key must be"):
        charts.bar_chart([], key="dua kata", title="")


def test_withheld_bar_is_hatched_and_named():
    chart = charts.bar_chart([charts.Bar("Desa", None), charts.Bar("Kota", 3)], key="k", title="t")
    assert 'fill="url(#k-h)"' in chart.svg
    assert chart.rows[0] == ("Desa", "c", "–")
    assert "1 angka tidak ditampilkan (c)" in chart.description


def test_bar_length_is_proportional():
    chart = charts.bar_chart([charts.Bar("a", 10), charts.Bar("b", 20)], key="k", title="t")
    bars = [e for e in drawing(chart).iter(f"{NAME}rect") if e.get("class") == "c-bar"]
    first, second = (float(bar.get("width")) for bar in bars)
    assert second == pytest.approx(2 * first, abs=0.2)


def test_line_breaks_at_a_withheld_month():
    points = [charts.Point(str(n), v) for n, v in enumerate([1, 2, None, 4, 5])]
    chart = charts.line_chart(points, key="k", title="t")
    lines = [e for e in drawing(chart).iter(f"{NAME}path") if e.get("class") == "c-line"]
    assert len(lines) == 2
    assert chart.rows[2][1] == "c"


def test_line_with_nothing_to_show_is_still_a_chart():
    empty = charts.line_chart([], key="k", title="t")
    hidden = charts.line_chart([charts.Point("Jan", None)], key="k", title="t")
    assert empty.rows == ()
    assert hidden.rows == (("Jan", "c", "–", "–"),)


def test_long_line_marks_only_its_ends():
    points = [charts.Point(str(n), n) for n in range(36)]
    chart = charts.line_chart(points, key="k", title="t")
    assert len(list(drawing(chart).iter(f"{NAME}circle"))) == 1


def test_break_is_named_in_drawing_and_table():
    points = [charts.Point(str(n), n) for n in range(5)]
    chart = charts.line_chart(points, key="k", title="t", breaks={2: "cara baru"})
    assert "cara baru" in chart.svg
    assert chart.rows[2] == ("2", "2", "–", "cara baru")


def test_funnel_marks_states_by_shape_and_word():
    units = [
        charts.Unit("A", 10, 50),
        charts.Unit("B", 20, 60, "beyond_95"),
        charts.Unit("C", 30, 90, "beyond_998"),
    ]
    chart = charts.funnel_chart(units, [], key="k", title="t", centre=50)
    outside = [e.get("d") for e in drawing(chart).iter(f"{NAME}path") if e.get("class") == "c-out"]
    assert [d.count("L") for d in outside] == [3, 2]
    assert [row[4] for row in chart.rows[:3]] == [
        "dalam batas wajar",
        "di luar batas 95%",
        "di luar batas 99,8%",
    ]


def test_shares_of_a_statement_fill_the_bar():
    chart = charts.share_chart([charts.Share("Trotoar", 60, 30, 10)], key="k", title="t")
    assert chart.rows == (("Trotoar", "60 (60%)", "10 (10%)", "30 (30%)", "100"),)


def test_share_nobody_answered_is_empty():
    chart = charts.share_chart([charts.Share("Trotoar", 0, 0, 0)], key="k", title="t")
    assert chart.rows[0][1] == "0 (0%)"


def test_map_gives_groups_letters_shapes_and_counts():
    dots = [charts.Dot(-1, 0, 7, 3), charts.Dot(1, 1, 9, 2), charts.Dot(1.2, 0.8, 9)]
    chart = charts.opinion_map(dots, key="k", title="t", groups={7: "Kiri", 9: "Kanan"})
    assert chart.rows == (("Kiri", "A", "3"), ("Kanan", "B", "3"))
    assert "6 orang dalam 2 kelompok" in chart.description


def test_map_of_nobody_is_still_a_chart():
    chart = charts.opinion_map([], key="k", title="t", groups={0: "Sepi"}, x_label="x", y_label="y")
    assert chart.rows == (("Sepi", "A", "0"),)


def test_gathering_keeps_people_and_their_centre():
    dots = [charts.Dot(n % 7 / 7, n % 5 / 5, n % 2) for n in range(200)]
    gathered = charts.gather(dots, 6)
    assert len(gathered) < len(dots)
    assert sum(dot.people for dot in gathered) == 200
    assert sum(d.x * d.people for d in gathered) == pytest.approx(sum(d.x for d in dots))


def test_gathering_nobody_is_nobody():
    assert charts.gather([]) == []


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, [0, 25, 50, 75, 100]),
        (0, 1, [0, 0.25, 0.5, 0.75, 1]),
        (5, 15, [5, 7.5, 10, 12.5, 15]),
        (-3, 3, [-4, -2, 0, 2, 4]),
    ],
)
def test_ticks_are_round_and_cover_the_range(low, high, expected):
    assert svg.ticks(low, high) == expected


def test_ticks_of_a_single_value():
    assert svg.ticks(7, 7) == [0, 2, 4, 6, 8]
    assert svg.ticks(100, 100) == [0, 25, 50, 75, 100]
    assert svg.ticks(-4, -4)[0] == -4
    assert svg.ticks(0, 0)[-1] == 1


def test_long_words_are_cut_after_three_lines():
    lines = svg.wrapped("satu dua tiga empat lima enam tujuh delapan", 9)
    assert lines == ["satu dua", "tiga", "empat …"]

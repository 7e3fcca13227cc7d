"""Charts as accessible SVG with a table beneath: no script, no inline style."""

from pendopo.ui.charts.bars import Bar, Share, bar_chart, share_chart
from pendopo.ui.charts.funnel import Limit, Unit, funnel_chart
from pendopo.ui.charts.lines import Point, line_chart
from pendopo.ui.charts.opinion import Dot, gather, opinion_map
from pendopo.ui.charts.svg import Chart

__all__ = [
    "Bar",
    "Chart",
    "Dot",
    "Limit",
    "Point",
    "Share",
    "Unit",
    "bar_chart",
    "funnel_chart",
    "gather",
    "line_chart",
    "opinion_map",
    "share_chart",
]

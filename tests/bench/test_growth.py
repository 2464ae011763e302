"""Table and chart of ``make bench GROWTH=1``: what is drawn is what was measured."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bench.chart import Line, drawn
from bench.growth import growth, keep, page
from bench.results import Result

SVG = "{http://www.w3.org/2000/svg}"
FACTS = {
    "day": "2026-11-25",
    "cores": 2,
    "memory_gb": 8,
    "postgresql": "18",
    "python": "3.11",
    "load_before": 0.1,
}


def test_a_run_of_one_size_replaces_its_own_figures_alone(tmp_path: Path) -> None:
    file = tmp_path / "growth.json"
    keep([Result("page", 20, "ratio", 2.0, 3.0, 0.002, 0.001)], 10_000, FACTS, file)
    keep([Result("page", 20, "ratio", 2.0, 3.0, 0.004, 0.002)], 100_000, FACTS, file)
    figures, machines = keep([Result("page", 20, "ratio", 3.0, 3.0, 0.006, 0.002)], 100_000, FACTS, file)

    assert growth(figures["page"]) == {10_000: 1.0, 100_000: pytest.approx(3.0)}
    assert set(machines) == {"10000", "100000"}


def test_the_table_says_time_ratio_and_how_much_it_grows(tmp_path: Path) -> None:
    file = tmp_path / "growth.json"
    keep([Result("page", 20, "ratio", 2.0, 3.0, 0.002, 0.001)], 10_000, FACTS, file)
    figures, machines = keep([Result("page", 20, "ratio", 3.0, 3.0, 0.006, 0.002)], 100_000, FACTS, file)

    assert "| `page` | 2 ms (2×) | 6 ms (3×) | 3× |" in page(figures, machines, [10_000, 100_000])


def test_a_line_rises_by_as_much_as_its_figure_and_every_line_is_named_apart_from_the_others() -> None:
    lines = [
        Line("flat", {10: 1.0, 1000: 1.0}),
        Line("grows", {10: 1.0, 1000: 100.0}),
        Line("level", {10: 1.0, 1000: 1.0}),
    ]
    chart = ET.fromstring(drawn(lines, [10, 100, 1000]))

    paths = [line.attrib["points"].split() for line in chart.iter(f"{SVG}polyline")]
    heights = [[float(point.split(",")[1]) for point in path] for path in paths]
    assert heights[0][0] == heights[0][1] == heights[1][0] > heights[1][1]
    labels = {text.text: float(text.attrib["y"]) for text in chart.iter(f"{SVG}text")}
    assert {"flat", "grows", "level", "10", "1,000", "1×", "100×"} <= labels.keys()
    assert abs(labels["flat"] - labels["level"]) >= 12

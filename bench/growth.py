"""``python -m bench --growth``: the same benches among 10,000, 100,000 and 1,000,000 people.

How much a bench does at once is the same at every size, so that what grows is the register alone. A figure is
compared with its own at the smallest size: 1 means that a register may grow without anybody waiting longer.
``audience`` and ``publish`` speak of everybody, so they are expected to grow with the register (100 from the
first to the last). ``bench/growth.json`` keeps what was found; a run of some sizes or benches replaces only theirs.
Table and chart are written into ``docs``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.chart import Line, drawn
from bench.results import Result

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "bench" / "growth.json"
PAGE = ROOT / "docs" / "growth.md"
CHART = ROOT / "docs" / "growth.svg"
SIZES = (10_000, 100_000, 1_000_000)
CHOSEN = (
    "audience",
    "open",
    "line",
    "page",
    "list",
    "search",
    "consent",
    "publish",
    "erase",
    "forget",
    "keep",
)
Found = dict[str, dict[str, dict[str, Any]]]
"""Figures by name and then by how many people there were, as ``Result.as_json`` gives them."""


def keep(
    found: Sequence[Result], people: int, facts: Mapping[str, Any], path: Path = FOUND
) -> tuple[Found, dict[str, Any]]:
    """What is known by now, with the machine of each size."""
    known: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"figures": {}, "machines": {}}
    for result in found:
        known["figures"].setdefault(result.name, {})[str(people)] = result.as_json()
    known["machines"][str(people)] = dict(facts)
    path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
    return known["figures"], known["machines"]


def write(figures: Found, machines: Mapping[str, Any]) -> None:
    """The page and its chart."""
    sizes = sorted({int(size) for by_size in figures.values() for size in by_size})
    lines = [
        Line(name, grown) for name, by_size in sorted(figures.items()) if len(grown := growth(by_size)) > 1
    ]
    CHART.write_text(drawn(lines, sizes), encoding="utf-8")
    PAGE.write_text(page(figures, machines, sizes), encoding="utf-8")


def growth(by_size: Mapping[str, Mapping[str, Any]]) -> dict[int, float]:
    """Seconds at each size over those at the smallest."""
    seconds = {int(size): s for size, one in by_size.items() if (s := _seconds(one))}
    least = seconds[min(seconds)] if seconds else 1.0
    return {size: one / least for size, one in sorted(seconds.items())}


def page(figures: Found, machines: Mapping[str, Any], sizes: Sequence[int]) -> str:
    """The table, in Markdown."""
    head = "".join(f" {size:,} people |" for size in sizes)
    rows = [
        f"| `{name}` |" + "".join(f" {_cell(by_size.get(str(size)))} |" for size in sizes) + _last(by_size)
        for name, by_size in sorted(figures.items())
    ]
    told = [f"- {size:,} people: {_machine(machines[str(size)])}" for size in sizes if str(size) in machines]
    return "\n".join([
        "# Growth", "",
        "What the same work takes among more people: written by `make bench GROWTH=1`, from `bench/growth.json`.",
        "In brackets the ratio to the baseline where there is one; the last column is the time at the largest size",
        "over that at the smallest. What each does is told in [Benchmarks](benchmarks.md).", "",
        "![Time over that at the smallest size, both axes logarithmic](growth.svg)", "",
        f"| |{head} grows |", "|---|" + "---|" * (len(sizes) + 1), *rows, "", "Measured on:", "", *told, "",
    ])  # fmt: skip


def _seconds(one: Mapping[str, Any]) -> float | None:
    if one["ours_s"]:
        return float(one["ours_s"])
    scale = {"s": 1.0, "ms": 1e-3, "us": 1e-6}.get(one["of"])
    return float(one["value"]) * scale if scale else None


def _cell(one: Mapping[str, Any] | None) -> str:
    seconds = _seconds(one) if one else None
    if one is None or seconds is None:
        return ""
    ratio = f" ({_times(one['ratio'])})" if one.get("ratio") else ""
    return f"{seconds:.2f} s{ratio}" if seconds >= 1 else f"{seconds * 1000:.3g} ms{ratio}"


def _last(by_size: Mapping[str, Mapping[str, Any]]) -> str:
    grown = list(growth(by_size).values())
    return f" {_times(grown[-1])} |" if len(grown) > 1 else " |"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}×" if ratio >= 10 else f"{ratio:.2g}×"


def _machine(facts: Mapping[str, Any]) -> str:
    return (
        f"{facts['day']}, {facts['cores']} cores, {facts['memory_gb']} GB, PostgreSQL {facts['postgresql']}, "
        f"Python {facts['python']}, load before {facts['load_before']}"
    )

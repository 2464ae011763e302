"""What a run found: a line of the table each, and ``results.json``."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.rounds import Pair

RESULTS = Path(__file__).resolve().parent / "results.json"


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. ``of`` says which of its values the aim speaks of: ratio, ms, s, us or MB.

    ``value`` is in that unit; the aim is met when it is not greater.
    """

    name: str
    size: int
    of: str
    value: float
    aim: float | None
    ours_s: float | None = None
    baseline_s: float | None = None
    spread: float | None = None
    extra: dict[str, float | int | str] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        return None if self.aim is None else self.value <= self.aim

    def as_json(self) -> dict[str, Any]:
        found = {key: value for key, value in asdict(self).items() if key not in ("name", "extra")}
        ratio = self.ours_s / self.baseline_s if self.ours_s and self.baseline_s else None
        rounded = {key: _rounded(value) for key, value in (found | {"ratio": ratio} | self.extra).items()}
        return rounded | {"met": self.met}


def against(name: str, size: int, pair: Pair, aim: float | None, **extra: float | int | str) -> Result:
    """A figure whose aim is a ratio."""
    return Result(name, size, "ratio", pair.ratio, aim, pair.ours, pair.baseline, pair.spread, extra)


def _rounded(value: Any) -> Any:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def machine(postgres: str, *, quick: bool) -> dict[str, Any]:
    """Where the figures come from; no name of the machine."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "quick": quick,
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 2**30),
        "postgresql": postgres,
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def write(found: list[Result], facts: dict[str, Any], path: Path = RESULTS) -> None:
    """All figures of one run; a run of some benches alone replaces only theirs."""
    figures: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    if figures.get("machine", {}).get("quick") != facts["quick"]:
        figures = {}
    figures |= {result.name: result.as_json() for result in found} | {"machine": facts}
    path.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")


def show(found: list[Result], facts: dict[str, Any]) -> None:
    """The table on stdout."""
    table = Table(box=None, pad_edge=False)
    for heading in ("", "size", "baseline", "ours", "figure", "aim", "spread", ""):
        table.add_column(heading, justify="left" if heading == "" else "right")
    for one in found:
        mark = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}[one.met]
        table.add_row(
            one.name, f"{one.size:,}", _seconds(one.baseline_s), _seconds(one.ours_s), _unit(one.value, one.of),
            "" if one.aim is None else f"≤ {_unit(one.aim, one.of)}",
            "" if one.spread is None else f"±{one.spread:.0%}", mark,
        )  # fmt: skip
    console = Console(width=max(100, Console().width))
    console.print(table)
    for one in found:
        if one.extra:
            console.print(f"  {one.name}: " + ", ".join(f"{k} {_rounded(v)}" for k, v in one.extra.items()))
    console.print("  " + ", ".join(f"{key} {value}" for key, value in facts.items()), style="dim")


def _seconds(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.2f} ms"


def _unit(value: float, of: str) -> str:
    return f"{value:.2f}×" if of == "ratio" else f"{value:.3g} {of}"

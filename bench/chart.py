"""A chart of lines on two logarithmic axes, as SVG: each line named at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 64, 170, 24, 48
GAP = 14
COLOURS = ("#0b5fa5", "#b3541e", "#2e7d32", "#7b3fa0", "#a3123a", "#00707a", "#6b5a00", "#444444")
DASHES = ("", "6 3", "2 3")


@dataclass(frozen=True, slots=True)
class Line:
    """A name, and a value at each size; all of them above zero."""

    name: str
    values: Mapping[int, float]


def drawn(lines: Sequence[Line], sizes: Sequence[int]) -> str:
    """The chart, whole."""
    values = [value for line in lines for value in line.values.values()] or [1.0]
    frame = _Frame(tuple(sizes), floor(log10(min(values))), max(1, ceil(log10(max(values)))))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="Time over that at the smallest size" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>', *frame.axes(),
        *(part for number, line in enumerate(lines) for part in _line(frame, number, line)),
        *_names(frame, lines), "</svg>",
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a value is drawn; ``low`` and ``high``: the powers of ten of the upright axis."""

    sizes: tuple[int, ...]
    low: int
    high: int

    def x(self, size: int) -> float:
        first, last = log10(self.sizes[0]), log10(self.sizes[-1])
        share = (log10(size) - first) / (last - first) if last > first else 0.0
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        share = (log10(value) - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def axes(self) -> Iterator[str]:
        for power in range(self.low, self.high + 1):
            y = self.y(10.0**power)
            yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dddddd"/>'
            yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#222222">{10.0**power:g}×</text>'
        for size in self.sizes:
            x = self.x(size)
            yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#dddddd"/>'
            yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#222222">{size:,}</text>'
        middle = (LEFT + WIDTH - RIGHT) / 2
        yield f'<text x="{middle:.1f}" y="{HEIGHT - 10}" text-anchor="middle" fill="#222222">people</text>'


def _style(number: int) -> tuple[str, str]:
    return COLOURS[number % len(COLOURS)], DASHES[number // len(COLOURS) % len(DASHES)]


def _line(frame: _Frame, number: int, line: Line) -> Iterator[str]:
    colour, dashes = _style(number)
    points = [(frame.x(size), frame.y(value)) for size, value in sorted(line.values.items())]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'


def _names(frame: _Frame, lines: Sequence[Line]) -> Iterator[str]:
    """From the top down, moved apart where they would cover each other, and up where the last would leave the page."""
    ends = sorted(
        (frame.y(line.values[max(line.values)]), max(line.values), number)
        for number, line in enumerate(lines)
    )
    y = float(TOP - GAP)
    places = []
    for wanted, size, number in ends:
        y = max(wanted, y + GAP)
        places.append((y, wanted, size, number))
    over = max(0.0, y - (HEIGHT - BOTTOM)) if places else 0.0
    for y, wanted, size, number in places:
        colour, _ = _style(number)
        at, label = frame.x(size), WIDTH - RIGHT + 22
        placed = y - over
        yield f'<line x1="{at + 4:.1f}" y1="{wanted:.1f}" x2="{label - 4}" y2="{placed:.1f}" stroke="{colour}" stroke-width="0.7"/>'
        yield f'<text x="{label}" y="{placed + 4:.1f}" fill="{colour}">{escape(lines[number].name)}</text>'

"""``check_growth``: how many times as long a check takes of twice the file, up to 5 MB (no quadratic time)."""

from __future__ import annotations

import time
from datetime import date

from bench.filling import Filled
from bench.growing import grown
from bench.place import NOTICE, Place
from bench.results import Result
from seloste.notice import examine

AIM = 2.2
SIZES = (2_500_000, 5_000_000)
ROUNDS = 3
DAY = date(2026, 11, 25)


def measure(_place: Place, _filled: Filled) -> list[Result]:
    text = NOTICE.read_text(encoding="utf-8")
    half, whole = (grown(text, size).encode() for size in SIZES)
    pairs = [(_seconds(half), _seconds(whole)) for _ in range(ROUNDS)]
    best_half, best_whole = (min(column) for column in zip(*pairs, strict=True))
    told: dict[str, float | int | str] = {"bytes": len(whole), "seconds": round(best_whole, 2)}
    ratio = best_whole / best_half
    return [Result("check_growth", len(whole), "ratio", ratio, AIM, best_whole, best_half, extra=told)]


def _seconds(data: bytes) -> float:
    begun = time.perf_counter()
    examine(data, on=DAY)
    return time.perf_counter() - begun

"""``python -m bench``: one scratch register, all benches in turn, a table and ``bench/results.json``."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from rich.console import Console

from bench import (
    audience,
    big_file,
    check,
    check_growth,
    consent,
    copies,
    erase,
    exporting,
    filling,
    forget,
    gdprbench,
    growth,
    importing,
    index,
    keep,
    line,
    listing,
    memory,
    opening,
    page,
    page_nine,
    publish,
    results,
    search,
    sweep,
    undo,
)
from bench.filling import Filled
from bench.place import Place, a_place
from bench.results import Result
from bench.sizes import FULL, QUICK, Sizes

Measure = Callable[[Place, Filled], list[Result]]
BENCHES: dict[str, Measure] = {
    "index": index.measure,  # first: erasures take the erased out of a filled index
    "audience": audience.measure,
    "open": opening.measure,
    "line": line.measure,
    "page": page.measure,
    "list": listing.measure,
    "search": search.measure,
    "consent": consent.measure,
    "publish": publish.measure,  # while both sides have the same people
    "page_nine": page_nine.measure,  # of people of whom nobody is gone yet
    "erase": erase.measure,
    "forget": forget.measure,
    "sweep": sweep.measure,
    "keep": keep.measure,  # last of those that need people, for these bring more
    "import": importing.measure,
    "undo": undo.measure,
    "big_file": big_file.measure,
    "memory": memory.measure,
    "check": check.measure,
    "check_growth": check_growth.measure,
    "gdpr": gdprbench.measure,  # in a register of its own
    "export": exporting.measure,  # brings many people, all at once
    "copies": copies.measure,  # last: the plain twins are dropped, and the register alone is copied
}
TAKE_LONG = {"big_file", "copies", "export", "gdpr", "undo"}
"""``QUICK=1`` leaves these out, unless they are asked for."""
NEED_NOBODY = {"big_file", "check", "gdpr", "memory"}
"""These look at nobody of the scratch register: alone, they don't wait for a million people."""
NEED_INDEX = {"erase", "export", "forget", "import", "keep", "list", "search", "undo"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(BENCHES), metavar="NAME")
    parser.add_argument("--people", nargs="+", type=int, metavar="N", help="how many there are at first")
    parser.add_argument(
        "--growth", action="store_true", help="the same among more and more people, into docs"
    )
    asked = parser.parse_args()
    quick = os.environ.get("QUICK", "") not in ("", "0")
    if asked.growth:
        _grow(asked.people or growth.SIZES, set(asked.only or growth.CHOSEN))
        return
    sizes = QUICK if quick else FULL
    if asked.people:
        sizes = replace(sizes, people=asked.people[0])
    found, facts = _run(sizes, set(asked.only or BENCHES.keys() - (TAKE_LONG if quick else set())), quick)
    results.write(found, facts)
    results.show(found, facts)


def _grow(people: Sequence[int], wanted: set[str]) -> None:
    """What is measured at once is that of ``QUICK``, whatever the number of people."""
    for size in people:
        found, facts = _run(replace(QUICK, people=size), wanted, quick=False)
        results.show(found, facts)
        growth.write(*growth.keep(found, size, facts))


def _run(sizes: Sizes, wanted: set[str], quick: bool) -> tuple[list[Result], dict[str, Any]]:
    """One scratch register and what was found in it, with the machine."""
    say = Console(stderr=True).print
    started = time.perf_counter()
    if wanted <= NEED_NOBODY:
        sizes = replace(sizes, people=1000)
    needed = wanted | ({"index"} if wanted & NEED_INDEX else set())
    found: list[Result] = []
    with a_place(sizes) as place:
        facts = results.machine(_version(place), quick=quick)
        filled = filling.fill(place)
        say(f"{place.sizes.people:,} people in {time.perf_counter() - started:.0f} s")
        for name, measure in BENCHES.items():
            if name in needed:
                begun = time.perf_counter()
                found += measure(place, filled)
                say(f"{name}: {time.perf_counter() - begun:.0f} s")
    return found, facts


def _version(place: Place) -> str:
    row = place.superuser().execute("show server_version").fetchone()
    assert row is not None  # a setting
    return str(row[0])


if __name__ == "__main__":  # clients of `line` are spawned and import this module again
    main()

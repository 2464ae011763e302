"""``python -m bench``: one scratch register, all benches in turn, a table and ``bench/results.json``."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

from rich.console import Console

from bench import (
    audience,
    big_file,
    check,
    consent,
    copies,
    erase,
    filling,
    forget,
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
from bench.sizes import FULL, QUICK

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
    "copies": copies.measure,  # last: the plain twins are dropped, and the register alone is copied
}
NEED_INDEX = {"erase", "forget", "import", "keep", "list", "search", "undo"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(BENCHES), default=list(BENCHES), metavar="NAME")
    wanted = set(parser.parse_args().only)
    quick = os.environ.get("QUICK", "") not in ("", "0")
    if wanted & NEED_INDEX:
        wanted.add("index")
    say = Console(stderr=True).print
    started = time.perf_counter()
    with a_place(QUICK if quick else FULL) as place:
        facts = results.machine(_version(place), quick=quick)
        filled = filling.fill(place)
        say(f"{place.sizes.people:,} people in {time.perf_counter() - started:.0f} s")
        found: list[Result] = []
        for name, measure in BENCHES.items():
            if name in wanted:
                begun = time.perf_counter()
                found += measure(place, filled)
                say(f"{name}: {time.perf_counter() - begun:.0f} s")
    results.write(found, facts)
    results.show(found, facts)


def _version(place: Place) -> str:
    row = place.superuser().execute("show server_version").fetchone()
    assert row is not None  # a setting
    return str(row[0])


if __name__ == "__main__":  # clients of `line` are spawned and import this module again
    main()

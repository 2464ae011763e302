"""``undo``: a whole import taken back, its new people erased with their keys.

Among the people who are there an import comes in and is undone: who of its people was taken up since, consents, refusals that
must outlive the erasure, rows, keys, every bucket turned once and on disk. No other program has it, so no baseline.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from bench.filling import Filled
from bench.importing import SHOWN, files_of
from bench.place import Place
from bench.results import Result
from seloste.intake import importing
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import Order
from seloste.retention import undoing


def measure(place: Place, _filled: Filled) -> list[Result]:
    vault, people = place.vault(), place.sizes.undone
    folder = Path(tempfile.mkdtemp(prefix="seloste-bench-undo-"))
    try:
        files = files_of(folder, people, 77)
        report = importing.run(vault, read_export(files), Order("mailchimp", shown=SHOWN), place.act)
    finally:
        shutil.rmtree(folder)
    place.checkpoint()
    run = undoing.find(vault, str(report.batch), place.act)
    begun = time.perf_counter()
    done = undoing.undo(vault, run, place.act)
    seconds = time.perf_counter() - begun
    if done.counts["people_erased"] != report.counts["new_people"]:
        raise RuntimeError(f"{report.counts['new_people']} came, and {done.counts['people_erased']} went")
    rate = round(people / seconds)
    return [Result("undo", people, "s", seconds, None, seconds, extra={"people_a_second": rate})]

"""``import_export``: one large export of a newsletter service comes in, at full size 100 MB of it.

Ours: ``importing.run``, from the bytes to the last commit. Baseline: COPY of the same file, as it is, into a
table of text columns; beside it (``python_s``) the plainest honest importer (``importing.plainly``). Each once:
the file is the largest that a company of this size has, and everybody in it is new. The aim is 3,000 people a
second, given as the time for 3,000.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from psycopg import sql

from bench.filling import Filled
from bench.importing import AIM, SHOWN, files_of, plainly
from bench.place import Place
from bench.results import Result
from bench.rounds import timed
from seloste.intake import importing
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import Order

TRIED = 2_000


def measure(place: Place, _filled: Filled) -> list[Result]:
    vault, plain, folder = (
        place.vault(),
        place.connect(),
        Path(tempfile.mkdtemp(prefix="seloste-bench-export-")),
    )
    try:
        files = _export(folder, place.sizes.export_mb)
        megabytes = sum(path.stat().st_size for path in files) / 1e6
        copied = _timed(place, lambda: _copy(place, files))
        by_python = _timed(place, lambda: plainly(plain, files))
        begun = time.perf_counter()
        place.checkpoint()
        report = importing.run(vault, read_export(files), Order("mailchimp", shown=SHOWN), place.act)
        ours = time.perf_counter() - begun
    finally:
        shutil.rmtree(folder)
    people = report.counts["new_people"]
    return [
        Result(
            "import_export", people, "s", ours * 3000 / people, AIM, ours, copied,
            extra={"megabytes": megabytes, "people_a_second": round(people / ours), "python_s": by_python,
                   "against_python": ours / by_python},
        )
    ]  # fmt: skip


def _export(folder: Path, megabytes: float) -> tuple[Path, ...]:
    """An export of about so many MB; how many people that takes is told by a small one."""
    tried = files_of(folder / "tried", TRIED, 90)
    each = sum(path.stat().st_size for path in tried) / TRIED
    return files_of(folder / "export", round(megabytes * 1e6 / each), 91)


def _timed(place: Place, job: Callable[[], None]) -> float:
    place.checkpoint()
    return timed(lambda _: job(), 0)


def _copy(place: Place, files: tuple[Path, ...]) -> None:
    superuser = place.superuser()
    for number, path in enumerate(files):
        with path.open(encoding="utf-8", newline="") as file:
            names = next(csv.reader(file))
        table = sql.Identifier("plain", f"export_{number}")
        superuser.execute(
            sql.SQL("create table {} ({})").format(
                table, sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(name)) for name in names)
            )
        )
        into = sql.SQL("copy {} from stdin (format csv, header)").format(table)
        with superuser.cursor().copy(into) as copy, path.open("rb") as content:
            while part := content.read(1 << 20):
                copy.write(part)

"""A large file is read piece by piece: what is held of it at any time is a few megabytes, whatever its size.

``python -m bench --only big_file`` measures the same at 300 MB, by the process's own memory.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from seloste.intake.found import Accepted, What
from seloste.intake.packed_strings import PackedStrings
from seloste.intake.recognising import Told, recognise
from tests.intake.workbooks import workbook

MEGABYTE = 1 << 20
SIZE = 12 * MEGABYTE
MOST_HELD = 5 * MEGABYTE
TEXT = "x" * 30_000  # in a column that isn't stored: few records, so that counting memory takes no time


def _csv(folder: Path) -> Path:
    path = folder / "f.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write("id,name,is_company,email,parent_id,comment\n")
        for number in range(SIZE // len(TEXT)):
            out.write(f"p.{number},Nimi {number},False,nimi.{number}@example.com,,{TEXT}\n")
    return path


def _csv_utf_16(folder: Path) -> Path:
    path = folder / "g.csv"
    path.write_text(_csv(folder).read_text(encoding="utf-8"), encoding="utf-16")
    return path


def _xlsx(folder: Path) -> Path:
    head: list[list[str]] = [["id", "name", "is_company", "email", "parent_id", "comment"]]
    rows = (
        [f"p.{n}", f"Nimi {n}", "False", f"nimi.{n}@example.com", "", TEXT] for n in range(SIZE // len(TEXT))
    )
    return workbook(folder / "f.xlsx", [*head, *rows])


def _vcard(folder: Path) -> Path:
    path = folder / "f.vcf"
    with path.open("w", encoding="utf-8") as out:
        for number in range(SIZE // len(TEXT)):
            out.write(
                f"BEGIN:VCARD\nVERSION:3.0\nFN:Nimi {number}\nEMAIL:nimi.{number}@example.com\nNOTE:{TEXT}\nEND:VCARD\n"
            )
    return path


def _vcard_utf_16(folder: Path) -> Path:
    path = folder / "g.vcf"
    path.write_text(_vcard(folder).read_text(encoding="utf-8"), encoding="utf-16")
    return path


@pytest.mark.parametrize(
    "write", [_csv, _csv_utf_16, _xlsx, _vcard, _vcard_utf_16], ids=lambda one: one.__name__
)
def test_of_a_large_file_only_a_few_megabytes_are_held(write: Callable[[Path], Path], tmp_path: Path):
    path = write(tmp_path)

    tracemalloc.start()
    try:
        reading = recognise([path]).format.read([path], Told(What.PERSON))
        people = sum(isinstance(one, Accepted) for file in reading.files for one in reading.to_store(file))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert people == SIZE // len(TEXT)
    assert most < MOST_HELD


def test_a_reader_that_held_the_file_would_be_seen(tmp_path: Path):
    """The twin: the same measure of a whole file in memory is beyond the bound."""
    path = _csv(tmp_path)

    tracemalloc.start()
    try:
        held = path.read_text(encoding="utf-8")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(held) > SIZE
    assert most > 2 * MOST_HELD


def test_a_workbook_s_short_texts_take_the_space_of_their_bytes():
    """A spreadsheet keeps its texts apart from its rows, and all of them are needed at once."""
    tracemalloc.start()
    try:
        strings = PackedStrings()
        for number in range(100_000):
            strings.append(f"ä{number}")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 40 * len(strings)
    assert (strings[0], strings[99_999], len(strings)) == ("ä0", "ä99999", 100_000)
    with pytest.raises(IndexError):
        strings[100_000]

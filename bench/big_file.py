"""``big_file_csv``, ``big_file_xlsx``, ``big_file_vcard``: memory while files of 300 MB are read as an import reads them.

Each is written, recognised and read in a process of its own, every record to its end, as often as an import does
(once to open it, once to store). The figure is the most that the process ever held (``ru_maxrss``), interpreter,
libraries and models included. Of a workbook the size is that of its sheet's XML. The aim is 200 MB.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.filling import Filled
from bench.place import Place
from bench.results import Result

AIM = 200.0
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
_HEAD = ("id", "name", "is_company", "type", "parent_id/id", "function", "email", "phone", "street", "zip", "city",
         "category_id/id", "lang", "active", "website", "ref")  # fmt: skip
_READ = """
import resource, sys
from pathlib import Path
from seloste.cli import session
session.start()
from seloste.intake.found import What
from seloste.intake.recognising import Told, recognise
from seloste.register import kinds
kinds()
path = Path(sys.argv[1])
reading = recognise([path]).format.read([path], Told(What.PERSON))
print(sum(1 for file in reading.files for _ in reading.to_store(file)), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(place: Place, _filled: Filled) -> list[Result]:
    size = place.sizes.big_file << 20
    ways: dict[str, Callable[[Path, int], None]] = {"csv": _csv, "xlsx": _xlsx, "vcard": _vcard}
    return [_measured(name, write, size) for name, write in ways.items()]


def _measured(name: str, write: Callable[[Path, int], None], size: int) -> Result:
    with tempfile.TemporaryDirectory(prefix="seloste-bench-big-") as folder:
        path = Path(folder) / f"big.{'vcf' if name == 'vcard' else name}"
        write(path, size)
        begun = time.perf_counter()
        told = subprocess.run(
            [sys.executable, "-c", _READ, str(path)], check=True, capture_output=True, text=True
        )
        seconds = time.perf_counter() - begun
    records, kilobytes = map(int, told.stdout.split())
    extra: dict[str, float | int | str] = {"records": records, "seconds": round(seconds, 1)}
    return Result(f"big_file_{name}", size >> 20, "MB", kilobytes / 1024, AIM, extra=extra)


def _people(seed: int) -> Iterator[tuple[str, ...]]:
    """Rows of a contact export, some 300 characters each, none like another."""
    luck, number = random.Random(seed), 0
    while True:
        number += 1
        word = "".join(luck.choices("aeiouklmnprstv", k=12))
        yield (
            f"__export__.res_partner_{number}_{word}", f"{word.title()} Keksitty", "False", "Contact", "", "Asiantuntija",
            f"{word}.{number}@example.com", f"+35850000{number % 10000:04}", f"Keksilänkatu {number}", "00100", "Helsinki",
            "", "fi_FI", "True", f"https://www.example.com/{word}/{word}", f"{word}{number}" * 3,
        )  # fmt: skip


def _csv(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(f'"{cell}"' for cell in _HEAD) + "\r\n")
        for row in _people(1):
            out.write(",".join(f'"{cell}"' for cell in row) + "\r\n")
            if out.tell() > size:
                return


def _xlsx(path: Path, size: int) -> None:
    """Half of the texts are shared strings, as spreadsheets write them; names and addresses stand in the rows."""
    shared: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _LINKS)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            written = out.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            written += out.write(_row(_HEAD, shared))
            for row in _people(2):
                written += out.write(_row(row, shared))
                if written > size:
                    break
            out.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as out:
            out.write(f'<sst xmlns="{_MAIN}">'.encode())
            for text in shared:
                out.write(f"<si><t>{text}</t></si>".encode())
            out.write(b"</sst>")


def _row(cells: tuple[str, ...], shared: list[str]) -> bytes:
    told = []
    for place, cell in enumerate(cells):
        if place == 1 and cell and len(shared) < 1_000_000:
            told.append(f'<c t="s"><v>{len(shared)}</v></c>')
            shared.append(cell)
        else:
            told.append(f'<c t="inlineStr"><is><t>{cell}</t></is></c>')
    return f"<row>{''.join(told)}</row>".encode()


def _vcard(path: Path, size: int) -> None:
    """At most 20,000 cards, which is what a file may hold, so most of each is its picture."""
    each = size // 19_000
    with path.open("w", encoding="utf-8", newline="") as out:
        for _, row in zip(range(19_000), _people(3), strict=False):
            picture = "\r\n ".join(["QUJD" * 18] * (each // 74))
            out.write(
                f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Keksitty;{row[1].split()[0]};;;\r\nFN:{row[1]}\r\nEMAIL:{row[6]}\r\n"
                f"TEL;TYPE=CELL:{row[7]}\r\nPHOTO;ENCODING=b;TYPE=JPEG:{picture}\r\nNOTE:{row[15]}\r\nEND:VCARD\r\n"
            )

"""``import``: new people come in from the four files of a newsletter service.

Ours: ``importing.run`` from the bytes to the last commit: the files read twice (who stands in them, what
they say), everybody looked up, consents opened with their evidence, rows sealed and indexed, lines
written. Beside it the plainest honest importer: the csv module, the same address validators, and
``executemany`` into tables in the clear. The aim is the time for 3,000 people.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import email_validator
import phonenumbers

from bench.filling import Filled
from bench.opening import AUDIT
from bench.place import Place
from bench.results import Result
from bench.rounds import side_by_side
from seloste.cli.demo_people import write_export
from seloste.engine.connect import Connection
from seloste.intake import importing
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import Order, ShownText

AIM = 1.0
ROUNDS = 3
SHOWN = ShownText("Tilaan uutiskirjeen.", "first")


def measure(place: Place, _filled: Filled) -> list[Result]:
    vault, plain, people = place.vault(), place.connect(), place.sizes.imported
    folder = Path(tempfile.mkdtemp(prefix="seloste-bench-import-"))
    try:
        files = [files_of(folder / str(number), people, number) for number in range(ROUNDS + 1)]
        pair = side_by_side(
            lambda number: plainly(plain, files[number]),
            lambda number: importing.run(
                vault, read_export(files[number]), Order("mailchimp", shown=SHOWN), place.act
            ),
            ROUNDS,
            place.checkpoint,
        )
    finally:
        shutil.rmtree(folder)
    ours, theirs = pair.ours * 3000 / people, pair.baseline * 3000 / people
    rate = round(people / pair.ours)
    return [Result("import", people, "s", ours, AIM, ours, theirs, pair.spread, {"people_a_second": rate})]


def files_of(folder: Path, people: int, number: int) -> tuple[Path, ...]:
    """An export of people whom no other round has."""
    written = write_export(folder, people=people, today=datetime.now(UTC).date())
    for path in written.files:
        path.write_text(path.read_text(encoding="utf-8").replace("@", f".r{number}@"), encoding="utf-8")
    return written.files


def plainly(connection: Connection, files: tuple[Path, ...]) -> None:
    """Read, validate, store: what a competent person writes in an afternoon, with its one audit row."""
    people, rows = [], []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            for record in csv.DictReader(file):
                try:
                    mail = email_validator.validate_email(record["Email Address"], check_deliverability=False)
                except email_validator.EmailNotValidError:
                    continue
                person = uuid4()
                people.append((person,))
                rows.append((person, uuid4(), 2, mail.normalized.lower()))
                rows.append((person, uuid4(), 1, f"{record['First Name']} {record['Last Name']}"))
                if record["Phone Number"]:
                    number = phonenumbers.parse(record["Phone Number"], "FI")
                    if phonenumbers.is_valid_number(number):
                        told = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                        rows.append((person, uuid4(), 3, told))
    with connection.transaction(), connection.cursor() as cursor:
        connection.execute(AUDIT)
        cursor.executemany("insert into plain.person values (%s)", people)
        cursor.executemany(
            "insert into plain.contact (subject_id, id, kind, label, state, source, obtained_at, lawful, visible_until, expires_at, value)"
            " values (%s, %s, %s, 0, 0, 1, now(), 1, now() + interval '1 year', now() + interval '2 years', %s)",
            rows,
        )

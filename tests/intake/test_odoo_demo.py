"""The demo's invented companies and their people, written as Odoo writes them and read by the real reader."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from seloste.cli.demo_partners import Partners, write_partners
from seloste.cli.demo_people import write_export
from seloste.intake.as_json import as_json
from seloste.intake.found import Accepted, Rejected, What
from seloste.intake.odoo import read_partners
from seloste.terms.identity import business_id

Record = Accepted | Rejected


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Partners:
    return write_partners(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def read(written: Partners) -> list[Record]:
    return list(read_partners([written.path]))


def test_the_summary_says_what_the_reader_finds(written: Partners, read: list[Record]) -> None:
    accepted = [found for found in read if isinstance(found, Accepted)]
    kinds = Counter(found.what for found in accepted)

    assert kinds[What.ORGANISATION] == written.organisations == 800
    assert kinds[What.PERSON] == written.people > 1500
    assert Counter(found.reason for found in read if isinstance(found, Rejected)) == written.rejected
    assert sum(found.archived for found in accepted) == written.archived > 0
    assert sum(bool(found.prohibitions) for found in accepted) == written.closed > 0
    assert not {code for found in accepted for code in found.warnings} - {"tag_looks_like_prohibition"}


def test_every_company_has_a_business_id_of_nobody_and_every_person_a_company(read: list[Record]) -> None:
    accepted = [found for found in read if isinstance(found, Accepted)]
    numbers = [f.business_id.value for f in accepted if f.business_id and f.business_id.value]
    companies = {found.external_id for found in accepted if found.what is What.ORGANISATION}

    assert len(set(numbers)) == 800
    assert all(number == business_id(number) and number.startswith("990") for number in numbers)
    assert all(f.works_for and f.works_for.value in companies for f in accepted if f.what is What.PERSON)


def test_some_people_are_met_in_the_newsletter_too(
    tmp_path: Path, written: Partners, read: list[Record]
) -> None:
    newsletter = write_export(tmp_path, people=5000, today=date(2026, 11, 25))
    text = "".join(path.read_text(encoding="utf-8") for path in newsletter.files)

    people = [found for found in read if isinstance(found, Accepted) and found.what is What.PERSON]

    met = [f for f in people if f",{f.contacts[0].value}," in f",{text.replace(chr(10), ',')},"]
    assert len(met) == written.shared > 100


def test_the_same_seed_gives_the_same_bytes_and_no_note_is_read(tmp_path: Path, written: Partners) -> None:
    again = write_partners(tmp_path)

    assert again.path.read_bytes() == written.path.read_bytes()
    assert b"hetu 010190" in written.path.read_bytes()
    assert "010190-918" not in json.dumps(as_json(read_partners([written.path])))


def test_all_is_invented(read: list[Record]) -> None:
    for found in read:
        if isinstance(found, Accepted):
            for point in found.contacts:
                value = str(point.value)
                assert (
                    value.startswith("+3585000")
                    or value == "PostalAddress()"
                    or value.rpartition("@")[2].endswith(
                        (".example", "example.com", "example.fi", "example.org")
                    )
                )

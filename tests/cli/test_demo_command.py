"""The demo erases people and tampers with the ledger, so it runs in a register of its own alone."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from seloste.cli import walk
from seloste.cli.demo_partners import write_partners
from seloste.cli.demo_people import write_export
from tests.cli.conftest import Shell

WHOLE: dict[str, Any] = {
    "audience": {"without_use": 0},
    "erasure": {"certificate_verified": True, "found_after": 0},
    "dump": {"searched": 9, "found": 0, "twin_found": 1},
    "ledger": {"found_out": True, "intact_after": True},
}


def test_no_company_of_the_demo_has_somebodys_number_or_address(tmp_path: Path):
    """A company's own addresses lie in the clear (L27), so a dump would seem to show whose they also were."""
    people = walk.values_of(write_export(tmp_path, people=5000, today=date(2026, 11, 25)))
    write_partners(tmp_path, newsletter=5000)
    companies = [
        row for path in tmp_path.glob("Contact*.csv") for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        if row.get("is_company") == "True"
    ]  # fmt: skip

    own = {
        (row[key] or "").lstrip("'").replace(" ", "").encode()
        for row in companies
        for key in ("email", "phone")
    }

    assert len(companies) > 700
    assert not own & {value.replace(b" ", b"") for value in people}


@pytest.mark.parametrize(
    ("stop", "wrong"),
    [
        ("audience", {"without_use": 1}), ("erasure", {"found_after": 1}), ("erasure", {"certificate_verified": False}),
        ("dump", {"found": 486}), ("dump", {"twin_found": 0}), ("ledger", {"found_out": False}),
    ],
)  # fmt: skip
def test_a_stop_that_does_not_hold_ends_the_demo_with_an_error(stop: str, wrong: dict[str, Any]):
    assert walk.broken(WHOLE) == []
    assert walk.broken({**WHOLE, stop: {**WHOLE[stop], **wrong}}) == [stop]


def test_the_demo_refuses_a_register_that_it_did_not_begin(shell: Shell):
    refused = shell("demo", "--no-serve", "--json")

    assert refused.code == 7
    assert refused.complaint["error"] == "not_the_demo"
    assert "SELOSTE_HOME" in refused.complaint["help"]

"""Call logs: a call comes into the history of whoever in the register has the number, once (R5.3a)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from seloste.cli.main import main
from seloste.intake import calling
from seloste.intake.asterisk import read_asterisk
from seloste.intake.calling import row_id
from seloste.intake.calls import Call
from seloste.intake.odoo import read_partners
from seloste.intake.orders import ImportRefused, Order
from seloste.intake.reports import Report
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import acting, count, noted, take, vault_of, who
from tests.intake.partner_files import contact, partners

CALLS = "select count(*) from register.call where subject_id = %s"
PEOPLE = "select count(*) from register.subject"


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def line(
    caller: str, called: str, key: str, start: str = "2026-11-02 10:15:00", context: str = "from-trunk"
) -> str:
    """An answered call of seventy-five seconds, as Asterisk writes it."""
    times = f'"{start}","{start}","{start[:14]}16:15"'
    return f'"","{caller}","{called}","{context}","","P/1","P/2","Dial","x",{times},75,60,"ANSWERED","D","{key}",""\n'


def bring(
    register: Register, folder: Path, *lines: str, source: str = "telephone", dry: bool = False
) -> Report:
    path = folder / "Master.csv"
    path.write_text("".join(lines), encoding="utf-8")
    log = read_asterisk([path], ZoneInfo("Europe/Helsinki"), frozenset({"101"}))
    return calling.run(vault_of(register), log, Order(source), acting(register), dry=dry)


def known(register: Register, folder: Path, *people: tuple[str, str]) -> None:
    records = [contact(f"o.{email}", f"N {email}", email=email, phone=phone) for email, phone in people]
    take(register, read_partners([partners(folder / "p.csv", records)]), "odoo", "customer_rep")


def calls_of(register: Register, email: str) -> int:
    (person,) = who(register, email)
    return count(register, CALLS, [person])


def test_calls_both_ways_come_in_and_the_same_or_a_longer_log_brings_each_once(
    register: Register, tmp_path: Path
) -> None:
    known(register, tmp_path, ("s1@example.com", "+358 50 000 2201"))
    first = (
        line("+358500002201", "101", "1793607300.1"),
        line("101", "0500002201", "1793607300.2", context="from-internal"),
    )

    assert bring(register, tmp_path, *first, dry=True).counts["calls"] == 2
    assert calls_of(register, "s1@example.com") == 0
    assert bring(register, tmp_path, *first).counts["calls"] == 2
    again = bring(register, tmp_path, *first, line("0500002201", "101", "1793607300.3"))

    assert (again.counts["calls"], again.counts["unchanged"]) == (1, 2)
    assert calls_of(register, "s1@example.com") == 3


def test_a_calls_id_tells_its_number_to_nobody_who_lacks_the_key() -> None:
    """Ids stand in plain and outlive an erasure in old copies: a number that made one could be found by trying all."""
    at, person = datetime(2026, 11, 2, 8, 15, tzinfo=UTC), uuid4()
    call = Call(
        1, "Master.csv", "in", "+358500002201", "101", at, at, at + timedelta(seconds=75), 75, 60, "answered"
    )
    mine, other = os.urandom(32), os.urandom(32)

    assert row_id(mine, "telephone", call, person) == row_id(mine, "telephone", call, person)
    assert row_id(mine, "telephone", call, person) != row_id(other, "telephone", call, person)


def test_nobody_is_added_for_having_called_and_nothing_is_kept_of_strangers(
    register: Register, tmp_path: Path
) -> None:
    before = count(register, PEOPLE)

    report = bring(
        register,
        tmp_path,
        line("0500002298", "101", "1793607300.11"),
        line("anonymous", "101", "1793607300.12"),
    )

    assert count(register, PEOPLE) == before
    assert (report.counts["calls_with_strangers"], report.counts["calls_without_number"]) == (1, 1)
    assert report.changed == 0


def test_a_call_of_a_number_that_several_people_have_is_nobody_s(register: Register, tmp_path: Path) -> None:
    known(register, tmp_path, ("s2@example.com", "0500002202"), ("s3@example.com", "0500002202"))

    report = bring(register, tmp_path, line("0500002202", "101", "1793607300.21"))

    assert report.counts["calls_of_shared_numbers"] == 1
    assert calls_of(register, "s2@example.com") == calls_of(register, "s3@example.com") == 0


def test_a_call_s_own_time_is_stored_and_its_period_runs_from_it(register: Register, tmp_path: Path) -> None:
    known(register, tmp_path, ("s4@example.com", "0500002204"))

    bring(register, tmp_path, line("0500002204", "101", "1793607300.31"))

    (person,) = who(register, "s4@example.com")
    told = (
        "select count(*) from register.call where subject_id = %s and at = '2026-11-02 08:15:00+00'"
        " and obtained_at = at and direction = 1 and seconds = 60"
    )
    assert count(register, told, [person]) == 1


def test_a_line_that_is_still_being_written_waits_and_services_are_no_calls(
    register: Register, tmp_path: Path
) -> None:
    report = bring(register, tmp_path, line("101", "*97", "1793607300.41"), '"","12')

    assert noted(report, "rejected") == [(1, "not_a_call_with_anybody"), (2, "truncated")]


def test_a_source_that_may_bring_no_calls_is_refused_by_name(register: Register, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"calls\.history"):
        bring(register, tmp_path, line("0500002204", "101", "1793607300.51"), source="mailchimp")


def test_without_the_exchange_s_zone_nothing_is_stored(
    register: Register, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.is_dir()
    known(register, tmp_path, ("s5@example.com", "0500002205"))
    log = tmp_path / "Master.csv"
    log.write_text(line("0500002205", "101", "1793607300.61"), encoding="utf-8")

    assert main(["import", str(log), "--source", "telephone"]) == 3
    assert "--zone" in capsys.readouterr().err
    assert calls_of(register, "s5@example.com") == 0

    assert main(["import", str(log), "--source", "telephone", "--zone", "Europe/Helsinki"]) == 0
    said = capsys.readouterr().out
    assert "calls in the history of people here" in said
    assert "2205" not in said
    assert calls_of(register, "s5@example.com") == 1

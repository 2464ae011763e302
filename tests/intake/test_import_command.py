"""``seloste import``: what a person sees, what a program gets, and what neither is ever told."""

from __future__ import annotations

import csv
import json
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.cli.main import main
from seloste.intake.reports import RowNote, written
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.conftest import Command
from tests.intake.import_files import (
    CODE,
    SAMPLES,
    TEXT,
    Asker,
    count,
    export,
    left,
    opted_in,
    reached,
)


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


@pytest.fixture
def seloste(home: Path) -> Command:
    """The command for Mailchimp's files in an installation whose database is this register."""
    return lambda *words: main(["import", *map(str, words), "--format", "mailchimp", "--source", "mailchimp"])


def test_a_folder_comes_in_and_a_second_time_nothing_changes(
    seloste: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert seloste(SAMPLES) == 0
    first = capsys.readouterr().out
    assert "mailchimp" in first
    assert "Company" in first
    assert "MEMBER_RATING" in first
    assert "9  new people" in first
    assert "record 6" in first
    assert "bad_email" in first

    assert seloste(SAMPLES) == 0
    assert "Nothing changed" in capsys.readouterr().out


def test_the_report_for_programs_counts_and_names_records(
    seloste: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(tmp_path, "subscribed", opted_in("ohjelma@example.com"), Asker("ei-osoite"))

    assert seloste(file, "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["new_people"] == told["counts"]["consent_without_text"] == 1
    assert told["rejected"] == {"bad_email": 1}
    assert told["rows"] == [
        {"file": file.name, "at": 3, "what": "rejected", "reason": "bad_email", "column": "Email Address"}
    ]


def test_a_zip_with_the_text_that_was_shown_opens_the_newsletter(
    register: Register, seloste: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(tmp_path, "subscribed", opted_in("paketti@example.com"))
    with zipfile.ZipFile(tmp_path / "audience.zip", "w") as archive:
        archive.write(file, f"granted/{file.name}")
    (tmp_path / "teksti.txt").write_text(TEXT.text, encoding="utf-8")

    assert seloste(tmp_path / "audience.zip", "--shown", tmp_path / "teksti.txt") == 3
    assert "--declared-by" in capsys.readouterr().err
    assert (
        seloste(tmp_path / "audience.zip", "--shown", tmp_path / "teksti.txt", "--declared-by", "Tiina") == 0
    )

    assert "consents opened" in capsys.readouterr().out
    assert "paketti@example.com" in reached(register)


def test_a_dry_run_for_programs_is_the_reading_and_stores_nothing(
    register: Register, seloste: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    before = count(register, "select count(*) from register.subject")

    assert seloste(SAMPLES, "--dry-run", "--json") == 0

    told = {one["sample"]: one for one in json.loads(capsys.readouterr().out)}
    for path in SAMPLES.glob("subscribed*.expected.json"):
        expected = json.loads(path.read_text(encoding="utf-8"))
        assert told[Path(expected["sample"]).name]["records_in_file"] == expected["records_in_file"]
    assert count(register, "select count(*) from register.subject") == before
    assert seloste(SAMPLES, "--dry-run") == 0
    assert "nothing was stored" in capsys.readouterr().out


def test_a_rejected_identity_code_is_repeated_nowhere(
    register: Register,
    seloste: Command,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    spelled = f"{CODE[:6]} {CODE[6:]}"
    file = export(
        tmp_path, "subscribed", opted_in("koodi@example.com", "Nimi", CODE),
        opted_in("toinen.koodi@example.com", **{"Phone Number": spelled}),
        opted_in("kolmas.koodi@example.com"),
    )  # fmt: skip
    report = tmp_path / "rivit.csv"

    assert seloste(file, "--report", report) == 0
    assert seloste(file, "--report", report, "--json") == 0

    shown = capsys.readouterr()
    everything = shown.out + shown.err + report.read_text(encoding="utf-8") + caplog.text
    assert everything.count("national_identity_code") >= 4
    assert CODE not in everything
    assert spelled not in everything
    assert "koodi@example.com" not in everything
    assert count(register, "select count(*) from register.contact where kind = 2") > 0


def test_every_row_that_was_not_taken_stands_in_the_report_file(seloste: Command, tmp_path: Path) -> None:
    refused = export(tmp_path, "unsubscribed", left("raportti@example.com"))
    file = export(
        tmp_path,
        "subscribed",
        *[Asker(f"virhe-{number}") for number in range(30)],
        opted_in("RAPORTTI@example.com"),
    )
    assert seloste(refused) == 0

    assert seloste(file, "--report", tmp_path / "rivit.csv") == 0

    with (tmp_path / "rivit.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [int(row["record"]) for row in rows] == list(range(2, 33))
    assert {row["reason"] for row in rows[:30]} == {"bad_email"}
    assert (rows[30]["what"], rows[30]["reason"]) == ("permission_not_raised", "prohibited")


def test_a_cell_of_the_report_is_no_formula(tmp_path: Path) -> None:
    with written(tmp_path / "rivit.csv") as sink:
        sink(RowNote("=cmd.csv", 2, "rejected", "bad_email", "+Email"))

    assert (tmp_path / "rivit.csv").read_text(encoding="utf-8").splitlines()[
        1
    ] == "'=cmd.csv,2,rejected,bad_email,'+Email"


def test_a_file_that_can_t_be_read_ends_with_bad_input_and_says_which(
    seloste: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "asiakkaat.csv").write_text("Email Address,LEID,EUID\n", encoding="utf-8")
    assert seloste(tmp_path / "asiakkaat.csv") == 3
    assert "status_not_in_file_name" in capsys.readouterr().err

    assert seloste(tmp_path / "poissa.csv") == 3
    assert seloste(tmp_path / "home") == 3  # a folder without an export

    cut = export(tmp_path, "subscribed", opted_in("katkennut@example.com"), opted_in("poikki@example.com"))
    cut.write_text(cut.read_text(encoding="utf-8").replace('"poikki', '"poi"kki'), encoding="utf-8")
    assert seloste(cut) == 3
    assert "read to its end" in capsys.readouterr().out


def test_an_unknown_source_is_told_with_those_there_are(
    register: Register, seloste: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert seloste(SAMPLES, "--relation", "friend") == 3
    assert main(["import", str(SAMPLES), "--format", "mailchimp", "--source", "facebook"]) == 3
    assert "website" in capsys.readouterr().err


def test_odoo_contacts_and_a_mapped_file_come_in_by_the_same_command(
    register: Register, seloste: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contacts = SAMPLES.parent / "odoo" / "partners-import-compatible-en.csv"
    words = ["import", str(contacts), "--format", "odoo", "--source", "odoo"]
    assert main(words) == 3  # the notice doesn't say which relation these people have
    assert "--relation" in capsys.readouterr().err

    assert main([*words, "--relation", "customer_rep"]) == 0

    told = capsys.readouterr().out
    assert "2  new organisations" in told
    assert "comment" in told
    mapping = tmp_path / "m.toml"
    mapping.write_text('source = "business_card"\n[column]\n"E" = "contact.email"\n', encoding="utf-8")
    (tmp_path / "f.csv").write_text("E\nkomento@example.com\n", encoding="utf-8")
    mapped = ["import", str(tmp_path / "f.csv"), "--format", "csv"]
    assert main([*mapped, "--mapping", str(mapping), "--relation", "customer_rep", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["new_people"] == 1


def test_a_mapping_that_is_missing_or_wrong_ends_with_bad_input_and_the_mend(
    seloste: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.csv").write_text("E\na@example.com\n", encoding="utf-8")
    words = ["import", str(tmp_path / "f.csv"), "--format", "csv", "--source", "business_card"]
    assert main(words) == 3
    assert "--mapping" in capsys.readouterr().err

    (tmp_path / "m.toml").write_text('[column]\n"E" = "contact.mail"\n', encoding="utf-8")
    assert main([*words, "--mapping", str(tmp_path / "m.toml")]) == 3

    told = capsys.readouterr().err
    assert "m.toml:2" in told
    assert "contact.email" in told

"""``seloste import list`` and ``seloste import undo``: what a person sees, and what a program gets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.cli.main import main
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import bring, export, opted_in, who
from tests.register.desk import Desk


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> None:
    """Every command of these tests is one of this register."""


def test_an_import_is_found_in_the_list_and_undone_by_the_beginning_of_its_id(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    bring(register, export(tmp_path, "subscribed", opted_in("komento@example.com")))
    assert main(["import", "list"]) == 0
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "mailchimp.audience" in one]

    assert main(["import", "undo", line.split()[0], "--dry-run"]) == 0
    assert "Dry run" in capsys.readouterr().out
    assert len(who(register, "komento@example.com")) == 1
    assert main(["import", "undo", line.split()[0]]) == 0

    told = capsys.readouterr().out
    assert "1  people who came by it, erased" in told
    assert "Refusals and withdrawals" in told
    assert who(register, "komento@example.com") == []
    assert main(["import", "list"]) == 0
    assert "undone" in capsys.readouterr().out


def test_what_stays_is_listed_by_id_with_its_cause(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report = bring(register, export(tmp_path, "subscribed", opted_in("listattu@example.com")))
    (person,) = who(register, "listattu@example.com")
    Desk(register).restrict(person)

    assert main(["import", "undo", str(report.batch), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == [{"id": str(person), "what": "restricted"}]
    assert main(["import", "undo", str(report.batch)]) == 0
    assert str(person) in capsys.readouterr().out


def test_the_list_for_programs_tells_times_and_counts(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report = bring(register, export(tmp_path, "subscribed", opted_in("ohjelmalle@example.com")))

    assert main(["import", "list", "--json"]) == 0

    newest = json.loads(capsys.readouterr().out)[0]
    assert (newest["batch"], newest["changed"], newest["people"]) == (str(report.batch), 1, 1)
    assert newest["undone"] is None
    assert newest["begun"] <= newest["ended"] < newest["until"]


@pytest.mark.parametrize(
    "words", [["undo"], ["undo", "ffff"], ["undo", ""], ["list", "more"], ["undo", "a", "b"]]
)
def test_an_import_that_isn_t_there_is_a_clear_sentence(words: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(["import", *words]) == 3
    assert "import list" in capsys.readouterr().err or words[0] == "list"


def test_a_file_of_that_name_is_given_with_its_folder(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    export(tmp_path, "subscribed", opted_in("tiedosto@example.com")).rename(tmp_path / "list")

    assert main(["import", "./list", "--source", "mailchimp", "--format", "mailchimp"]) == 3

    assert "status_not_in_file_name" in capsys.readouterr().err, "the file was read, not the list shown"

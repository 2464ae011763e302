"""``seloste notice new``: a few questions, or a file of answers, and a notice that passes the check."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seloste.notice import examine
from tests.cli.conftest import ROOT

FILE = """
name = "Saarnirannan Vene Oy"
business_id = "1234567-1"
street = "Laiturikuja 1"
postcode = "00510"
town = "Mallila"
mail = "tietosuoja@vene.example"
groups = ["customer", "customer_rep"]
purposes = ["care", "billing", "newsletter"]
balance = 2026-10-05
relation = 18
[[processors]]
processor = "Kirje Esimerkki Inc"
seat = "US"
servers = "US, IE"
task = ["newsletter"]
uses = ["newsletter"]
mechanism = ["dpf-2023"]
assessed = 2026-09-01
"""
TYPED = ("Saarnirannan Vene Oy", "1234567-2", "Laiturikuja 1", "00510", "Mallila", "tietosuoja@vene.example", "",
         "1234567-1", "1", "", "", "", "", "")  # fmt: skip
"""A wrong check digit first; customers; everything else as it is offered."""


def run(folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "seloste", "notice", "new", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, input=typed, capture_output=True, text=True, check=False, env=environment)  # our own words  # fmt: skip


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("language", "asked", "refused"),
    [
        ("fi", "Kenen tietoja rekisterissä on?", "ei ole Y-tunnus"),
        ("sv", "Vems uppgifter finns i registret?", "är inget FO-nummer"),
        ("en", "Whose data is in the register?", "no business ID"),
    ],
)
def test_it_asks_in_the_readers_language_and_once_more_what_is_wrong(
    tmp_path: Path, language: str, asked: str, refused: str
):
    done = run(tmp_path, "--lang", language, typed="\n".join(TYPED) + "\n")

    assert done.returncode == 0, done.stderr
    assert asked in done.stdout
    assert refused in done.stdout
    notice, findings = examine(tmp_path / "notice.toml")
    assert findings == []
    assert notice is not None
    assert set(notice.groups) == {"customer"}


def test_a_file_of_answers_is_asked_in_place_of_a_person(tmp_path: Path, answers: Path):
    done = run(tmp_path, "--answers", str(answers), "-o", "vene.toml")

    assert (done.returncode, done.stderr) == (0, "")
    notice, findings = examine(tmp_path / "vene.toml")
    assert findings == []
    assert notice is not None
    assert list(notice.purposes) == ["care", "billing", "newsletter"]
    assert [one.months for one in notice.categories["contact"].keep] == [18]
    assert [one.transfer.mechanism.value for one in notice.processors.values() if one.transfer and one.transfer.mechanism] == ["dpf-2023"]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "instead", "told"),
    [
        ('"1234567-1"', '"1234567-2"', "business_id"),
        ('"tietosuoja@vene.example"', '"no address"', "mail"),
        ('groups = ["customer", ', 'groups = ["customers", ', "groups"),
        ("relation = 18", "relation = 0", "relation"),
        ('seat = "US"', 'seat = "USA"', "seat"),
        ('mechanism = ["dpf-2023"]\n', "", "mechanism"),
    ],
)
def test_an_answer_that_can_not_be_is_named_and_nothing_is_written(
    tmp_path: Path, answers: Path, said: str, instead: str, told: str
):
    answers.write_text(FILE.replace(said, instead), encoding="utf-8")
    done = run(tmp_path, "--answers", str(answers))

    assert done.returncode == 3
    assert told in done.stderr
    assert not (tmp_path / "notice.toml").exists()


def test_whoever_stops_answering_has_written_nothing(tmp_path: Path):
    done = run(tmp_path, typed="Saarnirannan Vene Oy\n")

    assert done.returncode == 3
    assert not (tmp_path / "notice.toml").exists()


def test_a_notice_that_is_there_is_replaced_by_force_alone(tmp_path: Path, answers: Path):
    (tmp_path / "notice.toml").write_text("mine", encoding="utf-8")

    assert run(tmp_path, "--answers", str(answers)).returncode == 3
    assert (tmp_path / "notice.toml").read_text(encoding="utf-8") == "mine"
    assert run(tmp_path, "--answers", str(answers), "--force").returncode == 0


def test_people_whom_the_chosen_purposes_leave_out_get_one_of_their_own(tmp_path: Path, answers: Path):
    answers.write_text(
        FILE.replace('["customer", "customer_rep"]', '["customer", "applicant"]'), encoding="utf-8"
    )

    assert run(tmp_path, "--answers", str(answers)).returncode == 0
    notice, _ = examine(tmp_path / "notice.toml")
    assert notice is not None
    assert "recruiting" in notice.purposes

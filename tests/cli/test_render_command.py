"""``seloste notice render``: a file of a notice in a language and a form, without a register."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from seloste.cli.main import main
from seloste.cli.rendering import ENDINGS, FORMS
from seloste.notice import render
from tests.database import NOTICE
from tests.notice.builders import edited

SHORT = """
seloste = 1
level = "read"
languages = ["fi"]
[controller]
name = { fi = "Vene Esimerkki Oy" }
"""


BEGINS = {
    "html": b"<!doctype html>", "md": b"# ", "txt": b"", "pdf": b"%PDF-", "jsonld": b'{\n "@context": {',
    "record": b"<!doctype html>", "record-xlsx": b"PK", "record-json": b'{\n "format": "seloste-record-of-processing"',
}  # fmt: skip


def test_the_command_knows_every_form_and_its_ending():
    assert {*FORMS} == {*render.FORMS, "record-xlsx"} == BEGINS.keys()
    assert {*ENDINGS.values()} == {*FORMS} - {"record"}


@pytest.mark.parametrize(("form", "begins"), BEGINS.items())
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_notice_is_written_in_each_language_and_form(
    tmp_path: Path, language: str, form: str, begins: bytes, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "notice.any"

    code = main(["notice", "render", str(NOTICE), "--lang", language, "--to", form, "-o", str(out), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert out.read_bytes().startswith(begins)
    assert told == {"file": str(out), "language": language, "form": form, "bytes": out.stat().st_size}


def test_the_ending_says_the_form_and_the_notice_its_first_language(tmp_path: Path):
    out = tmp_path / "seloste.md"

    assert main(["notice", "render", str(NOTICE), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("# Tietosuojaseloste\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "notice.doc"], "--to html, md, txt, pdf, jsonld, record, record-xlsx or record-json"),
        (["--lang", "sv", "-o", "notice.md"], "isn't written in 'sv'"),
        (["-o", "no/such/folder/notice.md"], "can't be written"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
):
    (tmp_path / "n.toml").write_text(SHORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    file = "n.toml" if "--lang" in words else str(NOTICE)
    code = main(["notice", "render", file, *words])

    assert code == 3
    assert said in capsys.readouterr().err


def test_a_notice_that_is_only_read_is_told_as_it_is_with_its_silence(tmp_path: Path):
    file, out = tmp_path / "n.toml", tmp_path / "n.md"
    file.write_text(SHORT, encoding="utf-8")

    assert main(["notice", "render", str(file), "-o", str(out)]) == 0
    told = out.read_text(encoding="utf-8")
    assert "Vene Esimerkki Oy" in told
    assert "- **Mitä:** Seloste ei kerro." in told
    assert "- siirretäänkö tietoja EU:n ja ETA:n ulkopuolelle" in told


def test_a_file_with_an_error_of_reading_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file, out = tmp_path / "bad.toml", tmp_path / "bad.md"
    file.write_text(edited(("24 months after", "24 moons after")), encoding="utf-8")

    assert main(["notice", "render", str(file), "-o", str(out)]) == 3
    assert "bad.toml:" in capsys.readouterr().err
    assert not out.exists()


def test_a_form_needs_neither_django_nor_a_database(tmp_path: Path):
    script = (
        "import sys; from seloste.cli.main import main; code = main(sys.argv[1:]);"
        "print(code, sorted(set(sys.modules) & {'django', 'psycopg', 'seloste.intake.workbook'}))"
    )
    words = ["notice", "render", str(NOTICE), "-o", str(tmp_path / "record.xlsx")]
    told = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines()[-1] == "0 ['seloste.intake.workbook']"


def test_checking_loads_neither_the_page_nor_typst():
    script = (
        "import sys; from seloste.cli.main import main; code = main(['notice', 'check', sys.argv[1]]);"
        "print(code, sorted(set(sys.modules) & {'typst', 'seloste.notice.page', 'django', 'psycopg'}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(NOTICE)], capture_output=True, text=True, check=True
    )

    assert told.stdout.splitlines()[-1] == "0 []"

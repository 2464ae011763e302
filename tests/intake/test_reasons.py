"""Each code that an import can give has a sentence in Finnish, Swedish and English; a bare code helps nobody."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from seloste.intake import reasons
from seloste.intake.as_json import as_json
from seloste.intake.kinds import READ
from seloste.intake.recognising import Unknown, recognise
from seloste.terms.addresses import AddressError
from tests.intake.test_import_docs import GIVEN_BY, INTAKE, codes_of
from tests.intake.test_samples import PATHS, reading_of

_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-zN0-9]+)*")
_FAULTS = {"Unreadable", "Misfit", "_Faults"}
_LISTS = {"warnings", "faults"}


def _given_by_the_code() -> set[str]:
    """Every constant by which a module of the package refuses something or puts a word on it."""
    found: set[str] = set()
    for path in INTAKE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _gives(node.func):
                found |= {
                    str(one.value)
                    for one in ast.walk(node.args[0])
                    if isinstance(one, ast.Constant) and _CODE.fullmatch(str(one.value))
                }
    return found


def _gives(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute) and called.attr == "append":
        holder = called.value
        return (holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, "id", "")) in _LISTS
    return getattr(called, "id", "") in _FAULTS


def test_every_code_has_its_sentence_in_three_languages() -> None:
    by_pattern = set().union(*(codes_of(module, pattern) for module, pattern, _ in GIVEN_BY)) - {"post"}
    codes = by_pattern | _given_by_the_code() | {AddressError("bad_email").code, "bad_business_id"}

    assert {"unclosed_card", "phone_lost_zero", "separator_unclear", "lapsed"} <= codes
    assert codes - reasons.every() == set()
    for code in reasons.every():
        told = reasons.sentences(code)
        assert set(told) == set(reasons.LANGUAGES)
        assert len(set(told.values())) == 3
        assert all(text[0].isupper() and text.endswith((".", ",")) for text in told.values()), code


def test_no_sentence_stands_for_a_code_that_nothing_gives() -> None:
    """Words that outlive their code would be translated for nobody."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in INTAKE.glob("*.py"))

    assert {code for code in reasons.every() if f'"{code}"' not in source and f'"{code}!"' not in source} <= {
        "bad_email", "bad_address", "bad_post_code", "post_code_lost_zeros", "bad_business_id",
        "number_damaged_by_spreadsheet",
    }  # fmt: skip  # these are given by the terms


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_reading_of_each_sample_tells_its_codes_in_words(path: Path) -> None:
    (read,) = as_json(reading_of(path))

    codes = {one["reason"] for one in read["rejected"]} | {one["code"] for one in read["warnings"]}
    codes |= {*read["columns_dropped"].values(), *read["columns_refused"].values()}
    assert set(read["reasons"]) == codes
    assert codes <= reasons.every()


def test_a_rule_of_the_database_is_named_and_a_kind_of_file_called_what_people_call_it() -> None:
    assert "SL011" in reasons.sentence("refused_sl011", "fi")
    assert reasons.sentence("is_pdf", "sv") == "Filen är ett PDF-dokument, som inte läses."
    assert set(reasons.kinds()) >= READ


def refused(path: Path) -> Unknown:
    with pytest.raises(Unknown) as fault:
        recognise([path])
    return fault.value


def test_an_unknown_table_is_described_by_its_header_and_told_what_would_help(tmp_path: Path) -> None:
    path = tmp_path / "asiakkaat.csv"
    path.write_text("Sähköposti;Asiakasnro;Lempiväri\naino@example.com;12;sininen\n", encoding="utf-8")

    told = refused(path)

    assert told.words["fi"] == (
        "asiakkaat.csv on tekstiä; ensimmäisellä rivillä on 3 puolipisteellä erotettua solua: Sähköposti,"
        " Asiakasnro, Lempiväri."
    )
    assert "3 celler skilda med semikolon" in told.words["sv"]
    assert "3 cells parted by semicolons" in told.words["en"]
    assert all(
        "--mapping" in text and "--format" in text and "mailchimp" in text for text in told.help.values()
    )


def test_of_a_first_line_that_may_be_somebody_only_the_shape_is_told(tmp_path: Path) -> None:
    """A complaint never quotes what a file says of a person."""
    path = tmp_path / "lista.csv"
    path.write_text("Aino,Usvalyhty,Oulu\nEero,Kuura,Turku\n", encoding="utf-8")

    words = refused(path).words

    assert "3 cells parted by commas, none of which is a heading" in words["en"]
    assert not any(name in text for name in ("Aino", "Usvalyhty", "Oulu") for text in words.values())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xml", '<?xml version="1.0"?>\n<Tilaukset><Tilaus/></Tilaukset>', "first element is <Tilaukset>"),
        ("a.json", '{"tilaukset": []}', "is JSON"),
        ("a.txt", "", "it is empty"),
        ("a.txt", "moikka\nvaan\n", "single cell"),
    ],
)
def test_whatever_it_is_it_is_said(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")

    told = refused(tmp_path / name)

    assert said in told.words["en"]
    assert json.dumps(told.words)

"""What names and order can't change (codes found), and what a careful reader leaves in peace (S1–S14, part 4)."""

from __future__ import annotations

import json
import random
import re
import tomllib
from typing import Any

import pytest

from tests.notice.builders import TEXT, edited, findings_of
from tests.notice.test_lint_rules import WORDS

OWN = (
    "group",
    "law",
    "purpose",
    "use",
    "category",
    "source",
    "processor",
    "disclosure",
    "keep",
    "measure",
    "service",
)
READ = edited(('level        = "drive"', 'level        = "read"'))
BEFORE = findings_of(WORDS)
SAID = {(finding.code, finding.path) for finding in BEFORE}
CODES = {code for code, _ in SAID}


SECTION = frozenset({"at", "text", "quote", "title", "proposed", "to", "backups"})
REFERENCES = frozenset(
    {"people", "data", "basis", "uses", "sources", "group", "follows", "purposes", "law", "keep", "only"}
)


def _dumped(value: Any) -> str:
    """TOML of what ``tomllib`` read, each table on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_dumped(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dumped, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _renamed(text: str) -> str:
    """Each term of the author's under another name, wherever it is named; titles, texts and quotes stay."""
    notice = tomllib.loads(text)
    names = {name for kind in OWN for name in notice.get(kind, {}) if name not in SECTION}
    new = {name: f"x{number}" for number, name in enumerate(sorted(names))}
    word = re.compile(rf"(?<![\w.])({'|'.join(sorted(new, key=len, reverse=True))})(?!\w)")

    def at(key: str, value: Any) -> Any:
        if isinstance(value, list):
            return [at(key, inner) for inner in value]
        if isinstance(value, dict):
            return {inner: at(inner, told) for inner, told in value.items()}
        if key == "basis" and isinstance(value, str):  # its first word is the language's own
            first, blank, rest = value.partition(" ")
            return first + blank + word.sub(lambda found: new[found[1]], rest)
        if key in REFERENCES and isinstance(value, str):
            return word.sub(lambda found: new[found[1]], value)
        return value

    for kind in OWN:
        notice[kind] = {new.get(name, name): told for name, told in notice.get(kind, {}).items()}
    return "\n".join(f"{key} = {_dumped(at(key, value))}" for key, value in notice.items() if value)


def test_the_codes_do_not_depend_on_how_terms_are_called():
    renamed = _renamed(WORDS)

    assert "[purpose.recruiting]" in WORDS
    assert not re.search(r"recruiting|applicant|telemarketer|colleague", renamed)
    assert {f.code for f in findings_of(renamed)} == CODES


def _tables(text: str) -> tuple[str, list[str]]:
    head, *tables = re.split(r"^(?=\[)", text, flags=re.MULTILINE)
    return head, [table if table.endswith("\n") else f"{table}\n" for table in tables]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("text", [WORDS, TEXT, READ], ids=["public", "revised", "revised, only read"])
def test_the_codes_do_not_depend_on_the_order_of_tables_and_sections(text: str, seed: int):
    head, tables = _tables(text)
    shuffled = [*tables]
    random.Random(seed).shuffle(shuffled)

    assert shuffled != tables
    assert {f.code for f in findings_of(head + "".join(shuffled))} == {f.code for f in findings_of(text)}


def _said(code: str) -> list[str]:
    return [path for found, path in SAID if found == code]


def test_s1_to_s4_what_is_told_of_the_controller_is_not_missed():
    """S1 identity, S2 contact, S3 purposes, S4 a business ID that is one."""
    assert not {"SEL2201", "SEL2314", "SEL1601", "SEL1602", "SEL1508"} & CODES
    assert _said("SEL2317") == []


def test_s5_to_s7_rights_that_are_named_are_not_missed():
    """S5 withdrawal, S6 complaint, S7 access, rectification, erasure and portability."""
    assert "SEL2316" not in CODES
    assert "SEL2126" in CODES  # the way to withdraw is what is missing


def test_s8_and_s9_a_representative_is_not_asked_for_and_an_officer_only_as_advice():
    assert [one for one in BEFORE if "representative" in one.path and "controller" in one.path] == []
    assert {one.severity.value for one in BEFORE if one.code == "SEL2122"} == {"advice"}


def test_s10_to_s13_laws_distance_selling_identity_codes_and_the_date():
    """S10 laws need no article numbers, S11 distance selling is no defect, S12 no identity codes, S13 the date is there."""
    assert [one for one in BEFORE if one.path.startswith("general.follows")] == []
    assert [one for one in BEFORE if "etämyynti" in one.text and one.code != "SEL2159"] == []
    assert not {"SEL2206", "SEL2315", "SEL1802"} & CODES


def test_s14_companies_of_the_union_are_no_groups_outside_it():
    assert sorted(_said("SEL2101")) == [
        f"processor.{name}" for name in ("facebook", "google", "linkedin", "mailchimp", "slack")
    ]


BARE = 'level = "read"\nlanguages = ["en"]\n'
PEACE = {
    "a lawful refusal of erasure": (
        '[right.erase]\ntext.en = "What the Accounting Act demands is kept, and the rest is erased."\n',
        {"SEL2157", "SEL2309"},
    ),
    "a vendor seated in the EU": (
        '[[transfer]]\nstance = "none"\n[processor.a]\nentity = { product = "Odoo", name = "Odoo S.A.", seat = "BE", servers = ["BE"] }\n',
        {"SEL2101", "SEL2150", "SEL2141"},
    ),
    "words of health about a product": (
        '[category.a]\ntitle.en = "Orders"\nfields = ["order"]\nfield = { order = { title.en = "health food orders" } }\n',
        {"SEL2205", "SEL2329", "SEL2334"},
    ),
    "a repeated statement that says the same": (
        '[[transfer]]\nstance = "none"\n[[transfer]]\nstance = "none"\n', {"SEL1106", "SEL2307"},
    ),
    "an absolute statement that the terms bear out": (
        '[disclosure]\nto = "none"\ntext.en = "We never share your data."\n', {"SEL2330"},
    ),
    "an example where nothing is left open by it": (
        '[right.erase]\ntext.en = "For example when it is wrong."\n', {"SEL2137"},
    ),
    "a law of today by its name": (
        '[general]\ntext.en = "We follow the Data Protection Act (1050/2018)."\n', {"SEL2306", "SEL2165"},
    ),
    "a mailbox of a person beside a telephone": (
        '[controller]\nname.en = "A"\ncontact = { person = "Testi Keksitty", mail = "testi.keksitty@example.fi", phone = "+358500000001" }\n',
        {"SEL2161"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PEACE)
def test_part_4_what_careless_linters_take_for_a_fault_is_left_in_peace(case: str):
    text, silent = PEACE[case]

    found = {finding.code for finding in findings_of(BARE + text)}

    assert not found & {"SEL1101", "SEL1102", "SEL1103"}, "the case itself can't be read"
    assert not found & silent

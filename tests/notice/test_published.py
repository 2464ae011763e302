"""The company's public notice, written down: each fact in its section, and what a strict reader misses in it."""

from __future__ import annotations

import re
import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from seloste.notice import NoticeErrors, compile_despite, compile_notice, examine, read, render_page
from seloste.notice.catalogue import CATALOGUE
from seloste.notice.page import document
from seloste.notice.render import render
from seloste.notice.tree import texts
from seloste.terms.words import Basis
from tests.notice.builders import TEXT, TODAY, edited, findings_of

PUBLISHED = Path(__file__).parents[2] / "notices" / "avoin-systems" / "published.toml"
WORDS = PUBLISHED.read_text(encoding="utf-8")
FACTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "facts-of-the-seed.toml").read_text(encoding="utf-8")
)["fact"]
SECTIONS = {
    "general": 1, "group": 1, "law": 1, "controller": 2, "register": 3, "purpose": 4, "basis": 4, "category": 5,
    "source": 6, "processor": 6, "disclosure": 7, "transfer": 8, "keep": 9, "measure": 10, "right": 11, "changes": 12,
    "version": 12,
}  # fmt: skip
FOUND = {finding.code for finding in findings_of(WORDS)}
DRIVEN = {finding.code for finding in findings_of(TEXT)}
ONLY_READ = {
    finding.code for finding in findings_of(edited(('level        = "drive"', 'level        = "read"')))
}
LINT = [code for code in CATALOGUE if code.startswith("SEL21")]


def _notice() -> Any:
    notice, findings = examine(WORDS.encode(), on=TODAY)
    assert notice is not None
    assert [f.code for f in findings if f.code < "SEL2"] == []
    return notice


def _said() -> dict[str, tuple[int, Any]]:
    """Every value of the file: its path, its section and itself."""
    found: dict[str, tuple[int, Any]] = {}

    def walk(value: Any, path: list[str], section: int) -> None:
        if isinstance(value, dict):
            section = int(value.get("at", section))
            for key, inner in value.items():
                if key not in ("at", "marketing", "representative", "own", "open", "shape"):
                    walk(inner, [*path, key], section)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                walk(inner, [*path, str(number)], section)
        else:
            found[".".join(path)] = section, value

    for key, value in tomllib.loads(WORDS).items():
        if key in SECTIONS:
            walk(value, [key], SECTIONS[key])
    return found


def test_r12_1_each_fact_stands_at_its_path_in_its_section():
    said = _said()

    assert len(FACTS) >= 120
    for fact in FACTS:
        assert said[fact["path"]] == (fact["section"], fact["value"]), fact["path"]


def test_the_notice_says_nothing_that_is_no_fact_of_the_seed():
    known = {fact["path"] for fact in FACTS}
    fields = re.compile(r"category\.[a-z]+\.fields\.\d+")

    others = {path for path in _said() if path not in known and not fields.fullmatch(path)}

    assert others == set()


def test_the_finnish_page_says_each_fact_in_its_section():
    by_section = {one.number: " ".join(texts(one.blocks)) for one in document(_notice(), "fi").sections}

    for fact in FACTS:
        shown = str(fact.get("shown", fact["value"])).rstrip(".")
        assert shown in by_section[fact["section"]], (fact["path"], shown)


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_page_says_in_plain_words_what_the_notice_leaves_unsaid(form: str):
    notice = _notice()
    page = render(notice, "fi", form).decode()

    assert page.count("Seloste ei kerro") == 7
    assert "että lain mukaan sinulla on myös nämä oikeudet: käsittelyn rajoittaminen" in page
    assert "onko tietosuojavastaava nimetty" in page
    assert "mille viranomaiselle valitus tehdään" in page


def test_the_page_of_a_notice_that_is_only_read_promises_nothing_of_its_own():
    """No sentence of ours fills a gap: nothing is said of instructions, places or deletion that the notice doesn't say."""
    page = render_page(_notice(), "fi")

    assert not re.search("ohjeidemme|puolestamme ja|Kotipaikka|seuraavana yönä|Emme siirrä", page)
    assert "ohjeidemme" in render_page(read(TEXT.encode())[0], "fi")  # type: ignore[arg-type]  # it was read


def test_n1_to_n6_n31_and_n33_are_found_and_name_their_rule_and_article():
    found = [finding.as_json() for finding in findings_of(WORDS)]

    rules = {rule for one in found for rule in one["rule"]}
    assert {"N1", "N2", "N3", "N4", "N5", "N6", "N31", "N33"} <= rules
    assert all(one["article"].startswith(("GDPR", "759/2004", "917/2014")) for one in found)
    assert {one["path"] for one in found if one["code"] == "SEL2101"} == {
        f"processor.{name}" for name in ("google", "facebook", "linkedin", "slack", "mailchimp")
    }  # S14: Odoo and Leadfeeder are no groups outside the EEA


@pytest.mark.parametrize("code", LINT)
def test_each_rule_fires_on_the_public_notice(code: str):
    assert code in FOUND


@pytest.mark.parametrize("code", LINT)
def test_no_rule_fires_on_a_notice_that_says_everything(code: str):
    """Precision: neither where the notice drives a register nor where the same words are only read."""
    assert code not in DRIVEN
    assert code not in ONLY_READ - {"SEL2108"}


def test_a_quote_is_short():
    words = " ".join(["sana"] * 26)
    long = WORDS.replace('quote.fi = "tietosuojaviranomaiselle"', f'quote.fi = "{words}"')

    assert "SEL1904" in {finding.code for finding in findings_of(long)}
    assert "SEL1904" not in {finding.code for finding in findings_of(long.replace("sana sana", "sana", 1))}


GRAVE: dict[str, tuple[str, str]] = {
    "SEL2201": ("contact     = { role", "# contact = { role"),
    "SEL2202": ('because  = ["palv', 'acceptance_by_use = true\nbecause = ["palv'),
    "SEL2203": ("[use.newsletter.email]\n", '[use.newsletter.email]\nbundled_with = ["order"]\n'),
    "SEL2204": ("[right.withdraw]", "[right.other]"),
    "SEL2205": ("role     = { title", 'role     = { special = "health", title'),
    "SEL2206": ('"phone", "email"]', '"phone", "email", "identity_code"]'),
}


@pytest.mark.parametrize("code", GRAVE)
def test_nothing_excuses_this(code: str):
    old, new = GRAVE[code]
    assert old in WORDS
    notice, _ = examine(WORDS.replace(old, new, 1).encode(), on=TODAY)
    assert notice is not None

    with pytest.raises(NoticeErrors) as caught:
        compile_despite(notice, on=TODAY)

    assert {finding.code for finding in caught.value.findings} == {code}


def test_despite_errors_what_is_unsaid_gives_no_permission_and_the_narrower_statement_compiles():
    """R4.1b: an open purpose compiles to nothing."""
    policy = compile_despite(_notice(), on=TODAY)

    assert (policy.rules, policy.collects, policy.keeps) == ((), (), ())
    assert policy.stance == "none"
    told = WORDS.replace(
        'basis     = ["consent", "interest"]', 'basis = ["consent", "interest"]\ndata = ["contact"]'
    )
    told = told.replace("[[transfer]]", '[[transfer]]\nat = "6"\nstance = "may"\n[[transfer]]', 1)
    notice, _ = examine(told.encode(), on=TODAY)
    assert notice is not None
    narrower = compile_despite(notice, on=TODAY)
    assert {rule.basis for rule in narrower.rules} == {Basis.CONSENT}
    assert narrower.stance == "none"


def test_a_notice_that_is_only_read_drives_nothing_by_itself():
    with pytest.raises(NoticeErrors):
        compile_notice(_notice(), on=TODAY)


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_is_internal_never_leaves(language: str, form: str):
    """A canary in every internal value, in a comment and in an accepted finding: the page has none of them."""
    canary = "zqkanarialintu"
    text = re.sub(r'"internal:[^"]*"', f'"internal:{canary}"', TEXT)
    text += f'\n# {canary}\n[[accept]]\ncode = "SEL1511"\nat = "category.position"\nbecause = "{canary}"\nreview = 2027-05-01\n'
    assert text.count(canary) > 10
    notice, findings = examine(text.encode(), on=TODAY)
    assert notice is not None
    assert findings == []

    made = render(notice, language, form)
    text = (
        "".join(p.extract_text() for p in PdfReader(BytesIO(made)).pages) if form == "pdf" else made.decode()
    )
    assert "Avoin.Systems Oy" in text
    assert canary not in text

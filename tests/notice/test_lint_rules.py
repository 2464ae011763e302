"""Each rule of the linter is about one thing: mend this one thing in the public notice, and it alone falls silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from seloste.notice.catalogue import CATALOGUE, translated
from seloste.notice.findings import Finding
from tests.notice.builders import findings_of
from tests.notice.mends import MENDS

PUBLISHED = Path(__file__).parents[2] / "notices" / "avoin-systems" / "published.toml"
WORDS = PUBLISHED.read_text(encoding="utf-8")
BEFORE = findings_of(WORDS)


def _mended(*edits: tuple[str, str]) -> str:
    text = WORDS
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def _codes(found: list[Finding]) -> set[str]:
    return {finding.code for finding in found}


def test_every_rule_of_the_linter_is_tried():
    assert set(MENDS) == {code for code in CATALOGUE if code.startswith("SEL21")}


@pytest.mark.parametrize("code", MENDS)
def test_a_rule_falls_silent_when_its_one_thing_is_mended(code: str):
    """A near miss: the same words with this one thing said, or not left open."""
    after = findings_of(_mended(*MENDS[code]))

    assert code in _codes(BEFORE)
    assert code not in _codes(after)
    wrong = [one for one in after if not one.code.startswith("SEL21") and one.code[3:5] != "13"]
    assert [(one.code, one.path) for one in wrong] == []


@pytest.mark.parametrize("code", MENDS)
def test_mending_one_thing_removes_its_code_and_no_others_than_it_says(code: str):
    """What goes with it is listed in ``implies``; nothing else goes, and nothing comes."""
    before = _codes(BEFORE)

    after = _codes(findings_of(_mended(*MENDS[code])))
    gone = before - after - {code}

    found = next(one for one in BEFORE if one.code == code)
    assert gone <= set(found.as_json()["implies"])
    assert {one for one in after - before if one[3:5] in ("21", "22", "23")} == set()


@pytest.mark.parametrize("code", MENDS)
def test_a_finding_says_what_where_and_what_now_in_three_languages(code: str):
    """The final shape of a finding: code, rule, severity, article, path, line, column, message, mend."""
    found = next(one for one in BEFORE if one.code == code)

    shape = found.as_json()
    number = int(code.removeprefix("SEL21"))
    assert f"N{number}" in shape["rule"]
    assert shape["article"]
    assert {"code", "severity", "implies", "path", "line", "column", "message", "mend"} <= set(shape)
    assert WORDS.splitlines()[found.line - 1] == found.excerpt
    said = {found.in_language(language).message for language in ("fi", "sv", "en")}
    assert len(said) == 3
    assert {code} <= translated("fi").keys() & translated("sv").keys()

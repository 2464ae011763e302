"""What is done with findings: mended in the file, lived with until a day, explained, and told to other programs."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seloste.notice import examine
from seloste.notice.accepting import NotAccepted, accept
from seloste.notice.catalogue import CATALOGUE
from seloste.notice.explaining import WHY, explain, rendered, theme
from seloste.notice.findings import render_finding
from seloste.notice.fixing import fix
from seloste.notice.foreseeing import coming
from seloste.notice.sarif import as_sarif
from tests.notice.builders import TEXT, TODAY, edited, findings_of
from tests.notice.test_lint_rules import WORDS

MISSPELT = (
    ('stance   = "only as listed"', 'stance   = "only as liste"'),
    ('"24 months after activity for prospect"', '"24 moons after activity for prospect"'),
    ('sources  = ["self", "website", "mailchimp"]', 'sources  = ["self", "web_site"]'),
    ('title    = { fi = "Rekrytointi"', 'titel    = { fi = "Rekrytointi"'),
)
BARE = 'level = "read"\nlanguages = ["fi", "sv", "en"]\n'


# -- fix ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("right", "wrong"), MISSPELT[:3])
def test_a_misspelt_word_becomes_the_one_that_was_meant(right: str, wrong: str):
    after, patches = fix(edited((right, wrong)).encode(), on=TODAY)

    assert len(patches) == 1
    assert findings_of(after) == []


def test_what_the_law_itself_says_is_put_in_and_nothing_is_made_up():
    after, patches = fix(WORDS.encode(), on=TODAY)

    mended = {patch.finding.code for patch in patches}
    assert {"SEL2103", "SEL2104", "SEL2159", "SEL2160", "SEL2167"} <= mended
    before, left = ({f.code for f in findings_of(text)} for text in (WORDS, after))
    assert left < before
    assert 'title = { fi = "Käsittelyn rajoittaminen" }' in after.decode()
    assert {"SEL2105", "SEL2141", "SEL2102"} <= left  # nobody knows the interest, the company or the period


@pytest.mark.parametrize("seed", ["jaa  nimi", "ja ja nimi"])
def test_n64_a_slip_is_corrected(seed: str):
    after, patches = fix(f'{BARE}[general]\ntext.fi = "{seed}"\n'.encode(), only="SEL2164", on=TODAY)

    assert [patch.finding.code for patch in patches] == ["SEL2164"]
    assert '"jaa nimi"' in after.decode() or '"ja nimi"' in after.decode()


def _outside(before: bytes, after: bytes) -> bool:
    """Whether every line of the file that no mend touched is there still, in its order."""
    lines = iter(after.split(b"\n"))
    kept = [line for line in before.split(b"\n") if b"#" in line or b"text" in line]
    return all(any(line == other for other in lines) for line in kept)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sampled_from(MISSPELT), unique=True, min_size=1),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_mend_leaves_every_other_byte_as_it_was(faults: list[tuple[str, str]], remark: str, end: str):
    text = edited(*faults, ("[hosting]", f"# {remark}\n[hosting]")).replace("\n", end)
    after, patches = fix(text.encode(), on=TODAY)

    back = after
    for patch in reversed(patches):  # undone by its own offsets, nothing else has changed
        shift = 0
        for edit in sorted(patch.edits, key=lambda one: one.start):
            start = edit.start + shift
            length = len(edit.text.encode())
            back = back[:start] + b"\0" * (edit.end - edit.start) + back[start + length :]
            shift += (edit.end - edit.start) - length
    same = text.encode()
    assert len(back) == len(same)
    assert all(one in (0, other) for one, other in zip(back, same, strict=True))
    assert _outside(text.encode(), after)


def test_a_mend_that_would_bring_another_finding_is_not_offered():
    """[right.restrict] stands in no notice whose languages nobody here speaks."""
    after, patches = fix(b'level = "read"\nlanguages = ["et"]\n', on=TODAY)

    assert "SEL2103" in {f.code for f in findings_of(after)}
    assert [p for p in patches if p.finding.code == "SEL2103"] == []


# -- accept ---------------------------------------------------------------------------------------


def test_an_accepted_finding_is_silent_until_its_day_and_then_comes_back_with_it():
    review = TODAY + timedelta(days=100)
    after, paths = accept(WORDS.encode(), "SEL2161", because='"omalla" nimellä\n', review=review, on=TODAY)

    assert paths == ["controller.contact.mail"]
    assert after.startswith(WORDS.encode().rstrip(b"\n"))
    assert "SEL2161" not in {f.code for f in findings_of(after)}
    late = [f for f in findings_of(after, review + timedelta(days=1)) if f.code == "SEL2161"]
    assert [f.since for f in late] == [(review + timedelta(days=1)).isoformat()]


@pytest.mark.parametrize(("code", "review", "because", "says"), [
    ("SEL2101", TODAY + timedelta(days=9), "a", "an error"), ("SEL2161", TODAY, "a", "must come after"),
    ("SEL2161", TODAY + timedelta(days=9), " ", "a reason"), ("SEL9999", TODAY + timedelta(days=9), "a", "no code"),
    ("SEL1803", TODAY + timedelta(days=9), "a", "no finding"),
])  # fmt: skip
def test_what_can_not_be_accepted_is_refused_with_the_cause(code: str, review: date, because: str, says: str):
    with pytest.raises(NotAccepted, match=says):
        accept(WORDS.encode(), code, because=because, review=review, on=TODAY)


# -- time -----------------------------------------------------------------------------------------


def test_what_will_be_found_names_the_day_from_which_on():
    """R4.2c: a balancing test that is overdue in 60 days is told today."""
    notice, found = examine(TEXT.encode(), on=date(2027, 9, 1))
    assert notice is not None

    (told, *others) = coming(notice, 60, on=date(2027, 9, 1))

    assert found == []
    assert {f.code for f in (told, *others)} == {"SEL1803"}
    assert told.since == "2027-10-06"
    assert coming(notice, 30, on=date(2027, 9, 1)) == []
    assert "SEL1803" not in {f.code for f in findings_of(TEXT, date(2027, 10, 5))}
    assert "SEL1803" in {f.code for f in findings_of(TEXT, date(2027, 10, 6))}


def test_n66_a_notice_grows_old_on_a_day():
    text = f"{BARE}version = {{ number = 1, updated = 2025-01-31 }}\n"
    notice = examine(text.encode(), on=TODAY)[0]
    assert notice is not None

    found = {f.code: f.since for f in coming(notice, 90, on=TODAY)}

    assert found == {"SEL2166": "2027-02-01"}


# -- explain --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_explained_in_three_languages(code: str):
    told = [explain(code, language) for language in ("fi", "sv", "en")]

    assert len({one.what for one in told}) == len({one.why for one in told}) == 3
    assert all(one.mend for one in told)
    assert theme(code) in WHY
    assert not any("{" in rendered(one, "en").replace("{{", "") and "‹" not in one.what and "= {" not in one.mend and "{" in one.what for one in told)  # fmt: skip


def test_an_error_is_never_said_to_be_acceptable():
    assert "can't be accepted" in explain("SEL1301").accept
    assert "notice accept FILE SEL2161" in explain("SEL2161").accept


# -- SARIF ----------------------------------------------------------------------------------------


def test_sarif_has_what_its_schema_requires():
    """SARIF 2.1.0: §§ 3.13, 3.14, 3.18, 3.27, 3.30, 3.49."""
    findings = findings_of(WORDS)
    log = json.loads(json.dumps(as_sarif(findings)))

    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "seloste"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len(run["results"]) == len(findings)
    for result, finding in zip(run["results"], findings, strict=True):
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        assert re.fullmatch(r"[^\s\\]+", place["artifactLocation"]["uri"])
        assert min(region["startLine"], region["startColumn"]) >= 1
        assert region["endColumn"] > region["startColumn"]


def test_columns_of_sarif_count_utf_16_units():
    (found,) = [f for f in findings_of(f'{BARE}[general]\ntext.fi = "😀 ja ja"\n') if f.code == "SEL2164"]

    region = as_sarif([found])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]

    assert (found.column, region["startColumn"]) == (14, 15)


def test_colour_changes_no_letter():
    (finding, *_) = findings_of(WORDS)

    painted = render_finding(finding, colour=True)

    assert "\x1b[1;31m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render_finding(finding)

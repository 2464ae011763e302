"""Two levels: what may be written down of a notice as it is, may not drive a register."""

from __future__ import annotations

import pytest

from seloste.notice import compile_despite, read
from tests.notice.builders import TODAY, edited, findings_of, only_finding, policy_of

DRIVE = 'level        = "drive"'
KEEP = '"24 months after activity for prospect"'
OPEN: dict[str, tuple[str, str]] = {
    "a hedge": ("[right.rectify]", '[right.rectify]\nhedge = "yleensä"'),
    "a basis for the whole notice": ("[purpose.customer_care]", '[[basis]]\nbasis = "consent"\n[purpose.customer_care]'),
    "an open list of reasons": ("[changes]", '[changes]\nbecause = ["laki", "… muut syyt"]'),
    "a period that says only its least": (KEEP, '"at least 24 months after activity for prospect"'),
    "a shape in place of a period": ("[keep.bookkeeping]", '[keep.other]\nshape = "to be set"\n[keep.bookkeeping]'),
    "an unnamed source": ("colleague      = { at", "colleague = { open = true, at"),
    "the same thing said twice": ("[transfer]\n", '[[transfer]]\nstance = "may"\n[[transfer]]\n'),
}  # fmt: skip


@pytest.mark.parametrize("what", OPEN)
def test_a_notice_that_is_read_may_say_so_and_one_that_drives_may_not(what: str):
    """Needs 1 to 3: hedges, open ends and contradictions are kept as written at level read, and errors at drive."""
    driving = edited(OPEN[what])
    reading = driving.replace(DRIVE, 'level = "read"')

    assert [f for f in findings_of(driving) if f.severity.value == "error"]
    assert [f.code for f in findings_of(reading) if f.severity.value == "error"] == []


def test_a_period_may_say_its_most():
    text = edited((KEEP, '"at most 24 months after activity for prospect"'))

    assert findings_of(text) == []
    assert policy_of((KEEP, '"at most 24 months after activity for prospect"')).keeps == policy_of().keeps


@pytest.mark.parametrize("word", ["at", "at best", "at least", "at most after obtained"])
def test_a_bound_without_its_length_is_an_error_at_its_place(word: str):
    found = findings_of(edited((KEEP, f'"{word}"')))

    assert {f.code for f in found} & {"SEL1202", "SEL1204"}


def test_a_period_that_says_only_its_least_keeps_nothing_despite_errors():
    """R9.1a: no end is told, so none is guessed: the data are hidden."""
    notice, _ = read(edited((KEEP, '"at least 24 months after activity for prospect"')).encode())
    assert notice is not None

    def prospects(policy: object) -> int:
        return sum(keep.group == "prospect" and keep.event == "activity" for keep in policy.keeps)  # type: ignore[attr-defined]  # a policy

    assert prospects(compile_despite(notice, on=TODAY)) < prospects(policy_of())


LAW = 'law      = "accounting 2:10"\n'
SHARED = '[keep.shared]\nperiod = "24 months after obtained"\n[keep.bookkeeping]'


@pytest.mark.parametrize(
    ("edits", "what"),
    [
        (((LAW, ""),), "its law and section"),
        (((LAW, ""), ('only     = "billing"\n', "")), "its law and section"),  # its text names the law
        (((LAW, 'law = "accounting"\n'),), "the section of that law"),
        ((("[keep.bookkeeping]", SHARED.replace("period", 'shape = "by law"\nperiod')),), "its law and section"),
    ],
)  # fmt: skip
# keeps: keep.*.law through notice.resolve.law_unsaid
def test_r4_2b_a_period_said_to_be_by_law_names_that_law_and_its_section(
    edits: tuple[tuple[str, str], ...], what: str
):
    """R4.2b, R9.2a, GDPR 13(2)(a), 5(1)(e): whoever reads it can look it up."""
    found = only_finding(edited(*edits), "SEL1514")

    assert what in found.message
    assert found.as_json()["rule"] == ["R4.2b", "R9.2a"]
    assert {found.in_language(one).message for one in ("fi", "sv")}.isdisjoint({found.message})


@pytest.mark.parametrize("edit", [(LAW, 'law      = "accounting 2:10, 3"\n'), ("[keep.bookkeeping]", SHARED)])
def test_r9_2a_a_law_with_its_section_or_a_period_that_claims_no_law_is_no_finding(edit: tuple[str, str]):
    """R9.2a: a length that several categories share, and for which no law is claimed, needs none."""
    assert findings_of(edited(edit)) == []


def test_r4_2b_a_period_by_a_law_that_is_not_named_keeps_nothing_despite_errors():
    """R4.2b: without its law and section it doesn't compile."""
    notice, _ = read(edited((LAW, "")).encode())
    assert notice is not None

    assert [k.field for k in policy_of().keeps if k.only == "billing"] == ["invoice"]
    assert [k for k in compile_despite(notice, on=TODAY).keeps if k.only or k.months == 72] == []


@pytest.mark.parametrize(("said", "found"), [("", True), ('law = "accounting"', True), (LAW, False)])
def test_n54_a_period_by_law_of_a_notice_that_is_read_is_told_with_its_law(said: str, found: bool):
    """N54, GDPR 13(2)(a)."""
    text = f'level = "read"\nlanguages = ["fi"]\n[keep.x]\nshape = "by law"\nperiod = "6 years after obtained"\n{said}'

    assert ("SEL2154" in {one.code for one in findings_of(text)}) == found


def test_a_role_names_uses_of_the_notice():
    role = '\n[role]\nsales = ["customer_care", "{}"]\n'
    good, bad = edited() + role.format("newsletter.email"), edited() + role.format("newsletter.emial")

    notice, _ = read(good.encode())
    assert notice is not None
    assert {name: [w.value for w in uses] for name, uses in notice.roles.items()} == {
        "sales": ["customer_care", "newsletter.email"]
    }
    assert findings_of(good) == []
    assert only_finding(bad, "SEL1406").path == "role.sales"

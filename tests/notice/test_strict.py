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

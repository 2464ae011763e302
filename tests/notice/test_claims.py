"""What a notice claims: each term, each word of a closed list, each sentence with what carries it."""

from __future__ import annotations

import pytest

from seloste.notice import read
from seloste.notice.claims import Claim, claims_of, line_of, matches
from tests.notice.builders import edited
from tests.notice.builders import line_of as place


def claims(*edits: tuple[str, str]) -> dict[str, Claim]:
    notice, _ = read(edited(*edits).encode(), name="notice.toml")
    assert notice is not None
    return {one.path: one for one in claims_of(notice)}


@pytest.mark.parametrize(
    ("path", "kind", "section"),
    [
        ("purpose.newsletter.basis.1", "purpose.*.basis.consent", "4.13"),
        ("purpose.newsletter.basis.2", "purpose.*.basis.existing_customer", "4.13"),
        ("category.contact.keep.3", "category.*.keep.activity", "5.1"),
        ("category.customership.keep.2", "category.*.keep.law", "5.5"),
        ("category.consent.keep.1", "category.*.keep.claims", "5.7"),
        ("use.newsletter.email.withdraw.1", "use.*.withdraw.link_in_each_letter", "4"),
        ("transfer.stance", "transfer.stance.only_as_listed", "8.1"),
        ("processor.odoo.entity.seat", "processor.*.entity.seat", "6.4"),
        ("right.erase", "right.erase", "11.3"),
        ("measure.looks", "measure.looks", "10.2"),
        ("hosting.database", "hosting.database", "8"),
        ("profiling", "profiling.none", "4"),
        ("service.consulting", "service.*", "1"),
    ],
)
def test_a_term_is_a_claim_of_a_kind_without_the_names_that_its_author_chose(
    path: str, kind: str, section: str
):
    found = claims()[path]

    assert (found.kind, found.section) == (kind, section)


def test_kinds_are_the_same_whatever_the_notices_names_are():
    renamed = edited().replace("newsletter", "letter")
    notice, _ = read(renamed.encode(), name="notice.toml")
    assert notice is not None

    assert sorted(one.kind for one in claims_of(notice)) == sorted(one.kind for one in claims().values())


def test_a_term_that_is_written_is_a_claim_and_one_that_is_not_is_none():
    gone = claims(('backups  = "35 days"\n', ""))

    assert "keep.backups" in claims()
    assert "keep.backups" not in gone
    assert set(claims()) - set(gone) == {"keep.backups"}


def test_a_sentence_is_carried_by_its_own_term_and_by_what_it_names():
    found = claims()
    own, whole = found["purpose.newsletter.text.3"], found["keep.text.2"]

    assert "purpose.newsletter.basis.1" in own.bound
    assert {f"use.newsletter.email.withdraw.{number}" for number in (1, 2, 3)} < set(own.bound)
    assert whole.bound == ("keep.backups",)
    assert whole.words is not None
    assert set(whole.words) == {"fi", "sv", "en"}
    assert whole.words["en"].startswith("It leaves backups and logs")


def test_a_sentence_before_a_section_that_names_no_term_is_carried_by_none():
    assert claims()["keep.text.1"].bound == ()


def test_a_claim_knows_its_line():
    notice, _ = read(edited().encode(), name="notice.toml")
    assert notice is not None
    found = next(one for one in claims_of(notice) if one.path == "right.access.answer")

    assert line_of(notice, found) == place(edited(), 'answer   = "1 month"')[0]


def test_what_only_tells_is_told_from_what_promises():
    found = claims()

    assert found["controller.name"].told
    assert found["processor.odoo.task"].told
    assert not found["processor.odoo.uses"].told
    assert not found["controller.time_zone"].told


@pytest.mark.parametrize(
    ("pattern", "kind", "fits"),
    [
        ("category.*.keep.*", "category.*.keep.relation.ended", True),
        ("category.*.keep.*", "category.*.sources", False),
        ("right.access", "right.access", True),
        ("right.access", "right.access.fee", False),
        ("hosting.*", "hosting.database", True),
        ("right.*", "right.access.fee", False),
        ("purpose.*.basis.*", "purpose.*.basis.consent", True),
        ("purpose.*.basis.consent", "purpose.*.basis.contract", False),
    ],
)
def test_a_pattern_speaks_of_a_kind(pattern: str, kind: str, fits: bool):
    assert matches(pattern, kind) is fits

"""A first notice out of a few answers: whatever is chosen, it has no finding, and it compiles."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seloste.notice import compile_notice, examine
from seloste.notice.starting import (
    LANGUAGES,
    Answers,
    Processor,
    fields_for,
    needed_for,
    notice,
    purposes_for,
    starter,
    use_of,
)
from seloste.terms.words import Fate

DAY = date(2026, 11, 25)
GROUPS = tuple(starter()["group"])


def answers(groups: tuple[str, ...], **said: Any) -> Answers:
    purposes = said.pop("purposes", tuple(purposes_for(groups)))
    fields = said.pop("fields", tuple(fields_for(purposes)))
    who = {"name": "Mallilan Melonta ry", "business_id": "1234567-1", "street": "Rantakuja 2", "postcode": "00510",
           "town": "Mallila", "mail": "tietosuoja@melonta.example"}  # fmt: skip
    return Answers(**(who | said), groups=groups, purposes=purposes, fields=fields, balance=DAY, today=DAY)


def findings(said: Answers) -> list[tuple[str, int | None, str]]:
    return [(one.code, one.line, one.message) for one in examine(notice(said).encode(), on=DAY)[1]]


@pytest.mark.parametrize("group", GROUPS)
def test_a_notice_for_any_kind_of_people_has_no_finding_and_compiles(group: str):
    found, wrong = examine(notice(answers((group,))).encode(), on=DAY)

    assert wrong == []
    assert found is not None
    policy = compile_notice(found, on=DAY)
    assert {use.name for use in policy.uses} == {use_of(one) for one in purposes_for((group,))}
    assert policy.languages == LANGUAGES


@settings(max_examples=25)
@given(st.data())
def test_whatever_data_is_left_out_it_has_no_finding(data: st.DataObject):
    groups = tuple(data.draw(st.lists(st.sampled_from(GROUPS), min_size=1, unique=True)))
    purposes = purposes_for(groups)
    usable = fields_for(purposes)
    chosen = data.draw(st.lists(st.sampled_from(usable), unique=True))
    fields = tuple(one for one in usable if one in chosen or one in needed_for(purposes))

    assert findings(answers(groups, fields=fields)) == []


def test_a_processor_outside_the_eea_comes_with_its_ground_of_transfer():
    letters = Processor(
        "Kirje Esimerkki Inc", "US", ("US",), "newsletter", ("newsletter",), "Kirje", "dpf-2023", DAY
    )
    found, wrong = examine(notice(answers(("customer",), processors=(letters,))).encode(), on=DAY)

    assert wrong == []
    assert found is not None
    (one,) = compile_notice(found, on=DAY).processors
    assert (one.entity, one.mechanism, one.uses) == ("Kirje Esimerkki Inc", "dpf-2023", ("newsletter.email",))
    assert set(one.fields) == {"contact.name", "contact.email", "customership.language"}


def test_l16_an_invoice_is_kept_by_the_accounting_act_and_seen_by_billing_alone():
    found, _ = examine(notice(answers(("customer",))).encode(), on=DAY)
    assert found is not None
    (kept,) = [one for one in compile_notice(found, on=DAY).keeps if one.fate is Fate.BY_LAW]

    assert (kept.field, kept.months, kept.only, kept.law) == ("invoice", 72, "billing", "accounting 2:10")


def test_a_period_is_the_answer_and_else_the_starters():
    said = tomllib.loads(notice(answers(("customer",), months={"relation": 7})))

    assert said["category"]["contact"]["keep"] == ["7 months after relation.ended for customer"]
    assert said["category"]["events"]["keep"][0].startswith("36 months after relation.ended for contract")


@pytest.mark.parametrize("name", ['Melonta "ja" soutu ry', "Melonta\\Soutu ry", "Mélöntä ry"])
def test_a_name_is_written_as_it_is_whatever_signs_it_has(name: str):
    assert tomllib.loads(notice(answers(("member",), name=name)))["controller"]["name"]["fi"] == name


def test_every_question_and_every_choice_is_said_in_three_languages():
    own = starter()
    said = [*own["ask"].values(), *own["task"].values()]
    for part in ("group", "purpose", "category"):
        said += [
            text
            for one in own[part].values()
            for key, text in one.items()
            if key in ("title", "many", "interest", "text")
        ]
    said += [text for one in own["category"].values() for text in one.get("field", {}).values()]

    assert all(set(text) == set(LANGUAGES) and all(text.values()) for text in said)


def test_a_period_that_rests_on_a_law_names_it_and_since_when():
    """Law is data, with its source and its days."""
    resting = [one for one in starter()["period"].values() if "law" in one]

    assert resting
    assert all(isinstance(one["since"], date) for one in (*resting, *starter()["law"].values()))

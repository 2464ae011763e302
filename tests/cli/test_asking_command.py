"""``seloste may``, as the issue says it answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seloste.register.facts import Contact, Prohibition
from seloste.terms.words import Scope
from tests.cli.conftest import Shell
from tests.people import a_person, canary

NEWSLETTER = "newsletter.email"


def test_may_prints_the_decision_with_its_sentence_in_every_language(shell: Shell):
    made = shell.one(consent=True)

    told = shell("may", made.email, NEWSLETTER, "--json")

    assert told.code == 0, told.err
    assert set(told.json) == {"decision", "reasons", "policy", "as_of"}
    assert told.json["decision"] == "lawful"
    assert told.json["policy"] == 2
    assert abs(datetime.fromisoformat(told.json["as_of"]) - datetime.now(UTC)) < timedelta(minutes=5)
    for reason in told.json["reasons"]:
        assert set(reason) == {"path", "section", "sentence", "rule"}
        assert set(reason["sentence"]) == {"fi", "sv", "en"}
        assert all(reason["sentence"].values())
    assert told.json["reasons"][0]["rule"] == "M2"
    assert made.email not in told.out + told.err


def test_may_refuses_with_an_exit_code_and_says_why_in_words(shell: Shell):
    made = shell.one(consent=True, prohibitions=(Prohibition(Scope.MARKETING_EMAIL),))

    told = shell("may", made.email, NEWSLETTER)
    plain = shell("may", str(made.id), NEWSLETTER, "--json")

    assert told.code == plain.code == 1
    assert told.out.startswith("No.")
    assert "forbidden" in told.out
    assert "M1" in told.out
    assert plain.json["decision"] == "refused"


def test_a_subject_is_read_from_standard_input_so_that_no_shell_remembers_it(shell: Shell):
    made = shell.one(consent=True)

    told = shell("may", "-", NEWSLETTER, "--json", said=made.email + "\n")

    assert told.code == 0
    assert told.json["decision"] == "lawful"


def test_may_answers_as_of_a_day(shell: Shell):
    started = datetime.now(UTC) - timedelta(days=30)
    (made,) = shell.store(a_person(consent=True, started=started, active=started))
    day = (datetime.now(UTC) - timedelta(days=60)).date().isoformat()

    before = shell("may", made.email, NEWSLETTER, "--at", day, "--json")
    since = shell("may", made.email, NEWSLETTER, "--at", (started + timedelta(days=5)).isoformat(), "--json")

    assert (before.code, before.json["decision"]) == (1, "refused")
    assert before.json["as_of"].startswith(day)
    assert (since.code, since.json["decision"]) == (0, "lawful")


def test_an_unknown_use_is_refused_as_undeclared(shell: Shell):
    made = shell.one(consent=True)

    told = shell("may", made.email, "astrology", "--json")

    assert told.code == 1
    assert told.json["decision"] == "refused"
    assert told.json["reasons"][0]["sentence"]["en"] == "The notice names no such use."


def test_an_address_that_nobody_has_is_refused_without_repeating_it(shell: Shell):
    address = f"{canary()}@example.com"

    told = shell("may", address, NEWSLETTER, "--json")

    assert told.code == 1
    assert told.json["reasons"][0]["sentence"]["en"] == "The register holds no such person."
    assert address not in told.out + told.err


@pytest.mark.parametrize("word", ["010190-123A", "matti@"])
def test_what_is_no_address_is_told_without_repeating_it(shell: Shell, word: str):
    told = shell("may", "-", NEWSLETTER, "--json", said=f"{word}\n")

    assert told.code == 3
    assert told.complaint["error"] == "bad_subject"
    assert told.complaint["help"]
    assert word not in told.err


def test_figures_are_told_of_a_use_that_only_counts_and_of_no_other(shell: Shell):
    """R4.1c."""
    for _ in range(5):
        street = {"street": "Keksittykuja 1", "post_code": "00000", "city": "Helsinki"}
        shell.give(shell.one(group="prospect"), Contact("address", street))

    told = shell("figures", "statistics", "--json")
    said = shell("figures", "statistics", "--by", "source")
    other = shell("figures", "newsletter.email", "--json")

    assert (told.code, said.code) == (0, 0), told.err + said.err
    assert told.json["least"] == 5
    assert told.json["figures"]["prospect"] >= 5
    assert min(told.json["figures"].values()) >= 5
    assert "fewer than 5" in said.out
    assert (other.code, other.complaint["error"]) == (3, "bad_use")
    assert "statistics" in other.complaint["help"]

"""Small pure things: letters of the strip, figures, where a rail leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from seloste.notice import load_policy
from seloste.register import showing
from seloste.web import figures, strips
from seloste.web.templatetags.seloste_words import before_at
from seloste.web.views.people import _rail
from seloste.web.words import Language
from tests.database import NOTICE

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("language", "letters"),
    [("fi", "AHKITPELJDOSUNMVÄÖRY"), ("sv", "USKACBPFTLIVNEMRWHYÖ"), ("en", "MCDASOPBEQILNTKGFHRU")],
)
def test_each_use_has_a_letter_of_its_own(language: Language, letters: str) -> None:
    assert "".join(strips.letters(load_policy(NOTICE).uses, language)) == letters


def test_no_use_is_without_a_sign_of_its_own_when_its_title_has_none_left() -> None:
    first = load_policy(NOTICE).uses[0]
    same = [replace(first, title={"en": "Aa"})] * 29

    signs = strips.letters(same, "en")

    assert signs[:3] == ("A", "B", "C")
    assert len(set(signs)) == len(same)


def test_a_strip_says_in_words_what_it_draws() -> None:
    policy = load_policy(NOTICE)

    drawn = strips.strip(policy, {"newsletter.email": "y", "telemarketing.phone": "x"}, "en")

    assert drawn.label.startswith("May: newsletter. No ground: maintaining the customer relationship, ")
    assert drawn.label.endswith("Forbidden: telephone marketing.")
    assert [cell.state for cell in drawn.cells] == list("n" * 12 + "yx" + "n" * 6)


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (999, "999"), (4812, "4\u00a0812"), (1234567, "1\u00a0234\u00a0567")]
)
def test_thousands_are_parted_by_a_space_that_does_not_break(value: int, written: str) -> None:
    assert figures.number(value) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0\u00a0s"),
        (60, "1\u00a0min"),
        (125, "2\u00a0min\u00a05\u00a0s"),
        (3700, "61\u00a0min\u00a040\u00a0s"),
    ],
)
def test_how_long_a_call_took_is_not_written_as_a_time_of_day(seconds: int, written: str) -> None:
    assert figures.length(seconds) == written


def test_an_address_breaks_before_its_at_sign_and_is_escaped() -> None:
    assert before_at("a.b@example.com") == "a.b<wbr>@example.com"
    assert before_at("<b>@example.com") == "&lt;b&gt;<wbr>@example.com"
    assert before_at("") == ""


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("fi", "9.12.2026", "9.12.2026 klo\u00a014.05"),
        ("sv", "9.12.2026", "9.12.2026 kl.\u00a014.05"),
        ("en", "9\u00a0December\u00a02026", "9\u00a0December\u00a02026 at 14:05"),
    ],
)
def test_a_day_is_the_local_one(language: Language, day: str, moment: str) -> None:
    when = datetime(2026, 12, 9, 12, 5, tzinfo=UTC)

    assert figures.day(when, language, HELSINKI) == day
    assert figures.moment(when.astimezone(HELSINKI), language) == moment
    assert figures.day(datetime(2026, 12, 8, 22, 30, tzinfo=UTC), language, HELSINKI) == day


def test_a_rail_knows_where_each_letter_begins() -> None:
    rungs = {rung.letter: rung for rung in _rail({"a": 3, "c": 60, "|": 2, "1": 1}, 4)}

    assert rungs["#"].address == "/people"
    assert [rungs[letter].address for letter in "ABCÄ"] == [
        "/people?from=1",
        "",
        "/people?from=4",
        "/people?from=64",
    ]
    assert [letter for letter, rung in rungs.items() if rung.here] == ["C"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("hankinnat", "hankinnat"),
        (["/", "/palvelut"], "/, /palvelut"),
        ({"given": "Aino", "family": "Usva"}, "Aino Usva"),
        ({"street": "Kuja 1", "post_code": "00100", "city": "Helsinki"}, "Kuja 1, 00100 Helsinki"),
        ({"file": "a1.opus", "hash": "00ff", "codec": "opus"}, "a1.opus"),
        ({"number": "2026-77", "lines": ["a", "b"], "note": None}, "2026-77, a, b"),
    ],
)
def test_a_value_is_written_on_one_line_as_people_say_it(value: object, written: str) -> None:
    assert showing.written(value) == written


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Newsletter", "newsletter"),
        ("A company that calls", "a company that calls"),
        ("IP-osoite", "IP-osoite"),
    ],
)
def test_a_title_inside_a_sentence_loses_its_capital_unless_it_is_an_abbreviation(
    title: str, inside: str
) -> None:
    assert figures.lowered(title) == inside


@pytest.mark.parametrize(("language", "written"), [("fi", "9.05"), ("sv", "9.05"), ("en", "09:05")])
def test_a_time_of_day_is_written_as_its_language_writes_it(language: Language, written: str) -> None:
    assert figures.clock(datetime(2026, 12, 9, 9, 5, tzinfo=HELSINKI), language) == written

"""Constants of law are data with a source and days (L35); a fake act changes a deadline with no code touched."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from seloste.terms import law
from seloste.terms.law import LAW, read_law

FILE = Path(law.__file__).with_name("law.json")
GOLDEN = [
    # received, due, latest lawful, due if extended (rules in detail, 2.1)
    ("2026-02-28", "2026-03-30", "2026-03-30", "2026-05-28"),
    ("2026-03-05", "2026-04-07", "2026-04-07", "2026-06-05"),
    ("2026-05-19", "2026-06-19", "2026-06-22", "2026-08-19"),
    ("2026-11-06", "2026-12-07", "2026-12-07", "2027-02-08"),
    ("2026-11-24", "2026-12-24", "2026-12-24", "2027-02-24"),
    ("2026-11-25", "2026-12-28", "2026-12-28", "2027-02-25"),
    ("2026-12-31", "2027-02-01", "2027-02-01", "2027-03-31"),
    ("2027-02-26", "2027-03-30", "2027-03-30", "2027-05-26"),
    ("2027-04-01", "2027-05-03", "2027-05-03", "2027-07-01"),
    ("2027-05-25", "2027-06-25", "2027-06-28", "2027-08-25"),
]


@pytest.mark.parametrize(("received", "due", "latest", "extended"), GOLDEN)
def test_l1_the_day_of_an_answer(received: str, due: str, latest: str, extended: str):
    """L1a, L1b, L1d, L1f: one month, three when extended; days off move the end on, Christmas Eve does not."""
    day = date.fromisoformat(received)

    assert LAW.answer_by(day).isoformat() == due
    assert LAW.answer_by(day, latest=True).isoformat() == latest
    assert LAW.answer_by(day, extended=True).isoformat() == extended


def test_l35_a_fake_act_changes_a_deadline_and_a_day_off(tmp_path: Path):
    """L35: from its first day on, and not before."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    answer = next(one for one in told["deadlines"] if one["name"] == "answer")
    answer["until"] = "2027-01-01"
    told["deadlines"].append(
        {**answer, "months": 2, "since": "2027-01-01", "until": None, "source": "a fake act"}
    )
    told["holidays"].append({"country": "FI", "name": "fake day", "day": "03-10", "since": "2027-01-01", "until": None,
                             "source": "a fake act"})  # fmt: skip
    path = tmp_path / "law.json"
    path.write_text(json.dumps(told), encoding="utf-8")

    faked = read_law(str(path))

    assert faked.answer_by(date(2026, 12, 10)) == LAW.answer_by(date(2026, 12, 10))
    assert faked.answer_by(date(2027, 1, 10)) == date(2027, 3, 11)
    assert LAW.answer_by(date(2027, 1, 10)) == date(2027, 2, 10)


def test_l35_every_constant_has_its_source_and_its_days():
    told = json.loads(FILE.read_text(encoding="utf-8"))

    entries = [one for value in told.values() if isinstance(value, list) for one in value]
    assert len(entries) > 40
    for one in entries:
        assert one["source"].strip()
        since, until = date.fromisoformat(one["since"]), one["until"]
        assert until is None or since < date.fromisoformat(until)


def test_constants_of_one_kind_do_not_hold_at_once():
    """Which of two holds on a day is never a question of order."""
    spans = [
        *((f"authority {one.id}", one.since, one.until) for one in LAW.authorities),
        *((f"age {one.country}", one.since, one.until) for one in LAW.ages),
        *((f"deadline {one.name}", one.since, one.until) for one in LAW.deadlines),
        *((f"mechanism {one.name}", one.since, one.until) for one in LAW.mechanisms),
        *((f"period {one.law} {one.section}", one.since, one.until) for one in LAW.periods),
    ]
    for number, (name, since, until) in enumerate(spans):
        for other, begins, ends in spans[number + 1 :]:
            apart = (until is not None and until <= begins) or (ends is not None and ends <= since)
            assert name != other or apart, name


def test_easter_and_the_days_that_hang_on_it():
    """Good Friday and Ascension of three years, from the almanac."""
    for good_friday, ascension in (
        ("2026-04-03", "2026-05-14"),
        ("2027-03-26", "2027-05-06"),
        ("2028-04-14", "2028-05-25"),
    ):
        friday, thursday = date.fromisoformat(good_friday), date.fromisoformat(ascension)
        assert {friday, friday + timedelta(days=3), thursday} <= LAW.days_off(friday.year, "FI")


def test_an_adequacy_decision_that_has_lapsed_carries_nothing():
    shield = next(one for one in LAW.mechanisms if one.name == "privacy-shield")

    assert shield.holds("US", date(2020, 7, 15))
    assert not shield.holds("US", date(2020, 7, 16))
    assert not shield.holds("FI", date(2020, 7, 15))


def test_the_authority_and_the_age_of_consent_are_looked_up_by_the_day():
    ombudsman = LAW.authority("fi-tsv", date(2026, 11, 25))

    assert ombudsman
    assert ombudsman.address["sv"] == "PB 800, 00531 Helsingfors"
    assert LAW.authority("fi-tsv", date(2018, 1, 1)) is None
    age = LAW.child_age("FI", date(2026, 11, 25))
    assert age
    assert (age.limit, age.source) == (13, "1050/2018 § 5")

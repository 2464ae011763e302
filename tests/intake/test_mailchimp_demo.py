"""The demo's invented people, written as an export and read by the real reader."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from seloste.cli.demo_people import write_export
from seloste.intake.found import Accepted, ConsentState, ContactKind, Rejected
from seloste.intake.mailchimp import read_export
from seloste.intake.seen import Seen
from seloste.terms.words import RowState

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return write_export(tmp_path_factory.mktemp("demo"), people=3000, today=TODAY)


@pytest.fixture(scope="module")
def read(written):
    return list(read_export(written.files, not_after=datetime(2026, 11, 25, tzinfo=UTC)))


def test_the_summary_says_what_the_reader_finds(written, read):
    accepted = [found for found in read if isinstance(found, Accepted)]
    states = Counter(found.consent.state for found in accepted)

    assert len(accepted) == written.people == 3000
    assert Counter(found.reason for found in read if isinstance(found, Rejected)) == written.bad_rows
    assert states[ConsentState.GRANTED] == written.granted + written.undeliverable
    assert states[ConsentState.SINGLE_OPT_IN] == written.single_opt_in
    assert states[ConsentState.UNPROVEN] == written.unproven
    assert states[ConsentState.NEVER_GIVEN] == written.never_given
    assert states[ConsentState.WITHDRAWN] == written.withdrawn
    assert sum(p.complained for found in accepted for p in found.prohibitions) == written.complaints
    bounced = [found for found in accepted if found.contacts[0].state is RowState.UNDELIVERABLE]
    assert len(bounced) == written.undeliverable


def test_those_whose_period_has_ended_are_at_least_as_many_as_said(written, read):
    acts = [f.activity for f in read if isinstance(f, Accepted) and f.activity is not None]
    edge = datetime(2024, 11, 25, tzinfo=UTC)

    assert sum(act < edge for act in acts) >= written.period_ended > 0
    old = next(f for f in read if isinstance(f, Accepted) and f.contacts[0].value == written.old.email)
    assert old.activity is not None
    assert old.activity < edge


def test_the_hero_has_everything_a_walk_tells_of(written, read):
    hero = next(f for f in read if isinstance(f, Accepted) and f.contacts[0].value == written.hero.email)

    assert {point.kind for point in hero.contacts} == set(ContactKind) - {ContactKind.WEB}
    assert hero.consent.state is ConsentState.GRANTED
    assert hero.works_for_name == written.hero.company
    assert hero.tags


def test_all_is_invented_addresses_numbers_and_codes(read):
    for found in read:
        if isinstance(found, Accepted):
            domain = str(found.contacts[0].value).rpartition("@")[2]
            assert domain.endswith(".example") or domain in ("example.com", "example.fi", "example.org")
            phones = [str(p.value) for p in found.contacts if p.kind is ContactKind.PHONE]
            assert all(phone.startswith("+35850000") for phone in phones)
    numbers = [
        p.value for f in read if isinstance(f, Accepted) for p in f.contacts if p.kind is ContactKind.PHONE
    ]
    assert len(set(numbers)) == len(numbers) > 1000
    assert not [code for f in read if isinstance(f, Accepted) for code in f.warnings]


def test_the_same_seed_and_day_give_the_same_bytes_and_another_seed_others(tmp_path):
    def written(name: str, seed: int) -> list[bytes]:
        summary = write_export(tmp_path / name, people=200, today=TODAY, seed=seed)
        return [path.read_bytes() for path in summary.files]

    assert written("a", 1) == written("b", 1) != written("c", 2)


@pytest.mark.parametrize("seed", range(4))
def test_the_heros_number_is_nobody_elses(tmp_path, seed):
    written = write_export(tmp_path, people=1000, today=TODAY, seed=seed)

    text = "".join(path.read_text(encoding="utf-8") for path in written.files)
    assert text.replace(" ", "").count("500000917") == 1


def test_even_a_small_demo_shows_every_fate_and_a_smaller_one_is_refused(tmp_path):
    small = write_export(tmp_path, people=50, today=TODAY)

    assert min(small.granted, small.single_opt_in, small.unproven, small.never_given, small.withdrawn,
               small.complaints, small.undeliverable, small.period_ended) > 0  # fmt: skip
    with pytest.raises(ValueError, match="fewer than 50"):
        write_export(tmp_path, people=49, today=TODAY)


def test_a_reading_holds_no_more_than_its_marks_of_addresses(written):
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_export(written.files))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == 3000 + sum(written.bad_rows.values())
    assert peak < 3_000_000


def test_seen_keeps_the_smallest_number_of_each_key_while_it_grows():
    seen = Seen()
    for turn in (7, 3, 5):
        for key in range(20_000):
            seen.note(f"k{key}", turn * 100_000 + key)

    assert len(seen) == 20_000
    assert all(seen.least(f"k{key}") == 300_000 + key for key in range(20_000))
    assert "k20000" not in seen
    assert seen.least("k20000") is None

"""``seloste notice trace``: what keeps each claim, and whether the tests notice when that is switched off."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from seloste.cli import proving
from seloste.notice import markers
from tests.cli.conftest import Shell
from tests.conftest import ONE_ENGINE, Engine
from tests.database import NOTICE

SEED = 16
ELSEWHERE = "tests/terms/test_addresses.py::test_r5_1a_a_phone_number_has_one_form"
"""A test that has nothing to do with any of it."""


def test_each_claim_is_told_with_what_keeps_it_and_its_tests(shell: Shell):
    told = shell("notice", "trace", NOTICE)
    plain = shell("notice", "trace", NOTICE, "--json").json

    assert told.code == 0
    assert f"{len(plain['claims'])} claims: {plain['count']['proven']} proven" in told.out
    care = next(one for one in plain["claims"] if one["path"] == "purpose.newsletter.basis.1")
    assert care["kept"] == "proven"
    assert "gate.reach" in {one["name"] for one in care["points"]}
    assert any("test_m2_an_electronic_message_needs_consent" in one for one in care["tests"])
    answer = next(one for one in plain["claims"] if one["path"] == "right.access.answer")
    assert (answer["kept"], answer["points"]) == ("nothing", [])


def test_without_a_file_it_is_the_notice_in_force(shell: Shell):
    assert shell("notice", "trace", "--json").json == shell("notice", "trace", NOTICE, "--json").json


def test_a_file_that_is_not_there_is_said_so(shell: Shell):
    told = shell("notice", "trace", shell.folder / "none.toml", "--json")

    assert (told.code, told.complaint["error"]) == (3, "nothing_to_trace")


def test_every_marked_test_of_a_place_that_can_be_switched_off_is_tried():
    tried = {test for one in proving.trials(markers.points(), markers.proofs()) for test in one.tests}

    assert tried == {one.test for one in markers.proofs()}


def test_the_same_seed_draws_the_same_places():
    every = proving.trials(markers.points(), markers.proofs())

    assert proving.chosen(every, 5, SEED) == proving.chosen(every, 5, SEED)
    assert proving.chosen(every, 5, SEED) != proving.chosen(every, 5, SEED + 1)
    assert len(proving.chosen(every, 1000, SEED)) == len(every)


@ONE_ENGINE
def test_two_places_switched_off_are_noticed_by_every_test_named_for_them(engine: Engine):
    """What keeps a claim is switched off in databases made for it: a test that still passes proves nothing."""
    home = Path(os.environ["SELOSTE_TEST_HOME"])
    those = proving.chosen(proving.trials(markers.points(), markers.proofs()), 2, SEED)

    assert proving.prove(those, home) == []


@ONE_ENGINE
def test_a_test_that_does_not_notice_is_told(engine: Engine):
    home = Path(os.environ["SELOSTE_TEST_HOME"])
    point = next(one for one in markers.points() if one.mark == "gate.reach")

    (said,) = proving.prove([proving.Trial(point=point, tests=(ELSEWHERE,))], home)

    assert said.startswith(f"{ELSEWHERE} does not notice that gate.reach is off")


@pytest.mark.parametrize("gone", ["gate.no_such", "gate.reach:9"])
def test_a_place_that_is_not_there_is_no_proof(gone: str):
    point = markers.points()[0].changed(mark=gone)

    with pytest.raises(proving.NotProven):
        proving.prove([proving.Trial(point=point, tests=(ELSEWHERE,))])

"""Killed at any point a command loses nothing, doubles nothing, and finishes when it is run again (spine 18 to 22).

Two kills of each, at moments of their own in every run; ``make crash`` does it 50 times. The twins show that the
checks see a register that is not whole.
"""

from __future__ import annotations

import os
import random
import secrets

import pytest

from seloste.register.installation import DATABASE
from tests.crash.checking import faults, people
from tests.crash.commands import NAMES, Command, make_states
from tests.crash.loop import kills
from tests.crash.places import Place

SEED = os.environ.get("SEED") or secrets.token_hex(4)


@pytest.fixture(scope="module")
def commands(place: Place) -> dict[str, Command]:
    return make_states(place)


@pytest.mark.parametrize("name", NAMES)
def test_a_killed_command_loses_and_doubles_nothing_and_finishes(
    place: Place, commands: dict[str, Command], name: str
) -> None:
    tally = kills(place, commands[name], 2, random.Random(f"{SEED} {name}"))

    assert tally.good, (f"SEED={SEED}", tally.told)
    assert tally.kills == 2


_SPOILT = {
    "people without a key": "delete from protection.key where subject_id = (select min(subject_id::text)::uuid from protection.key)",
    "grounds without their evidence": "delete from register.evidence where id = (select evidence_id from register.ground limit 1)",
    "masks that do not follow from the facts": "update register.contact set lawful = 0 where fate = 0",
    "a ledger that does not verify": "update ledger.line set verb = 'ask' where id = (select max(line) from ledger.leaf)",
}


@pytest.mark.parametrize("what", sorted(_SPOILT))
@pytest.mark.usefixtures("commands")
def test_the_check_finds_what_is_not_whole(place: Place, what: str) -> None:
    """The twin: spoilt by hand, as the superuser alone can."""
    place.back_to("peopled")
    place.done("ledger", "verify")  # which seals it first
    with place.superuser() as superuser:
        superuser.execute(f"alter database {DATABASE} set session_replication_role = replica".encode())
    with place.superuser() as superuser:
        superuser.execute(_SPOILT[what].encode())
        superuser.execute(f"alter database {DATABASE} reset session_replication_role".encode())

    assert any(one.startswith(what) for one in faults(place)), faults(place)


@pytest.mark.usefixtures("commands")
def test_the_comparison_counts_who_is_lost_and_who_is_there_twice(place: Place) -> None:
    place.back_to("peopled")
    before = people(place)
    with place.superuser() as superuser:
        superuser.execute(
            "delete from register.prohibition where subject_id = (select subject_id from register.prohibition limit 1)"
        )

    assert (before - people(place)).total() == 1
    assert (people(place) - before).total() == 1

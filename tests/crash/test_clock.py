"""A clock that leaps a day, both ways: between commands, under them, and back again.

The engine and the commands run by a clock of their own, which the test moves under them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from seloste.backup.folder import Backups
from seloste.engine import jobs
from seloste.engine.errors import Exit
from seloste.register import people
from seloste.register.facts import Person, Prohibition
from seloste.register.people import Origin
from seloste.retention.clock import LEAP, STANDS, Seen, judged
from seloste.terms.words import Scope
from tests.crash.checking import faults
from tests.crash.clocks import DAY, Clock, a_place_in_time
from tests.crash.commands import AT_LENGTH, Command, make_states
from tests.crash.loop import begin
from tests.crash.places import Place
from tests.people import Made, a_person

MONTHS = 24
"""What the notice keeps a prospect for."""


@pytest.fixture(scope="module")
def timed() -> Iterator[tuple[Place, Clock]]:
    with a_place_in_time() as made:
        yield made


@pytest.fixture(scope="module")
def place(timed: tuple[Place, Clock]) -> Place:
    return timed[0]


@pytest.fixture
def clock(timed: tuple[Place, Clock]) -> Iterator[Clock]:
    yield timed[1]
    timed[1].set(0)


@pytest.fixture(scope="module")
def commands(place: Place) -> dict[str, Command]:
    return make_states(place)


def findings(place: Place) -> list[str]:
    said = json.loads(place.run(("doctor", "--json")).said)
    return [one["says"] for one in said["findings"] if one["about"] == "clock" and one["state"] == "bad"]


@pytest.mark.parametrize("leap", [DAY, -DAY])
@pytest.mark.parametrize(
    "name", ["import", "publish", "erase", "undo", "master", "backup"] if AT_LENGTH else ["erase"]
)
def test_a_clock_that_leaps_under_a_command_and_back_harms_nothing(
    place: Place, clock: Clock, commands: dict[str, Command], name: str, leap: int
) -> None:
    command = commands[name]
    begin(place, command)
    place.run(("sweep",))
    threading.Timer(0.15, clock.set, (leap,)).start()

    ran = place.run(command.words)

    again = ran if ran.code == 0 else place.run(command.words)
    assert again.code == 0, (ran, again)
    place.done("ledger", "verify")
    put_right(place, clock)
    assert faults(place) == []


def put_right(place: Place, clock: Clock) -> None:
    """The worker has seen the wrong day, and sees the right one."""
    place.run(("upkeep",))
    clock.set(0)
    place.done("upkeep")
    place.done("ledger", "verify")


@pytest.mark.at_length
@pytest.mark.parametrize("leap", [DAY, -DAY])
def test_commands_of_a_wrong_day_and_of_the_right_one_go_together(
    place: Place, clock: Clock, commands: dict[str, Command], leap: int
) -> None:
    """Locks, tickets and the ledger hold; nothing runs twice, nothing hangs."""
    begin(place, commands["erase"])
    place.run(("sweep",))
    clock.set(leap)
    place.done("user", "ticket", "first")
    place.done(*commands["erase"].words)
    place.done("backup", place.folder / "backups")
    place.done("ledger", "verify")

    put_right(place, clock)
    place.done("keys", "rotate", "--master")
    place.done("backup", place.folder / "backups")
    place.done("user", "ticket", "first")
    assert faults(place) == []


def nearly_due(place: Place) -> Made:
    """Somebody whose period ends at the end of this day: a day later they would be gone."""
    today = datetime.now(UTC)
    person, made = a_person(active=today.replace(year=today.year - MONTHS // 12, day=min(today.day, 28)))
    installation = place.installation
    with (vault := installation.vault()).connection:
        people.add(vault, [person], Origin("website", "newsletter.email"), installation.act())
    return made


def stands(place: Place, one: Made) -> bool:
    with place.superuser() as superuser:
        query = "select 1 from protection.key where subject_id = %s and fate = 0"
        return superuser.execute(query, (one.id,)).fetchone() is not None


def test_nobody_goes_by_a_clock_that_leapt_ahead_and_was_put_right(
    place: Place, clock: Clock, commands: dict[str, Command]
) -> None:
    """R9.1b: what is past its period goes, and nothing a day before."""
    begin(place, commands["sweep"])
    place.done("sweep")
    one = nearly_due(place)

    clock.set(4 * DAY)
    refused = [place.run(words) for words in (("sweep",), ("upkeep",))]

    assert [ran.code for ran in refused] == [Exit.CONFLICT] * 2, refused
    assert all("The clock leapt 96 hours ahead" in ran.said for ran in refused)
    assert any("leapt 96 hours ahead" in says for says in findings(place))
    clock.set(0)
    place.done("sweep")
    assert stands(place, one)
    assert not any("leapt" in says for says in findings(place))


@pytest.mark.at_length
def test_a_leap_that_has_stood_is_believed(place: Place, clock: Clock, commands: dict[str, Command]) -> None:
    """The twin: by the same clock they go, once nobody has put it right for 20 hours."""
    begin(place, commands["sweep"])
    place.done("sweep")
    one = nearly_due(place)
    clock.set(4 * DAY)
    assert place.run(("sweep",)).code == Exit.CONFLICT
    path = place.home.keys / "clock"
    noticed = json.loads(path.read_bytes())
    noticed["noticed"] -= STANDS.total_seconds()
    path.write_text(json.dumps(noticed))

    place.done("sweep")

    assert not stands(place, one)


def test_a_clock_that_went_back_is_told(place: Place, clock: Clock, commands: dict[str, Command]) -> None:
    begin(place, commands["sweep"])
    clock.set(DAY)
    place.done("ledger", "verify")

    clock.set(0)

    assert any("it went back" in says for says in findings(place))


@pytest.mark.at_length
def test_the_newest_backup_is_the_one_that_knows_most_whatever_its_name(
    place: Place, clock: Clock, commands: dict[str, Command]
) -> None:
    """One that was made while the clock was a day ahead has the later name, and is the older copy."""
    begin(place, commands["backup"])
    folder = place.folder / "backups"
    clock.set(DAY)
    place.done("backup", folder)
    clock.set(0)
    place.done("backup", folder)

    older, newer = Backups(folder).stamps()

    assert older > newer
    assert Backups(folder).read()[0].stamp == newer


def a_refusal(place: Place) -> Made:
    """Somebody who gave a consent, and forbids marketing by e-mail now, by whatever clock there is."""
    person, made = a_person(consent=True)
    installation = place.installation
    with (vault := installation.vault()).connection:
        act = installation.act()
        people.add(vault, [person], Origin("website", "newsletter.email"), act)
        said = Person(prohibitions=(Prohibition(Scope.MARKETING_EMAIL),), id=made.id)
        people.extend(vault, [said], Origin("self", "rights"), act)
    return made


def test_a_refusal_of_a_clock_that_was_ahead_holds_when_it_was_put_right(
    place: Place, clock: Clock, commands: dict[str, Command]
) -> None:
    """R5.7: it holds from the moment it is said. Dated tomorrow, it would hold from tomorrow on only."""
    begin(place, commands["sweep"])
    place.done("sweep")
    clock.set(DAY)
    one = a_refusal(place)
    assert place.run(("upkeep",)).code == Exit.CONFLICT
    clock.set(0)
    query = "select count(*) from register.prohibition where since > clock_timestamp() and subject_id = %s"
    with place.superuser() as superuser:
        assert superuser.execute(query, (one.id,)).fetchone() == (1,), (
            "the twin: it is dated in what is to come"
        )

    place.done("upkeep")

    with place.superuser() as superuser:
        assert superuser.execute(query, (one.id,)).fetchone() == (0,)
    assert (
        "lawful" not in json.loads(place.run(("may", one.id, "newsletter.email", "--json")).said)["decision"]
    )
    assert faults(place) == []


HOUR = 3600.0
START = Seen("boot", 100.0, 1_000_000.0)


def after(hours: float, leap: float = 0) -> Seen:
    """So many hours later, by a clock that is so many hours off."""
    return Seen("boot", START.since + hours * HOUR, START.at + (hours + leap) * HOUR)


def test_time_that_passes_is_no_leap_nor_is_what_a_time_server_mends() -> None:
    assert judged(START, after(2000)) == START
    assert judged(START, after(1, leap=LEAP.total_seconds() / HOUR)) == START
    assert judged(START, Seen("another", 1.0, 9e9)).ahead == timedelta(0), "nothing to compare with"


def test_a_leap_ahead_is_believed_when_it_has_stood_and_not_before() -> None:
    noticed = judged(START, after(90, leap=24))

    assert noticed.ahead == timedelta(hours=24)
    assert judged(noticed, after(109, leap=24)).ahead == timedelta(hours=24)
    assert judged(noticed, after(110, leap=24)) == after(110, leap=24)


def test_a_second_leap_is_not_believed_for_the_first_ones_sake() -> None:
    noticed = judged(START, after(1, leap=24))

    assert judged(noticed, after(30, leap=96)).ahead == timedelta(hours=96)


def test_a_clock_that_was_put_right_is_believed_at_once() -> None:
    """Back from ahead: and what was dated meanwhile is to be mended. Back from behind: nothing is ahead."""
    ahead, behind = judged(START, after(1, leap=24)), judged(START, after(1, leap=-24))

    assert (judged(ahead, after(2)).ahead, judged(ahead, after(2)).back) == (timedelta(0), True)
    assert behind.ahead == timedelta(0)
    assert judged(behind, after(2)).ahead == timedelta(0)


def test_the_queue_begins_anew_when_the_clock_moves_under_it(
    place: Place, commands: dict[str, Command], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reckons from its last round: after a day's leap back it would rest for a day."""
    begin(place, commands["sweep"])
    offsets = iter([0.0, 0.0, -float(DAY)])
    monkeypatch.setattr(jobs, "_offset", lambda: next(offsets))
    queue = jobs.queue(place.installation.address("worker"), lambda: None, lambda: None)

    with pytest.raises(jobs.ClockMoved):
        jobs.run(queue, lambda: None, threading.Event())

"""``seloste restore --here``: a database that is older than its keys is caught up where it stands."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from psycopg.errors import LockNotAvailable

from seloste.backup import catching_up, restoring
from seloste.gate import bind
from seloste.gate.errors import Restoring
from seloste.protection import outbox, proof
from seloste.protection.outbox import DatabaseOlder
from seloste.register import finding
from seloste.retention import certificates
from tests.backup.conftest import Elsewhere
from tests.backup.since import Stopped, erase, flush, forbid, stop_at
from tests.conftest import ONE_ENGINE
from tests.database import Register
from tests.people import a_person, store

NEWSLETTER = "newsletter.email"


def test_a_database_older_than_its_keys_is_not_served_until_it_is_caught_up(
    register: Register, elsewhere: Elsewhere
) -> None:
    """Recovery to a point in time obeys the same: here a copy of that moment, with the keys of today."""
    gone, one, forbidding = store(register, a_person(), a_person(consent=True), a_person(consent=True))
    flush(register)
    elsewhere.copy(register)
    erase(register, gone)
    forbid(register, forbidding)
    elsewhere.bring(register.keys_folder)
    with pytest.raises(DatabaseOlder):
        outbox.check(elsewhere.vault())

    caught = restoring.here(elsewhere.place())

    outbox.check(elsewhere.vault())
    assert caught.erased == [gone.id]
    assert caught.replayed == {"prohibition": 1}
    assert elsewhere.shown().keys() == {one.id, forbidding.id}
    vault, act = elsewhere.vault(), elsewhere.act()
    assert finding.by_address(vault, "email", one.email, NEWSLETTER, act)
    assert not finding.by_address(vault, "email", forbidding.email, NEWSLETTER, act)
    assert proof.check(elsewhere.vault("worker"), elsewhere.act("worker")).intact


@ONE_ENGINE
@pytest.mark.parametrize("at", ["closed", "caught up", "refound", "index", "verified"])
def test_catching_up_that_was_stopped_is_finished_by_the_same_command(
    register: Register, elsewhere: Elsewhere, at: str
) -> None:
    gone, one = store(register, a_person(), a_person())
    flush(register)
    elsewhere.copy(register)
    erase(register, gone)
    elsewhere.bring(register.keys_folder)
    with pytest.raises(Stopped):
        restoring.here(elsewhere.place(), step=stop_at(at))
    with pytest.raises(Restoring):
        outbox.check(elsewhere.vault())

    restoring.here(elsewhere.place())

    assert elsewhere.shown() == {one.id: one.email}
    assert certificates.again(elsewhere.vault("worker"), gone.id, elsewhere.act("worker"))


def test_a_process_that_ran_on_tells_the_list_nothing_of_an_older_database(
    register: Register, elsewhere: Elsewhere
) -> None:
    """Else the older copy would pass for one that knows the whole list."""
    gone, one = store(register, a_person(), a_person())
    flush(register)
    elsewhere.copy(register)
    erase(register, gone)
    elsewhere.bring(register.keys_folder)
    connection = elsewhere.vault().connection
    with bind.use(connection, "rights", elsewhere.act()):
        connection.execute("select gate.restrict(%s, %s, 'accuracy')", ([one.id], [uuid4()]))

    with pytest.raises(DatabaseOlder):
        outbox.flush(elsewhere.vault("worker"), elsewhere.act("worker"))

    with pytest.raises(DatabaseOlder):
        outbox.check(elsewhere.vault())
    restoring.here(elsewhere.place())
    outbox.flush(elsewhere.vault("worker"), elsewhere.act("worker"))
    outbox.check(elsewhere.vault())


def test_nothing_that_a_worker_notes_meanwhile_is_taken_for_what_was_done_again(
    register: Register, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done again leaves the outbox unread; a worker that was not stopped waits, or its record would too."""
    (one,) = store(register, a_person())
    flush(register)
    elsewhere.copy(register)
    forbid(register, one)
    elsewhere.bring(register.keys_folder)
    forget, refused = catching_up._forget_outbox, list[bool]()

    def meanwhile(*words: Any) -> None:
        other = elsewhere.vault("owner").connection
        other.execute("set lock_timeout = '100ms'")
        with pytest.raises(LockNotAvailable):
            other.execute("insert into gate.replay (what, detail) values ('published', '{}')")
        refused.append(True)
        forget(*words)

    monkeypatch.setattr(catching_up, "_forget_outbox", meanwhile)

    restoring.here(elsewhere.place())

    assert refused == [True]


def test_a_database_that_lacks_nothing_is_left_as_it_is(register: Register, elsewhere: Elsewhere) -> None:
    (one,) = store(register, a_person())
    forbid(register, one)
    elsewhere.copy(register)
    elsewhere.bring(register.keys_folder)
    steps: list[str] = []

    restoring.here(elsewhere.place(), step=steps.append)

    assert steps == []
    assert elsewhere.shown() == {one.id: one.email}

"""Spine 10 and 12: nobody waits for a publication but writers, and they wait with empty hands."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from seloste.register import people
from seloste.register.facts import Contact, Prohibition
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.terms.words import Scope
from tests.database import Register
from tests.people import Made, a_person
from tests.register.desk import ADDRESS, CARE, NEWSLETTER, POST, Desk, consenting, stranger
from tests.register.editions import NO_POST, publish


def test_readers_go_on_while_a_publication_runs_and_see_the_version_in_force(alone: Register):
    desk, made = Desk(alone), stranger(alone)
    desk.give(made.id, home := Contact("address", ADDRESS))
    publisher = Desk(alone)
    desk.vault.connection.execute("set statement_timeout = '4s'")

    with publisher.vault.connection.transaction():
        publish(publisher, 3, NO_POST)
        assert desk.sees(made.id, POST) == {home.id, made.name_row}
        assert desk.may(made.id, POST) == "lawful"
        assert desk.decide(made.id, POST).policy == 2
        assert ADDRESS in desk.opens(made.id, POST)
        assert desk.find("email", made.email, CARE) == [made.id]

    assert desk.may(made.id, POST) == "no_ground"
    assert desk.sees(made.id, POST) == set()


def test_writers_wait_for_a_publication_and_are_right_afterwards(alone: Register):
    desk, publisher, writer = Desk(alone), Desk(alone), Desk(alone)
    known, fresh = stranger(alone), a_person()
    home = Contact("address", ADDRESS)
    errors: list[BaseException] = []

    def write() -> None:
        try:
            writer.give(known.id, home)
            people.add(writer.vault, [fresh[0]], Origin("website", CARE), writer.act)
        except BaseException as error:  # noqa: BLE001 - shown by the test
            errors.append(error)

    waiting = threading.Thread(target=write)
    with publisher.vault.connection.transaction():
        publish(publisher, 3, NO_POST)
        waiting.start()
        waiting.join(0.6)
        assert waiting.is_alive()
    waiting.join(20)

    assert errors == []
    assert home.id in desk.sees(known.id, CARE)
    assert desk.may(known.id, POST) == "no_ground"
    assert desk.sees(known.id, POST) == set()
    assert desk.sees(fresh[1].id, CARE) == {fresh[1].email_row, fresh[1].name_row}
    version = "select notice from register.contact where id = %s"
    assert alone.superuser().execute(version, (home.id,)).fetchone() == (3,)


Step = Callable[[Desk, Made], object]
WRITERS: dict[str, Step] = {
    "withdraw": lambda desk, made: desk.withdraw(made),
    "prohibit": lambda desk, made: desk.say(made.id, Prohibition(Scope.MARKETING_EMAIL)),
    "give": lambda desk, made: desk.give(made.id, Contact("address", ADDRESS)),
    "bounce": lambda desk, made: desk.call(
        NEWSLETTER, "select gate.mark_undeliverable(%s, %s)", [made.id], [made.email_row]
    ),
    "restrict": lambda desk, made: desk.restrict(made.id),
    "erase": lambda desk, made: erasures.carry_out_many(desk.vault, [made.id], desk.act),
}


@pytest.mark.parametrize("verb", WRITERS)
def test_a_writer_that_waits_for_a_publication_holds_nothing_that_it_needs(register: Register, verb: str):
    writer, made = Desk(register), consenting(register)
    thread = threading.Thread(target=WRITERS[verb], args=(writer, made))

    publication = register.superuser()
    publication.execute("set lock_timeout = '3s'")
    with publication.transaction():
        publication.execute("select pg_advisory_xact_lock(7101)")
        thread.start()
        thread.join(0.4)
        assert thread.is_alive()
        publication.execute("select from register.standing where subject_id = %s for update", (made.id,))
        publication.execute("update register.contact set lawful = lawful where subject_id = %s", (made.id,))
    thread.join(20)

    assert not thread.is_alive()

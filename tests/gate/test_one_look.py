"""One look at a person takes in all tables under one line, and opens what that line names and nothing else (spine 21)."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from seloste.gate import bind
from seloste.register import people
from seloste.register.facts import Contact, Person
from seloste.terms.words import RIGHTS
from tests.database import Register
from tests.gate.raw import MAILCHIMP, NEWSLETTER, Intruder, a_subscriber, email_of, intruder, refused

REFUSED = ("SL006",)
OPEN = "select * from gate.open_person(%s, %s)"


def _look(thief: Intruder, person: UUID, use: str = NEWSLETTER) -> int | None:
    with thief.connection.transaction():
        thief.enter(use)
        line: int | None = thief.one("select gate.look_person(%s)", (person,))
        return line


def _taken(thief: Intruder, line: int | None) -> set[Any]:
    return {row[2] for row in thief.run(OPEN, (line, thief.secret))}


def test_one_line_names_all_that_the_use_may_touch_and_all_of_it_opens(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    line = _look(thief, subscriber.id)

    ((verb, tbl, count),) = register.superuser().execute(
        "select verb, tbl, people from ledger.line where id = %s", (line,)
    ).fetchall()  # fmt: skip
    ((subjects, rows),) = register.superuser().execute(
        "select subjects, rows from ledger.named where line = %s", (line,)
    ).fetchall()  # fmt: skip
    assert (verb, tbl, count) == ("open", None, 1)
    assert set(subjects) == {subscriber.id}
    assert _taken(thief, line) == set(rows) >= {contact.id for contact in subscriber.contacts}


def test_nobody_is_named_where_the_use_sees_nothing(thief: Intruder, stranger: Person) -> None:
    assert _look(thief, stranger.id) is None
    assert _taken(thief, None) == set()


def test_a_look_at_rows_is_no_look_at_the_person_and_the_other_way_round(
    thief: Intruder, subscriber: Person
) -> None:
    at_rows, at_person = thief.look([email_of(subscriber)]), _look(thief, subscriber.id)

    refused(thief, OPEN, (at_rows, thief.secret), REFUSED)
    refused(thief, "select * from gate.open_contact(%s, %s)", (at_person, thief.secret), REFUSED)


def test_anothers_look_opens_nothing(
    register: Register, thief: Intruder, writer: str, subscriber: Person
) -> None:
    line, colleague = _look(thief, subscriber.id), intruder(register, writer)

    for secret in (colleague.secret, bytes(32)):
        refused(colleague, OPEN, (line, secret), REFUSED)


def test_a_line_of_this_very_transaction_opens_nothing(thief: Intruder, subscriber: Person) -> None:
    thief.run("begin")
    thief.enter()
    line = thief.one("select gate.look_person(%s)", (subscriber.id,))
    refused(thief, OPEN, (line, thief.secret), REFUSED)


def test_what_may_no_longer_be_touched_is_not_handed_out(register: Register, thief: Intruder) -> None:
    person = a_subscriber(register, "hetkinen@example.com")
    line = _look(thief, person.id)
    vault = register.vault()
    with bind.use(vault.connection, RIGHTS, register.act):
        vault.connection.execute("select gate.restrict(%s, %s, 'accuracy')", ([person.id], [uuid4()]))

    assert _taken(thief, line) == set()


def test_what_came_after_the_look_is_not_handed_out(register: Register, thief: Intruder) -> None:
    person = a_subscriber(register, "myohempi@example.com")
    line = _look(thief, person.id)
    later = Contact("email", "toinen@example.com")
    people.extend(register.vault(), [Person(id=person.id, contacts=(later,))], MAILCHIMP, register.act)

    assert _taken(thief, line) >= {contact.id for contact in person.contacts}
    assert later.id not in _taken(thief, line)
    assert later.id in _taken(thief, _look(thief, person.id, RIGHTS))


def test_a_ledger_that_grows_is_never_read_whole_by_the_session_that_opened_it_short(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    """Plans are made once a session: made of a short ledger they must still go by the index."""
    superuser = register.superuser()
    superuser.execute("analyze ledger.line, ledger.named")  # so short that reading it whole would be quickest
    before = _read_whole(superuser)

    for _ in range(8):  # more often than a plan is made anew
        assert _taken(thief, _look(thief, subscriber.id))
        with thief.connection.transaction():
            thief.enter(NEWSLETTER)
            thief.run("select kind from register.contact")

    assert _read_whole(superuser, thief) == before


def _read_whole(superuser: Any, thief: Intruder | None = None) -> list[Any]:
    if thief:
        thief.run("select pg_stat_force_next_flush()")
        thief.run("select 1")
    superuser.execute("select pg_stat_clear_snapshot()")
    found: list[Any] = superuser.execute(
        "select relname, seq_scan from pg_stat_all_tables where schemaname = 'ledger' and relname in ('line', 'named')"
        " order by 1"
    ).fetchall()
    return found

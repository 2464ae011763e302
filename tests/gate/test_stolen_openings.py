"""Attacks on opening: ciphertext and keys come only under a committed line of one's own."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from seloste.register import finding, people
from seloste.register.facts import Person, Prohibition
from seloste.terms.act import Act, Ticket
from seloste.terms.words import Scope
from tests.database import Register
from tests.gate.raw import (
    CARE,
    MAILCHIMP,
    NEWSLETTER,
    Intruder,
    a_subscriber,
    an_actor,
    as_superuser,
    email_of,
    intruder,
    now,
    refused,
    refused_under,
)

REFUSED = ("SL006",)
CLOSED = ("42501", "0A000")  # 0A000: this engine was built without XML
OPEN = "select * from gate.open_contact(%s, %s)"


def test_a_committed_look_opens_its_rows_and_no_others(
    thief: Intruder, subscriber: Person, stranger: Person
) -> None:
    line = thief.look([email_of(subscriber), email_of(stranger)])

    assert {row[0] for row in thief.taken(line)} == {subscriber.id}  # the twin: this is how it opens


def test_ciphertext_comes_in_no_other_way(thief: Intruder, subscriber: Person) -> None:
    for read in (
        "select sealed from register.contact",
        "select * from register.contact",
        "select contact from register.contact",
        "select row_to_json(c) from register.contact c",
        "select c::text from register.contact c",
        "table register.contact",
        "select subject_id from register.contact where sealed is not null",
        "select subject_id from register.contact order by sealed",
        "select count(sealed) from register.contact",
        "copy register.contact (sealed) to stdout",
        "select query_to_xml('select sealed from register.contact', true, false, '')",
        "select table_to_xml('register.contact', true, false, '')",
        "select * from protection.key",
        "select wrapped from protection.key",
        "select * from register.evidence for update",
    ):
        refused(thief, read, codes=CLOSED)
        refused_under(thief, NEWSLETTER, read, codes=CLOSED)


def test_enter_read_roll_back_enter_another_and_take_what_it_gives(
    register: Register, thief: Intruder, subscriber: Person, customer: Person
) -> None:
    thief.run("begin")
    thief.enter(NEWSLETTER)
    seen = thief.run("select subject_id, id from register.contact where kind = 2")
    assert email_of(subscriber) in seen  # headers were seen, and nothing else
    rolled_back = thief.look_inside(seen)
    thief.run("rollback")

    line = thief.look([*seen, email_of(customer)], CARE)
    taken = thief.taken(line)
    named = (
        register.superuser().execute("select subjects from ledger.named where line = %s", (line,)).fetchall()
    )

    assert {row[0] for row in taken} <= {person for row in named for person in row[0]}
    assert email_of(customer) in {(row[0], row[1]) for row in taken}
    refused(thief, OPEN, (rolled_back, thief.secret), REFUSED)


@pytest.mark.parametrize("ending", ["", "release here", "rollback to here"])
def test_a_line_of_this_very_transaction_opens_nothing(
    thief: Intruder, subscriber: Person, ending: str
) -> None:
    with pytest.raises(psycopg.Error) as caught, thief.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
        thief.enter()
        thief.run("savepoint here")
        line = thief.look_inside([email_of(subscriber)])
        if ending:
            thief.run(ending)
        thief.taken(line)
    assert caught.value.sqlstate == "SL006"


def test_a_line_that_is_not_committed_opens_nothing_elsewhere(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    other = Intruder(register.connect(), thief.act)

    with thief.connection.transaction():
        thief.enter()
        line = thief.look_inside([email_of(subscriber)])
        refused(other, OPEN, (line, other.secret), REFUSED)
    assert other.taken(line)  # the twin: after the commit the same ticket opens it


def test_a_colleagues_line_opens_nothing_for_another_ticket(
    register: Register, thief: Intruder, writer: str, subscriber: Person
) -> None:
    line = thief.look([email_of(subscriber)])
    colleague = intruder(register, writer)

    for secret in (colleague.secret, bytes(32), b""):
        refused(colleague, OPEN, (line, secret), REFUSED)
    refused(colleague, "select * from gate.open_contact(%s, null)", (line,), REFUSED)
    assert thief.taken(line)


def test_a_colleagues_ticket_is_nowhere_in_the_database(
    register: Register, thief: Intruder, writer: str, subscriber: Person
) -> None:
    mine = intruder(register, writer)
    for read in (
        "select * from gate.ticket",
        "select ticket from ledger.line",
        "select * from gate.actor",
        "select * from ledger.shown",
    ):
        refused(mine, read)
    row = (
        register.superuser()
        .execute("select ticket from ledger.line where verb = 'enter' order by id desc limit 1")
        .fetchone()
    )
    assert row is not None

    stolen = Intruder(mine.connection, Act(Ticket(row[0])))  # a hash stolen out of a dump is no ticket
    with stolen.connection.transaction():
        assert stolen.enter() is None
    assert thief.secret.hex() not in str(mine.run("select query from pg_stat_activity"))


def test_yesterdays_line_opens_nothing(register: Register, thief: Intruder, subscriber: Person) -> None:
    line = thief.look([email_of(subscriber)])
    assert thief.taken(line)

    as_superuser(register, "update ledger.line set at = at - interval '61 seconds' where id = %s", (line,))
    refused(thief, OPEN, (line, thief.secret), REFUSED)


def test_no_guessed_number_opens_anything(thief: Intruder, outsider: Intruder, subscriber: Person) -> None:
    newest = thief.look([email_of(subscriber)])
    assert newest

    for line in (*range(-1, newest + 3), 2**62):
        refused(outsider, OPEN, (line, outsider.secret), REFUSED)
    assert outsider.taken(None) == []


def test_a_line_of_one_table_opens_no_other(thief: Intruder, subscriber: Person) -> None:
    line = thief.look([email_of(subscriber)])

    for table in ("evidence", "mention"):
        refused(thief, f"select * from gate.open_{table}(%s, %s)", (line, thief.secret), REFUSED)


def test_what_is_forbidden_between_look_and_open_does_not_open(register: Register, thief: Intruder) -> None:
    person = a_subscriber(register, "valissa@example.com")
    line = thief.look([email_of(person)])
    assert len(thief.taken(line)) == 1

    people.extend(
        register.vault(),
        [Person((), (), (Prohibition(Scope.MARKETING),), (), person.id)],
        MAILCHIMP,
        register.act,
    )
    assert thief.taken(line) == []


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_a_snapshot_older_than_a_prohibition_opens_nothing(
    register: Register, thief: Intruder, level: str
) -> None:
    person = a_subscriber(register, f"vanha-{level[0]}@example.com")
    line = thief.look([email_of(person)])

    thief.run(f"begin isolation level {level}")
    thief.run("select count(*) from register.organisation")  # the snapshot is taken
    people.extend(
        register.vault(),
        [Person((), (), (Prohibition(Scope.MARKETING),), (), person.id)],
        MAILCHIMP,
        register.act,
    )
    refused(thief, OPEN, (line, thief.secret), ("SL002",))


def test_a_cursor_opened_before_a_prohibition_fetches_nothing_after_it(
    register: Register, thief: Intruder
) -> None:
    person = a_subscriber(register, "kursori@example.com")
    line = thief.look([email_of(person)])

    with thief.connection.transaction():
        thief.run(
            f"declare held cursor for select * from gate.open_contact({line}, '\\x{thief.secret.hex()}')"
        )
        people.extend(
            register.vault(),
            [Person((), (), (Prohibition(Scope.MARKETING),), (), person.id)],
            MAILCHIMP,
            register.act,
        )
        assert thief.run("fetch all from held") == []


_SLEEPING = """
do $$ declare line bigint; n int; begin
  perform pg_sleep(1.6);
  perform gate.enter('newsletter.email', '\\x{secret}', 'work');
  line := gate.look_contact(array['{person}'::uuid], array['{row}'::uuid]);
  commit;
  select count(*) into n from gate.open_contact(line, '\\x{secret}');
  perform set_config('thief.taken', n::text, false);
end $$
"""
_IN_ONE_MESSAGE = """
begin; select gate.enter('newsletter.email', '\\x{secret}', 'work'); select pg_sleep(1.6);
select gate.look_contact(array['{person}'::uuid], array['{row}'::uuid]); commit;
select set_config('thief.taken', count(*)::text, false)
  from gate.open_contact(nullif(current_setting('seloste.look_contact'), '')::bigint, '\\x{secret}')
"""


@pytest.mark.parametrize("attack", [_SLEEPING, _IN_ONE_MESSAGE], ids=["a block", "one message"])
def test_a_clock_held_still_by_one_long_statement_opens_nothing_past_an_end(
    register: Register, thief: Intruder, attack: str
) -> None:
    """statement_timestamp() stands still inside a DO block and a message of several statements."""
    person = a_subscriber(register, f"kello{len(attack)}@example.com", until=timedelta(seconds=1.2))
    _, row = email_of(person)

    thief.run(attack.format(secret=thief.secret.hex(), person=person.id, row=row))

    assert thief.one("select current_setting('thief.taken')") == "0"


def test_a_ticket_or_a_grant_that_has_ended_opens_nothing(register: Register, subscriber: Person) -> None:
    """R10.2a: refused at the next request."""
    leaving = intruder(register, an_actor(register, "leaving", NEWSLETTER))
    line = leaving.look([email_of(subscriber)])
    assert leaving.taken(line)

    as_superuser(
        register,
        "update gate.granted set until = %s where actor = (select id from gate.actor where name = 'leaving')",
        (now(register),),
    )
    refused(leaving, OPEN, (line, leaving.secret), REFUSED)
    with leaving.connection.transaction():
        assert leaving.enter() is None
    as_superuser(
        register,
        "update gate.granted set until = 'infinity' where actor = (select id from gate.actor where "
        "name = 'leaving')",
    )
    line = leaving.look([email_of(subscriber)])
    leaving.run("select gate.sign_out(%s)", (leaving.secret,))
    refused(leaving, OPEN, (line, leaving.secret), REFUSED)


# -- the machine's verbs --------------------------------------------------------------------------


def test_lines_of_the_machines_verbs_open_no_row(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    blind = register.vault().blind()
    with thief.connection.transaction():
        thief.enter()
        keep = thief.one("select gate.keep(%s)", ([subscriber.id],))
        sort = thief.one("select gate.sort_line(%s)", ([blind.bucket("h")],))
    with thief.connection.transaction():
        thief.enter("upkeep")
        index = thief.one("select line from gate.index_line(null, 1000)")
        rotate = thief.one("select gate.rotate_line(%s)", ([0],))
    assert all((keep, sort, index, rotate))

    for line in (keep, sort, index, rotate):
        refused(thief, OPEN, (line, thief.secret), REFUSED)
    for line in (keep, sort, rotate):
        refused(thief, "select * from gate.open_index(%s, %s)", (line, thief.secret), REFUSED)
    for line in (keep, index, rotate):
        refused(thief, "select * from gate.open_sort(%s, %s)", (line, thief.secret), REFUSED)
        if line != keep:
            refused(thief, "select * from gate.keep_keys(%s, %s)", (line, thief.secret), REFUSED)
    refused(thief, "select * from gate.turn_take(%s, %s, %s)", (keep, thief.secret, [0]), REFUSED)
    refused(thief, "select * from gate.turned_rows(%s, %s, %s)", (index, thief.secret, [0]), REFUSED)


def test_a_keep_line_hands_out_keys_and_no_ciphertext(thief: Intruder, subscriber: Person) -> None:
    with thief.connection.transaction():
        thief.enter()
        line = thief.one("select gate.keep(%s)", ([subscriber.id],))
    cursor = thief.connection.execute("select * from gate.keep_keys(%s, %s)", (line, thief.secret))

    assert [column.name for column in cursor.description or ()] == [
        "subject_id",
        "fate",
        "generation",
        "wrapped",
    ]
    assert {row[0] for row in cursor.fetchall()} == {subscriber.id}


def test_a_rotate_line_hands_out_no_other_bucket(register: Register, thief: Intruder) -> None:
    with thief.connection.transaction():
        thief.enter("upkeep")
        line = thief.one("select gate.rotate_line(%s)", ([0],))

    for buckets in ([1], [0, 1], [None], [0, None]):
        refused(thief, "select * from gate.turn_take(%s, %s, %s)", (line, thief.secret, buckets), REFUSED)
        refused(thief, "select * from gate.turned_rows(%s, %s, %s)", (line, thief.secret, buckets), REFUSED)


def test_sorting_needs_its_own_grant(register: Register, writer: str, subscriber: Person) -> None:
    plain = intruder(register, writer)
    refused_under(plain, NEWSLETTER, "select gate.sort_line(%s)", ([uuid4()],), ("SL005",))


def test_upkeeps_verbs_need_upkeep(register: Register, thief: Intruder, writer: str) -> None:
    plain = intruder(register, writer)
    with plain.connection.transaction():
        assert plain.enter("upkeep") is None
    for statement in (
        "select * from gate.index_line(null, 1000)",
        "select gate.rotate_line(array[0])",
        "select gate.begin_index(2)",
        "select gate.index_step(1)",
        "select gate.end_index()",
        "select * from gate.delete_expired(1000)",
        "select gate.turn('{0}', '{1}', '{2}', '{}', '{}', '{}', '{}', '{}', '{}')",
        "select * from gate.people_after(null, 10)",
    ):
        refused_under(thief, NEWSLETTER, statement)


def test_sorted_lists_hold_names_and_nothing_else(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    vault = register.vault()
    as_superuser(  # an e-mail row, planted among the names of the alphabet: the door of the index takes none
        register,
        "insert into protection.name_index (subject_id, row_id, tokens, buckets) values (%s, %s, '{1}', %s)",
        (*email_of(subscriber), [vault.blind().bucket("zz")]),
    )
    with thief.connection.transaction():
        thief.enter()
        line = thief.one("select gate.sort_line(%s)", ([vault.blind().bucket("zz")],))

    assert line
    assert thief.run("select * from gate.open_sort(%s, %s)", (line, thief.secret)) == []


# -- how many at once -----------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["one", "two"])
def test_no_line_names_more_than_a_thousand(thief: Intruder, shape: str) -> None:
    ids = [uuid4() for _ in range(1001)]
    many = ids if shape == "one" else [ids]  # an array of two dimensions has a first of length 1

    refused_under(thief, NEWSLETTER, "select gate.look_contact(%s, %s)", (many, many), ("SL011",))
    refused_under(thief, NEWSLETTER, "select gate.keep(%s)", (many,), ("SL011",))


def test_our_own_verbs_open_what_the_intruder_could_not(register: Register, subscriber: Person) -> None:
    """The twin of this module: with the key file and a line, the address is there."""
    opened = list(finding.audience(register.vault(), NEWSLETTER, register.act, 2))

    assert "tilaaja@example.com" in {row.content.show() for row in opened}

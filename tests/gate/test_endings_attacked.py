"""Attacks on what ends, and on who acts: nobody ends, gives or publishes what isn't theirs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from seloste.protection import turning
from seloste.register import finding, installing
from seloste.register.facts import Person
from seloste.retention import erasures
from tests.database import Register
from tests.gate.doors import claims_key, keeping, sees, through
from tests.gate.raw import (
    CARE,
    NEWSLETTER,
    PHONE,
    Intruder,
    a_customer,
    an_actor,
    email_of,
    intruder,
    refused_under,
)

# -- ending what is somebody else's ---------------------------------------------------------------


def test_nobodys_consent_is_ended_under_a_foreign_use(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    for use in (CARE, PHONE, "upkeep", "legal"):
        refused_under(
            thief,
            use,
            "select gate.end_grounds(%s, %s, 'withdrawn')",
            ([subscriber.id], [subscriber.grounds[0].id]),
        )
    assert sees(register, NEWSLETTER, subscriber)


@pytest.mark.parametrize("use", ["upkeep", "legal", NEWSLETTER])
def test_nobodys_relation_is_ended_under_a_use_that_does_not_reach_them(
    register: Register, thief: Intruder, use: str
) -> None:
    """Ending a relation takes every use that rests on it, and lets the period run out."""
    person = a_customer(register, f"{uuid4().hex[:10]}@example.com")

    refused = through(
        thief, use, ("select gate.end_relations(%s, %s)", ([person.id], [person.relations[0].id]))
    )

    assert refused == "SL018"
    assert sees(register, CARE, person)


def test_nobodys_address_is_marked_dead_under_a_use_that_does_not_reach_it(
    register: Register, writer: str
) -> None:
    person = a_customer(register, f"{uuid4().hex[:10]}@example.com")
    plain = intruder(register, writer)

    refused = through(
        plain, NEWSLETTER, ("select gate.mark_undeliverable(%s, %s)", ([person.id], [email_of(person)[1]]))
    )

    state = (
        register.superuser()
        .execute("select state from register.contact where id = %s", (email_of(person)[1],))
        .fetchone()
    )
    assert (refused, state) == ("SL040", (0,))


RIGHTS_ONLY = [
    "select gate.restrict(%s, %s, 'accuracy')",
    "select gate.lift_restriction(%s, %s)",
    "select gate.end_prohibitions(%s, %s)",
]


@pytest.mark.parametrize("call", RIGHTS_ONLY)
@pytest.mark.parametrize("use", [NEWSLETTER, CARE, "upkeep", "legal"])
def test_a_persons_rights_are_touched_under_rights_alone(
    thief: Intruder, subscriber: Person, use: str, call: str
) -> None:
    refused_under(thief, use, call, ([subscriber.id], [uuid4()]))


@pytest.mark.parametrize(
    ("use", "why"), [(NEWSLETTER, "request"), ("upkeep", "request"), ("upkeep", None), ("upkeep", "")]
)
def test_nobodys_erasure_is_asked_without_rights(
    thief: Intruder, target: Person, use: str, why: str | None
) -> None:
    refused_under(thief, use, "select gate.ask_erasure(%s, %s)", ([target.id], why))


def test_upkeep_erases_nobody_whose_period_has_not_ended(
    register: Register, keeper: str, target: Person
) -> None:
    upkeep = intruder(register, keeper)

    refused_under(upkeep, "upkeep", "select gate.ask_erasure(%s, 'period_ended')", ([target.id],))


def test_no_free_text_comes_into_the_ledger(thief: Intruder, target: Person) -> None:
    """A line outlives its person: every word in it is a code (spine 7)."""
    text = "Maija Meikäläinen pyysi"
    refused_under(thief, "rights", "select gate.ask_erasure(%s, %s)", ([target.id], text))
    with thief.connection.transaction():
        assert thief.one("select gate.enter('rights', %s, %s)", (thief.secret, text)) is None


def test_nobody_is_erased_who_has_not_been_asked_for(thief: Intruder, target: Person) -> None:
    turn = "select gate.turn('{}', '{}', '{}', %s, '{}', '{}', '{}', '{}', '{}')"

    refused_under(thief, "upkeep", turn, ([target.id],))


def test_a_bucket_is_not_turned_without_wrapping_its_keys_anew(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    bucket = register.vault().keys.bucket_of(subscriber.id)
    turn = "select gate.turn(%s, '{1}', '{2}', '{}', '{}', '{}', '{}', '{}', '{}')"

    refused_under(thief, "upkeep", turn, ([bucket],), ("SL021",))


def test_no_row_is_removed_without_rights_upkeep_or_intake(
    register: Register, writer: str, thief: Intruder, subscriber: Person, customer: Person
) -> None:
    plain = intruder(register, writer)
    remove = "select gate.remove_rows(1::smallint, %s, %s)"
    one, other = email_of(subscriber), email_of(customer)

    refused_under(plain, NEWSLETTER, remove, ([one[0]], [one[1]]))
    refused_under(
        thief, NEWSLETTER, remove, ([other[0]], [other[1]]), ("SL040",)
    )  # intake, but a row that the use hides


# -- who acts, and what is published ----------------------------------------------------------------


def test_nobody_gives_what_they_do_not_hold(register: Register, writer: str) -> None:
    give = "select gate.add_actor(%s, 'friend', 'staff', %s, clock_timestamp() + interval '1 hour')"
    granter = intruder(register, an_actor(register, "granter", "grant", NEWSLETTER))

    for who, rights in (
        (intruder(register, writer), [NEWSLETTER]),
        (granter, ["rights"]),
        (granter, ["*"]),
        (granter, [None]),
    ):
        with pytest.raises(psycopg.Error) as caught:
            who.run(give, (who.secret, rights))
        assert caught.value.sqlstate == "SL005"
    assert isinstance(granter.one(give, (granter.secret, [NEWSLETTER])), UUID)  # the twin


def test_nobody_gives_for_longer_than_they_hold(register: Register) -> None:
    """Else a grant to give would have no end: its holder gives it to themselves anew."""
    granter = intruder(register, an_actor(register, "eternal", "grant", NEWSLETTER))

    with pytest.raises(psycopg.Error) as caught:
        granter.run(
            "select gate.add_actor(%s, 'eternal', 'staff', %s, 'infinity')",
            (granter.secret, ["grant", NEWSLETTER]),
        )
    assert caught.value.sqlstate == "SL005"


def test_nobody_publishes_or_confirms_without_the_grant(register: Register, writer: str) -> None:
    plain = intruder(register, writer)
    for call in ("select gate.publish('{}', '', %s, false)", "select gate.confirm_spared(1, %s)"):
        for secret in (plain.secret, bytes(32), None):
            with pytest.raises(psycopg.Error) as caught:
                plain.run(call, (secret,))
            assert caught.value.sqlstate == "SL005"


def test_a_one_time_ticket_is_used_once_and_opens_nothing_by_itself(
    register: Register, thief: Intruder
) -> None:
    once = installing.sign_in(register.addresses.signin, "first", timedelta(minutes=5), once=True)
    with thief.connection.transaction():
        assert thief.one("select gate.enter('rights', %s, 'work')", (once.secret,)) is None
    exchange = "select gate.exchange(%s, sha256(%s), '1 hour')"

    assert thief.one(exchange, (once.secret, b"mine")) == "first"
    assert thief.one(exchange, (once.secret, b"again")) is None
    assert thief.one(exchange, (bytes(32), b"guessed")) is None


def test_nothing_is_disclosed_past_the_notice(thief: Intruder, subscriber: Person, customer: Person) -> None:
    disclose = "select gate.disclose(%s, %s, %s, 1::smallint, %s)"
    seen, hidden = email_of(customer), email_of(subscriber)

    refused_under(thief, CARE, disclose, ("nobody", [seen[0]], [seen[1]], ["contact.email"]), ("SL013",))
    refused_under(thief, CARE, disclose, ("google", [seen[0]], [seen[1]], ["consent.evidence"]), ("SL040",))
    refused_under(
        thief, NEWSLETTER, disclose, ("google", [hidden[0]], [hidden[1]], ["contact.email"]), ("SL040",)
    )
    refused_under(thief, PHONE, disclose, ("odoo", [hidden[0]], [None], ["contact.email"]), ("SL040",))


@pytest.mark.parametrize("unwritten", ["rights", "upkeep", "legal"])
def test_every_use_of_the_notice_is_none_of_the_three_unwritten_ones(
    register: Register, unwritten: str
) -> None:
    """Spine 8: ``rights``, ``upkeep`` and ``legal`` need grants of their own; ``*`` covers what a notice names."""
    everything = intruder(register, an_actor(register, f"all-but-{unwritten}", "*"))

    assert everything.enter(unwritten) is None
    assert everything.enter(CARE) is not None


def test_a_worthless_key_of_somebody_stops_nobodys_erasure(
    register: Register, writer: str, target: Person
) -> None:
    """Whoever writes may store a key that opens nothing (it can't be told from outside): the turn goes on,

    for its person and for everybody else, whose data still open (GDPR 17; spine 20).
    """
    vault, staying = register.vault(), a_customer(register, f"{uuid4().hex[:10]}@example.com")
    assert through(intruder(register, writer), NEWSLETTER, keeping(target), claims_key(target)) is None

    turning.turn(vault, register.act, sorted({vault.keys.bucket_of(one.id) for one in (target, staying)}))
    erased = erasures.carry_out(vault, erasures.plan(vault, target.id, register.act), register.act)

    assert erased.person == target.id
    assert vault.keys.half_turned() == []
    opened = {row.person for row in finding.audience(vault, CARE, register.act, 2)}
    assert staying.id in opened
    assert target.id not in opened

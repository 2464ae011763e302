"""Attacks on what comes in: it needs its line, its evidence, its source and its use."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from seloste.register.facts import Person
from seloste.terms.words import Scope
from tests.database import Register
from tests.gate.doors import CONTACT, KEEP, RELATION, SEALED, claims_key, consent, keeping, sees, through
from tests.gate.raw import CARE, NEWSLETTER, PHONE, Intruder, a_subscriber, as_superuser, email_of, intruder

# -- a consent by hand ----------------------------------------------------------------------------


def test_a_consent_comes_in_with_its_line_its_evidence_its_source_and_its_use(
    register: Register, thief: Intruder, target: Person
) -> None:
    """The twin of the refusals below."""
    assert through(thief, NEWSLETTER, keeping(target), claims_key(target), consent(target)) is None
    assert sees(register, NEWSLETTER, target)


def test_no_consent_without_a_keep_line(
    register: Register, thief: Intruder, target: Person, subscriber: Person
) -> None:
    forged = [thief.look([email_of(subscriber)]), 0, 10**17]
    thief.run("select set_config('seloste.keep', '', false)")
    assert through(thief, NEWSLETTER, consent(target)) == "SL012"

    for number in forged:
        thief.run("select set_config('seloste.keep', %s, false)", (str(number),))
        assert through(thief, NEWSLETTER, consent(target)) == "SL012"
    assert not sees(register, NEWSLETTER, target)


def test_a_keep_line_is_good_for_the_people_it_names(
    thief: Intruder, target: Person, subscriber: Person
) -> None:
    assert through(thief, NEWSLETTER, keeping(subscriber), consent(target)) == "SL012"
    assert through(thief, NEWSLETTER, (KEEP, ([],)), consent(target)) == "SL012"
    assert through(thief, NEWSLETTER, (KEEP, ([None],)), consent(target)) == "SL012"


def test_a_keep_line_is_good_for_its_ticket_its_use_and_a_minute(
    register: Register, thief: Intruder, writer: str, target: Person
) -> None:
    colleague = intruder(register, writer)

    assert through(thief, CARE, keeping(target)) is None
    assert through(thief, NEWSLETTER, consent(target)) == "SL012"
    assert through(thief, NEWSLETTER, keeping(target)) is None
    kept = thief.one("select current_setting('seloste.keep')")
    colleague.run("select set_config('seloste.keep', %s, false)", (kept,))
    assert through(colleague, NEWSLETTER, consent(target)) == "SL012"
    as_superuser(register, "update ledger.line set at = at - interval '61 s' where id = %s", (int(kept),))
    assert through(thief, NEWSLETTER, consent(target)) == "SL012"


@pytest.mark.parametrize("sealed", [None, b"", bytes(28)])
def test_no_consent_without_its_evidence(thief: Intruder, target: Person, sealed: bytes | None) -> None:
    assert through(thief, NEWSLETTER, keeping(target), consent(target, sealed=sealed)) == "SL017"
    null = ("select gate.add_facts('mailchimp', null, '{}', array[null::gate.new_ground], '{}')", ())
    assert through(thief, NEWSLETTER, keeping(target), null) in ("SL012", "SL017")


@pytest.mark.parametrize(
    ("source", "code"),
    [("trade_register", "SL014"), ("colleague", "SL014"), ("gossip", "SL013"), ("", "SL013")],
)
def test_no_consent_from_a_source_that_the_notice_does_not_let(
    thief: Intruder, target: Person, source: str, code: str
) -> None:
    assert through(thief, NEWSLETTER, keeping(target), consent(target, source=source)) == code


@pytest.mark.parametrize("use", [PHONE, "upkeep", "legal"])
def test_no_consent_under_a_use_that_collects_none(thief: Intruder, target: Person, use: str) -> None:
    assert through(thief, use, keeping(target), consent(target)) == "SL014"


def test_no_consent_to_one_use_under_another(register: Register, carer: str, target: Person) -> None:
    """Customer care collects evidence too; that is no right to write consents to letters."""
    care = intruder(register, carer)

    refused = through(care, CARE, keeping(target), claims_key(target), consent(target, source="self"))

    assert refused == "SL018"
    assert not sees(register, NEWSLETTER, target)


def test_evidence_alone_is_no_ground(register: Register, thief: Intruder, target: Person) -> None:
    call = "select gate.add_evidence(%s, %s, '{5}', '{2}', '{1}', '{null}', '{null}', %s, 'mailchimp', null)"

    evidence = (call, ([target.id], [uuid4()], [SEALED]))
    through(thief, NEWSLETTER, keeping(target), claims_key(target), evidence)
    assert not sees(register, NEWSLETTER, target)


@pytest.mark.parametrize("use", ["upkeep", PHONE])
def test_no_relation_under_a_use_that_the_source_does_not_serve(
    register: Register, thief: Intruder, target: Person, use: str
) -> None:
    """A relation opens every use that rests on legitimate interest, so it is no less than a ground."""
    refused = through(thief, use, keeping(target), (RELATION, ("mailchimp", target.id, "customer", None)))

    assert refused == "SL014"
    assert not sees(register, "billing", target)


@pytest.mark.parametrize("when", ["infinity", "2999-01-01T00:00:00Z"])
def test_nobody_was_active_in_the_future(
    register: Register, thief: Intruder, target: Person, when: str
) -> None:
    """An activity in the future would put off the end of a person's period for ever (section 5)."""
    refused = through(
        thief, NEWSLETTER, keeping(target), (RELATION, ("mailchimp", target.id, "prospect", when))
    )

    latest = register.superuser().execute(
        "select max(active_at) <= clock_timestamp() from register.relation where subject_id = %s",
        (target.id,),
    )
    assert refused or latest.fetchone() == (True,)


# -- rows onto others, and masks by hand ----------------------------------------------------------


def test_no_row_onto_a_person_whom_the_keep_line_does_not_name(
    thief: Intruder, target: Person, subscriber: Person
) -> None:
    row = (CONTACT, ([target.id], [uuid4()], [2], [0], [SEALED], "mailchimp"))

    assert through(thief, NEWSLETTER, keeping(subscriber), row) == "SL012"
    assert through(thief, NEWSLETTER, row) == "SL012"
    both = (
        CONTACT,
        ([target.id, subscriber.id], [uuid4(), uuid4()], [2, 2], [0, 0], [SEALED, SEALED], "mailchimp"),
    )
    assert through(thief, NEWSLETTER, keeping(subscriber), both) == "SL012"


def test_no_row_of_a_kind_or_source_that_the_use_does_not_collect(thief: Intruder, target: Person) -> None:
    def row(kind: int, source: str) -> tuple[str, tuple[Any, ...]]:
        return CONTACT, ([target.id], [uuid4()], [kind], [0], [SEALED], source)

    assert through(thief, NEWSLETTER, keeping(target), row(3, "mailchimp")) == "SL014"
    assert through(thief, NEWSLETTER, keeping(target), row(2, "trade_register")) == "SL014"
    assert through(thief, NEWSLETTER, keeping(target), row(5, "mailchimp")) in ("SL014", "23514")
    assert through(thief, "upkeep", keeping(target), row(2, "mailchimp")) == "SL014"


def test_the_mask_of_one_kind_is_not_given_to_a_row_of_another(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    """Arrays may begin at any number: what is read in order must be what is stored by place."""
    ids = [uuid4(), uuid4()]
    row = (CONTACT, ([subscriber.id] * 2, ids, "[0:2]={1,2,1}", [0, 0], [SEALED] * 2, "mailchimp"))

    refused = through(thief, NEWSLETTER, keeping(subscriber), row)

    stored = (
        register.superuser()
        .execute("select id, kind from register.contact where id = any(%s)", (ids,))
        .fetchall()
    )
    assert refused or dict(stored) == dict(zip(ids, (1, 2), strict=True))


def test_no_row_is_put_under_a_fate_that_the_notice_does_not_give_it(
    register: Register, thief: Intruder, target: Person
) -> None:
    """Nothing would ever end it, and an erasure would leave it."""
    row = (CONTACT, ([target.id], [uuid4()], [2], [2], [SEALED], "mailchimp"))

    refused = through(thief, NEWSLETTER, keeping(target), claims_key(target), row)

    assert refused == "SL014"


def test_no_key_comes_in_over_another_or_of_another_generation(
    thief: Intruder, target: Person, subscriber: Person
) -> None:
    call = "select gate.add_keys(%s, %s::smallint[], %s, %s)"

    assert (
        through(thief, NEWSLETTER, keeping(target), (call, ([target.id], [0], [1], [bytes(60)]))) == "23505"
    )
    assert (
        through(thief, NEWSLETTER, keeping(target), (call, ([target.id], [1], [2], [bytes(60)]))) == "SL020"
    )
    assert (
        through(thief, NEWSLETTER, keeping(target), (call, ([subscriber.id], [1], [1], [bytes(60)])))
        == "SL012"
    )


EXACT = "select gate.index_rows(1::smallint, %s, %s, %s, %s)"
NAMES = "select gate.index_names(%s, %s, '{\"{}\"}', '{\"{}\"}', %s)"


@pytest.mark.parametrize("use", [NEWSLETTER, CARE])
def test_nobody_writes_tokens_of_rows_that_they_have_not_stored(
    register: Register, thief: Intruder, customer: Person, use: str
) -> None:
    """Tokens of another's rows hide a person from every search, or bind an address to them: not even of a

    person whom a keep line names, be they hidden from the use or seen.
    """
    blind = register.vault().blind()
    name = next(contact.id for contact in customer.contacts if contact.kind == "name")
    foreign = blind.address("email", "toisen@example.com")
    exact = (EXACT, ([customer.id], [email_of(customer)[1]], [foreign], blind.generation))

    assert through(thief, use, exact) == "SL012"
    assert through(thief, use, keeping(customer), exact) == "SL012"
    assert (
        through(thief, use, keeping(customer), (NAMES, ([customer.id], [name], blind.generation))) == "SL012"
    )

    with thief.connection.transaction():
        thief.enter(CARE)
        assert thief.run("select * from gate.find(%s)", ([foreign],)) == []
        listed = thief.run("select subject_id from gate.find_names(%s, null, 9)", (blind.name("Kas")[:1],))
    assert (customer.id,) in listed


def test_whoever_stores_a_row_writes_its_tokens(register: Register, thief: Intruder, target: Person) -> None:
    """The twin: in the transaction that stores it, and not in the next."""
    blind, row = register.vault().blind(), uuid4()
    stored = (CONTACT, ([target.id], [row], [2], [0], [SEALED], "mailchimp"))
    exact = (EXACT, ([target.id], [row], [uuid4()], blind.generation))

    assert through(thief, NEWSLETTER, keeping(target), stored, exact) is None
    assert through(thief, NEWSLETTER, keeping(target), exact) == "SL012"


@pytest.mark.parametrize("basis", [2, 3])
def test_a_contract_opens_no_use_for_whoever_holds_none_that_rests_on_contracts(
    register: Register, writer: str, target: Person, basis: int
) -> None:
    """A ground of no single use opens all that rest on its basis; each opens only for whoever may (section 4)."""
    plain, thief = intruder(register, writer), intruder(register)
    of_none = (
        "select gate.add_facts('mailchimp', null, '{}', array[row(%s, gen_random_uuid(), %s, null, null, false,"
        " null, null, gen_random_uuid(), 1, %s)::gate.new_ground], '{}')",
        (target.id, basis, SEALED),
    )

    refused = through(plain, NEWSLETTER, keeping(target), claims_key(target), of_none)

    assert refused == "SL018"
    assert not sees(register, "ordering", target)
    assert through(thief, "rights", keeping(target), claims_key(target), of_none) is None  # the twin
    assert sees(register, "ordering", target) is (basis == 2)


@pytest.mark.parametrize("how", ["session", "transaction"])
def test_a_faked_later_settles_all_the_same(register: Register, thief: Intruder, how: str) -> None:
    person = a_subscriber(register, f"myohemmin-{how}@example.com")
    fake = ("select set_config('seloste.settle', 'later', %s)", (how == "transaction",))
    forbid = (
        "select gate.add_facts('self', null, '{}', '{}',"
        " array[row(%s, gen_random_uuid(), %s, null, null, null, false)::gate.new_prohibition])",
        (person.id, int(Scope.MARKETING)),
    )
    assert sees(register, NEWSLETTER, person)

    assert through(thief, NEWSLETTER, keeping(person), fake, forbid) is None

    assert not sees(register, NEWSLETTER, person)


def test_a_faked_later_hides_no_restriction_and_no_withdrawal(register: Register, thief: Intruder) -> None:
    held, leaving = (
        a_subscriber(register, "rajoitus@example.com"),
        a_subscriber(register, "peruutus@example.com"),
    )
    fake = ("select set_config('seloste.settle', 'later', true)", ())
    ground = leaving.grounds[0].id

    assert (
        through(thief, "rights", fake, ("select gate.restrict(%s, %s, 'accuracy')", ([held.id], [uuid4()])))
        is None
    )
    assert (
        through(
            thief,
            NEWSLETTER,
            fake,
            ("select gate.end_grounds(%s, %s, 'withdrawn')", ([leaving.id], [ground])),
        )
        is None
    )

    assert not sees(register, NEWSLETTER, held)
    assert not sees(register, NEWSLETTER, leaving)

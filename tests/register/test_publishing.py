"""Spine 10, 11 and 14: a notice that is published is what may be done, at once and for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from seloste.engine.connect import connect
from seloste.gate import asking, bind, facts, publishing
from seloste.gate.errors import NotPermitted, Rejected
from seloste.register import finding, kind_names, kinds, people
from seloste.register.facts import Contact, Person, Prohibition, Relation
from seloste.register.people import Origin
from seloste.retention import sweeping
from seloste.terms.decision import Lawful
from seloste.terms.words import RIGHTS, Basis, Label, Scope
from tests.conftest import Engine
from tests.database import NOTICE, Register, a_register
from tests.notice.builders import TEXT
from tests.people import a_person, store
from tests.register.desk import (
    ADDRESS,
    CARE,
    NEWSLETTER,
    POST,
    UPKEEPING,
    Desk,
    consenting,
    ground,
    later,
    stranger,
)
from tests.register.editions import NO_POST, Edit, edition, publish, rehearse

RETITLED: Edit = ("We send the newsletter if you", "We send the monthly letter if you")
SHORT: Edit = ('"24 months after activity for prospect"', '"1 month after activity for prospect"')
NO_SHORT_ENDS: Edit = ('  "3 months after ground.ended for prospect",\n', "")
_start, _end = TEXT.index("[purpose.relation_upkeep]"), TEXT.index("[purpose.customer_care]")
NO_UPKEEPING: Edit = (TEXT[_start:_end], "")
GROUPS = ("customer", "prospect", "customer_rep", "partner_rep", "applicant")
CROWD = 500


@pytest.fixture(scope="module")
def crowd(engine: Engine) -> Iterator[tuple[Desk, list[UUID]]]:
    """Five hundred people of every sort that the notice tells apart."""
    with a_register(engine) as register:
        desk, everybody = Desk(register), [one_of_the_crowd(n) for n in range(CROWD)]
        people.add(desk.vault, everybody, Origin("self", RIGHTS), desk.act)
        for person in everybody[::41]:
            desk.restrict(person.id)
        yield desk, [person.id for person in everybody]


def one_of_the_crowd(n: int) -> Person:
    now, group = datetime.now(UTC), GROUPS[n % 5]
    email = Contact("email", f"henkilo{n}@example.com", label=(Label.WORK, Label.UNKNOWN)[n % 2])
    rows = [Contact("name", {"given": "Aino", "family": f"Keksitty{n}"}), email]
    rows += [Contact("phone", f"+358500{n:06}")] if n % 3 else []
    rows += [Contact("address", ADDRESS)] if n % 4 else []
    grounds = [ground(Basis.CONSENT, row=email.id)] if n % 7 < 3 else []
    grounds += [ground(Basis.CONSENT, "targeting.web", row=email.id if n % 8 else None)] if n % 4 == 0 else []
    grounds += [ground(Basis.CONTRACT, None)] if n % 11 < 4 else []
    grounds += [ground(Basis.EXISTING_CUSTOMER, row=email.id)] if n % 13 < 4 else []
    grounds += [ground(Basis.TASK, row=email.id)] if n % 2 == 0 and n % 17 < 6 else []
    scope = list(Scope)[1 + n % 7]
    forbids = [Prohibition(scope, row=email.id if n % 2 else None)] if n % 6 == 0 else []
    over = now - timedelta(days=900 if n % 38 else 100)
    relation = Relation(group, now - timedelta(days=1000), over if n % 19 == 0 else None, now)
    return Person((relation,), tuple(grounds), tuple(forbids), tuple(rows))


def decided(desk: Desk, everybody: list[UUID]) -> dict[str, set[UUID]]:
    """Whom each use of the notice may reach, by `may`; a decision that the database does not share fails."""
    published = publishing.published(desk.vault.connection)
    assert published is not None
    bits, names = publishing.use_bits(desk.vault.connection), kind_names()
    counting = {
        use.name for use in published.policy.uses if use.figures
    }  # nobody sees a row under these (R4.1c)
    found: dict[str, set[UUID]] = {  # the crowd holds contact rows alone
        rule.use: set()
        for rule in published.policy.rules
        if rule.category == "contact" and rule.use not in counting
    }
    with bind.use(desk.vault.connection, RIGHTS, desk.act):
        for person in everybody:
            row = desk.vault.connection.execute(
                "select gate.facts(%s, 'rights'), gate.now()", (person,)
            ).fetchone()
            assert row is not None
            known = facts.from_json(row[0])
            for use, reached in found.items():
                decision = asking.may(published.policy, use, known, row[1], names, bits, now=row[1])
                if isinstance(decision, Lawful):
                    reached.add(person)
    return found


def audience(desk: Desk, use: str) -> set[UUID]:
    published = publishing.published(desk.vault.connection)
    assert published is not None
    term = next(one for one in published.policy.uses if one.name == use)
    if term.address is None:
        return desk.reached(use)
    kind = finding.ADDRESSES[term.address]
    return {one.person for one in finding.audience(desk.vault, use, desk.act, kind)}


def as_psql(desk: Desk, use: str) -> set[UUID]:
    """Hand-written SQL on a bare connection of the application's role."""
    with connect(desk.register.addresses.app) as connection:
        connection.execute("select gate.enter(%s, %s, 'work')", (use, desk.act.ticket.secret))
        rows = connection.execute("select subject_id from register.contact where fate = 0")
        return {row[0] for row in rows.fetchall()}


def headers(register: Register) -> list[tuple[Any, ...]]:
    return register.superuser().execute(
        "select subject_id, id, lawful, visible_until::text, expires_at::text, restricted from register.contact order by 1, 2"
    ).fetchall()  # fmt: skip


def test_may_audience_and_psql_agree_and_change_together(crowd: tuple[Desk, list[UUID]]):
    desk, everybody = crowd
    before = decided(desk, everybody)
    for use, lawful in before.items():
        assert lawful == audience(desk, use) == as_psql(desk, use), use
    assert all(0 < len(reached) < CROWD for reached in before.values())
    somebody = next(iter(before[NEWSLETTER]))
    assert "the newsletter" in desk.decide(somebody, NEWSLETTER).reasons[0].sentence["en"]

    publish(desk, 3, NO_POST, RETITLED)

    after = decided(desk, everybody)
    for use, lawful in after.items():
        assert lawful == audience(desk, use) == as_psql(desk, use), use
    assert after[POST] < before[POST]
    assert {use: who for use, who in after.items() if use != POST} == {
        use: who for use, who in before.items() if use != POST
    }
    said = desk.decide(somebody, NEWSLETTER)
    assert "the monthly letter" in said.reasons[0].sentence["en"]
    assert said.policy == 3


def test_a_rehearsal_tells_what_publishing_then_does_and_changes_nothing(crowd: tuple[Desk, list[UUID]]):
    """R12.1b: who gains and who loses which use is told first."""
    desk, _ = crowd
    before, changes = headers(desk.register), (NO_UPKEEPING, SHORT)
    reach = {use: as_psql(desk, use) for use in (CARE, NEWSLETTER, POST, UPKEEPING)}
    standing = publishing.published(desk.vault.connection)

    told = rehearse(desk, 4, *changes)

    assert headers(desk.register) == before
    assert publishing.published(desk.vault.connection) == standing
    done = publish(desk, 4, *changes)
    assert [astuple(use) for use in told.uses] == [astuple(use) for use in done.uses]
    assert (told.version, told.rows_changed, told.hidden) == (done.version, done.rows_changed, done.hidden)
    lost = {use.use: use.lose_people for use in done.uses}
    assert lost[UPKEEPING] == len(reach[UPKEEPING]) > 0
    gained = {use.use: use.gain_people for use in done.uses}
    assert gained[POST] == len(as_psql(desk, POST) - reach[POST]) > 0
    assert CARE not in lost


def test_other_words_under_a_number_that_is_published_are_refused(alone: Register):
    """R12.1a: a published version stays as it was."""
    desk = Desk(alone)
    publish(desk, 3, NO_POST)
    policy, text = edition(3, RETITLED)

    with pytest.raises(Rejected, match="version 3") as caught:
        publishing.publish(desk.vault.connection, policy, text, desk.act, kinds())

    assert caught.value.code == "SL050"
    publish(desk, 3, NO_POST)
    publish(desk, 4, RETITLED)


def test_publishing_hides_what_it_makes_due_and_the_former_version_brings_it_back(alone: Register):
    desk = Desk(alone)
    old = consenting(alone, active=datetime.now(UTC) - timedelta(days=100))
    young = consenting(alone, active=datetime.now(UTC) - timedelta(days=2))
    before = headers(alone)

    done = publish(desk, 3, SHORT, NO_SHORT_ENDS)

    assert done.hidden == 2
    assert desk.sees(old.id, NEWSLETTER) == desk.sees(old.id, CARE) == set()
    assert desk.sees(young.id, NEWSLETTER) == {young.email_row, young.name_row}
    swept = sweeping.sweep(desk.vault, desk.act)
    assert (swept.people, swept.rows) == (0, 0)

    republish(desk)

    assert headers(alone) == before
    assert desk.sees(old.id, NEWSLETTER) == {old.email_row, old.name_row}
    assert desk.vault.connection.execute("select * from gate.spared_counts()").fetchall() == []


def republish(desk: Desk) -> None:
    """The version with which the register began."""
    from seloste.notice import load_policy

    publishing.publish(desk.vault.connection, load_policy(NOTICE), NOTICE, desk.act, kinds())


def test_what_a_publication_hid_goes_after_the_contacts_word_and_fourteen_days(alone: Register):
    """R9.4b: what only a new notice takes away waits for the privacy contact."""
    desk = Desk(alone)
    old = consenting(alone, active=datetime.now(UTC) - timedelta(days=100))
    done = publish(desk, 3, SHORT, NO_SHORT_ENDS)

    with later(alone, timedelta(days=15)):
        sweeping.sweep(desk.vault, desk.act)
        assert desk.stands(old.id), "nobody has confirmed the list"

    confirm = "select gate.confirm_spared(%s, %s)"
    row = desk.vault.connection.execute(confirm, (done.number, desk.act.ticket.secret)).fetchone()
    assert row == (2,)
    sweeping.sweep(desk.vault, desk.act)
    assert desk.stands(old.id), "fourteen days have not passed"

    with later(alone, timedelta(days=15)):
        assert sweeping.sweep(desk.vault, desk.act).people == 1
    assert not desk.stands(old.id)


def test_only_the_privacy_contact_confirms_such_a_list(alone: Register):
    desk = Desk(alone)
    consenting(alone, active=datetime.now(UTC) - timedelta(days=100))
    done = publish(desk, 3, SHORT, NO_SHORT_ENDS)

    with pytest.raises(psycopg.Error) as caught:
        desk.vault.connection.execute(
            "select gate.confirm_spared(%s, %s)", (done.number, alone.worker.ticket.secret)
        )

    assert caught.value.sqlstate == "SL005"


def test_what_a_publication_leaves_without_a_period_is_hidden_and_spared(alone: Register):
    desk, made = Desk(alone), consenting(alone)
    publish_without_periods(desk)

    assert desk.sees(made.id, CARE) == desk.sees(made.id, NEWSLETTER) == set()
    with later(alone, timedelta(days=2000)):
        sweeping.sweep(desk.vault, desk.act)
    assert desk.stands(made.id)

    republish(desk)
    assert desk.sees(made.id, NEWSLETTER) == {made.email_row, made.name_row}


def publish_without_periods(desk: Desk) -> None:
    """A version that says for nobody how long contact details are kept (the checks would refuse its text)."""
    from dataclasses import replace

    policy, _ = edition(3)
    keeps = tuple(keep for keep in policy.keeps if keep.category != "contact")
    bare = replace(policy, keeps=keeps, digest="0" * 64)
    publishing.publish(desk.vault.connection, bare, "without periods", desk.act, kinds())


def test_a_use_that_is_gone_hides_at_once(alone: Register):
    desk, made = Desk(alone), stranger(alone, group="customer")
    desk.give(made.id, home := Contact("address", ADDRESS))
    all_of_them = {home.id, made.name_row, made.email_row}
    assert desk.sees(made.id, UPKEEPING) == all_of_them
    bits = publishing.use_bits(desk.vault.connection)

    publish(desk, 3, NO_UPKEEPING)

    assert desk.may(made.id, UPKEEPING) == "undeclared_use"
    with pytest.raises(NotPermitted):
        desk.sees(made.id, UPKEEPING)
    mask = "select lawful >> %s & 1 from register.contact where id = %s"
    assert alone.superuser().execute(mask, (bits[UPKEEPING], home.id)).fetchone() == (0,)

    republish(desk)
    assert desk.sees(made.id, UPKEEPING) == all_of_them
    assert publishing.use_bits(desk.vault.connection) == bits


def test_while_nothing_is_published_everything_is_closed_but_publishing(unpublished: Register):
    desk, person = Desk(unpublished), a_person(consent=True)

    for use in (NEWSLETTER, CARE, RIGHTS, "legal"):
        with pytest.raises(NotPermitted):
            desk.reached(use)
    with pytest.raises(NotPermitted):
        store(unpublished, person)
    assert publishing.published(desk.vault.connection) is None
    with connect(unpublished.addresses.app) as bare:
        assert bare.execute("select count(*) from register.contact").fetchone() == (0,)

    republish(desk)

    store(unpublished, person)
    assert desk.may(person[1].id, NEWSLETTER) == "lawful"


def test_nobody_publishes_without_the_right_to(alone: Register):
    desk = Desk(alone, alone.worker)

    with pytest.raises(NotPermitted):
        publish(desk, 3, RETITLED)

    found = publishing.published(desk.vault.connection)
    assert found is not None
    assert found.policy.version == 2

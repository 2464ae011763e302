"""A desk at a register: what a test asks about one person, and the words of a person that it writes down."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import Any, LiteralString
from uuid import UUID, uuid4

from seloste.gate import asking, bind, publishing
from seloste.protection.opening import look_and_open
from seloste.protection.vault import Vault
from seloste.register import finding, kind_names, people
from seloste.register.facts import Contact, Ground, Person, Prohibition
from seloste.register.people import Origin
from seloste.retention import rounds
from seloste.terms.act import Act
from seloste.terms.decision import Decision, Lawful
from seloste.terms.words import RIGHTS
from tests.database import Register
from tests.people import SHOWN, Made, a_person, move_clock, store

NEWSLETTER, CARE, BILLING = "newsletter.email", "customer_care", "billing"
PHONE, POST, STATISTICS = "telemarketing.phone", "direct_mail.post", "statistics"
UPKEEPING = "relation_upkeep"
ADDRESS = {"street": "Keksitty 1", "post_code": "00000", "city": "Helsinki"}
YEARS = timedelta(days=5000)


class Desk:
    """One vault and one act; ``may`` compares the rule with the database and fails when they differ."""

    def __init__(self, register: Register, act: Act | None = None) -> None:
        self.register, self.act = register, act or register.act
        self.vault: Vault = register.vault()

    def decide(self, person: UUID, use: str, row: UUID | None = None) -> Decision:
        connection = self.vault.connection
        published = publishing.published(connection)
        assert published is not None
        found, now = asking.read_facts(connection, person, use, self.act)
        bits = publishing.use_bits(connection)
        return asking.may(published.policy, use, found, now, kind_names(), bits, row=row, now=now)

    def may(self, person: UUID, use: str, row: UUID | None = None) -> str:
        """``lawful``, or the code of the refusal."""
        decision = self.decide(person, use, row)
        return "lawful" if isinstance(decision, Lawful) else decision.reasons[0].code

    def rule(self, person: UUID, use: str, row: UUID | None = None) -> str:
        """The rule of law that decides."""
        return self.decide(person, use, row).reasons[0].rule

    def sees(self, person: UUID, use: str) -> set[UUID]:
        """Ids of the contact rows of a person that hand-written SQL of the application sees under a use."""
        query: LiteralString = "select id from register.contact where subject_id = %s"
        with bind.use(self.vault.connection, use, self.act):
            return {row[0] for row in self.vault.connection.execute(query, (person,)).fetchall()}

    def reached(self, use: str) -> set[UUID]:
        """Everybody of whom that SQL sees an ordinary row."""
        with bind.use(self.vault.connection, use, self.act):
            rows = self.vault.connection.execute(
                "select distinct subject_id from register.contact where fate = 0"
            )
            return {row[0] for row in rows.fetchall()}

    def opens(self, person: UUID, use: str, table: str = "contact") -> list[Any]:
        """The values of a person's rows that the use opens."""
        queries: dict[str, LiteralString] = {
            "contact": "select subject_id, id from register.contact where subject_id = %s",
            "evidence": "select subject_id, id from register.evidence where subject_id = %s",
            "mention": "select subject_id, id from register.mention where subject_id = %s",
        }
        rows = look_and_open(
            self.vault.connection, self.vault.keys, use, self.act, table, queries[table], (person,)
        )
        return [row.content.show() for row in rows]

    def call(self, use: str, statement: LiteralString, *parameters: Any) -> Any:
        """One statement under a use; its first value."""
        with bind.use(self.vault.connection, use, self.act):
            row = self.vault.connection.execute(statement, parameters).fetchone()
        return row[0] if row else None

    def withdraw(self, made: Made) -> None:
        self.call(RIGHTS, "select gate.end_grounds(%s, %s, 'withdrawn')", [made.id], [made.ground])

    def say(self, person: UUID, *prohibitions: Prohibition, grounds: tuple[Ground, ...] = ()) -> None:
        """What a known person says later, written down under rights."""
        word = Person((), grounds, prohibitions, (), person)
        people.extend(self.vault, [word], Origin("self", RIGHTS), self.act)

    def give(self, person: UUID, *contacts: Contact, source: str = "self", use: str = RIGHTS) -> None:
        """Further rows of a known person."""
        more = Person((), (), (), contacts, person)
        people.extend(self.vault, [more], Origin(source, use), self.act)

    def restrict(self, person: UUID) -> UUID:
        restriction = uuid4()
        self.call(RIGHTS, "select gate.restrict(%s, %s, 'accuracy')", [person], [restriction])
        return restriction

    def find(self, kind: str, value: str, use: str = RIGHTS) -> list[UUID]:
        return [one.person for one in finding.by_address(self.vault, kind, value, use, self.act)]

    def settle(self) -> int:
        return rounds.settle_due(self.vault, self.act)

    def stands(self, person: UUID) -> bool:
        """Whether the register holds an ordinary key of this person, as its superuser sees it."""
        row = self.register.superuser().execute(
            "select exists (select from protection.key where subject_id = %s and fate = 0)", (person,)
        )
        return bool(row.fetchone() == (True,))


def consenting(register: Register, **more: Any) -> Made:
    """A prospect who has asked for the newsletter."""
    return store(register, a_person(consent=True, **more))[0]


def stranger(register: Register, **more: Any) -> Made:
    """A prospect who has asked for nothing."""
    return store(register, a_person(**more))[0]


def ground(basis: Any, use: str | None = NEWSLETTER, **more: Any) -> Ground:
    return Ground(basis, use, SHOWN, **more)


@contextmanager
def later(register: Register, by: timedelta) -> Any:
    """That long from now, with tickets and grants that still run; today again afterwards."""
    owner = register.connect("owner")
    owner.execute("update gate.granted set until = until + %s", (YEARS,))
    owner.execute("update gate.ticket set until = until + %s", (YEARS,))
    owner.close()
    move_clock(register, by)
    try:
        yield
    finally:
        move_clock(register, timedelta(0))

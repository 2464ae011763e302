"""Spine 11: the pure rule and the database's interpret one table of rules, and agree on every case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seloste.gate import asking, bind, facts, publishing
from seloste.gate.decide import Question, decide
from seloste.gate.publishing import publish
from seloste.notice.policy import Policy, Rule
from seloste.protection.vault import Vault
from seloste.register import kind_names, kinds, people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation
from seloste.register.people import Origin
from seloste.terms.decision import Lawful
from seloste.terms.words import RIGHTS, Basis, Fate, Label, RowState, Scope
from tests.database import Register
from tests.people import SHOWN, move_clock

NOW = datetime.now(UTC)
GROUPS = ("customer", "prospect", "customer_rep", "applicant")
USES = (
    "newsletter.email",
    "telemarketing.phone",
    "direct_mail.post",
    "customer_care",
    "billing",
    "statistics",
)
MAILABLE = {
    "email": ("newsletter.email",),
    "phone": ("telemarketing.phone",),
    "address": ("direct_mail.post",),
}
VALUES: dict[str, Any] = {
    "name": {"given": "Aino", "family": "Koivukumpu"},
    "address": {"street": "Keksitty 1", "post_code": "00000", "city": "Helsinki"},
    "phone": "+358500000001",
}
PEOPLE = 60


class Draw:
    """Anybody and any notice, out of one number: relations, rows, grounds and prohibitions with starts and
    ends on both sides of now."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def day(self, first: int = -900, last: int = 400) -> datetime:
        return NOW + timedelta(days=self.random.randint(first, last), hours=1)

    def end(self, start: datetime) -> datetime | None:
        return None if self.random.random() < 0.5 else start + timedelta(days=self.random.randint(1, 900))

    def person(self) -> Person:
        starts = [self.day(-900, -1) for _ in range(self.random.randint(1, 2))]
        relations = tuple(
            Relation(self.random.choice(GROUPS), start, self.end(start), self.day(-900, -1))
            for start in starts
        )
        kinds = self.random.choices(
            ("name", "email", "email", "phone", "address"), k=self.random.randint(1, 5)
        )
        rows = [self.row(kind) for kind in kinds]
        grounds = tuple(self.ground(rows) for _ in range(self.random.randint(0, 3)))
        prohibitions = tuple(self.prohibition(rows) for _ in range(self.random.choice((0, 0, 1, 2))))
        return Person(relations, grounds, prohibitions, tuple(rows))

    def row(self, kind: str) -> Contact:
        value = VALUES.get(kind) or f"{uuid4().hex}@example.com"
        state = self.random.choice((RowState.LIVE, RowState.LIVE, RowState.UNDELIVERABLE))
        return Contact(
            kind, value, Label.WORK, state, self.day(-900, -1) if self.random.random() < 0.5 else None
        )

    def ground(self, rows: list[Contact]) -> Ground:
        basis = self.random.choice(
            (Basis.CONSENT, Basis.CONSENT, Basis.CONTRACT, Basis.LAW, Basis.EXISTING_CUSTOMER, Basis.TASK)
        )
        of_address = basis in (Basis.EXISTING_CUSTOMER, Basis.TASK)
        use = self.random.choice(USES)
        aimed = [r for r in rows if use in MAILABLE.get(r.kind, ())]
        row = self.random.choice(aimed).id if aimed and (of_address or self.random.random() < 0.6) else None
        if of_address and row is None:
            basis = Basis.CONTRACT
        if basis in (Basis.CONTRACT, Basis.LAW) and self.random.random() < 0.5:
            return Ground(basis, None, SHOWN, None, start := self.day(), self.end(start))
        return Ground(basis, use, SHOWN, row, start := self.day(), self.end(start))

    def prohibition(self, rows: list[Contact]) -> Prohibition:
        scope = self.random.choice(list(Scope))
        row = self.random.choice(rows).id if self.random.random() < 0.4 else None
        return Prohibition(scope, self.random.choice(USES) if scope is Scope.USE else None, row, self.day())

    def policy(self, base: Policy) -> Policy:
        """The notice with some rules taken away, given to other groups, or resting on another basis."""
        rules: list[Rule] = []
        for rule in base.rules:
            match self.random.choice(("keep", "keep", "keep", "drop", "groups", "basis", "until")):
                case "groups":
                    rules.append(
                        replace(rule, groups=tuple(self.random.sample(GROUPS, self.random.randint(0, 2))))
                    )
                case "basis":
                    rules.append(replace(rule, basis=self.random.choice(list(Basis))))
                case "until":
                    rules.append(replace(rule, until=self.day().date()))
                case "keep":
                    rules.append(rule)
        version = self.random.randint(1000, 10**8)
        return replace(base, rules=tuple(rules), version=version, digest=f"{version:064x}")


def _agree(vault: Vault, register: Register, drawn: list[Person], policy: Policy) -> int:
    """How many decisions were compared; every one of them must agree."""
    bits = publishing.use_bits(vault.connection)
    compared = 0
    for person in drawn:
        with bind.use(vault.connection, RIGHTS, register.act):
            row = vault.connection.execute(
                "select gate.facts(%s, %s), gate.now()", (person.id, RIGHTS)
            ).fetchone()
        assert row is not None
        found, at = facts.from_json(row[0]), row[1]
        for header in (r for r in found.rows if r.fate == Fate.ORDINARY):
            for use in USES:
                said = isinstance(decide(Question(policy, use, found, at, kind_names()), header), Lawful)
                bit = bool(header.lawful >> bits[use] & 1) and (
                    header.visible_until is None or header.visible_until > at
                )
                assert said is bit, (use, header, found)
                compared += 1
        for use in USES:
            asking.may(policy, use, found, at, kind_names(), bits, now=at)
    return compared


class Twins:
    """A register, its vault and the notice that it began with."""

    def __init__(self, register: Register, vault: Vault, base: Policy) -> None:
        self.register, self.vault, self.base = register, vault, base

    def __repr__(self) -> str:
        return "twins"


@pytest.fixture(scope="module")
def twins(register: Register) -> Twins:
    vault = register.vault()
    found = publishing.published(vault.connection)
    assert found is not None
    return Twins(register, vault, found.policy)


# keeps: purpose.*.basis.* through gate.reach
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_the_rule_in_python_and_the_rule_in_sql_agree_for_every_row_and_use(twins: Twins, seed: int):
    register, vault, base, draw = twins.register, twins.vault, twins.base, Draw(seed)
    policy = draw.policy(base)
    drawn = [draw.person() for _ in range(PEOPLE)]

    publish(vault.connection, policy, "drawn", register.act, kinds(), counted=False)
    with _all_sources(register):
        people.add(vault, drawn, Origin("website", "rights"), register.act)
    _withdraw(vault, register, drawn[::3])

    assert _agree(vault, register, drawn, policy) > PEOPLE


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_they_agree_at_later_instants_once_the_job_has_settled(twins: Twins, seed: int):
    register, vault, base, draw = twins.register, twins.vault, twins.base, Draw(seed)
    drawn = [draw.person() for _ in range(PEOPLE)]
    policy = replace(base, version=999, digest="9" * 64)
    publish(vault.connection, policy, "again", register.act, kinds(), counted=False)
    with _all_sources(register):
        people.add(vault, drawn, Origin("website", "rights"), register.act)
    _withdraw(vault, register, drawn[::3])
    _prolong(register)

    try:
        for leap in (draw.random.randint(1, 60), draw.random.randint(61, 400)):
            move_clock(register, timedelta(days=leap))
            _settle(vault, register)
            assert _agree(vault, register, drawn, policy) > PEOPLE
    finally:
        move_clock(register, timedelta(0))
        _settle(vault, register)


def _withdraw(vault: Vault, register: Register, drawn: list[Person]) -> None:
    """What these people have consented to they take back: no interest may take its place (R4.2d)."""
    ended = [(one.id, g.id) for one in drawn for g in one.grounds if g.basis is Basis.CONSENT]
    with bind.use(vault.connection, RIGHTS, register.act):
        vault.connection.execute(
            "select gate.end_grounds(%s, %s, 'withdrawn')", ([p for p, _ in ended], [g for _, g in ended])
        )


def _settle(vault: Vault, register: Register) -> None:
    with bind.use(vault.connection, "upkeep", register.act):
        vault.connection.execute("select gate.settle_due(10000)")


def _prolong(register: Register) -> None:
    """Tickets and grants that last through the leaps of the clock."""
    owner = register.connect("owner")
    owner.execute("update gate.granted set until = until + interval '900 days'")
    owner.execute("update gate.ticket set until = until + interval '900 days'")
    owner.close()


class _all_sources:
    """Lets the drawn people come from one source whatever a drawn notice says of it: the notice's own
    limits on sources are another test's matter."""

    def __init__(self, register: Register) -> None:
        self.owner = register.connect("owner")

    def __enter__(self) -> None:
        self.owner.execute(
            "insert into gate.may_collect select s.no, k.no, 62 from gate.source_no s, gate.kind k where s.name = 'website' on conflict do nothing"
        )

    def __exit__(self, *_: object) -> None:
        self.owner.close()

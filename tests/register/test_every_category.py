"""Each field of each category, out of the registry: what spine 12, 15, 17 and 21 promise holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from seloste.engine.connect import Connection
from seloste.gate import bind
from seloste.gate.errors import GateError
from seloste.notice import load_policy
from seloste.notice.policy import Policy, Rule
from seloste.protection.opening import look_and_open
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Relation, Row
from seloste.register.people import Origin
from seloste.register.records import registry
from seloste.register.schema import table_of
from seloste.retention import erasures, previewing
from seloste.rights import exporting
from seloste.terms.words import LEGAL, Basis, Fate
from tests.conftest import Engine
from tests.database import NOTICE, a_register
from tests.people import SHOWN
from tests.register.desk import Desk, later

POLICY: Policy = load_policy(NOTICE)
MODELS = {
    model.holds.category: model for model in registry() if model.holds.category not in ("consent", "mention")
}
FIELDS = [(category, field) for category, model in MODELS.items() for field in model.holds.fields]
WHEN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
VALUES: dict[str, Any] = {
    "contact.name": {"given": "Aino", "family": "Keksitty"},
    "contact.email": "aino@example.com",
    "contact.phone": "+358500000001",
    "contact.address": {"street": "Keksitty 1", "post_code": "00000", "city": "Helsinki"},
    "calls.history": {"number": "+358500000002"},
    "calls.recording": {
        "file": "a.opus",
        "hash": "ab" * 32,
        "codec": "opus",
        "announced_at": WHEN.isoformat(),
    },
    "employer.business_id": "1234567-1",
    "employer.industry": "62010",
    "customership.account": "FI2112345600000785",
    "customership.language": "fi",
    "behaviour.ip": "192.0.2.0/24",
}
DAYS = {"calls": "at", "events": "at", "marketing": "at", "behaviour": "at", "applications": "at"}


@dataclass(frozen=True)
class Kept:
    """A person with one row of this field, the use that reaches it, and the source it came from."""

    desk: Desk
    person: UUID
    row: UUID
    table: str
    use: str
    source: str
    fate: Fate


def _fate(category: str, field: str) -> Fate:
    """A field that the notice keeps for claims alone comes in as such (L18)."""
    fates = {k.fate for k in POLICY.keeps if k.category == category and k.field in (None, field)}
    return Fate.ORDINARY if Fate.ORDINARY in fates else fates.pop()


def _rule(category: str, field: str) -> Rule:
    """A rule that reaches the field, by an interest if there is one, else by whatever the notice gives."""
    rules = [r for r in POLICY.rules if (r.category, r.field) == (category, field)]
    return min(
        rules, key=lambda r: (r.basis is not Basis.INTEREST, r.basis is not Basis.CONTRACT, "." in r.use)
    )


def _row(category: str, field: str, relation: UUID) -> Row:
    name = f"{category}.{field}"
    columns: dict[str, Any] = {"label": 0, "state": 0} if category == "contact" else {}
    columns |= {"relation": relation} if category == "position" else {}
    columns |= {DAYS[category]: WHEN} if category in DAYS else {}
    columns |= {"direction": 1} if category == "calls" else {}
    return Row(category, field, VALUES.get(name, f"keksitty {field}"), columns, fate=_fate(category, field))


def _person(category: str, field: str, rule: Rule) -> tuple[Person, UUID]:
    relation = Relation(rule.groups[0] if rule.groups else "customer", started=WHEN, active=WHEN)
    bases = {Basis.CONSENT: rule.use, Basis.CONTRACT: None, Basis.LAW: None}
    grounds = (Ground(rule.basis, bases[rule.basis], SHOWN),) if rule.basis in bases else ()
    row = _row(category, field, relation.id)
    address = next(use.address for use in POLICY.uses if use.name == rule.use)
    reached = (
        () if address is None or category == "contact" else (Contact(address, VALUES[f"contact.{address}"]),)
    )
    return Person((relation,), grounds, contacts=reached, rows=(row,)), row.id


def _collected(category: str, field: str, use: str) -> tuple[str, str]:
    """Source and use by which the notice lets the field come in."""
    found = [c for c in POLICY.collects if (c.category, c.field) == (category, field)]
    one = min(found, key=lambda c: (c.use != use, c.source != "self"))
    return one.source, one.use


@pytest.fixture(scope="module")
def desk(engine: Engine) -> Iterator[Desk]:
    with a_register(engine) as register:
        yield Desk(register)


@pytest.fixture(scope="module")
def kept(desk: Desk) -> dict[tuple[str, str], Kept]:
    found = {}
    for category, field in FIELDS:
        rule = _rule(category, field)
        person, row = _person(category, field, rule)
        source, _ = _collected(category, field, rule.use)
        people.add(desk.vault, [person], Origin(source, "rights"), desk.act)
        fate = _fate(category, field)
        use = rule.use if fate is Fate.ORDINARY else LEGAL
        found[category, field] = Kept(desk, person.id, row, table_of(MODELS[category]), use, source, fate)
    return found


_OPEN: dict[str, Connection] = {}


def _superuser(desk: Desk) -> Connection:
    """One connection for the module: a server has only so many."""
    name = desk.register.name
    if name not in _OPEN:
        _OPEN[name] = desk.register.superuser()
    return _OPEN[name]


each = pytest.mark.parametrize(("category", "field"), FIELDS, ids=[".".join(one) for one in FIELDS])


def _sees(one: Kept, use: str) -> bool:
    with bind.use(one.desk.vault.connection, use, one.desk.act):
        query = f"select 1 from register.{one.table} where (subject_id, id) = (%s, %s)".encode()
        return one.desk.vault.connection.execute(query, (one.person, one.row)).fetchone() is not None


def _opened(one: Kept, use: str) -> list[Any]:
    query: Any = f"select subject_id, id from register.{one.table} where subject_id = %s and id = %s"
    rows = look_and_open(
        one.desk.vault.connection,
        one.desk.vault.keys,
        use,
        one.desk.act,
        one.table,
        query,
        (one.person, one.row),
    )
    return [row.content.show() for row in rows]


# keeps: category.*.fields, category.*.sources through gate.must_collect
@each
def test_r5_0a_it_comes_in_only_from_a_source_that_the_notice_lets_bring_it(
    desk: Desk, category: str, field: str
) -> None:
    rule = _rule(category, field)
    person, _ = _person(category, field, rule)
    named = {c.source for c in POLICY.collects if (c.category, c.field) == (category, field)}
    other = next(source.name for source in POLICY.sources if source.name not in named)

    with pytest.raises(GateError):
        people.add(desk.vault, [person], Origin(other, "rights"), desk.act)
    with pytest.raises(GateError):
        people.add(desk.vault, [person], Origin("no_such_source", "rights"), desk.act)


# keeps: purpose.*.data through use_sees, gate.reach
@each
def test_r4_1a_no_use_no_row(kept: dict[tuple[str, str], Kept], category: str, field: str) -> None:
    one = kept[category, field]
    bare = one.desk.vault.connection.execute(f"select count(*) from register.{one.table}".encode()).fetchone()

    assert bare == (0,)
    others = {u.name for u in POLICY.uses} - {
        r.use for r in POLICY.rules if (r.category, r.field) == (category, field)
    }
    assert not any(_sees(one, use) for use in sorted(others))
    assert _sees(one, one.use)


@each
def test_it_opens_with_a_line_that_names_it(
    kept: dict[tuple[str, str], Kept], category: str, field: str
) -> None:
    """Spine 21: content leaves only under a committed line."""
    one = kept[category, field]

    assert _opened(one, one.use) == [VALUES.get(f"{category}.{field}", f"keksitty {field}")]
    line = _superuser(one.desk).execute(
        "select l.verb, u.name, l.tbl from ledger.line l join ledger.named n on n.line = l.id join gate.use_bit u on u.bit = l.use"
        " where n.rows @> array[%s::uuid] order by l.id desc limit 1", (one.row,),
    ).fetchone()  # fmt: skip
    assert line == ("open", one.use, MODELS[category].holds.code)


@each
def test_it_is_in_the_export_with_its_source_period_and_uses(
    kept: dict[tuple[str, str], Kept], category: str, field: str
) -> None:
    """R6.1a, L5: L5: everything, with where it is from, until when it is kept and what it is used for."""
    one = kept[category, field]

    found = exporting.export(one.desk.vault, one.person, POLICY, one.desk.act)

    (value,) = [v for c in found.categories if c.name == category for v in c.rows if v.field == field]
    ordinary = one.fate is Fate.ORDINARY
    assert value.value == (VALUES.get(f"{category}.{field}", f"keksitty {field}") if ordinary else None)
    assert value.opened is ordinary
    assert value.source == one.source
    assert not ordinary or one.use in value.uses
    assert value.kept


# keeps: category.*.keep.* through gate.marks
def test_r9_1a_each_ends_with_its_period(kept: dict[tuple[str, str], Kept]) -> None:
    """Hidden at the first instant after its period, whoever has swept (spine 13)."""
    register = next(iter(kept.values())).desk.register
    superuser = _superuser(next(iter(kept.values())).desk)
    superuser.execute("update register.relation set ended = started + interval '1 day'")
    ends = {
        name: superuser.execute(f"select expires_at from register.{one.table} where id = %s".encode(), (one.row,)).fetchone()
        for name, one in kept.items()
    }  # fmt: skip
    last = max(end[0] for end in ends.values() if end)

    with later(register, last - datetime.now(UTC) + timedelta(minutes=1)):
        assert [name for name, one in kept.items() if _sees(one, one.use)] == []
    assert last < WHEN + timedelta(days=366 * 8)


# keeps: right.erase through gate.forget
@each
def test_r9_3_it_goes_with_the_person_or_stays_by_its_fate(desk: Desk, category: str, field: str) -> None:
    rule = _rule(category, field)
    person, row = _person(category, field, rule)
    source, _ = _collected(category, field, rule.use)
    people.add(desk.vault, [person], Origin(source, "rights"), desk.act)

    erasures.carry_out(desk.vault, erasures.plan(desk.vault, person.id, desk.act), desk.act)

    left = _superuser(desk).execute(
        f"select count(*) from register.{table_of(MODELS[category])} where id = %s".encode(), (row,)
    ).fetchone()  # fmt: skip
    assert left == (int(_fate(category, field) is not Fate.ORDINARY),)


def test_r9_4_what_goes_in_the_next_years_is_told_ahead_by_field_and_day(
    kept: dict[tuple[str, str], Kept],
) -> None:
    desk = next(iter(kept.values())).desk

    found = previewing.preview(desk.vault, desk.act, 3650)

    assert {(one.category, one.field) for one in found.going} >= {("calls", "recording"), ("behaviour", "ip")}
    assert found.rows >= found.people > 0
    assert previewing.preview(desk.vault, desk.act, 1).rows <= found.rows

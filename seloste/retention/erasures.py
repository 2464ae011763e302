"""Erasures: planned, carried out, and proven. Destroying keys is what erases (sentence 2 of the design)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind, facts, publishing
from seloste.gate.facts import Facts
from seloste.notice.policy import Policy
from seloste.protection import blind, turning
from seloste.protection.opening import Opened, look_and_open
from seloste.protection.turning import Suppression
from seloste.protection.vault import Vault
from seloste.register import kind_names
from seloste.retention import plans
from seloste.retention.plans import Counted, Plan
from seloste.terms.act import Act
from seloste.terms.addresses import suppression_keys
from seloste.terms.words import RIGHTS, UPKEEP, Scope

_BY_FIELD = {"email": Scope.MARKETING_EMAIL, "phone": Scope.MARKETING_PHONE, "address": Scope.MARKETING_POST}
_FIELD = {2: "email", 3: "phone"}
_AT_ONCE = 1000  # rows that one look may name


class ErasureError(SelosteError):
    """An erasure that was not carried out."""

    exit_code = Exit.CONFLICT
    code = "erasure"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: the lines that prove it, and the buckets whose former key no longer exists."""

    person: UUID
    asked_line: int
    lines: tuple[int, ...]
    buckets: tuple[int, ...]
    at: datetime
    index_generation: int


def plan(vault: Vault, person: UUID, act: Act) -> Plan:
    """What an erasure of this person would do. Raises ErasureError when the register lacks the person."""
    policy = _policy(vault)
    found, counted = _standing(vault, person, act, RIGHTS)
    if not counted and not found.relations:
        raise ErasureError(
            "The register holds no such person.", help="`seloste subject find` looks people up."
        )
    stands = {
        "relations": len(found.relations),
        "grounds": len(found.grounds),
        "prohibitions": len(found.prohibitions),
        "restrictions": len(found.restrictions),
    }
    refusals = len([p for p in found.prohibitions if p.until is None])
    return plans.erasure(
        policy, kind_names(), person, counted, stands, refusals, vault.keys.bucket_of(person)
    )


def carry_out(vault: Vault, planned: Plan, act: Act, *, step: turning.Step = turning._go_on) -> Erased:
    """Carry a plan out. A plan that no longer fits what stands is refused, and nothing happens."""
    if plan(vault, planned.person, act).digest != planned.digest:
        raise ErasureError(
            "The plan is stale: the person's data changed since it was made.", help="Make a new plan."
        )
    return carry_out_many(vault, [planned.person], act, step=step)[0]


def carry_out_many(
    vault: Vault,
    people: Sequence[UUID],
    act: Act,
    *,
    why: str = "request",
    step: turning.Step = turning._go_on,
) -> list[Erased]:
    """Erase these people, each bucket turned once. Each has a line of their own, which can be certified alone."""
    use = UPKEEP if why == "period_ended" else RIGHTS
    suppress = _suppressions(vault, people, act, use)
    lines = _ask(vault, people, act, use, why)
    buckets = sorted({vault.keys.bucket_of(person) for person in people})
    turned = turning.turn(vault, act, buckets, people, suppress, step=step)
    return _done(vault, lines, turned, act)


def resume(vault: Vault, act: Act) -> list[Erased]:
    """Go on with erasures that were asked for and not done: a turn was stopped, or its process."""
    with bind.use(vault.connection, UPKEEP, act):
        found = vault.connection.execute(
            "select subject_id, asked_line from gate.erasures_waiting(10000)"
        ).fetchall()
    lines = {row[0]: int(row[1]) for row in found}
    return carry_out_asked(vault, lines, act, UPKEEP) if lines else []


def carry_out_asked(vault: Vault, lines: Mapping[UUID, int], act: Act, use: str) -> list[Erased]:
    """Erase people who were asked for, each by the line of it; ``use``: under which what outlives them is read."""
    suppress = _suppressions(vault, list(lines), act, use)
    buckets = sorted({vault.keys.bucket_of(person) for person in lines})
    turned = turning.turn(vault, act, buckets, list(lines), suppress)
    return _done(vault, lines, turned, act)


def _ask(vault: Vault, people: Sequence[UUID], act: Act, use: str, why: str) -> dict[UUID, int]:
    """A line for each person, so that each erasure can be certified alone."""
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select u, gate.ask_erasure(array[u], %s) from unnest(%s::uuid[]) u", (why, list(people))
        ).fetchall()
    return {person: int(line) for person, line in rows}


def _done(vault: Vault, lines: Mapping[UUID, int], turned: turning.Turned, act: Act) -> list[Erased]:
    with bind.use(vault.connection, UPKEEP, act):
        rows = vault.connection.execute(
            "select subject_id, done_line, done_at, index_generation from gate.erasures_of(%s)"
            " where done_at is not null",
            (list(lines),),
        ).fetchall()
    done = {row[0]: row[1:] for row in rows}
    if done.keys() != lines.keys():
        raise ErasureError("The erasure was asked for but is not done; the next upkeep goes on with it.")
    return [
        Erased(
            person,
            asked,
            (asked, int(done[person][0])),
            turned.buckets,
            done[person][1],
            int(done[person][2]),
        )
        for person, asked in lines.items()
    ]


def _standing(vault: Vault, person: UUID, act: Act, use: str) -> tuple[Facts, list[Counted]]:
    with bind.use(vault.connection, use, act):
        row = vault.connection.execute("select gate.facts(%s, %s)", (person, use)).fetchone()
        rows = vault.connection.execute(
            "select kind, fate, source, rows, nullif(ends, 'infinity') from gate.count_rows_of(%s) order by kind, fate, source",
            (person,),
        ).fetchall()
    assert row is not None  # a function of one row
    return facts.from_json(row[0]), [Counted(*found) for found in rows]


def _policy(vault: Vault) -> Policy:
    found = publishing.published(vault.connection)
    if found is None:
        raise ErasureError("No notice is published, so everything but set-up and publishing is closed.")
    return found.policy


def _suppressions(vault: Vault, people: Sequence[UUID], act: Act, use: str) -> list[Suppression]:
    """What outlives the erasure of those who have forbidden something: keyed hashes of their addresses."""
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute("select * from gate.who_forbade(%s)", (list(people),)).fetchall()
    if not rows:
        return []
    policy, forbade = _policy(vault), [row[0] for row in rows]
    addresses = _addresses(vault, forbade, act, use)
    return [
        kept
        for person, found in _facts(vault, forbade, act, use).items()
        for kept in _of_person(vault, found, addresses.get(person, []), policy)
    ]


def _facts(vault: Vault, people: Sequence[UUID], act: Act, use: str) -> dict[UUID, Facts]:
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select u, gate.facts(u, %s) from unnest(%s::uuid[]) u", (use, list(people))
        ).fetchall()
    return {person: facts.from_json(found) for person, found in rows}


def _addresses(vault: Vault, people: Sequence[UUID], act: Act, use: str) -> dict[UUID, list[Opened]]:
    """Telephone numbers and e-mail addresses of these people."""
    with bind.use(vault.connection, use, act):
        rows = vault.connection.execute(
            "select subject_id, id from register.contact c join unnest(%s::uuid[]) u on c.subject_id = u"
            " where kind in (2, 3) and fate = 0 order by 1, 2",
            (list(people),),
        ).fetchall()
    found: dict[UUID, list[Opened]] = {}
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        opened = look_and_open(
            vault.connection, vault.keys, use, act, "contact",
            "select u.p subject_id, u.i id from unnest(%s::uuid[], %s::uuid[]) u (p, i)",
            ([row[0] for row in part], [row[1] for row in part]),
        )  # fmt: skip
        for one in opened:
            found.setdefault(one.person, []).append(one)
    return found


def _of_person(vault: Vault, found: Facts, rows: Sequence[Opened], policy: Policy) -> list[Suppression]:
    kept = []
    for prohibition in (p for p in found.prohibitions if p.until is None):
        scope = _lasting(policy, prohibition.scope, prohibition.use)
        if scope is not None:
            hashes = [h for row in rows if prohibition.row in (None, row.row) for h in _hashes(vault, row)]
            kept.append(Suppression(tuple(hashes), int(scope)))
    return kept


def _lasting(policy: Policy, scope: Scope, use: str | None) -> Scope | None:
    """A refusal of one use outlives as that of its channel; an objection to interest has nothing left to stand against."""
    if scope is Scope.USE:
        term = next((u for u in policy.uses if u.name == use and u.marketing), None)
        return _BY_FIELD.get(term.address or "") if term else None
    return None if scope is Scope.INTEREST else scope


def _hashes(vault: Vault, row: Opened) -> list[UUID]:
    field, value = _FIELD[row.kind], row.content.show()
    forms = suppression_keys(value) if field == "email" else (value,)
    return blind.suppressions(vault.keys.suppression_key, field, forms)

"""Whom a file's people are in the register: found by the blind index, whatever may be done with them.

One bulk line for each thousand records, under the grant intake; content is not opened. An address
is looked up as it is (the same person) and in the widest form of its mailbox (whose refusals hold
for every spelling of it, R5.7b), and among the refusals that outlived an erasure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from seloste.gate import bind
from seloste.protection import blind
from seloste.protection.keeping import MAILBOX
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.addresses import forms, mailbox, normal_email
from seloste.terms.words import Scope

MOST_COMPARED = 5000


@dataclass(frozen=True, slots=True)
class Sought:
    """What a record is looked up by: normal forms. ``name`` is None when the file's is not to be compared.

    ``forms`` are those under which a prohibition of the ``email`` holds, the widest last; ``more`` are further e-mail addresses; nobody is found by them.
    Without an ``email`` somebody is the same when a phone number and the very name are (two people
    may share a number), except for ``any_name``: a refusal of a number is everybody's who has it.
    """

    email: str | None = field(repr=False)
    more: tuple[str, ...] = field(default=(), repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    name: Mapping[str, Any] | None = field(default=None, repr=False)
    any_name: bool = False
    forms: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "forms", forms(mailbox(self.email)) if self.email else ())


@dataclass(frozen=True, slots=True)
class HeldRelation:
    id: UUID
    group: str
    ended: datetime | None
    active: datetime
    organisation: UUID | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class HeldConsent:
    """``why``: how it ended, when it was ended by somebody's word."""

    id: UUID
    use: str | None
    row: UUID | None
    started: datetime
    ended: datetime | None
    why: str | None


@dataclass(frozen=True, slots=True)
class HeldProhibition:
    """``since`` is None when the time of the refusal isn't known."""

    scope: Scope
    use: str | None
    row: UUID | None
    since: datetime | None
    until: datetime | None
    source: str
    complained: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """``same``: a name row that holds the very name that the file gives."""

    id: UUID
    kind: int
    undeliverable: bool
    obtained: datetime
    source: str
    same: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register; ``matched`` are the rows by which the record found them."""

    person: UUID
    matched: frozenset[UUID]
    restricted: bool
    relations: tuple[HeldRelation, ...]
    consents: tuple[HeldConsent, ...]
    prohibitions: tuple[HeldProhibition, ...]
    rows: tuple[HeldRow, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """Whom a record met. ``people`` have its very address, ``kin`` the same mailbox in another spelling.

    ``phones`` are the pairs of person and number, or further address, that the register has already; ``suppressed`` are
    refusals of these addresses that outlived an erasure.
    """

    people: tuple[Known, ...] = ()
    kin: tuple[Known, ...] = ()
    phones: frozenset[tuple[UUID, str]] = field(default=frozenset(), repr=False)
    suppressed: frozenset[Scope] = frozenset()


@dataclass(slots=True)
class _Hits:
    """Of one record: person -> rows, by what found them."""

    exact: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    kin: set[UUID] = field(default_factory=set)
    phones: set[tuple[UUID, str]] = field(default_factory=set)


def look_up(vault: Vault, sought: Sequence[Sought], use: str, act: Act) -> list[Met]:
    """Whom each of these meets, in their order. Raises IndexRebuilding rather than find nobody."""
    if not sought:
        return []
    with bind.use(vault.connection, use, act):
        hits = _matched(vault, sought)
        refused = _refused(vault, sought)
        known = _standing(vault, sought, hits)
    return [
        Met(
            tuple(known[number, person] for person in sorted(hit.exact) if (number, person) in known),
            tuple(
                known[number, person]
                for person in sorted(hit.kin - set(hit.exact))
                if (number, person) in known
            ),
            frozenset(hit.phones),
            frozenset(refused[number]),
        )
        for number, hit in enumerate(hits)
    ]


def suppression_hashes(vault: Vault, one: Sought) -> list[UUID]:
    """The hashes under which a refusal of this record's address outlives an erasure."""
    return blind.suppressions(vault.keys.suppression_key, "email", one.forms)


def _matched(vault: Vault, sought: Sequence[Sought]) -> list[_Hits]:
    tokens = vault.blind()
    asked: list[tuple[int, str, str]] = []
    hashes: list[UUID] = []
    for number, one in enumerate(sought):
        for word, kind, value in _asked(one):
            asked.append((number, word, value))
            hashes.append(tokens.address(kind, value))
    hits = [_Hits() for _ in sought]
    for place, person, row in vault.connection.execute("select * from gate.match(%s)", (hashes,)).fetchall():
        number, word, value = asked[place - 1]
        if word == "exact":
            hits[number].exact[person].add(row)
        elif word == "kin":
            hits[number].kin.add(person)
        else:
            hits[number].phones.add((person, value))
            if sought[number].email is None:
                hits[number].exact[person].add(row)
    return hits


def _asked(one: Sought) -> list[tuple[str, str, str]]:
    """What finds somebody, by kind and value: the address, its mailbox in any spelling, the phones."""
    phones = [("phone", "phone", phone) for phone in one.phones]
    if one.email is None:
        return phones
    widest = one.forms[-1]
    return [
        ("exact", "email", one.email),
        ("kin", MAILBOX, widest),
        *([] if widest == one.email else [("kin", "email", normal_email(widest))]),
        *(("phone", "email", further) for further in one.more),
        *phones,
    ]


def _refused(vault: Vault, sought: Sequence[Sought]) -> list[set[Scope]]:
    owners: list[int] = []
    hashes: list[UUID] = []
    for number, one in enumerate(sought):
        own = suppression_hashes(vault, one)
        own += blind.suppressions(vault.keys.suppression_key, "phone", one.phones)
        owners += [number] * len(own)
        hashes += own
    found: list[set[Scope]] = [set() for _ in sought]
    for place, scope in vault.connection.execute("select * from gate.suppressed(%s)", (hashes,)).fetchall():
        found[owners[place - 1]].add(Scope(scope))
    return found


def _standing(vault: Vault, sought: Sequence[Sought], hits: Sequence[_Hits]) -> dict[tuple[int, UUID], Known]:
    """What stands of everybody met, for the record that met them."""
    tokens = vault.blind()
    pairs: list[tuple[int, UUID, int | None]] = []
    for number, (one, hit) in enumerate(zip(sought, hits, strict=True)):
        token = tokens.whole_name(one.name) if one.name is not None else None
        pairs += [(number, person, token) for person in sorted(hit.exact)]
        pairs += [(number, person, None) for person in sorted(hit.kin - set(hit.exact))]
    known: dict[tuple[int, UUID], Known] = {}
    for start in range(0, len(pairs), MOST_COMPARED):
        part = pairs[start : start + MOST_COMPARED]
        rows = vault.connection.execute(
            "select * from gate.import_state(%s, %s::bigint[])",
            ([p for _, p, _ in part], [t for _, _, t in part]),
        ).fetchall()
        for place, person, state in rows:
            number = part[place - 1][0]
            one = sought[number]
            if not (one.email or one.any_name or any(row["same"] for row in state["rows"])):
                continue
            known[number, person] = _known(person, frozenset(hits[number].exact.get(person, ())), state)
    return known


def _known(person: UUID, matched: frozenset[UUID], state: Mapping[str, Any]) -> Known:
    return Known(
        person,
        matched,
        state["restricted"],
        relations=tuple(map(_relation, state["relations"])),
        consents=tuple(map(_consent, state["consents"])),
        prohibitions=tuple(map(_prohibition, state["prohibitions"])),
        rows=tuple(map(_row, state["rows"])),
    )


def _relation(held: Mapping[str, Any]) -> HeldRelation:
    return HeldRelation(
        UUID(held["id"]), held["group"], _time(held["ended"]), _moment(held["active"]),
        _id(held["organisation"]), held["source"],
    )  # fmt: skip


def _consent(held: Mapping[str, Any]) -> HeldConsent:
    return HeldConsent(
        UUID(held["id"]), held["use"], _id(held["row"]), _moment(held["started"]), _time(held["ended"]),
        held["why"],
    )  # fmt: skip


def _prohibition(held: Mapping[str, Any]) -> HeldProhibition:
    since = _moment(held["since"]) if held["known"] else None
    return HeldProhibition(
        Scope(held["scope"]), held["use"], _id(held["row"]), since, _time(held["until"]), held["source"],
        held["complained"],
    )  # fmt: skip


def _row(held: Mapping[str, Any]) -> HeldRow:
    return HeldRow(
        UUID(held["id"]), held["kind"], held["state"] == 1, _moment(held["obtained"]), held["source"],
        held["same"],
    )  # fmt: skip


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time(text: str | None) -> datetime | None:
    return None if text is None or text == "infinity" else _moment(text)

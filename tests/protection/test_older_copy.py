"""An erasure reaches a copy of the data folder that was made before it (spine 20, **T**)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from seloste.engine import launcher
from seloste.engine.errors import SelosteError
from seloste.engine.home import Home
from seloste.gate.bind import SealedRow
from seloste.protection import turning
from seloste.protection.keys import KeyFile
from seloste.protection.opening import opened
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.register.installation import Installation
from seloste.retention import erasures
from seloste.terms.words import Basis
from tests.gate.alone import an_installation, copied, superuser

BUCKET, OTHER = 0xABC, 0xABD
ROWS = (
    "select t.subject_id, t.id, t.kind, t.fate, t.form, t.sealed, k.generation, k.wrapped from "
    "register.{table} t"
    " join protection.key k using (subject_id, fate)"
)


def _in_bucket(number: int) -> UUID:
    """A random id whose first 12 bits are given."""
    return UUID(int=(number << 116) | (uuid4().int & ((1 << 116) - 1)))


def _a_person(bucket: int) -> Person:
    email = Contact("email", f"{uuid4().hex[:12]}@example.com")
    ground = Ground(Basis.CONSENT, "newsletter.email", {"text": "I agree"}, row=email.id)
    name = Contact("name", {"given": "Kopio", "family": "Vanha"})
    return Person((Relation("prospect"),), (ground,), (), (name, email), id=_in_bucket(bucket))


@dataclass(frozen=True)
class Scene:
    """The older copy, running; the keys as they were when it was made, and today's."""

    older: Home
    keys_then: KeyFile
    keys_now: KeyFile
    erased: UUID
    neighbours: set[UUID]
    elsewhere: set[UUID]
    installation: Installation


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with an_installation() as installation:
        home = installation.home
        inside = [_a_person(BUCKET) for _ in range(4)]
        outside = [_a_person(OTHER) for _ in range(3)]
        origin = people.Origin("mailchimp", "newsletter.email")
        vault = installation.vault()
        with vault.connection:
            people.add(vault, [*inside, *outside], origin, installation.act())

        launcher.stop(home)
        older = copied(home, "older")
        keys_then = Path(shutil.copytree(home.keys, home.root.parent / "older" / "keys-then"))
        vault = installation.vault()
        with vault.connection:
            plan = erasures.plan(vault, inside[0].id, installation.act())
            assert erasures.carry_out(vault, plan, installation.act()).buckets == (BUCKET,)
        launcher.stop(home)

        yield Scene(
            older, KeyFile(keys_then), KeyFile(home.keys), inside[0].id,
            {person.id for person in inside[1:]}, {person.id for person in outside}, installation,
        )  # fmt: skip


def _rows(home: Home, table: str = "contact") -> list[SealedRow]:
    with superuser(home) as reader:
        found = reader.cursor(binary=True).execute(ROWS.format(table=table).encode()).fetchall()
    return [SealedRow(*row) for row in found]


def _readable(rows: list[SealedRow], keys: KeyFile, table: str = "contact") -> set[UUID]:
    """People of whom at least one row opens with these keys."""
    found: set[UUID] = set()
    for row in rows:
        try:
            found.update(one.person for one in opened([row], table, keys) if one.content.show())
        except SelosteError:
            continue
    return found


def _rewrapped(rows: list[SealedRow], keys: KeyFile) -> list[SealedRow]:
    """The rows with the newest wrapped keys that lie beside the key file."""
    beside = {
        (person, fate): (generation, wrapped)
        for number in (BUCKET, OTHER)
        for person, fate, generation, wrapped in turning.read_rows(keys, number)
    }
    return [
        SealedRow(r.person, r.row, r.kind, r.fate, r.form, r.sealed, *beside[r.person, r.fate])
        for r in rows
        if (r.person, r.fate) in beside
    ]


def test_with_the_keys_of_its_own_day_the_copy_opens_everybody(scene: Scene) -> None:
    """The twin: the copy holds them all, and this way of reading finds them."""
    rows = _rows(scene.older)

    assert _readable(rows, scene.keys_then) == {scene.erased} | scene.neighbours | scene.elsewhere


def test_by_the_copys_own_wrapped_keys_nobody_of_the_turned_bucket_opens(scene: Scene) -> None:
    rows = _rows(scene.older)

    assert _readable(rows, scene.keys_now) == scene.elsewhere


def test_with_the_rows_beside_the_keys_everybody_opens_but_the_erased(scene: Scene) -> None:
    rows = _rows(scene.older)

    assert _readable(_rewrapped(rows, scene.keys_now), scene.keys_now) == scene.neighbours
    assert scene.erased in {row.person for row in rows}


def test_no_generation_of_any_bucket_in_todays_file_opens_the_erased(scene: Scene) -> None:
    mine = [row for row in _rows(scene.older) if row.person == scene.erased]
    generations = scene.keys_now.generations(BUCKET)

    assert mine
    for generation in (*generations, 1, 2, 3):
        claimed = [
            SealedRow(r.person, r.row, r.kind, r.fate, r.form, r.sealed, generation, r.wrapped) for r in mine
        ]
        assert _readable(claimed, scene.keys_now) == set()


def test_evidence_kept_for_claims_still_opens_by_the_rows_beside_the_keys(scene: Scene) -> None:
    """Its fate is another (GDPR 17(3)(e)), so it has a key of its own, which the turn wrapped anew."""
    rows = _rows(scene.older, "evidence")

    opened_now = _readable(_rewrapped(rows, scene.keys_now), scene.keys_now, "evidence")

    assert opened_now == {scene.erased} | scene.neighbours


def test_the_living_register_opens_everybody_but_the_erased(scene: Scene) -> None:
    rows = _rows(scene.installation.home)

    assert _readable(rows, scene.keys_now) == scene.neighbours | scene.elsewhere

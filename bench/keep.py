"""``keep``: a thousand new people written down, each with a relation, a consent with its evidence, a name
and an e-mail address.

Ours: ``people.add``: keys made and wrapped, rows sealed, facts and rows through their doors, everybody's
standing and masks derived, the blind index filled, lines written, one commit. Beside it the same people
as plain rows with one audit row, in one transaction, a thousand a statement. The aim is a time.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from bench.filling import Filled
from bench.opening import AUDIT
from bench.place import Place
from bench.results import Result
from bench.rounds import side_by_side
from seloste.engine.connect import Connection
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.terms.words import Basis

AIM = 0.3
SIZE = 1000
USE = "newsletter.email"


def measure(place: Place, _filled: Filled) -> list[Result]:
    vault, plain = place.vault(), place.connect()
    origin = people.Origin("mailchimp", USE)
    batches = [
        [_person(f"{number}.{one}") for one in range(SIZE)] for number in range(place.sizes.rounds + 1)
    ]
    pair = side_by_side(
        lambda number: _plainly(plain, batches[number]),
        lambda number: people.add(vault, batches[number], origin, place.act),
        place.sizes.rounds,
        place.checkpoint,
    )
    return [Result("keep", SIZE, "s", pair.ours, AIM, pair.ours, pair.baseline, pair.spread)]


def _person(number: str) -> Person:
    mail = Contact("email", f"uusi.{number}@example.org")
    ground = Ground(Basis.CONSENT, USE, {"text": "Tilaan uutiskirjeen.", "how": "lomake"}, row=mail.id)
    name = Contact("name", {"given": "Kerttu", "family": f"Kanerva{number}"})
    return Person(relations=(Relation("prospect"),), grounds=(ground,), contacts=(name, mail))


def _plainly(connection: Connection, batch: list[Person]) -> None:
    ids: list[UUID] = [person.id for person in batch]
    rows = [
        (person.id, c.id, 1 if c.kind == "name" else 2, str(c.value))
        for person in batch
        for c in person.contacts
    ]
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.transaction():
        connection.execute(AUDIT)
        connection.execute("insert into plain.person select unnest(%s)", (ids,))
        connection.execute(
            "insert into plain.relation (subject_id, id, grp, source, notice, started, active_at)"
            " select u, gen_random_uuid(), 1, 1, 1, now(), now() from unnest(%s) u", (ids,),
        )  # fmt: skip
        connection.execute(
            "insert into plain.ground (subject_id, id, basis, use, evidence_id, incomplete, source, notice, started)"
            " select u, gen_random_uuid(), 1, 1, e, false, 1, 1, now() from unnest(%s, %s) x (u, e)",
            (ids, [uuid4() for _ in ids]),
        )
        connection.execute(
            "insert into plain.evidence (subject_id, id, source, obtained_at, value)"
            " select u, gen_random_uuid(), 1, now(), 'Tilaan uutiskirjeen.' from unnest(%s) u", (ids,),
        )  # fmt: skip
        connection.execute(
            "insert into plain.contact (subject_id, id, kind, label, state, source, obtained_at, lawful, visible_until, expires_at, value)"
            " select p, i, k, 0, 0, 1, now(), 1, now() + interval '1 year', now() + interval '2 years', v"
            " from unnest(%s, %s, %s::smallint[], %s::text[]) u (p, i, k, v)", columns,
        )  # fmt: skip

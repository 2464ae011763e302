"""``consent``: one consent withdrawn, for a person of 100 rows: enter, end the ground, commit.

In the same transaction the person's standing and the masks of all their rows are derived anew, so that
the next reader finds them right. Beside it what an audited system does at the least: the ground's end
and an audit row, nothing derived. The aim is a time.
"""

from __future__ import annotations

from uuid import UUID

from bench.filling import Filled
from bench.page import AUDIT
from bench.place import Place
from bench.results import Result
from bench.rounds import side_by_side
from seloste.gate import bind
from seloste.terms.words import RIGHTS

AIM = 6.0
OPS = 10


def measure(place: Place, filled: Filled) -> list[Result]:
    ours, plain, rounds = place.connect(), place.connect(), place.sizes.rounds
    given = _given(place, filled, OPS * (rounds + 1))

    def withdraw(number: int) -> None:
        for person, ground in given[number * OPS : (number + 1) * OPS]:
            with bind.use(ours, RIGHTS, place.act):
                ours.execute("select gate.end_grounds(%s, %s, 'withdrawn')", ([person], [ground]))

    def plainly(number: int) -> None:
        for person, ground in given[number * OPS : (number + 1) * OPS]:
            with plain.transaction():
                plain.execute(AUDIT, (person,))
                plain.execute(
                    "update plain.ground set ended = now() where (subject_id, id) = (%s, %s)",
                    (person, ground),
                )

    pair = side_by_side(plainly, withdraw, rounds)
    taken = pair.ours / OPS
    return [Result("consent", 100, "ms", taken * 1000, AIM, taken, pair.baseline / OPS, pair.spread)]


def _given(place: Place, filled: Filled, wanted: int) -> list[tuple[UUID, UUID]]:
    """Living consents of people of 100 rows: from the end of the list, which ``erase`` leaves alone."""
    people = filled.hundred[-200:]
    rows = place.superuser().execute(
        "select subject_id, id from register.ground where subject_id = any(%s) and ended is null", (people,)
    )
    return [(row[0], row[1]) for row in rows.fetchall()][:wanted]

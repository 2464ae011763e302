"""The workloads, decided before they run: what each client does, and what a right answer is. Pure.

A record's fields are functions of its number: user ``n % users``, purpose so that a user's records have
different ones. A client owns users whom no other client changes, so its answers are known exactly; where an
operation reads a whole purpose, its own users' rows are compared one by one, the others' each with itself.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import md5
from itertools import accumulate
from typing import Any
from uuid import UUID

SHARES: dict[str, tuple[tuple[str, int], ...]] = {
    "controller": (("create", 25), ("delete", 25), ("grant", 25), ("object", 25)),
    "customer": (("own", 20), ("metadata", 20), ("correct", 20), ("object", 20), ("delete", 20)),
    "processor": (("read", 80), ("of_purpose", 10), ("of_user", 10)),
    "processor-meta": (("read", 20), ("of_purpose", 40), ("of_user", 40)),
    "regulator": (("metadata", 46), ("log", 31), ("erased", 23)),
}
"""Operations of each workload and how many of a hundred they are (benchmarks.md)."""
PURPOSES = 25
UNIFORM = frozenset({"controller"})
ZIPF = 0.99
LENGTH = 100


def person_id(user: int) -> UUID:
    """Ids stand in for random ones: spread evenly, and the same for every client."""
    return UUID(bytes=md5(f"gdpr user {user}".encode(), usedforsecurity=False).digest(), version=4)


def row_id(record: int, version: int) -> UUID:
    """A corrected record is a new row."""
    return UUID(bytes=md5(f"gdpr row {record}.{version}".encode(), usedforsecurity=False).digest(), version=4)


def content(record: int, version: int) -> str:
    """A hundred characters, as a field of YCSB has."""
    head = f"{record}.{version} "
    return head + (md5(head.encode(), usedforsecurity=False).hexdigest() * 4)[: LENGTH - len(head)]


def numbers(text: str) -> tuple[int, int]:
    """Record and version that a content tells."""
    record, _, version = text.split(" ", 1)[0].partition(".")
    return int(record), int(version)


def purpose_of(record: int, users: int) -> int:
    """0 to 24."""
    return (record % users + record // users) % PURPOSES


@dataclass(frozen=True, slots=True)
class Op:
    """One operation. ``wanted``: its right answer; ``own``: whose rows ``wanted`` speaks of, else everybody's."""

    what: str
    user: int = -1
    record: int = -1
    version: int = 0
    purpose: int = -1
    flag: int = 0
    wanted: Any = None
    own: frozenset[int] | None = None


@dataclass
class Owned:
    """What a client's users have, as it stands after everything planned so far."""

    users: int
    mine: range
    first_new: int
    records: dict[int, dict[int, int]] = field(default_factory=dict)
    objected: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def of(cls, users: int, records: int, mine: range, first_new: int) -> Owned:
        """The users of this range as they were filled in."""
        owned = cls(users, mine, first_new)
        owned.records = {user: dict.fromkeys(range(user, records, users), 0) for user in mine}
        return owned

    def rows_of(self, user: int) -> dict[int, int]:
        return dict(self.records[user])

    def of_purpose(self, purpose: int) -> dict[int, int]:
        """Records of the purpose that its use may touch, with their versions."""
        return {
            record: version
            for user, rows in self.records.items()
            if (user, purpose) not in self.objected
            for record, version in rows.items()
            if purpose_of(record, self.users) == purpose
        }


def planned(owned: Owned, workload: str, count: int, seed: str, papers: int) -> list[Op]:
    """``count`` operations, and ``owned`` as it is after them. ``papers``: how many erasures can be checked."""
    chance = random.Random(seed)
    words, shares = zip(*SHARES[workload], strict=True)
    pick = _picker(owned, chance, uniform=workload in UNIFORM)
    whose = frozenset(owned.mine)
    return [
        _one(owned, chance, what, next(pick), whose, papers)
        for what in chance.choices(words, weights=shares, k=count)
    ]


def _picker(owned: Owned, chance: random.Random, *, uniform: bool) -> Iterator[int]:
    """Users, by Zipf's law or evenly; of those who have a record left, the next one."""
    order = list(owned.mine)
    sums = list(accumulate(1.0 if uniform else 1 / (rank + 1) ** ZIPF for rank in range(len(order))))
    while True:
        at = bisect_left(sums, chance.random() * sums[-1])
        yield next(user for user in order[at:] + order[:at] if owned.records[user])


def _one(owned: Owned, chance: random.Random, what: str, user: int, whose: frozenset[int], papers: int) -> Op:
    mine = owned.records[user]
    record = chance.choice(list(mine))
    purpose = purpose_of(record, owned.users)
    match what:
        case "create":
            record = owned.first_new + user
            owned.first_new += owned.users
            mine[record] = 0
            return Op(what, user, record, purpose=purpose_of(record, owned.users), wanted=1)
        case "delete":
            return Op(what, user, record, mine.pop(record), purpose, wanted=1)
        case "correct":
            mine[record] += 1
            return Op(what, user, record, mine[record], purpose, wanted=1)
        case "object":
            owned.objected ^= {(user, purpose)}
            return Op(what, user, purpose=purpose, flag=int((user, purpose) in owned.objected), wanted=1)
        case "grant":
            return Op(what, purpose=chance.randrange(PURPOSES), flag=chance.randrange(10), wanted=1)
        case "read":
            seen = {} if (user, purpose) in owned.objected else {record: mine[record]}
            return Op(what, user, record, mine[record], purpose, wanted=seen)
        case "own":
            return Op(what, user, record, mine[record], purpose, wanted={record: mine[record]})
        case "of_user" | "metadata":
            return Op(what, user, wanted=owned.rows_of(user))
        case "of_purpose":
            purpose = chance.randrange(PURPOSES)
            return Op(what, purpose=purpose, wanted=owned.of_purpose(purpose), own=whose)
        case "log":
            return Op(what, user, wanted=True)
        case _:
            return Op("erased", flag=chance.randrange(papers), wanted=True)


def right(op: Op, answer: Any, users: int) -> bool:
    """Is this the answer that the rules ask for? Rows are given by content (``metadata``: by row id)."""
    if op.what == "metadata":
        return bool(answer == {row_id(*one) for one in op.wanted.items()})
    if not isinstance(op.wanted, Mapping):
        return bool(answer == op.wanted)
    found = dict(map(numbers, answer))
    if len(found) != len(answer) or any(content(*numbers(one)) != one for one in answer):
        return False
    if op.own is None:
        return bool(found == op.wanted)
    if any(purpose_of(record, users) != op.purpose for record in found):
        return False
    return {record: version for record, version in found.items() if record % users in op.own} == op.wanted

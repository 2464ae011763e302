"""What GDPRbench's clients do is decided beforehand, and a wrong answer is seen (benchmarks.md: correctness)."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.gdpr.plan import PURPOSES, SHARES, Op, Owned, content, planned, purpose_of, right, row_id
from bench.gdpr.terms import ALL, notice, use_of
from bench.place import NOTICE
from seloste.notice import load_policy

USERS, RECORDS = 100, 1_000


def owned() -> Owned:
    return Owned.of(USERS, RECORDS, range(50), RECORDS)


@pytest.mark.parametrize("workload", list(SHARES))
def test_every_side_is_given_the_same_operations_in_the_stated_shares(workload: str) -> None:
    done = planned(owned(), workload, 400, "seed", 3)

    assert done == planned(owned(), workload, 400, "seed", 3)
    assert done != planned(owned(), workload, 400, "another", 3)
    counted = Counter(op.what for op in done)
    for what, share in SHARES[workload]:
        assert abs(counted[what] / 400 - share / 100) < 0.1, what
    assert {op.user for op in done} - {-1} <= set(range(50)), "a client changes its own users alone"


def test_purposes_are_spread_evenly_and_a_user_has_records_of_different_ones() -> None:
    counted = Counter(purpose_of(record, USERS) for record in range(RECORDS))

    assert counted == dict.fromkeys(range(PURPOSES), RECORDS // PURPOSES)
    assert len({purpose_of(record, USERS) for record in range(7, RECORDS, USERS)}) == 10


def test_who_objects_to_a_purpose_is_asked_for_in_no_reading_of_it_until_they_take_it_back() -> None:
    mine = owned()
    user, record = 7, 7
    purpose = purpose_of(record, USERS)
    assert record in mine.of_purpose(purpose)

    mine.objected.add((user, purpose))
    assert record not in mine.of_purpose(purpose)
    assert record in mine.rows_of(user), "another purpose may still read it"

    mine.objected.discard((user, purpose))
    assert record in mine.of_purpose(purpose)


def test_an_answer_is_wrong_with_a_row_too_many_too_few_too_old_or_changed() -> None:
    op = Op("of_user", 7, wanted={7: 0, 107: 2})
    whole = [content(7, 0), content(107, 2)]

    assert right(op, whole, USERS)
    assert not right(op, [*whole, content(207, 0)], USERS)
    assert not right(op, whole[:1], USERS)
    assert not right(op, [content(7, 0), content(107, 1)], USERS)
    assert not right(op, [content(7, 0), content(107, 2)[:-1] + "x"], USERS)
    assert not right(Op("read", 7, 7, wanted={}), [content(7, 0)], USERS), "an objection was not heeded"


def test_of_a_purpose_others_rows_may_come_and_another_purpose_s_may_not() -> None:
    purpose = purpose_of(7, USERS)
    others = next(n for n in range(RECORDS) if n % USERS >= 50 and purpose_of(n, USERS) == purpose)
    stray = next(n for n in range(RECORDS) if n % USERS >= 50 and purpose_of(n, USERS) != purpose)
    op = Op("of_purpose", purpose=purpose, wanted={7: 0}, own=frozenset(range(50)))

    assert right(op, [content(7, 0), content(others, 3)], USERS)
    assert not right(op, [content(7, 0), content(stray, 0)], USERS)
    assert not right(op, [content(others, 3)], USERS)


def test_metadata_are_those_of_the_rows_that_stand() -> None:
    op = Op("metadata", 7, wanted={7: 1})

    assert right(op, {row_id(7, 1)}, USERS)
    assert not right(op, {row_id(7, 0)}, USERS)


def test_the_notice_of_the_bench_compiles_to_25_purposes_beside_the_shipped_ones(tmp_path) -> None:
    file = tmp_path / "notice.toml"
    file.write_text(notice(NOTICE), encoding="utf-8")

    uses = {use.name for use in load_policy(file).uses}
    assert uses - {use.name for use in load_policy(NOTICE).uses} == {ALL, *map(use_of, range(PURPOSES))}

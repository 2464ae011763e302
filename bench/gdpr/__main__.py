"""All workloads of one register, with one client and with eight; each thing found is a line of JSON on stdout."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path
from statistics import median

from bench.gdpr.crew import SIDES, Crew, Order, Task, Told
from bench.gdpr.filling import fill, settled
from bench.gdpr.plan import LENGTH, SHARES
from bench.gdpr.terms import notice
from bench.place import NOTICE, Place, a_place
from bench.results import Result
from bench.sizes import FULL
from seloste.protection import proof
from seloste.retention import sweeping

AIMS = {1: 3.0, 8: 2.0}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.gdpr", description=__doc__)
    parser.add_argument("--records", type=int, default=FULL.records)
    parser.add_argument("--operations", type=int, default=FULL.record_ops)
    parser.add_argument("--rounds", type=int, default=FULL.rounds)
    parser.add_argument("--only", nargs="+", choices=list(SHARES), default=list(SHARES))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="seloste-bench-gdpr-") as folder:
        file = Path(folder, "notice.toml")
        file.write_text(notice(NOTICE), encoding="utf-8")
        sizes = replace(FULL, people=asked.records // 10)
        with a_place(sizes, file) as place:
            begun = time.perf_counter()
            papers = fill(place, asked.records)
            Path(folder, "papers.json").write_text(json.dumps(papers))
            _say(f"{asked.records:,} records of {asked.records // 10:,} users", begun)
            task = Task(
                place.addresses.app, place.keys, place.act.ticket.secret, Path(folder, "papers.json"),
                len(papers), asked.records // 10, asked.records,
            )  # fmt: skip
            found = measured(place, task, asked.only, asked.operations, asked.rounds)
            for result in chain([_space(place, asked.records)], found):
                print(json.dumps(asdict(result)), flush=True)


def measured(
    place: Place, task: Task, workloads: list[str], operations: int, rounds: int
) -> Iterator[Result]:
    """Each workload by one client, which owns half of the users, and by eight, who own the other half."""
    half = task.users // 2
    with ExitStack() as crews:
        of = {
            1: crews.enter_context(Crew(task, 1, range(half))),
            8: crews.enter_context(Crew(task, 8, range(half, task.users))),
        }
        for workload in workloads:
            for clients, crew in of.items():
                begun = time.perf_counter()
                first = _first(place)
                runs = _rounds(place, crew, workload, operations // clients, rounds)
                yield _result(workload, clients, runs, first)
                _say(f"{workload}, {clients} clients", begun)


Runs = dict[str, list[tuple[float, list[Told]]]]


def _rounds(place: Place, crew: Crew, workload: str, each: int, rounds: int) -> Runs:
    """Every side in each round, who begins changing; the first round warms up."""
    runs: Runs = {side: [] for side in SIDES}
    for number in range(rounds + 1):
        turn = number % len(SIDES)
        for side in SIDES[turn:] + SIDES[:turn]:
            place.checkpoint()
            run = crew.run(Order(workload, side, number, each))
            if number:
                runs[side].append(run)
    return runs


def _first(place: Place) -> float:
    """Before the first operation: whatever has expired goes, and the log is read once; seconds."""
    vault, act = place.vault(), replace(place.act, reason="upkeep")
    begun = time.perf_counter()
    sweeping.sweep(vault, act)
    proof.seal(vault)
    verdict = proof.check(vault, act)
    if verdict.findings:
        raise RuntimeError(f"the ledger is not whole: {verdict.findings[:3]}")
    return time.perf_counter() - begun


def _result(workload: str, clients: int, runs: Runs, first: float) -> Result:
    taken = {side: [seconds for seconds, _ in found] for side, found in runs.items()}
    middle = {side: median(seconds) for side, seconds in taken.items()}
    spread = max(
        abs(one - middle[side]) / middle[side] for side in ("audited", "ours") for one in taken[side]
    )
    done = sum(told.done for told in runs["ours"][0][1])
    correct = _correct(runs["ours"])
    if correct < 1:
        raise RuntimeError(f"{workload} with {clients} clients: {correct:.2%} of the answers are right")
    extra: dict[str, float | int | str] = {
        "correct": correct, "correct_plain": _correct(runs["plain"]), "plain_s": middle["plain"],
        "against_plain": middle["ours"] / middle["plain"], "first_s": first,
    }  # fmt: skip
    for side in ("audited", "ours"):
        extra |= {f"{what}_ms_{side}": ms for what, ms in _by_operation(runs[side]).items()}
    ratio = middle["ours"] / middle["audited"]
    name = f"gdpr_{workload}_{clients}"
    return Result(name, done, "ratio", ratio, AIMS[clients], middle["ours"], middle["audited"], spread, extra)


def _correct(runs: list[tuple[float, list[Told]]]) -> float:
    told = [one for _, many in runs for one in many]
    return sum(one.right for one in told) / sum(one.done for one in told)


def _by_operation(runs: list[tuple[float, list[Told]]]) -> dict[str, float]:
    """Milliseconds an operation, by its word."""
    seconds, counts = Counter[str](), Counter[str]()
    for _, many in runs:
        for one in many:
            seconds.update(one.seconds)
            counts.update(one.counts)
    return {what: seconds[what] / count * 1000 for what, count in sorted(counts.items())}


_SIZE = """
select coalesce(sum(pg_total_relation_size(c.oid)) filter (where n.nspname in ('gate', 'register', 'protection')), 0)::bigint,
       coalesce(sum(pg_total_relation_size(c.oid)) filter (where n.nspname = 'ledger'), 0)::bigint,
       coalesce(sum(pg_total_relation_size(c.oid)) filter (where c.relname = 'audited'), 0)::bigint,
       coalesce(sum(pg_total_relation_size(c.oid)) filter (where n.nspname = 'plain' and c.relname = 'log'), 0)::bigint
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm')
"""


def _space(place: Place, records: int) -> Result:
    """Bytes of tables and indexes after the filling, over bytes of personal data; ours over the baseline's."""
    settled(place)
    row = place.superuser().execute(_SIZE).fetchone()
    assert row is not None  # an aggregate
    ours, ledger, plain, log = map(int, row)
    data = records * LENGTH
    return Result(
        "gdpr_space", records, "ratio", (ours + ledger) / (plain + log), None,
        extra={"ours_a_byte": (ours + ledger) / data, "of_that_ledger": ledger / data,
               "audited_a_byte": (plain + log) / data, "plain_a_byte": plain / data},
    )  # fmt: skip


def _say(what: str, begun: float) -> None:
    print(f"  gdpr: {what}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":  # clients are spawned and import this module again
    os.environ.setdefault("SELOSTE_APPS", "bench.gdpr")
    main()

"""Client processes: they wait, connected, and do what they are told together; planning is not measured."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Protocol

from bench.gdpr.gated import Gated
from bench.gdpr.plain import Plain
from bench.gdpr.plan import Op, Owned, planned, right
from seloste.terms.act import Act, Ticket

SIDES = ("plain", "audited", "ours")


class Side(Protocol):
    """One side of the comparison."""

    def do(self, op: Op) -> Any:
        """The operation's answer."""


@dataclass(frozen=True, slots=True)
class Task:
    """What all clients of a run share."""

    dsn: str
    keys: Path
    secret: bytes
    papers: Path
    how_many_papers: int
    users: int
    records: int


@dataclass(frozen=True, slots=True)
class Order:
    """One round of one side. The same workload and round is the same list of operations for every side."""

    workload: str
    side: str
    round: int
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a client tells: operations, right answers, and seconds by operation."""

    done: int
    right: int
    seconds: dict[str, float]
    counts: dict[str, int]


class Crew:
    """``clients`` processes, the n-th of which owns the n-th equal part of the users ``whose``."""

    def __init__(self, task: Task, clients: int, whose: range) -> None:
        context = multiprocessing.get_context("spawn")
        self._begin, self._end = context.Barrier(clients + 1), context.Barrier(clients + 1)
        self._told: multiprocessing.SimpleQueue[Told] = context.SimpleQueue()
        self._orders = [context.SimpleQueue() for _ in range(clients)]
        each = len(whose) // clients
        self._clients = [
            context.Process(
                target=_client, daemon=True,
                args=(task, whose[no * each : (no + 1) * each], orders, self._told, self._begin, self._end),
            )
            for no, orders in enumerate(self._orders)
        ]  # fmt: skip

    def __enter__(self) -> Crew:
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for orders in self._orders:
            orders.put(None)
        for client in self._clients:
            client.join(timeout=10)

    def run(self, order: Order) -> tuple[float, list[Told]]:
        """Seconds from the moment they all start to that when the last has done, and what each tells."""
        for orders in self._orders:
            orders.put(order)
        self._begin.wait(timeout=300)
        started = time.perf_counter()
        self._end.wait(timeout=900)
        seconds = time.perf_counter() - started
        return seconds, [self._told.get() for _ in self._clients]


def _client(
    task: Task,
    mine: range,
    orders: multiprocessing.SimpleQueue[Order | None],
    told: multiprocessing.SimpleQueue[Told],
    begin: Barrier,
    end: Barrier,
) -> None:
    act = Act(Ticket(task.secret))
    sides: dict[str, Side] = {
        "ours": Gated(task.dsn, task.keys, act, task.papers, mine[0]),
        **{side: Plain(task.dsn, side, task.users) for side in SIDES if side != "ours"},
    }
    owned = Owned.of(task.users, task.records, mine, task.records)
    plans: dict[tuple[str, int], list[Op]] = {}
    while (order := orders.get()) is not None:
        which = order.workload, order.round
        if which not in plans:
            seed = f"{order.workload} {order.round} {mine[0]}"
            plans = {which: planned(owned, order.workload, order.count, seed, task.how_many_papers)}
        answers = []
        seconds: dict[str, float] = defaultdict(float)
        counts = Counter[str]()
        begin.wait(timeout=300)
        try:
            for op in plans[which]:
                started = time.perf_counter()
                answers.append(sides[order.side].do(op))
                seconds[op.what] += time.perf_counter() - started
                counts[op.what] += 1
        except BaseException:
            end.abort()  # nobody waits for a client that failed
            raise
        end.wait(timeout=900)
        good = sum(right(op, answer, task.users) for op, answer in zip(plans[which], answers, strict=True))
        told.put(Told(len(answers), good, dict(seconds), dict(counts)))

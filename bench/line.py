"""``line``: a ledger line, written and on disk, by 1 and by 8 clients (processes).

Ours: begin, ``gate.enter`` (ticket, grant and use checked, line written), commit. Baseline: begin, one row
into an audit table with a key and the index by which somebody would look people up, commit. Both take
the same three round trips and one flush of the log; nobody's ``synchronous_commit`` is off.
"""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.synchronize import Barrier

from bench.filling import Filled
from bench.opening import AUDIT
from bench.place import Place
from bench.results import Result, against
from bench.rounds import side_by_side
from seloste.engine.connect import Connection, connect
from seloste.gate import bind
from seloste.terms.act import Act, Ticket

USE = "customer_care"
AIM = 1.3


def measure(place: Place, _filled: Filled) -> list[Result]:
    return [_clients(place, 1), _clients(place, 8)]


def _clients(place: Place, clients: int) -> Result:
    """Seconds a line: of all clients together, from the moment they all start."""
    each = place.sizes.line_ops
    taken = {"audit": 0.0, "enter": 0.0}
    with _Crew(place, clients, each) as crew:
        pair = side_by_side(
            lambda _: taken.update(audit=crew.run("audit")), lambda _: taken.update(enter=crew.run("enter")), place.sizes.rounds
        )  # fmt: skip
    done = clients * each
    return against(
        f"line_{clients}", done, pair, AIM, lines_s=done / pair.ours, audited_s=done / pair.baseline
    )


class _Crew:
    """Client processes that wait, connected, and do the same number of operations when told."""

    def __init__(self, place: Place, clients: int, each: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._begin, self._end = context.Barrier(clients + 1), context.Barrier(clients + 1)
        self._orders = [context.SimpleQueue() for _ in range(clients)]
        self._clients = [
            context.Process(
                target=_client,
                args=(place.addresses.app, place.act.ticket.secret, each, orders, self._begin, self._end),
                daemon=True,
            )
            for orders in self._orders
        ]

    def __enter__(self) -> _Crew:
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for orders in self._orders:
            orders.put("")
        for client in self._clients:
            client.join(timeout=10)

    def run(self, what: str) -> float:
        for orders in self._orders:
            orders.put(what)
        self._begin.wait(timeout=60)
        started = time.perf_counter()
        self._end.wait(timeout=300)
        return time.perf_counter() - started


def _client(
    dsn: str,
    secret: bytes,
    each: int,
    orders: multiprocessing.SimpleQueue[str],
    begin: Barrier,
    end: Barrier,
) -> None:
    act = Act(Ticket(secret))
    with connect(dsn, autocommit=True) as connection:
        while what := orders.get():
            begin.wait(timeout=60)
            for _ in range(each):
                _audit(connection) if what == "audit" else _enter(connection, act)
            end.wait(timeout=300)


def _audit(connection: Connection) -> None:
    with connection.transaction():
        connection.execute(AUDIT)


def _enter(connection: Connection, act: Act) -> None:
    with bind.use(connection, USE, act):
        pass

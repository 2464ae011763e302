"""The queue of jobs, in the same PostgreSQL: its schema, and the worker's loop.

A job carries ids and never plaintext; it acts with the worker's own ticket.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable

import procrastinate
from procrastinate.schema import SchemaManager

from seloste.engine.connect import Connection
from seloste.engine.database import Roles

log = logging.getLogger(__name__)

Job = Callable[[], object]
EVERY_MINUTE, EVERY_NIGHT = "* * * * *", "15 2 * * *"


_GRANT = """do $$
declare t record;
begin
  for t in select c.oid::regclass as name, c.relkind from pg_class c where c.relnamespace = 'public'::regnamespace
            and c.relname like 'procrastinate_%' and c.relkind in ('r', 'S') loop
    if t.relkind = 'r' then execute format('grant select, insert, update, delete on %s to {worker}', t.name);
    else execute format('grant usage on sequence %s to {worker}', t.name); end if;
  end loop;
end $$;"""


_ROUNDS = """grant usage on schema public to {gate};
grant select on public.procrastinate_jobs, public.procrastinate_events to {gate};
create function gate.last_rounds() returns table (what text, at timestamptz)
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.task_name::text, max(e.at) from public.procrastinate_jobs j
    join public.procrastinate_events e on e.job_id = j.id where e.type = 'succeeded' group by 1 $$;
revoke all on function gate.last_rounds() from public;
grant create on schema gate to {gate};
alter function gate.last_rounds() owner to {gate};
revoke create on schema gate from {gate};
grant execute on function gate.last_rounds() to {app}, {worker};"""
"""When each periodic job last came to its end: times and names of jobs, for whoever looks whether all is well."""


def schema_statements(roles: Roles) -> list[str]:
    """The queue's tables, open to the worker alone: it defers and runs."""
    worker = roles["worker"]
    return [
        "set search_path = public;",
        SchemaManager.get_schema().replace("%%", "%"),
        _GRANT.replace("{worker}", worker),
        _ROUNDS.format(gate=roles["gate"], app=roles["app"], worker=worker),
        "reset search_path;",
    ]


def has_schema(connection: Connection) -> bool:
    """Whether the queue's tables stand."""
    row = connection.execute("select to_regclass('public.procrastinate_jobs') is not null").fetchone()
    return bool(row and row[0])


def queue(address: str, minutely: Job, nightly: Job) -> procrastinate.App:
    """The queue over the worker's connection, with its two periodic jobs."""
    connector = procrastinate.PsycopgConnector(
        conninfo=address, kwargs={"options": "-c search_path=public"}, min_size=1, max_size=3
    )
    app = procrastinate.App(connector=connector)
    for name, cron, job in (("minutely", EVERY_MINUTE, minutely), ("nightly", EVERY_NIGHT, nightly)):
        app.periodic(cron=cron)(app.task(name=name, queueing_lock=name)(_quietly(name, job)))
    return app


def _quietly(name: str, job: Job) -> Callable[[int], None]:
    """A periodic job; a failure is told by its kind and tried again at its next time."""

    def run(timestamp: int) -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - the queue goes on, whatever one round met
            log.error("job failed", extra={"code": f"{name}_{type(error).__name__.lower()}"})

    return run


class ClockMoved(Exception):
    """The queue reckons its next rounds from the time of its last: after a leap it begins anew."""


_MOVED = 60
"""Seconds."""


def _offset() -> float:
    """What a leap of the clock changes, and passing time doesn't."""
    return time.time() - time.monotonic()


async def _work(app: procrastinate.App, every_second: Job, stop: threading.Event) -> None:
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(install_signal_handlers=False, concurrency=1, fetch_job_polling_interval=5)
        )
        began = _offset()
        while not stop.is_set() and not worker.done() and abs(_offset() - began) < _MOVED:
            await asyncio.to_thread(every_second)
            await asyncio.sleep(1)
        if worker.done() and not stop.is_set():
            worker.result()
            raise RuntimeError("the queue has ended")
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)
        if not stop.is_set():
            raise ClockMoved


def run(app: procrastinate.App, every_second: Job, stop: threading.Event) -> None:
    """Work until ``stop``: jobs as they come, and ``every_second`` once a second. Raises ClockMoved."""
    asyncio.run(_work(app, every_second, stop))

"""``sweep``: rows past their end deleted, of people who stay.

Ours: the nightly sweep as it runs, in small batches, each with its ledger line that names whose rows went, and
with what it must look at beside: is the person due as a whole, does a channel close, is anything left of them.
Baseline: one bare DELETE of the same rows from a plain table with the same keys and index. Each round has rows
of its own: events, ten to a person, whose content nobody opens here.
"""

from __future__ import annotations

from dataclasses import replace

from bench.filling import Filled
from bench.place import Place
from bench.results import Result, against
from bench.rounds import side_by_side
from seloste.retention import sweeping

AIM = 2.0
COLUMNS = "subject_id, id, fate, form, source, obtained_at, notice, lawful, visible_until, expires_at, restricted, kind, at, state, sealed"


def measure(place: Place, _filled: Filled) -> list[Result]:
    vault, plain, size = place.vault(), place.superuser(), place.sizes.swept
    act = replace(place.act, reason="upkeep")
    sweeping.sweep(
        vault, act
    )  # whoever is due among those who were filled in, so that a round finds its own alone
    with place.superuser() as superuser:
        superuser.execute(f"create table plain.event as select {COLUMNS} from register.event".encode())
        superuser.execute("alter table plain.event add primary key (subject_id, id)")
        superuser.execute("create index on plain.event (expires_at) where expires_at < 'infinity'")

    def fill(_round: int) -> None:
        with place.superuser() as superuser:
            superuser.execute("set session_replication_role = replica")
            for statement in _FRESH:
                superuser.execute(statement.encode(), (size,) if "%s" in statement else None)
        place.checkpoint()

    def sweep(_round: int) -> None:
        swept = sweeping.sweep(vault, act)
        if (swept.people, swept.rows) != (0, size):
            raise RuntimeError(f"{size} rows were due, and {swept} went")

    pair = side_by_side(
        lambda _: plain.execute("delete from plain.event where expires_at <= now()"), sweep, place.sizes.rounds, fill
    )  # fmt: skip
    return [against("sweep", size, pair, AIM)]


_FRESH = (
    "truncate register.event, plain.event",
    f"""insert into plain.event ({COLUMNS})
        select s.subject_id, gen_random_uuid(), 0, 1, n.no, now() - interval '800 days', v.policy, 0, now() - interval '1 hour',
               now() - interval '1 hour', false, 28, now() - interval '800 days', 0, decode(md5(random()::text) || md5(random()::text), 'hex')
          from (select t.subject_id from register.standing t cross join generate_series(1, 10) order by md5(t.subject_id::text) limit %s) s
          cross join gate.state v join gate.source_no n on n.name = 'mailchimp'""",
    f"insert into register.event ({COLUMNS}) select {COLUMNS} from plain.event",
    "update register.standing s set tables = s.tables | (1 << 8) from (select distinct subject_id from plain.event) e where e.subject_id = s.subject_id and s.tables & (1 << 8) = 0",
    "analyze register.event, plain.event",
)

"""``publish``: a changed notice put in force over everybody, the old one again, and so on.

``publish_all`` changes the mask of nearly every row (prospects leave customer care's legitimate interest),
``publish_few`` (full size alone) that of one person in a hundred (applicants leave recruiting's). Ours: ``gate.publish``,
not counted, which derives everybody's standing and rows from their facts and writes what differs.
Baseline: one hand-written UPDATE of the same rows and indexes (``plain.copy``) that derives the same from
the same facts in one statement, set-based, and writes only what differs; relations, grounds and
prohibitions lie beside it with their primary keys. It knows nothing of periods, labels or states.
``blind_s`` is the leanest thinkable UPDATE: one bit of every row flipped, nothing derived.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench.filling import Filled
from bench.place import NOTICE, Place
from bench.results import Result, against
from bench.rounds import side_by_side, timed
from seloste.engine.connect import Connection
from seloste.gate.publishing import publish
from seloste.notice import load_policy
from seloste.register import kinds

AIM = 1.8
VERSION = "number = 2,"
ALL = (
    '"interest for customer, prospect, customer_rep and partner_rep"',
    '"interest for customer, customer_rep and partner_rep"',
)
FEW = (
    'basis    = ["steps before a contract for applicant", "interest for applicant"]',
    'basis    = ["steps before a contract for applicant"]',
)
BY_HAND = b"""
with r as (select subject_id, bit_or(1::bigint << grp) groups from plain.relation where ended is null or ended > now() group by 1),
  g as (select subject_id, row_id, bit_or(1::bigint << use) held from plain.ground where ended is null or ended > now() group by 1, 2),
  p as (select subject_id, bit_or(s.mask) against from plain.prohibition x join plain.scope s using (scope)
         where until is null or until > now() group by 1),
  n as (select c.subject_id, c.id,
          (coalesce(u.mask, 0) | coalesce(g.held, 0)) & ~coalesce(p.against, 0) | (3::bigint << 61) lawful
          from plain.copy c join r on r.subject_id = c.subject_id
          left join g on (g.subject_id, g.row_id) = (c.subject_id, c.id)
          left join p on p.subject_id = c.subject_id
          left join plain.opens u on u.groups = r.groups and u.kind = c.kind)
update plain.copy t set lawful = n.lawful from n where (t.subject_id, t.id) = (n.subject_id, n.id) and t.lawful is distinct from n.lawful
"""
OPENS = """create table plain.opens as select g.groups, k.no kind, coalesce(bit_or(1::bigint << r.use), 0) mask
  from (select distinct 1::bigint << grp groups from plain.relation) g cross join gate.kind k
  left join gate.rule r on r.kind = k.no and r.basis = 4 and r.groups & g.groups <> 0 group by 1, 2"""


def measure(place: Place, _filled: Filled) -> list[Result]:
    superuser = place.superuser()
    superuser.execute("create table plain.scope as select scope, mask from gate.scope")
    superuser.execute(OPENS)
    superuser.execute(BY_HAND)
    superuser.execute("vacuum full plain.copy")
    superuser.execute("vacuum analyze plain.copy")
    found = [_one(place, superuser, "publish_all", ALL, 4)]
    if place.sizes.few:
        found.append(_one(place, superuser, "publish_few", FEW, 3))
    superuser.execute("vacuum analyze")
    return found


def _one(place: Place, superuser: Connection, name: str, change: tuple[str, str], number: int) -> Result:
    app = place.connect()
    original = NOTICE.read_text(encoding="utf-8")
    changed = _changed(original, change, number)
    put = _publisher(place, app)
    written = {"ours": 0, "hand": 0}

    def by_hand(round_: int) -> None:
        hand = superuser.execute(BY_HAND)
        written["hand"] = hand.rowcount

    def ours(round_: int) -> None:
        written["ours"] = put(original if round_ % 2 else changed)

    def before(round_: int) -> None:
        _turn_hand(superuser, change, back=bool(round_ % 2))
        for table in ("plain.copy", "register.contact", "register.standing"):
            superuser.execute(f"vacuum {table}".encode())
        superuser.execute("checkpoint")

    pair = side_by_side(by_hand, ours, place.sizes.published, before, warm=False)
    put(original)
    _turn_hand(superuser, change, back=True)
    superuser.execute(BY_HAND)
    extra: dict[str, float | int | str] = {"rows": written["ours"], "rows_by_hand": written["hand"]}
    if change is ALL:
        superuser.execute("vacuum plain.copy")
        extra["blind_s"] = timed(
            lambda _: superuser.execute("update plain.copy set lawful = lawful # 4096"), 0
        )
    return against(name, place.sizes.people, pair, AIM, **extra)


def _turn_hand(superuser: Connection, change: tuple[str, str], *, back: bool) -> None:
    """The same change for the hand-written side: which use a group opens."""
    group, use = ("prospect", "customer_care") if change is ALL else ("applicant", "recruiting")
    superuser.execute(
        f"""update plain.opens o set mask = case when {back} then mask | 1::bigint << u.bit else mask & ~(1::bigint << u.bit) end
              from gate.use_bit u, gate.group_no g where u.name = %s and g.name = %s and o.groups = 1::bigint << g.no and o.kind < 5""".encode(),
        (use, group),
    )


def _changed(original: str, change: tuple[str, str], number: int) -> str:
    text = original.replace(VERSION, f"number = {number},").replace(*change)
    if text.count(change[1]) != 1 or f"number = {number}," not in text:
        raise AssertionError("the sample notice no longer reads as this bench expects")
    return text


def _publisher(place: Place, app: Connection) -> Callable[[str], int]:
    def put(text: str) -> int:
        file = Path(place.keys).parent / "bench-notice.toml"
        file.write_text(text, encoding="utf-8")
        return publish(app, load_policy(file), file, place.act, kinds(), counted=False).rows_changed

    return put

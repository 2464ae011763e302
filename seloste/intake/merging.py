"""What a record of a file comes to, given whom it met: pure, and never more permission than there was.

A file adds what is new and takes away nothing but permission: refusals and withdrawals are obeyed
for everybody of the mailbox, a consent is opened only where nothing stands against it (R5.7b), and
of what others gave nothing is overwritten (R6.3a).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from seloste.intake import details, permission, taking_over
from seloste.intake.found import Accepted, ContactKind, ContactPoint
from seloste.intake.growing import Growth, Outcome
from seloste.intake.matching import HeldRelation, HeldRow, Known, Met
from seloste.intake.orders import ADDRESS, EMAIL, NAME, PHONE, Plan
from seloste.intake.permission import BY_EMAIL, OPEN
from seloste.intake.taking_over import HeldDetail, Taken
from seloste.register.facts import KINDS, Contact, Ground, Person, Prohibition, Relation
from seloste.terms.addresses import PostalAddress
from seloste.terms.words import Scope


def outcome(
    found: Accepted,
    met: Met,
    plan: Plan,
    *,
    digest: str,
    believed: bool,
    organisation: UUID | None = None,
    held: Sequence[HeldDetail] = (),
) -> Outcome:
    """What an accepted record adds. ``believed``: the files before it were read to their end.

    ``organisation``: for which the person acts, when it is in the register; ``held``: further fields of the
    person met.
    """
    reason = permission.against(found, met, plan, believed=believed) if permission.claims(found) else None
    main = met.people[0] if met.people else None
    row = next(iter(sorted(main.matched))) if main else None
    contacts = () if main else _contacts(found, plan)
    address = row or next((one.id for one in contacts if one.kind == "email"), None)
    given = permission.consents(main, address, plan)
    ground, reason = permission.ground(found, given, address, plan, digest, reason)
    notes = permission.notes(found, plan, reason, ground, given)
    others = [_refused(one, found, plan) for one in (*met.people[1:], *met.kin)]
    growths = tuple(one for one in others if not one.empty)
    if main is None:
        relation = _relation(found, plan, organisation)
        further, more = details.rows(found, relation, plan)
        grounds, one = (ground,) if ground else (), uuid4()
        answer, told = details.answers(found, one, plan)
        more = (*more, *told)
        person = Person((relation,), grounds, _refusals(found, met), contacts, one, (*further, *answer))
        return Outcome(person, growths, reason, (*notes, *more))
    grown, more = _grown(found, main, met, plan, ground, organisation, held)
    return Outcome(None, growths if grown.empty else (grown, *growths), reason, (*notes, *more))


def refusal(met: Met, plan: Plan, scopes: tuple[Scope, ...] = (Scope.MARKETING_EMAIL,)) -> tuple[Growth, ...]:
    """The withdrawal that a rejected record tells, for everybody of the mailbox."""
    wanted = tuple(Prohibition(scope) for scope in scopes)
    grown = (_prohibited(one, wanted, None, plan) for one in (*met.people, *met.kin))
    return tuple(one for one in grown if not one.empty)


def leaving(met: Met, plan: Plan) -> tuple[Growth, ...]:
    """Relations of this source with whoever has the address, which end as it tells that they have left."""
    ended = (
        (
            one,
            tuple(r.id for r in one.relations if _is_of(r, plan) and (r.ended is None or r.ended > plan.now)),
        )
        for one in met.people
        if not one.restricted
    )
    return tuple(Growth(Person(id=one.person), left=those) for one, those in ended if those)


def _is_of(held: HeldRelation, plan: Plan) -> bool:
    return (held.group, held.source) == (plan.relation, plan.source.name)


def began(found: Accepted) -> datetime | None:
    """The person's earliest own act that the record tells; None without any."""
    acts = (
        found.consent.asked_at if found.consent.state in OPEN else None,
        found.consent.granted_at,
        found.activity,
    )
    return min((act for act in acts if act is not None), default=None)


def _relation(found: Accepted, plan: Plan, organisation: UUID | None) -> Relation:
    """Somebody archived in the other system comes in as one whose relation has ended by now."""
    ended = plan.now if found.archived else None
    started = began(found) or _since(found, plan)
    return Relation(plan.relation, started, ended, active=found.activity, organisation=organisation)


def _since(found: Accepted, plan: Plan) -> datetime | None:
    """The first instant of the day from which the relation runs, when the record tells it."""
    if found.since is None or found.since.value is None:
        return None
    return min(datetime.combine(found.since.value, time(), ZoneInfo(plan.policy.time_zone)), plan.now)


def _contacts(found: Accepted, plan: Plan) -> tuple[Contact, ...]:
    """The rows of somebody new, as far as the notice lets the source bring them."""
    obtained = began(found)
    rows = [Contact("name", name, obtained=obtained)] if (name := name_of(found, plan)) else []
    for point in found.contacts:
        if f"contact.{point.kind}" in plan.fields and _says_where(point):
            rows.append(_contact(point, obtained))
    return tuple(rows)


def _says_where(point: ContactPoint) -> bool:
    """Whether there is more to an address than its country."""
    one = point.value
    return not isinstance(one, PostalAddress) or bool(one.street or one.post_code or one.city)


def _contact(point: ContactPoint, obtained: datetime | None) -> Contact:
    return Contact(point.kind.value, _value(point), point.label, point.state, obtained)


def _value(point: ContactPoint) -> Any:
    if isinstance(point.value, PostalAddress):
        one = point.value
        return {"street": one.street, "post_code": one.post_code, "city": one.city, "country": one.country}
    return point.value


def name_of(found: Accepted, plan: Plan) -> dict[str, str] | None:
    """The name as it is stored; None when the file or the notice has none."""
    if found.name is None or NAME not in plan.fields:
        return None
    parts = {"given": found.name.given, "family": found.name.family, "full": found.name.full}
    return {part: value for part, value in parts.items() if value} or None


def _of_file(found: Accepted) -> tuple[Prohibition, ...]:
    return tuple(Prohibition(p.scope, since=p.since, complained=p.complained) for p in found.prohibitions)


def _refusals(found: Accepted, met: Met) -> tuple[Prohibition, ...]:
    """The file's own, and those that hold for the address already: each scope once."""
    own = _of_file(found)
    held = {
        p.scope for known in met.kin for p in known.prohibitions if p.until is None and p.scope in BY_EMAIL
    }
    back = sorted((held | met.suppressed) - {p.scope for p in own})
    return (*own, *(Prohibition(scope) for scope in back))


def _refused(known: Known, found: Accepted, plan: Plan) -> Growth:
    """Somebody else of the same mailbox: what forbids marketing by e-mail holds for them too."""
    wanted = tuple(p for p in _of_file(found) if p.scope in BY_EMAIL)
    return _prohibited(known, wanted, None, plan)


def _prohibited(known: Known, wanted: Iterable[Prohibition], ground: Ground | None, plan: Plan) -> Growth:
    """Refusals that are not held yet, and the consents that they end."""
    fresh = tuple(p for p in wanted if not _is_held(p, known, plan))
    grounds = (ground,) if ground else ()
    return Growth(
        Person(grounds=grounds, prohibitions=fresh, id=known.person), ended=_ends(known, fresh, plan)
    )


def _is_held(wanted: Prohibition, known: Known, plan: Plan) -> bool:
    """The same refusal stands, or stood until the person lifted it."""
    for held in known.prohibitions:
        if (
            held.scope is not wanted.scope
            or held.row is not None
            or (wanted.complained and not held.complained)
        ):
            continue
        if held.until is None or held.since == wanted.since is not None:
            return True
        if held.since is None and wanted.since is None and held.source == plan.source.name:
            return True
    return False


def _ends(known: Known, fresh: Iterable[Prohibition], plan: Plan) -> tuple[UUID, ...]:
    """Live consents to the newsletter that a refusal withdraws; one given after it is only set aside."""
    ended = [
        held.id
        for held in known.consents
        if held.use == plan.consent_use and (held.ended is None or held.ended > plan.now)
        for refused in fresh
        if permission.covers(plan, refused.scope, refused.use)
        and (refused.since is None or refused.since >= held.started)
    ]
    return tuple(dict.fromkeys(ended))


def _grown(
    found: Accepted,
    main: Known,
    met: Met,
    plan: Plan,
    ground: Ground | None,
    organisation: UUID | None,
    held: Sequence[HeldDetail],
) -> tuple[Growth, tuple[str, ...]]:
    """What a record adds to the person who has its address, and what is told of it."""
    refused = _prohibited(main, _of_file(found), ground, plan)
    bounced = _bounces(found, main)
    if main.restricted:
        return refused, ("restricted",)
    contacts, superseded, notes = _rows(found, main, met, plan)
    added, renewed = _related(found, main, plan, organisation)
    taken = _further(found, main, plan, organisation, added, held)
    answer, told = details.answers(found, main.person, plan, held=frozenset(one.row for one in held))
    rows = (*taken.rows, *answer)
    person = replace(refused.person, relations=added, contacts=contacts, rows=rows)
    grown = replace(
        refused, person=person, superseded=superseded, undeliverable=bounced, renewed=renewed,
        replaced=taken.replaced,
    )  # fmt: skip
    return grown, (*notes, *taken.notes, *told)


def _further(
    found: Accepted, main: Known, plan: Plan, organisation: UUID | None, added: tuple[Relation, ...],
    held: Sequence[HeldDetail],
) -> Taken:  # fmt: skip
    """The further fields: whole with a new relation, what is new or said otherwise in one that stands."""
    if added:
        rows, notes = details.rows(found, added[0], plan)
        return Taken(rows, notes=notes)
    live = _live(main, plan, organisation)
    if live is None:
        return Taken()
    rows, notes = details.rows(found, taking_over.standing(live), plan)
    return taking_over.changes(rows, notes, held, plan)


def _bounces(found: Accepted, main: Known) -> tuple[UUID, ...]:
    """Addresses that bounced since they were given."""
    bounced = permission.bounced(found)
    if bounced is None:
        return ()
    rows = (row for row in main.rows if row.id in main.matched and not row.undeliverable)
    return tuple(row.id for row in rows if bounced.since is None or bounced.since > row.obtained)


def _rows(
    found: Accepted, main: Known, met: Met, plan: Plan
) -> tuple[tuple[Contact, ...], tuple[UUID, ...], tuple[str, ...]]:
    """New rows, names that they replace, and notes."""
    obtained = began(found)
    rows: list[Contact] = []
    former: tuple[UUID, ...] = ()
    notes: tuple[str, ...] = ()
    names = [row for row in main.rows if row.kind == KINDS["name"]]
    name = name_of(found, plan)
    if name and not any(row.same for row in names) and _leads(main):
        own = tuple(row.id for row in names if row.source == plan.source.name)
        if own or not names:
            rows.append(Contact("name", name))
            former, notes = own, ("name_replaced",) if own else ()
        else:
            notes = ("name_of_another_source_kept",)
    numbered = [p for p in found.contacts if p.kind is ContactKind.PHONE and PHONE in plan.fields]
    further = [p for p in found.contacts if p.kind is ContactKind.EMAIL and EMAIL in plan.fields][1:]
    rows += [
        _contact(p, obtained) for p in (*further, *numbered) if (main.person, str(p.value)) not in met.phones
    ]
    if ADDRESS in plan.fields and not any(row.kind == KINDS["address"] for row in main.rows):
        postal = (p for p in found.contacts if p.kind is ContactKind.ADDRESS and _says_where(p))
        rows += [_contact(p, obtained) for p in postal]
    return tuple(rows), former, notes


def _leads(main: Known) -> bool:
    """Of several records that meet one person by several addresses, the oldest address's tells the name."""
    emails: list[HeldRow] = [row for row in main.rows if row.kind == KINDS["email"]]
    if not emails:
        return True
    return min(emails, key=lambda row: (row.obtained, row.id)).id in main.matched


def _related(
    found: Accepted, main: Known, plan: Plan, organisation: UUID | None
) -> tuple[tuple[Relation, ...], tuple[tuple[UUID, datetime], ...]]:
    """The relation when it is new, or a later own act in the one that stands."""
    held = _of_plan(main, plan, organisation)
    live = _live(main, plan, organisation)
    if live is not None:
        later = found.activity is not None and found.activity > live.active
        return (), ((live.id, found.activity),) if later and found.activity else ()
    latest = found.activity
    if held and (latest is None or any(one.ended is None or one.ended >= latest for one in held)):
        return (), ()
    return (_relation(found, plan, organisation),), ()


def _of_plan(main: Known, plan: Plan, organisation: UUID | None) -> list[HeldRelation]:
    return [
        one
        for one in main.relations
        if one.group == plan.relation and organisation in (None, one.organisation)
    ]


def _live(main: Known, plan: Plan, organisation: UUID | None) -> HeldRelation | None:
    held = _of_plan(main, plan, organisation)
    return next((one for one in held if one.ended is None or one.ended > plan.now), None)

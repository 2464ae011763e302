"""What a batch of records comes to: whom they meet in the register, and what each adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from seloste.intake import details, matching, taking_over
from seloste.intake.found import Accepted, ContactKind, Rejected, What
from seloste.intake.growing import Outcome
from seloste.intake.matching import Met, Sought
from seloste.intake.merging import leaving, name_of, outcome, refusal
from seloste.intake.orders import EMAIL, PHONE, Plan
from seloste.intake.organisations import Organisations
from seloste.intake.reports import Report
from seloste.intake.taking_over import HeldDetail
from seloste.protection.vault import Vault
from seloste.register import kind_names
from seloste.register.people import Origin
from seloste.terms.act import Act
from seloste.terms.addresses import suppression_keys
from seloste.terms.words import Scope

Record = Accepted | Rejected


@dataclass(frozen=True, slots=True)
class Taken:
    """A record with the digest of its file, and what it is looked up by, if by anything."""

    digest: str
    record: Record
    sought: Sought | None


@dataclass(frozen=True, slots=True)
class Came:
    """A record with what it comes to; ``growths`` of a rejected one are the refusal that it tells."""

    record: Record
    outcome: Outcome
    suppress: tuple[tuple[UUID, Scope], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Import:
    """What stays the same from batch to batch. ``believed`` turns false when a file ends too early."""

    vault: Vault
    plan: Plan
    act: Act
    report: Report
    organisations: Organisations
    believed: bool = True
    kinds: dict[int, tuple[str, str]] = field(default_factory=kind_names)

    @property
    def origin(self) -> Origin:
        return Origin(self.plan.source.name, self.plan.use, self.plan.batch)


def is_a(record: Record, what: What) -> bool:
    return isinstance(record, Accepted) and record.what is what


def taken(batch: Sequence[tuple[str, Record]], plan: Plan) -> list[Taken]:
    """Records, each with the digest of its file, as far as anybody can come in by them."""
    found = ((digest, takeable(record, plan)) for digest, record in batch)
    return [Taken(digest, record, sought(record, plan)) for digest, record in found]


def decide(work: Import, batch: Sequence[Taken]) -> list[Came]:
    """Whom the records meet, and what each comes to."""
    asked = [one.sought for one in batch if one.sought]
    found = iter(matching.look_up(work.vault, asked, work.plan.use, work.act))
    met = [next(found) if one.sought else None for one in batch]
    people = [(one.digest, one.record) for one in batch if isinstance(one.record, Accepted)]
    serves = iter(work.organisations.of(people))
    held = _held(work, [(one.record, who) for one, who in zip(batch, met, strict=True)])
    return [came(work, one, who, serves, held) for one, who in zip(batch, met, strict=True)]


def _held(work: Import, met: Sequence[tuple[Record, Met | None]]) -> Mapping[UUID, Sequence[HeldDetail]]:
    """The further fields of those known that a record tells of too."""
    wanted = [
        (one.people[0].person, paths)
        for record, one in met
        if isinstance(record, Accepted) and one and one.people and not one.people[0].restricted
        if (paths := details.paths(record, work.plan))
    ]
    return taking_over.held(work.vault, wanted, work.plan.use, work.act) if wanted else {}


def takeable(record: Record, plan: Plan) -> Record:
    """The record, or why nobody can come in by it."""
    if not isinstance(record, Accepted) or record.what is What.CONTACT_DETAILS_OF:
        return record
    if record.what is What.UNDECIDED:
        return Rejected(record.at, record.file, "kind_unknown")
    if any(point.kind is ContactKind.EMAIL and EMAIL in plan.fields for point in record.contacts):
        return record
    phoned = any(point.kind is ContactKind.PHONE and PHONE in plan.fields for point in record.contacts)
    if phoned and name_of(record, plan):
        return record
    return Rejected(record.at, record.file, "nothing_to_know_by")


def sought(record: Record, plan: Plan) -> Sought | None:
    if isinstance(record, Rejected):
        email = record.withdrawn_email or record.left_email
        return Sought(email) if email else None
    if record.what is What.CONTACT_DETAILS_OF:
        return None
    points = [(point.kind, str(point.value)) for point in record.contacts]
    emails = [value for kind, value in points if kind is ContactKind.EMAIL and EMAIL in plan.fields]
    phones = tuple(value for kind, value in points if kind is ContactKind.PHONE and PHONE in plan.fields)
    return Sought(emails[0] if emails else None, tuple(emails[1:]), phones, name_of(record, plan))


def came(
    work: Import, taken: Taken, met: Met | None, serves: Iterator[UUID | None],
    held: Mapping[UUID, Sequence[HeldDetail]],
) -> Came:  # fmt: skip
    record, digest = taken.record, taken.digest
    if isinstance(record, Accepted):
        organisation = next(serves)
        if met is None:
            return Came(record, Outcome(), notes=("contact_details_not_kept",))
        asked = record.works_for is not None and record.works_for.value is not None
        notes = ("organisation_not_known",) if asked and organisation is None else ()
        came = outcome(
            record, met, work.plan, digest=digest, believed=work.believed, organisation=organisation,
            held=held.get(met.people[0].person, ()) if met.people else (),
        )  # fmt: skip
        return Came(record, came, notes=notes)
    if record.rest_unread:
        work.believed = work.report.complete = False
    if met is None or taken.sought is None:
        return Came(record, Outcome())
    if record.withdrawn_email is None:
        left = leaving(met, work.plan)
        return Came(record, Outcome(growths=left), notes=("relations_ended",) * len(left))
    growths = refusal(met, work.plan, record.withdrawn)
    return Came(record, Outcome(growths=growths), kept(work, record, taken.sought, met))


def kept(work: Import, record: Rejected, by: Sought, met: Met) -> tuple[tuple[UUID, Scope], ...]:
    """The refusals of somebody who is not in the register and may not come in, by keyed hashes."""
    if met.people:
        return ()
    hashes = matching.suppression_hashes(work.vault, by)
    return tuple((one, scope) for scope in record.withdrawn if scope not in met.suppressed for one in hashes)


def keys_of(one: Sought) -> set[str]:
    """By what a record can be met by a later one of the same import."""
    return {*one.forms[-1:], *(suppression_keys(email)[-1] for email in one.more), *one.phones}


def looks_by(one: Sought) -> set[str]:
    """By what a record meets somebody: its address; only without one, a number (``matching.Sought``)."""
    return {*one.forms[-1:]} or {*one.phones}

"""What a file tells of an organisation beside its name: its own addresses are kept, a person's aren't (L27)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from seloste.gate import bind
from seloste.intake.deciding import Import
from seloste.intake.found import Accepted, ContactPoint
from seloste.register import organisation_addresses as addresses
from seloste.register.organisation_addresses import Address
from seloste.terms.addresses import PostalAddress


def take(work: Import, found: Iterable[tuple[UUID, Accepted]]) -> None:
    """Keeps what the notice declares of organisations, and counts by name whatever is left out."""
    report = work.report
    kept: list[Address] = []
    for organisation, record in found:
        left = {detail.path for detail in record.details}
        for point in record.contacts:
            value, name = _written(point), record.organisation
            if addresses.may_keep(work.plan.policy, name, point.kind, value):
                kept.append(Address(organisation, point.kind, value, work.plan.source.name))
            elif point.kind in work.plan.policy.organisation:
                report.counts["organisation_addresses_of_people"] += 1
            else:
                left.add(f"organisation.{point.kind}")
        report.organisation_fields.update(left)
        report.counts["organisation_details_not_kept"] += bool(left)
    kept = list(dict.fromkeys(kept))
    new = 0 if work.report.dry or not kept else _keep(work, kept)
    report.counts["organisation_addresses"] += len(kept) if work.report.dry else new


def _keep(work: Import, kept: list[Address]) -> int:
    """In the place of what the source said before, which is noted for whoever undoes the import."""
    connection = work.vault.connection
    noted = (work.plan.batch, list({one.organisation for one in kept}), work.plan.source.name)
    with bind.use(connection, work.plan.use, work.act):
        connection.execute("select gate.note_addresses(%s, %s, %s)", noted)
        new = addresses.keep(work.vault, kept)
        connection.execute("select gate.noted_addresses(%s, %s, %s)", noted)
    return new


def _written(point: ContactPoint) -> str:
    """An address as one line."""
    if not isinstance(point.value, PostalAddress):
        return point.value
    told = point.value
    parts = (told.street, f"{told.post_code} {told.city}".strip(), told.country)
    return ", ".join(part for part in parts if part)

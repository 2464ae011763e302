"""The report of an import, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from seloste.gate.decide import Question, row_end
from seloste.gate.facts import Facts, GroundFact, RelationFact, RowFact
from seloste.intake.deciding import Came, Import
from seloste.intake.found import Accepted, Rejected, What
from seloste.intake.growing import Outcome
from seloste.intake.orders import shown_column
from seloste.intake.reports import RowNote
from seloste.register.facts import KINDS, Person

_NOBODY = UUID(int=0)


def count(work: Import, came: Sequence[Came]) -> None:
    """Adds a batch to the report."""
    report = work.report
    changed = {growth.person.id for one in came for growth in one.outcome.growths}
    report.counts["changed_people"] += len(changed)
    for one in came:
        report.counts["records"] += 1
        report.counts["refusals_kept"] += bool(one.suppress)
        if isinstance(one.record, Rejected):
            report.counts.update(one.notes)
            file, column = shown_column(one.record.file), shown_column(one.record.column)
            report.note(RowNote(file, one.record.at, "rejected", one.record.reason, column))
            continue
        report.counts["accepted"] += 1
        report.warnings.update(one.record.warnings)
        report.counts.update(one.notes)
        if one.record.what is not What.CONTACT_DETAILS_OF:
            _count_accepted(work, one.record, one.outcome)


def _count_accepted(work: Import, record: Accepted, outcome: Outcome) -> None:
    counts = work.report.counts
    counts.update(outcome.notes)
    if outcome.not_raised:
        file = shown_column(record.file)
        work.report.note(RowNote(file, record.at, "permission_not_raised", outcome.not_raised))
    if outcome.new is not None:
        counts["new_people"] += 1
        counts["prohibitions"] += len(outcome.new.prohibitions)
        counts["undeliverable"] += any(int(contact.state) for contact in outcome.new.contacts)
        counts["already_past_period"] += _past(work, outcome.new)
        counts["to_be_told"] += not work.plan.source.own  # GDPR 14: they didn't give the data themselves
    elif outcome.growths:
        counts["prohibitions"] += sum(len(growth.person.prohibitions) for growth in outcome.growths)
        counts["undeliverable"] += sum(len(growth.undeliverable) for growth in outcome.growths)
    else:
        counts["unchanged"] += 1


def _past(work: Import, person: Person) -> bool:
    """Whether the notice's period for this person has ended already: the next sweep takes them."""
    now = work.plan.now
    relations = tuple(
        RelationFact(r.group, r.started or now, r.ended, r.active or r.started or now)
        for r in person.relations
    )
    grounds = tuple(GroundFact(g.basis, g.use, g.row, g.started or now, g.ended) for g in person.grounds)
    asked = Question(
        work.plan.policy, work.plan.use, Facts(relations=relations, grounds=grounds), now, work.kinds
    )
    ends = (row_end(asked, _row(contact.kind, contact.obtained or now)) for contact in person.contacts)
    return all(end is not None and end <= now for end in ends)


def _row(kind: str, obtained: datetime) -> RowFact:
    return RowFact(_NOBODY, KINDS[kind], 0, False, obtained, 0, None, None)

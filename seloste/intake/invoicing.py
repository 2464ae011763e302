"""Invoices come to whoever they were sent to: an organisation by its business ID, or a person who is here already (R5.5b).

An organisation that isn't here is made; nobody is added for having been invoiced or for standing in an invoice. An
invoice is known again by its number, so the same file twice, or a longer one, brings each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from uuid import UUID

from seloste.gate import bind
from seloste.intake import payers
from seloste.intake.deciding import Import
from seloste.intake.finvoice import Bill
from seloste.intake.found import Accepted, Rejected, Told, What
from seloste.intake.importing import bisected
from seloste.intake.orders import Order, Progress, shown_column
from seloste.intake.readings import AnyReading
from seloste.intake.reports import Report, RowNote, Sink, ignore
from seloste.intake.running import batches, begun, silent
from seloste.protection.vault import Vault
from seloste.register import deals, finding, organisations
from seloste.register.deals import Deal, Kind, State
from seloste.terms.act import Act
from seloste.terms.legal_persons import is_legal_person

_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z./ -]{0,39}")  # as the register's own rule for deals
_TOO_MUCH = Decimal(10) ** 10
_MOST_OF_A_NAME = 50

Line = tuple[str, Bill | Rejected]


@dataclass(frozen=True, slots=True)
class _Sent:
    """An invoice as a deal of an organisation; ``known``: the one of this number that is here already."""

    bill: Bill
    deal: Deal
    known: Deal | None


def run(
    vault: Vault, reading: AnyReading, order: Order, act: Act, progress: Progress = silent, *,
    dry: bool = False, sink: Sink = ignore,
) -> Report:  # fmt: skip
    """Brings the invoices of these files in; what came of it, by numbers of records.

    ``dry`` stores nothing and counts the same. Raises what an import raises.
    """
    done = 0
    with begun(vault, reading, order, act, dry=dry, sink=sink) as work:
        for batch in batches(_lines(reading)):
            _take(work, batch)
            done += len(batch)
            progress(min(done, reading.records), reading.records)
    return work.report


def _lines(reading: AnyReading) -> Iterator[Line]:
    for file in reading.files:
        for found in reading.of(file):
            if isinstance(found, Bill | Rejected):
                yield file.digest, found


def _take(work: Import, batch: Sequence[Line]) -> None:
    report = work.report
    report.counts["records"] += len({(digest, one.at) for digest, one in batch})
    bills: list[tuple[str, Bill]] = []
    for digest, one in batch:
        reason = one.reason if isinstance(one, Rejected) else _unfit(work, one)
        if reason:
            _reject(work, one, reason)
        elif isinstance(one, Bill):
            report.counts["accepted"] += 1
            report.warnings.update(one.warnings)
            bills.append((digest, one))
    ids = _organisations(work, [one for one in bills if one[1].buyer.business_id])
    _sent(work, [bill for _, bill in bills if bill.buyer.business_id in ids], ids)
    for _, bill in bills:
        if bill.buyer.business_id is None:
            _personal(work, bill)


def _reject(work: Import, one: Bill | Rejected, reason: str) -> None:
    work.report.note(RowNote(shown_column(one.file), one.at, "rejected", reason))


def _unfit(work: Import, bill: Bill) -> str:
    """Why the register can't hold this invoice; empty when it can."""
    if bill.buyer.business_id == work.plan.policy.business_id:
        return "invoice_to_us"
    if not _NUMBER.fullmatch(_number(bill)) or not re.search(r"[0-9]", bill.number):
        return "number_not_kept"
    return "bad_amount" if abs(bill.gross) >= _TOO_MUCH else ""


def _number(bill: Bill) -> str:
    return bill.number.upper()


def _organisations(work: Import, bills: Sequence[tuple[str, Bill]]) -> dict[str, UUID]:
    """The organisations of these invoices by business ID; one that isn't here is made, if its name says that it is no
    person's own business."""
    numbers = {bill.buyer.business_id for _, bill in bills if bill.buyer.business_id}
    ids = organisations.by_business_ids(work.vault, numbers)
    fresh: dict[str, tuple[str, Accepted]] = {}
    for digest, bill in bills:
        number = bill.buyer.business_id or ""
        if number in ids or number in fresh:
            continue
        if not is_legal_person(bill.buyer.name):
            _reject(work, bill, "sole_trader")
            work.report.counts["accepted"] -= 1
            continue
        told = Accepted(
            bill.at, bill.file, what=What.ORGANISATION, organisation=bill.buyer.name, business_id=Told(number)
        )
        fresh[number] = (digest, told)
    work.report.counts.update(work.organisations.store(list(fresh.values())))
    stored = work.organisations.stored(fresh.values())
    return ids | {number: one for number, (one, _) in zip(fresh, stored, strict=True)}


def _sent(work: Import, bills: Sequence[Bill], ids: Mapping[str, UUID]) -> None:
    """Invoices of organisations: those that are new, and who of the organisation is named in them."""
    held = deals.invoices_of(work.vault, list(ids.values()))
    new: list[_Sent] = []
    again: list[_Sent] = []
    for bill in bills:
        deal = _deal(work, bill, ids[bill.buyer.business_id or ""])
        known = held.setdefault((deal.organisation, deal.number), deal)
        if known is deal:
            new.append(_Sent(bill, deal, None))
        elif (known.amount, known.at, known.currency) == (deal.amount, deal.at, deal.currency):
            again.append(_Sent(bill, deal, known))
        else:
            work.report.counts["accepted"] -= 1
            _reject(work, bill, "other_invoice_of_number")
    failed = (
        {}
        if work.report.dry
        else bisected([one.deal for one in new], partial(_store, work), lambda deal: deal.id)
    )
    for one in new:
        if reason := failed.get(one.deal.id):
            _reject(work, one.bill, reason)
    work.report.counts["invoices"] += len(new) - len(failed)
    work.report.counts["unchanged"] += len(again)
    for one in (*new, *again):
        if one.deal.id not in failed and not (one.known and one.known.represented):
            _represented(work, one)


def _deal(work: Import, bill: Bill, organisation: UUID) -> Deal:
    """``to_pay`` is what is still to be paid: nothing, and the invoice is settled."""
    return Deal(
        organisation, Kind.INVOICE, _number(bill), bill.day, payers.cents(bill.gross), bill.currency, bill.due,
        State.OPEN if bill.to_pay else State.DONE, source=work.plan.source.name,
    )  # fmt: skip


def _store(work: Import, part: Sequence[Deal]) -> None:
    connection = work.vault.connection
    with bind.use(connection, work.plan.use, work.act):
        stored = [deals.add(work.vault, deal) for deal in part]
        connection.execute("select gate.note_deals(%s, %s)", (work.plan.batch, stored))


def _represented(work: Import, one: _Sent) -> None:
    """The contact person, where exactly one of the organisation's people is called so: their row, that goes with them."""
    name, counts = one.bill.buyer.contact, work.report.counts
    if not name:
        return
    use = _dealing_use(work)
    person = _of_the_organisation(work, one.deal.organisation, name, use) if use else None
    counts["contact_persons" if person else "contact_persons_not_known"] += 1
    if person and use and not work.report.dry:
        deal = one.known or one.deal
        deals.represent(work.vault, deal.id, person, work.origin.under(use), work.act)


def _dealing_use(work: Import) -> str | None:
    """The use under which this source may say who stands for an organisation, among those that the actor holds."""
    plan = work.plan
    return next(
        (
            may.use
            for may in plan.policy.collects
            if (may.source, may.category, may.field) == (plan.source.name, "events", "dealing")
            and {may.use, "*"} & plan.rights
        ),
        None,
    )


def _of_the_organisation(work: Import, organisation: UUID, name: str, use: str) -> UUID | None:
    called = finding.by_name(work.vault, name, use, work.act, most=_MOST_OF_A_NAME)
    if not called:
        return None
    people, _ = organisations.people_of(work.vault, organisation, use, work.act)
    found = {one.person for one in called} & set(people)
    return found.pop() if len(found) == 1 else None


def _personal(work: Import, bill: Bill) -> None:
    """A person's invoice: theirs, and a copy that the accounting law keeps."""
    came = payers.take(work, bill)
    if came.startswith("refused_"):
        _reject(work, bill, came)
        work.report.counts["accepted"] -= 1
    else:
        work.report.counts[came] += 1

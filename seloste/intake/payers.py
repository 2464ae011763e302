"""Invoices of people: only of whoever is here already, known by e-mail, by number, or by name and address together."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from seloste.gate import bind
from seloste.gate.errors import GateError, NestedUse, NotPermitted, Rejected
from seloste.intake import matching
from seloste.intake.deciding import Import
from seloste.intake.finvoice import Bill
from seloste.intake.matching import Sought
from seloste.protection import blind
from seloste.protection.opening import look_and_open
from seloste.register import finding, invoices
from seloste.register.invoices import Invoice, Issued, NoPayer
from seloste.terms.addresses import tidy

INVOICE = "customership.invoice"
_MOST_OF_A_NAME = 20


def take(work: Import, bill: Bill) -> str:
    """What became of a person's invoice, as a code to be counted; ``refused_…`` where a door took it not."""
    if INVOICE not in work.plan.fields:
        return "invoices_not_declared"
    person = _payer(work, bill)
    if person is None:
        return "invoices_of_strangers"
    ids = _ids(work, bill, person)
    if _held(work, person, ids.ordinary):
        return "unchanged"
    return "invoices" if work.report.dry else _issue(work, bill, person, ids)


def cents(amount: Decimal) -> Decimal:
    """As the register keeps amounts."""
    return amount.quantize(Decimal("0.01"))


def _payer(work: Import, bill: Bill) -> UUID | None:
    """The one person whose invoice it is for sure; None where nobody is, or several could be."""
    buyer = bill.buyer
    if buyer.email or buyer.phone:
        phones = (buyer.phone,) if buyer.phone else ()
        asked = Sought(buyer.email or None, phones=phones, any_name=True)
        (met,) = matching.look_up(work.vault, [asked], work.plan.use, work.act)
        if len(met.people) == 1 and not met.people[0].restricted:
            return met.people[0].person
    if not (buyer.name and buyer.street and buyer.post_code):
        return None
    called = finding.by_name(work.vault, buyer.name, work.plan.use, work.act, most=_MOST_OF_A_NAME)
    if not called or len(called) == _MOST_OF_A_NAME:
        return None
    living = _living_at(work, list({one.person for one in called}), buyer.street, buyer.post_code)
    return living.pop() if len(living) == 1 else None


def _living_at(work: Import, people: list[UUID], street: str, post_code: str) -> set[UUID]:
    """Who of these has that address; their addresses are opened for it, under a line of the ledger."""
    rows = look_and_open(
        work.vault.connection, work.vault.keys, work.plan.use, work.act, "contact",
        "select subject_id, id from register.contact where subject_id = any(%s) and kind = %s and fate = 0",
        (people, finding.ADDRESSES["address"]),
    )  # fmt: skip
    wanted = (tidy(street).casefold(), post_code.replace(" ", ""))
    return {
        row.person
        for row in rows
        if (tidy(row.content.show()["street"]).casefold(), row.content.show().get("post_code", "")) == wanted
    }


def _ids(work: Import, bill: Bill, person: UUID) -> Issued:
    """The same for the same invoice; without the key nobody could tell from them whose it is."""
    key = work.vault.keys.suppression_key
    known_by = "\n".join((work.plan.source.name, bill.number, bill.day.isoformat(), str(person)))
    return Issued(blind.keyed(key, "invoice", known_by), blind.keyed(key, "invoice by law", known_by))


def _held(work: Import, person: UUID, row: UUID) -> bool:
    with bind.use(work.vault.connection, work.plan.use, work.act):
        found = work.vault.connection.execute(
            "select 1 from register.customership where (subject_id, id) = (%s, %s)", (person, row)
        ).fetchone()
    return found is not None


def _issue(work: Import, bill: Bill, person: UUID, ids: Issued) -> str:
    state = "open" if bill.to_pay else "paid"
    invoice = Invoice(
        bill.number, bill.day, cents(bill.gross), bill.called or bill.kind, bill.currency, bill.due, state
    )
    try:
        try:
            invoices.issue(work.vault, person, invoice, work.origin, work.act, ids=ids)
        except (
            Rejected
        ):  # the law's copy outlived an undone import: the relationship's row comes again beside it
            invoices.again(work.vault, person, invoice, work.origin, work.act, ids)
    except (NotPermitted, NestedUse):
        raise  # it is not the record's fault
    except NoPayer:
        return "invoices_of_strangers"
    except GateError as fault:
        return f"refused_{fault.code.lower()}"
    return "invoices"

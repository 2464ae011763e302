"""A person's invoice: for the relationship, and a copy that the accounting law keeps (R5.5b, L16).

What the law wants is copied under a key of its own when the invoice is written (spine 22): an erasure
then destroys the person's key and re-encrypts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from seloste.engine.errors import Exit, SelosteError
from seloste.protection.opening import look_and_open
from seloste.protection.vault import Vault
from seloste.register import people
from seloste.register.facts import KINDS, Person, Row
from seloste.register.people import Origin
from seloste.terms.act import Act
from seloste.terms.words import Fate

STATES = {"open": 0, "paid": 1, "void": 2}


class NoPayer(SelosteError):
    """The use sees no name of the person, and an invoice names whom it is for."""

    exit_code = Exit.REFUSED
    code = "no_payer"


@dataclass(frozen=True, slots=True)
class Invoice:
    """``what``: what it is for, in a few words. ``currency``: ISO 4217.

    ``financial_year_ended``: the last day of the financial year to which the invoice belongs (None: that
    of the invoice's calendar year); from the end of that day's calendar year the period of the accounting
    law runs (1336/1997 ch. 2 § 10).
    """

    number: str
    day: date
    amount: Decimal
    what: str
    currency: str = "EUR"
    due: date | None = None
    state: str = "open"
    financial_year_ended: date | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """Ids of the two rows: the relationship's, which goes with the person, and the law's."""

    ordinary: UUID
    kept: UUID


def issue(
    vault: Vault, person: UUID, invoice: Invoice, origin: Origin, act: Act, *, ids: Issued | None = None
) -> Issued:
    """Write an invoice down, with a copy under the key of what the law keeps: name and address in it.

    ``origin.use`` opens name and address, so a line names the person. ``ids`` are chosen where the invoice must be
    known again. Raises NoPayer, and Undeclared when the notice keeps no invoices by law.
    """
    ids = ids or Issued(uuid4(), uuid4())
    payer = _payer(vault, person, origin.use, act)
    columns = _columns(invoice)
    said = {"number": invoice.number, "what": invoice.what}
    ordinary = Row("customership", "invoice", said, columns, id=ids.ordinary)
    kept = Row("customership", "invoice", {**said, "payer": payer}, columns, fate=Fate.BY_LAW, id=ids.kept)
    people.extend(vault, [Person(id=person, rows=(ordinary, kept))], origin, act)
    return ids


def again(vault: Vault, person: UUID, invoice: Invoice, origin: Origin, act: Act, ids: Issued) -> None:
    """The relationship's row alone, where the law's copy is kept already. Raises Rejected where it stands too."""
    said = {"number": invoice.number, "what": invoice.what}
    row = Row("customership", "invoice", said, _columns(invoice), id=ids.ordinary)
    people.extend(vault, [Person(id=person, rows=(row,))], origin, act)


def _columns(invoice: Invoice) -> dict[str, Any]:
    year = invoice.financial_year_ended or date(invoice.day.year, 12, 31)
    return {
        "at": invoice.day,
        "amount": invoice.amount,
        "currency": invoice.currency,
        "due_on": invoice.due,
        "state": STATES[invoice.state],
        "ended": datetime.combine(year, time(12), UTC),  # noon: the same day in the notice's time zone
    }


def _payer(vault: Vault, person: UUID, use: str, act: Act) -> dict[str, Any]:
    """The newest name and address that the use sees."""
    rows = look_and_open(
        vault.connection, vault.keys, use, act, "contact",
        "select subject_id, id from (select distinct on (kind) subject_id, id from register.contact"
        " where subject_id = %s and kind = any(%s) and fate = 0 order by kind, obtained_at desc, id) newest",
        (person, [KINDS["name"], KINDS["address"]]),
    )  # fmt: skip
    found = {row.kind: row.content.show() for row in rows}
    if KINDS["name"] not in found:
        raise NoPayer(f"Under {use} no name of this person is seen, and an invoice names its payer.")
    address = found.get(KINDS["address"])
    return {"name": found[KINDS["name"]], **({"address": address} if address else {})}

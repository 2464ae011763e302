"""A person of whom every field that the notice declares is held, through the doors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from seloste.notice import load_policy
from seloste.notice.policy import Policy
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Relation, Row
from seloste.register.people import Origin
from seloste.register.records import registry
from seloste.terms.words import RIGHTS, Basis, Fate, Label
from tests.database import NOTICE
from tests.people import SHOWN, canary
from tests.register.desk import Desk

POLICY: Policy = load_policy(NOTICE)
WHEN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BY_DOORS_OF_THEIR_OWN = {"contact", "consent", "mention"}
VALUES: dict[str, Any] = {
    "calls.history": {"number": "+358500000002"},
    "calls.recording": {"file": "a.opus", "hash": "ab" * 32, "codec": "opus", "announced_at": WHEN.isoformat()},
    "employer.business_id": "1234567-1",
    "employer.industry": "62010",
    "customership.account": "FI2112345600000785",
    "customership.language": "fi",
    "behaviour.ip": "192.0.2.0/24",
}  # fmt: skip
AT = {"calls", "events", "marketing", "behaviour", "applications"}


@dataclass(frozen=True)
class Whole:
    """``values``: what is in each row, by category and field, as far as it may be opened under ``rights``."""

    person: UUID
    email: str
    values: dict[tuple[str, str], Any]
    kept: set[tuple[str, str]]
    sources: dict[tuple[str, str], str]


def declared() -> list[tuple[str, str]]:
    """Every field that both a model and the notice have, save those with doors of their own."""
    return [
        (model.holds.category, field)
        for model in registry()
        if model.holds.category not in BY_DOORS_OF_THEIR_OWN
        for field in model.holds.fields
        if any((c.category, c.field) == (model.holds.category, field) for c in POLICY.collects)
    ]


def whole(desk: Desk) -> Whole:
    """A customer, representative and applicant with contact details, a consent, and a row of every field."""
    family = canary()
    email = Contact("email", f"{family}@example.com", label=Label.WORK)
    relations = tuple(Relation(group, started=WHEN) for group in ("customer", "customer_rep", "applicant"))
    ground = Ground(Basis.CONSENT, "newsletter.email", SHOWN, row=email.id)
    name = Contact("name", {"given": "Aino", "family": family})
    person = Person(relations, (ground,), (), (name, email), uuid4())
    people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)
    found = Whole(person.id, email.value, {("contact", "email"): email.value}, set(), {})
    for category, field in declared():
        row = _row(category, field, relations[1].id)
        source = next(c.source for c in POLICY.collects if (c.category, c.field) == (category, field))
        people.extend(desk.vault, [Person(id=person.id, rows=(row,))], Origin(source, RIGHTS), desk.act)
        found.sources[category, field] = source
        if row.fate is Fate.ORDINARY:
            found.values[category, field] = row.value
        else:
            found.kept.add((category, field))
    return found


def _row(category: str, field: str, relation: UUID) -> Row:
    fates = {keep.fate for keep in POLICY.keeps if keep.category == category and keep.field in (None, field)}
    columns: dict[str, Any] = {"at": WHEN} if category in AT else {}
    columns |= {"relation": relation} if category == "position" else {}
    columns |= {"direction": 1} if category == "calls" else {}
    columns |= {"amount": "12.30", "currency": "EUR"} if field == "invoice" else {}
    value = VALUES.get(f"{category}.{field}", f"{field} {canary()}")
    return Row(category, field, value, columns, fate=Fate.ORDINARY if Fate.ORDINARY in fates else fates.pop())

"""What the demo's companies do and have agreed with us: industries, contracts, projects and invoices, through the verbs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from seloste.protection.vault import Vault
from seloste.register import deals, organisations
from seloste.register.deals import Deal, Kind, State
from seloste.register.organisations import Organisation
from seloste.register.people import Origin
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS

MOST = 1000
REPRESENTED = 80
"""Deals in which one of the company's people stands for it: each is a row of theirs."""

INDUSTRIES = (
    "62010", "62020", "46510", "70220", "47190", "41200", "43210", "45201", "49410", "56101", "69201", "10710",
    "16100", "25620", "68320", "71129", "73111", "82300", "85590", "96021",
)  # fmt: skip
"""Of TOL 2008."""


def deal(vault: Vault, act: Act, now: datetime, *, seed: int = 920) -> int:
    """An industry for every organisation that stands, and deals for some; how many deals. Same seed, same deals."""
    draw = random.Random(seed)
    told = 0
    stood = 0
    for place, one in enumerate(organisations.page(vault, "", 0, MOST).lines):
        organisations.rename(vault, one.id, one.name, draw.choice(INDUSTRIES))
        for made in _of(one, place, now.date(), draw):
            stands = deals.add(vault, made)
            told += 1
            if made.kind is not Kind.INVOICE and stood < REPRESENTED:
                stood += _represented(vault, act, one, stands)
    return told


def _of(one: Organisation, place: int, today: date, draw: random.Random) -> Iterator[Deal]:
    """Every third company has a contract, a project now and then, and its last invoices."""
    if place % 3:
        return
    began = today - timedelta(days=draw.randint(200, 900))
    yield Deal(one.id, Kind.CONTRACT, f"S-{began.year}-{place + 1:04}", began)
    if place % 2 == 0:
        started = began + timedelta(days=draw.randint(10, 60))
        amount = Decimal(draw.randrange(3_000, 48_000, 500))
        yield Deal(
            one.id, Kind.PROJECT, f"P-{started.year}-{place + 1:04}", started, amount, "EUR",
            state=draw.choice((State.OPEN, State.DONE)),
        )  # fmt: skip
    for number in range(draw.randint(1, 4)):
        day = today - timedelta(days=30 * number + draw.randint(1, 20))
        paid = (today - day).days > 14
        yield Deal(
            one.id, Kind.INVOICE, f"{day.year}-{10_000 + place * 10 + number}", day,
            Decimal(draw.randint(9_000, 480_000)) / 100, "EUR", day + timedelta(days=14),
            State.DONE if paid else State.OPEN,
        )  # fmt: skip


def _represented(vault: Vault, act: Act, one: Organisation, stands: UUID) -> bool:
    people, _ = organisations.people_of(vault, one.id, RIGHTS, act, most=1)
    if not people:
        return False
    deals.represent(vault, stands, people[0], Origin("self", RIGHTS), act)
    return True

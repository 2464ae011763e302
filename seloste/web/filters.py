"""What the list of people is narrowed to: read from an address, shown, and written into one again.

An address names uses, kinds of relation and sources of the notice, an organisation by its random id,
and numbers: nothing personal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from seloste.register import organisations
from seloste.register.finding import Choice
from seloste.web import figures
from seloste.web.desk import Desk
from seloste.web.words import say, told

SOON = 30
"""Days within which something of a person goes, when the list is narrowed to that."""


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a drop-down list."""

    name: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """What the list is narrowed to, and the address of the list without it."""

    about: str
    says: str
    without: str


def read(desk: Desk, asked: Mapping[str, str]) -> Choice:
    """Only what the notice names and what has the shape of an id: anything else narrows nothing."""
    policy = desk.policy
    return Choice(
        use=_one_of(asked.get("use", ""), (use.name for use in policy.uses)),
        group=_one_of(asked.get("group", ""), (group.name for group in policy.groups)),
        source=_one_of(asked.get("source", ""), (one.name for one in policy.sources if not one.client)),
        organisation=_id(asked.get("organisation", "")),
        days=SOON if asked.get("days") == str(SOON) else None,
    )


def _one_of(wanted: str, known: Iterable[str]) -> str:
    return wanted if wanted in set(known) else ""


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def address(choice: Choice, start: int = 0) -> str:
    """The list so narrowed, from a place on."""
    named = {name: str(value) for name in choice.__slots__ if (value := getattr(choice, name))}
    query = urlencode(named | ({"from": str(start)} if start else {}))
    return f"/people?{query}" if query else "/people"


def at(desk: Desk, choice: Choice) -> Chip | None:
    """The organisation to which the list is narrowed: it has no field among the filters."""
    if choice.organisation is None:
        return None
    found = organisations.one(desk.vault, choice.organisation)
    name = found.name if found else str(choice.organisation)
    return Chip(say("filter.organisation", desk.language), name, address(replace(choice, organisation=None)))


def groups(desk: Desk, choice: Choice) -> list[Option]:
    """Kinds of relation, as the notice calls them."""
    return [
        Option(one.name, figures.raised(told(one.title, desk.language)), one.name == choice.group)
        for one in desk.policy.groups
    ]


def sources(desk: Desk, choice: Choice) -> list[Option]:
    """Sources, as the notice calls them."""
    return [
        Option(
            one.name, figures.raised(told(one.title, desk.language) or one.name), one.name == choice.source
        )
        for one in desk.policy.sources
        if not one.client
    ]


def uses(desk: Desk, choice: Choice, counts: Mapping[str, int]) -> list[Option]:
    """Uses of the notice, each with how many of all the people that are seen it may touch."""
    return [
        Option(
            use.name,
            f"{told(use.title, desk.language)} ({figures.number(counts.get(use.name, 0))})",
            use.name == choice.use,
        )
        for use in desk.policy.uses
    ]

"""What a notice compiles to: plain values that the gate interprets and the database stores.

Everything is by name; the database gives uses their bits and names their numbers when a
policy is published, so that a name keeps its number from version to version.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from seloste.terms.words import Basis, Fate, Scope

Text = dict[str, str]
"""Words for people: a language of the notice -> the sentence."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence that decides: where it stands in the notice and how people read it."""

    path: str
    section: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class UseTerm:
    """A purpose over a channel, such as ``newsletter.email``; ``channel`` is None without one.

    ``address`` names the field through which the channel reaches a person (``email``), or None:
    a ground or prohibition of one row of that field speaks of that row alone.
    ``shut``: what the notice leaves unsaid, so that the use permits nothing; empty for a whole notice.
    ``figures``: under it nobody sees a row, and people are counted, from so many on; 0 for a use that sees rows.
    """

    name: str
    purpose: str
    channel: str | None
    address: str | None
    marketing: bool
    title: Text
    clause: Clause
    shut: Text = field(default_factory=dict)
    figures: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One permission: ``use`` may touch ``category.field`` on ``basis``.

    ``groups``: only for people with a live relation of one of these; empty is anybody.
    ``until``: the first day on which the rule no longer holds (an overdue balancing test).
    ``law``: the rule of law or row of the marketing table (``M2``, ``GDPR 6(1)(b)``).
    """

    use: str
    category: str
    field: str
    basis: Basis
    groups: tuple[str, ...]
    until: date | None
    law: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class MayCollect:
    """``field`` of ``category`` may come in from ``source`` by somebody acting under ``use``."""

    source: str
    category: str
    field: str
    use: str


@dataclass(frozen=True, slots=True)
class Keep:
    """How long a category (or one field of it) is kept; the longest that applies wins.

    ``event``: ``relation.ended``, ``activity`` (the person's last own act in a relation),
    ``obtained`` (the value came), ``ground.ended``; ``group``: for whom, None is everybody;
    ``fate``: BY_LAW and CLAIMS rows are sealed apart and open for ``only`` (and ``legal``) alone.
    """

    category: str
    field: str | None
    group: str | None
    event: str
    months: int
    days: int
    fate: Fate
    only: str | None
    law: str | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of relation that a person can have with the controller (section 1)."""

    name: str
    title: Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where data comes from (section 6). ``group``: which relation its people get, if it says.

    ``own``: given by the person (not told on under GDPR 14, and fit for an existing customer's
    exception). ``client``: what comes from it belongs to a client, and can't come in (R1.1d).
    """

    name: str
    title: Text
    group: str | None
    own: bool
    clause: Clause
    client: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the controller, by name (R1.1c)."""

    name: str
    title: Text


@dataclass(frozen=True, slots=True)
class Processor:
    """Who handles data for the controller, where, and under which mechanism (sections 6 and 8).

    ``parent``: the country of a parent company that can reach the data; like seat and servers it
    is held against the stance (R8.1a).
    """

    name: str
    entity: str
    seat: str
    servers: tuple[str, ...]
    mechanism: str | None
    uses: tuple[str, ...]
    fields: tuple[str, ...]
    clause: Clause
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class CategoryTerm:
    """A category of section 5 with the fields that may be stored, and how people call them."""

    name: str
    fields: tuple[str, ...]
    field_titles: dict[str, Text]
    title: Text
    clause: Clause


@dataclass(frozen=True, slots=True)
class LawTerm:
    """A law that the notice names. ``id``: ``fi/1336/1997``."""

    name: str
    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Policy:
    """A compiled notice. ``version`` and ``digest`` (SHA-256 of the file, hex) name it."""

    version: int
    digest: str
    languages: tuple[str, ...]
    controller: Text
    business_id: str
    contact_mail: str
    register_name: Text
    time_zone: str
    sample: bool
    backups_days: int
    stance: str
    stance_clause: Clause
    groups: tuple[Group, ...]
    uses: tuple[UseTerm, ...]
    categories: tuple[CategoryTerm, ...]
    rules: tuple[Rule, ...]
    collects: tuple[MayCollect, ...]
    keeps: tuple[Keep, ...]
    sources: tuple[Source, ...]
    processors: tuple[Processor, ...]
    scopes: dict[Scope, tuple[str, ...]]
    prohibition_clause: Clause
    clauses: dict[str, Clause] = field(default_factory=dict)
    laws: tuple[LawTerm, ...] = ()
    services: tuple[Service, ...] = ()
    organisation: tuple[str, ...] = ()
    """Kinds of addresses that are held of organisations themselves."""
    hosting: dict[str, str] = field(default_factory=dict)
    """Where the register's own parts are, by country or ``none``: ``database``, ``backups``, ``mail``, ``errors``."""

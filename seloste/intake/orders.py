"""What an import is asked to do, held against the notice before anything is read into the register.

The notice says whether the source may bring data in, which fields, under which use, and which
relation its people get. What it doesn't let in is named by column and left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

from seloste.engine.errors import Exit, SelosteError
from seloste.gate import publishing
from seloste.intake.found import Column
from seloste.intake.readings import AnyReading, Stored
from seloste.notice.policy import Policy, Source
from seloste.protection.vault import Vault
from seloste.terms.act import Act
from seloste.terms.addresses import tidy
from seloste.terms.identity import holds_card_number, holds_identity_code
from seloste.terms.words import Basis

NAME, EMAIL, PHONE, ADDRESS = "contact.name", "contact.email", "contact.phone", "contact.address"
EVIDENCE = "consent.evidence"
UNASKED = frozenset({EVIDENCE})
"""Fields whose want is told otherwise than by the name of a column."""

LONGEST_TEXT = 16_384
"""Characters of the text that was shown: each consent keeps a copy."""

_KNOWN_BY = {EMAIL: "e-mail addresses", PHONE: "phone numbers"}
_NAMESPACE = UUID("5e10577e-0000-4000-8000-000000000917")


class ImportRefused(SelosteError):
    """An import that the notice, or the lack of a word, doesn't let begin. Nothing was stored."""

    exit_code = Exit.BAD_INPUT
    code = "import_refused"


@dataclass(frozen=True, slots=True)
class ShownText:
    """The text that people saw when they consented, and who declares that it was this (GDPR 7(1))."""

    text: str = field(repr=False)
    declared_by: str = field(repr=False)

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Order:
    """``relation`` is asked for only where the source's entry in the notice names none."""

    source: str
    relation: str | None = None
    shown: ShownText | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An order that the notice allows.

    ``fields`` may come in under ``use``; ``consent_use`` is what a consent of the file would open,
    None when the notice knows no such use; ``withdraws``: the actor may
    also end such a consent; ``now`` is the gate's clock; ``batch`` is the same
    whenever the same files come from the same source; ``rights``: the uses that the actor holds.
    """

    policy: Policy
    source: Source
    relation: str
    use: str
    fields: frozenset[str]
    consent_use: str | None
    withdraws: bool
    shown: ShownText | None
    columns_not_declared: tuple[Column, ...]
    batch: UUID
    now: datetime
    rights: frozenset[str] = frozenset()


def read_shown(path: Path, declared_by: str) -> ShownText:
    """The text of a file, declared by somebody under their name. Raises ImportRefused."""
    name = " ".join(declared_by.split())
    if not 1 <= len(name) <= 100 or holds_identity_code(name):
        raise ImportRefused("Who declares the text is missing or too long.", help="--declared-by NAME")
    try:
        text = path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        raise ImportRefused(
            "The text that was shown can't be read.", help="Give a file of plain text in UTF-8."
        ) from None
    if not text or len(text) > LONGEST_TEXT or "\0" in text:
        raise ImportRefused(
            "The text that was shown is empty or longer than 16,384 characters.",
            help="Give the words beside the form, not the whole page.",
        )
    if holds_identity_code(text) or holds_card_number(text):
        raise ImportRefused(
            "The text that was shown holds an identity code or a card number.",
            help="Take it out: it was hardly shown to everybody.",
        )
    return ShownText(text, name)


def prepare(vault: Vault, reading: AnyReading, order: Order, act: Act) -> Plan:
    """Holds an order against the published notice and the actor's grants. Raises ImportRefused."""
    published = publishing.published(vault.connection)
    if published is None:
        raise ImportRefused(
            "No notice is published, so nothing comes in.", help="`seloste notice publish FILE` comes first."
        )
    policy = published.policy
    source = _source(policy, order.source)
    asked = _asked(reading)
    rights, now = _standing(vault, act)
    adds_people = reading.stored is Stored.PEOPLE  # by a list or a log nobody comes in: there is no relation
    use, fields = _use(policy, source, asked, rights, order.relation or source.group)
    if reading.strict:
        _refuse_undeclared(policy, source, reading, fields)
    consent_use = _consent_use(policy, use) if EVIDENCE in fields or not adds_people else None
    relation = _relation(policy, source, order.relation) if adds_people else ""
    return Plan(
        policy, source, relation, use, fields, consent_use,
        bool({consent_use, "*"} & rights), order.shown,
        tuple(_not_declared(reading, fields)), _batch(source, reading), now, rights,
    )  # fmt: skip


def _source(policy: Policy, name: str) -> Source:
    found = next((source for source in policy.sources if source.name == name), None)
    if found is None:
        known = ", ".join(source.name for source in policy.sources)
        raise ImportRefused(f'The notice names no source "{name[:60]}".', help=f"Its sources: {known}.")
    if found.client:  # R1.1d
        raise ImportRefused(
            f"What comes from {found.name} belongs to a client of yours, and can't come into this register"
            f" ({found.clause.path}).",
            help="Keep it where you process it for the client (GDPR 28).",
        )
    return found


def _relation(policy: Policy, source: Source, told: str | None) -> str:
    groups = ", ".join(group.name for group in policy.groups)
    if source.group and told not in (None, source.group):
        raise ImportRefused(
            f"The notice says that people from {source.name} are {source.group}, not {(told or '')[:60]}.",
            help="Leave --relation out.",
        )
    chosen = source.group or told
    if chosen is None:
        raise ImportRefused(
            f"The notice doesn't say which relation people from {source.name} have.",
            help=f"Say it: --relation KIND, one of {groups}.",
        )
    if chosen not in {group.name for group in policy.groups}:
        raise ImportRefused(f'The notice knows no relation "{chosen[:60]}".', help=f"Its kinds: {groups}.")
    return chosen


def _asked(reading: AnyReading) -> frozenset[str]:
    """The fields that the files could bring."""
    return frozenset(one.path for file in reading.files for one in file.brings if one.path)


def _standing(vault: Vault, act: Act) -> tuple[frozenset[str], datetime]:
    """What the actor holds, and the time by the gate's clock."""
    row = vault.connection.execute(
        "select (select rights from gate.whoami(%s)), gate.now()", (act.ticket.secret,)
    ).fetchone()
    assert row is not None  # a query of one row
    return frozenset(row[0] or ()), row[1]


def _use(
    policy: Policy, source: Source, asked: frozenset[str], rights: frozenset[str], relation: str | None
) -> tuple[str, frozenset[str]]:
    """The use that lets most of the file's fields in, among those that the actor holds; of several, one that
    reaches people of this relation, so that the import sees whom it meets again."""
    by_use: dict[str, set[str]] = {}
    for may in policy.collects:
        if may.source == source.name:
            by_use.setdefault(may.use, set()).add(f"{may.category}.{may.field}")
    keys = {EMAIL} if EMAIL in asked else {PHONE} & asked
    fit = {use: fields & asked for use, fields in by_use.items() if keys <= fields}
    if not fit:
        raise ImportRefused(
            f"The notice lets {source.name} bring in no {_KNOWN_BY[min(keys, default=EMAIL)]}, by which people are"
            " known here.",
            help=f"Name {min(keys, default=EMAIL)} in the source's entry, or choose another source.",
        )
    held = {use: fields for use, fields in fit.items() if use in rights or "*" in rights}
    if not held or "intake" not in rights:
        wanted = "intake and one of " + ", ".join(sorted(fit))
        raise ImportRefused(
            "This ticket may not import from this source.", help=f"It needs grants of {wanted}."
        )
    reaching = {rule.use for rule in policy.rules if not rule.groups or relation in rule.groups}
    use = max(sorted(held), key=lambda name: (len(held[name]), name in reaching))
    return use, frozenset(held[use])


def _refuse_undeclared(policy: Policy, source: Source, reading: AnyReading, fields: frozenset[str]) -> None:
    """A mapping asks by name; what the notice doesn't let in is refused by name, before anything is stored."""
    declared = {f"{one.name}.{name}": one for one in policy.categories for name in one.fields}
    for one in (brought for file in reading.files for brought in file.brings):
        if not one.path or one.path in fields or one.optional:
            continue
        column = shown_column(one.column)
        if one.path not in declared:
            raise ImportRefused(
                f'The notice declares no {one.path}, which the column "{column}" would fill.',
                help=f"Declare it under [category.{one.path.partition('.')[0]}], or take it out of the mapping.",
            )
        raise ImportRefused(
            f'The notice doesn\'t let {source.name} bring in {one.path}, which the column "{column}" would fill'
            f" ({source.clause.path}, section {source.clause.section}).",
            help="Name it in the source's entry, choose another source, or take it out of the mapping.",
        )


def _consent_use(policy: Policy, entered: str) -> str | None:
    """The newsletter: a marketing use by e-mail that rests on consent. The one entered, else the only one."""
    consented = {rule.use for rule in policy.rules if rule.basis is Basis.CONSENT}
    found = [
        use.name for use in policy.uses if use.marketing and use.address == "email" and use.name in consented
    ]
    return entered if entered in found else found[0] if len(found) == 1 else None


def _not_declared(reading: AnyReading, fields: frozenset[str]) -> Iterable[Column]:
    """Columns that the reader knows and the notice doesn't let this source bring, each named once."""
    met: dict[str, Column] = {}
    for file in reading.files:
        for one in file.brings:
            if one.path not in fields and one.path not in UNASKED and not one.optional:
                name = shown_column(one.column)
                met.setdefault(name, Column(name, "not_declared"))
    return met.values()


def shown_column(header: str | None) -> str:
    """A header, or the name of a file, as a report may repeat it: without signs that steer a terminal,

    and without a code that somebody may have typed there too.
    """
    name = tidy(header or "")[:100]
    return "…" if holds_identity_code(name) or holds_card_number(name) else name


def _batch(source: Source, reading: AnyReading) -> UUID:
    digests = sorted(file.digest for file in reading.files)
    return uuid5(_NAMESPACE, "\n".join((source.name, *digests)))


Progress = Callable[[int, int], None]
"""Told, now and then, how many records are done and of how many."""

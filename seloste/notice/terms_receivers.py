"""Sections 6 to 8: sources, processors, recipients, transfers, and where the register is."""

from __future__ import annotations

from datetime import date

from seloste.notice.model_values import BasisPhrase, Term, Texts
from seloste.notice.source import At, Word


class SourceTerm(Term):
    """Where data comes from (section 6).

        kind: what kind of source it is
        group: the relation that its people get
        own: the person gave it
        open: it is left open which source this is
        client: what comes from it is a client's, and does not come in (R1.1d)
        uses: the uses that it brings data in for
        fields: what it brings in
        why: why people hear from you
        tell: when they are told (GDPR 14(3))

    Compiles to what may come in, from where and under which use.
    """

    kind: Word | None = None
    group: Word | None = None
    own: At[bool] | None = None
    open: At[bool] | None = None
    client: At[bool] | None = None
    uses: tuple[Word, ...] = ()
    fields: tuple[Word, ...] = ()
    why: Texts | None = None
    tell: Word | None = None


class Entity(Term):
    """A company as it is registered, apart from its product.

    product: what it is known by
    name: the company's own name
    seat: country of its seat
    servers: countries of its servers
    parent: country of a parent company that can reach the data (R8.1a)
    """

    product: Word | None = None
    legal_name: Word | None = None
    seat: Word | None = None
    servers: tuple[Word, ...] = ()
    parent: Word | None = None


class Mechanism(Term):
    """On what a transfer rests (GDPR 44-49).

    mechanism: its name
    assessed: the day of the assessment
    until: the first day on which the assessment no longer holds
    copy: how to have a copy (GDPR 13(1)(f))
    """

    mechanism: Word | None = None
    assessed: At[date] | None = None
    until: At[date] | None = None
    copy: Word | None = None


class ProcessorTerm(Term):
    """Who handles data for the controller (GDPR 28).

        entity: who and where it is
        task: what it does
        data: what it gets
        uses: for which uses
        under: the processor whose sub-processor it is
        transfer: on what a transfer to it rests
        agreement: where the agreement lies; never published

    Compiles to what may be handed out to it; seat, servers and parent are held against the stance.
    A sub-processor is held against it as far as the one above it gets data.
    """

    entity: Entity | None = None
    task: Texts | None = None
    data: tuple[Word, ...] = ()
    uses: tuple[Word, ...] = ()
    under: Word | None = None
    transfer: Mechanism | None = None
    agreement: Word | None = None


class Recipient(Term):
    """To whom data is disclosed (section 7).

        role: what the recipient is
        entity: who and where it is
        uses: for which uses
        data: what it gets
        basis: on what the disclosure rests
        certainty: whether it is done, or may be
        agreement: where the agreement lies; never published

    Information only: the register hands nothing to whom it does not name as a processor.
    """

    role: Word | None = None
    entity: Entity | None = None
    uses: tuple[Word, ...] = ()
    data: tuple[Word, ...] = ()
    basis: tuple[BasisPhrase, ...] = ()
    certainty: Word | None = None
    agreement: Word | None = None


class Transfer(Term):
    """Transfers out of the EEA (section 8): a stance, and one table more for each line.

        stance: what the notice says of transfers as a whole
        to: the processor or recipient of a line
        seat: the country of its seat
        servers: the countries of its servers
        mechanism: on what it rests; several joined by "or"
        assessed: the day of the assessment
        until: the first day on which it no longer holds
        copy: how to have a copy
        published: whether the data is on the open net

    Compiles: the stance, and the first mechanism of a line for a processor that names none itself.
    """

    stance: Word | None = None
    to: Word | None = None
    seat: Word | None = None
    servers: tuple[Word, ...] = ()
    mechanism: tuple[Word, ...] = ()
    assessed: At[date] | None = None
    until: At[date] | None = None
    copy: Word | None = None
    published: At[bool] | None = None


class OrganisationTerm(Term):
    """Kinds of addresses that are held of organisations themselves (L27).

    fields: which of them
    """

    fields: tuple[Word, ...] = ()


class Hosting(Term):
    """Where the register itself is: a country for each part, or ``none`` (R8.1d).

    database: where the rows are
    backups: where copies are
    mail: the relay for mail
    errors: the tracker of errors
    """

    database: Word | None = None
    backups: Word | None = None
    mail: Word | None = None
    errors: Word | None = None


class Occasion(Term):
    """An occasion on which data may be disclosed.

        when: which occasion
        to: to whom then
        data: which data
        basis: on what it rests
        law: the law that demands it
        told: whether the person is told

    Information only: no such disclosure is made by the register itself.
    """

    when: Word | None = None
    to: Texts | None = None
    data: tuple[Word, ...] = ()
    basis: tuple[BasisPhrase, ...] = ()
    law: Word | None = None
    told: At[bool] | None = None


class Visible(Term):
    """What others see of a person: a profile, a picture, a review, a result.

        data: which data
        to: who sees it
        by_default: whether it is on before the person has chosen
        remove: how to take it down

    Information only.
    """

    data: tuple[Word, ...] = ()
    to: Word | None = None
    by_default: At[bool] | None = None
    remove: Texts | None = None


class AsProcessor(Term):
    """The part in which the organisation works for its clients (GDPR 28).

        service: which service
        ask: whom a person asks
        instructions: whose instructions are followed
        subprocessors: who else is used, or where the list is
        agreement: where the agreement lies; never published

    Information only: what belongs to a client never comes in (``client = true`` of a source, R1.1d).
    """

    service: Texts | None = None
    ask: Texts | None = None
    instructions: Texts | None = None
    subprocessors: Texts | None = None
    agreement: Word | None = None

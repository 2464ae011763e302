"""Sections 5 and 9: categories, devices, recordings, and how long things are kept."""

from __future__ import annotations

from datetime import date

from seloste.notice.model_values import Length, Period, Term, Texts
from seloste.notice.source import At, Word


class FieldTitle(Term):
    """What a field is beyond its name.

        special: which of the special categories of GDPR 9 it is
        condition: the case of GDPR 9(2) that allows it
        ground: what allows a national identity code (1050/2018 § 29) or data of offences
        criminal: whether it tells of offences (GDPR 10)
        access: the only uses that may touch it
        apart: whether it is kept apart from the rest
        kept: whether it is stored at all
        required: whether it must be given
        if_missing: what follows if it is not given

    Compiles: ``access`` takes the field out of every other use. The rest is information only, and
    a special category without its condition, or an identity code without its ground, is refused.
    """

    special: Word | None = None
    condition: Word | None = None
    ground: Word | None = None
    criminal: At[bool] | None = None
    access: tuple[Word, ...] = ()
    apart: At[bool] | None = None
    kept: Word | None = None
    required: Word | None = None
    if_missing: Texts | None = None


class Unless(Term):
    """An exception to a period.

        when: in which case
        until: how long then

    Information only: what an exception keeps is kept by a period of its own, ``for claims`` or by law.
    """

    when: Word | None = None
    until: Word | None = None


class CategoryEntry(Term):
    """What is held of people (section 5), where from, and for how long.

        fields: the fields that may be stored
        field: more on single fields
        required: whether a field must be given
        without: what follows if it is not given (GDPR 13(2)(e))
        sources: where it comes from
        origin: how it comes about
        derived_from: the data that it is made from
        how: how it is made
        keep: its periods
        unless: exceptions to them

    Compiles to fields, to what may come in from where, and to periods. ``origin`` and what stands beside
    it is information only.
    """

    fields: tuple[Word, ...] = ()
    field: dict[str, FieldTitle] | None = None
    required: dict[str, Word] | None = None
    without: Texts | None = None
    sources: tuple[Word, ...] = ()
    origin: Word | None = None
    derived_from: tuple[Word, ...] = ()
    how: Texts | None = None
    keep: tuple[Period, ...] = ()
    unless: tuple[Unless, ...] = ()


class NamedPeriod(Term):
    """A period with a name (section 9): one that law demands, or a criterion.

        shape: what a notice says in place of a period
        criterion: the criterion that a reader can apply (GDPR 13(2)(a))
        period: its length and event
        law: the law and section that demand it
        only: the one use that sees what law alone keeps
        unless: exceptions to it

    Compiles to periods. A ``criterion`` compiles where the period beside it says ``at most``; where
    ``law`` names a section whose period is known and the file gives none, that one holds.
    """

    shape: Word | None = None
    criterion: Texts | None = None
    period: tuple[Period, ...] = ()
    law: Word | None = None
    only: Word | None = None
    unless: tuple[Unless, ...] = ()


class Law(Term):
    """A law that the notice names.

    id: country, number and year
    name: what people call it
    section: the section that is meant
    in_force: whether the notice takes it to be in force
    until: the first day on which it no longer is
    replaced_by: the law that took its place
    hinted: the notice only hints at it
    """

    id: Word | None = None
    names: Texts | None = None
    section: Word | None = None
    in_force: At[bool] | None = None
    until: At[date] | None = None
    replaced_by: Word | None = None
    hinted: At[bool] | None = None


class Device(Term):
    """Something on a person's device: a cookie, local storage, an identifier, a pixel (917/2014 § 205).

        kind: what it is
        called: its own names
        party: whose it is
        whose: the processor or recipient that sets it
        purpose: the purpose that it serves
        why: what it does, for people
        life: how long it stays
        session: it goes when the browser is closed
        necessary: the service does not work without it
        where: on the site or in the app

    Information only: what lies on a device is outside the register. What isn't necessary needs consent.
    """

    kind: Word | None = None
    called: tuple[Word, ...] = ()
    party: Word | None = None
    whose: Word | None = None
    purpose: Word | None = None
    why: Texts | None = None
    life: Length | None = None
    session: At[bool] | None = None
    necessary: At[bool] | None = None
    where: Word | None = None


class Recording(Term):
    """Pictures, sound, cameras and calls that are recorded.

        kind: what records
        place: where
        purpose: what for
        sign: whether a sign tells of it on the spot
        masked: whether bystanders are masked
        sound: whether sound is recorded
        keep: how long

    Information only; what lies in the register is a category with its own period.
    """

    kind: Word | None = None
    place: Texts | None = None
    purpose: Word | None = None
    sign: At[bool] | None = None
    masked: At[bool] | None = None
    sound: At[bool] | None = None
    keep: tuple[Period, ...] = ()


class ThirdPerson(Term):
    """Somebody whose data another person gives: next of kin, a referee, a substitute (GDPR 14).

        purpose: what for
        data: which data
        group: as whom they are in the register
        told_by: who tells them

    Information only.
    """

    purpose: Word | None = None
    data: tuple[Word, ...] = ()
    group: Word | None = None
    told_by: Word | None = None


class Derived(Term):
    """What is made of personal data: anonymous, aggregated or pseudonymous (GDPR 4(5), recital 26).

        claim: which of them it is said to be
        method: how it is done
        since: from which moment it holds
        least: the smallest number of people in a figure
        data: what it is made from

    Information only; what Seloste counts itself is a purpose with ``figures``.
    """

    claim: Word | None = None
    method: Texts | None = None
    since: Texts | None = None
    least: At[int] | None = None
    data: tuple[Word, ...] = ()

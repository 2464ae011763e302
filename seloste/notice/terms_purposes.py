"""Section 4: purposes, uses and bases, consents, decisions, secondary uses, working life."""

from __future__ import annotations

from datetime import date

from seloste.notice.model_values import BasisPhrase, Length, Term, Texts
from seloste.notice.source import At, Word


class Balance(Term):
    """The balancing test of a legitimate interest.

    done: the day on which it was made
    review: when it is looked at again: a day, or a time after ``done``
    record: where it lies; never published
    """

    done: At[date] | None = None
    review: At[date] | Length | None = None
    record: Word | None = None


class PurposeTerm(Term):
    """What data is used for (GDPR 13(1)(c)).

        acts: what it consists of, in the notice's own words; a last ``…`` is an open end
        basis: one phrase or several, each for groups or data
        choice: which of several bases holds when
        people: groups for bases that don't say ``for``
        data: categories or fields that it touches
        interest: the legitimate interest, told to people
        balance: its balancing test
        marketing: whether the law on direct marketing holds
        research: whether it is opinion or market research
        figures: it only counts, and tells no figure of fewer people (R4.1c)
        min_age: the age for one's own consent

    Compiles to rules: use, field, basis, groups and the day on which it ends.
    """

    acts: tuple[Word, ...] = ()
    basis: tuple[BasisPhrase, ...] = ()
    choice: Texts | None = None
    people: tuple[Word, ...] = ()
    data: tuple[Word, ...] = ()
    interest: Texts | None = None
    balance: Balance | None = None
    marketing: At[bool] | None = None
    research: At[bool] | None = None
    figures: At[int] | None = None
    min_age: At[int] | None = None


class UseEntry(Term):
    """``[use.PURPOSE]`` or ``[use.PURPOSE.CHANNEL]``: a purpose over a channel.

        basis: takes the place of the purpose's
        data: narrows the purpose's
        evidence: how consent is proved
        withdraw: the ways to withdraw consent
        bundled_with: what a consent is tied to (refused)
        ends_with: what ends the use for a person
        offers: whether one's own goods are offered, or others'
        audience: to whom as a kind of receiver

    Compiles to one bit of the mask. ``written`` is false where a purpose alone makes the use.
    """

    purpose: Word
    channel: str | None = None
    written: bool = True
    basis: tuple[BasisPhrase, ...] = ()
    data: tuple[Word, ...] = ()
    evidence: Word | None = None
    withdraw: tuple[Word, ...] = ()
    bundled_with: tuple[Word, ...] = ()
    ends_with: tuple[Word, ...] = ()
    offers: Word | None = None
    audience: Word | None = None


class StatedBasis(Term):
    """A basis said for the whole notice, or for some purposes of it.

        basis: the phrases
        purposes: for which purposes

    Read only: a notice that drives a register says each basis in its purpose.
    """

    basis: tuple[BasisPhrase, ...] = ()
    purposes: tuple[Word, ...] = ()


class Consent(Term):
    """A consent as people meet it (GDPR 4(11), 7).

        purposes: what it is for
        act: by which act it is given
        explicit: whether it is explicit (GDPR 9(2)(a))
        bundled_with: what it is tied to (refused)
        given_by: who gives it
        withdraw: the ways to withdraw it
        costs: what withdrawing costs; ``"none"``

    Compiles: its ``withdraw`` stands for uses of its purposes that name none themselves.
    """

    purposes: tuple[Word, ...] = ()
    act: Word | None = None
    explicit: At[bool] | None = None
    bundled_with: tuple[Word, ...] = ()
    given_by: Word | None = None
    withdraw: tuple[Word, ...] = ()
    costs: Word | None = None


class AutomatedDecision(Term):
    """Profiling, or a decision that a machine makes (GDPR 13(2)(f), 22).

        kind: which of them
        data: what it is made from
        logic: how it comes about, so that a person understands it
        effect: what it means for the person
        legal_effect: whether it has legal or similarly significant effects
        condition: the case of GDPR 22(2) that allows such a decision
        human: how to have it looked at by a human (GDPR 22(3))
        stop: how to stop it

    Information only: Seloste makes no such decision itself.
    """

    kind: Word | None = None
    data: tuple[Word, ...] = ()
    logic: Texts | None = None
    effect: Texts | None = None
    legal_effect: At[bool] | None = None
    condition: Word | None = None
    human: Texts | None = None
    stop: Texts | None = None


class Secondary(Term):
    """Another use of data than it was collected for (GDPR 6(4), 13(3), 89).

        kind: what it is
        purposes: the purposes for which the data was collected
        data: which data
        basis: on what it rests
        condition: the case of GDPR 9(2), for special categories
        told: when people are told of it
        compatible: why it is compatible with the first purpose

    Information only: what the register does itself is a purpose of its own.
    """

    kind: Word | None = None
    purposes: tuple[Word, ...] = ()
    data: tuple[Word, ...] = ()
    basis: tuple[BasisPhrase, ...] = ()
    condition: Word | None = None
    told: Word | None = None
    compatible: Texts | None = None


class Work(Term):
    """What working life adds: tests, checks, monitoring, a channel for reports (759/2004, 1171/2022).

        kind: what it is
        need: why it is necessary for the work (759/2004 § 3)
        consent: whether it is done with consent only
        provider: who carries it out
        statement: whether the person gets the statement that is made of them
        law: the law behind it
        data: which data comes of it

    Information only.
    """

    kind: Word | None = None
    need: Texts | None = None
    consent: At[bool] | None = None
    provider: Word | None = None
    statement: At[bool] | None = None
    law: Word | None = None
    data: tuple[Word, ...] = ()

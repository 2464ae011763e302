"""Sections 1 to 3 and the head: who, whom it is about, and what the notice says of itself."""

from __future__ import annotations

from datetime import date

from seloste.notice.model_values import BasisPhrase, Period, Stated, Term, Texts
from seloste.notice.source import At, Word


class Version(Term):
    """Which edition of the notice this is.

        number: counts up from edition to edition
        adopted: the day on which it was decided
        published: the day from which people could read it
        in_force: the day from which it rules the register
        updated: the day that an unnumbered notice shows
        was: the number of the edition that it takes the place of

    Compiles to the version of the policy; ``in_force`` may not come before people were told (R12.1d).
    """

    number: At[int] | None = None
    adopted: At[date] | None = None
    published: At[date] | None = None
    in_force: At[date] | None = None
    updated: At[date] | None = None
    was: At[int] | None = None


class Address(Term):
    """A postal address.

    street: street and number
    postcode: five digits in Finland
    town: town of the address
    """

    street: Word | None = None
    postcode: Word | None = None
    town: Word | None = None


class Contact(Term):
    """Whom to write to; several stand in a list, each with its topic.

        role: what the contact is called
        person: a person named in the notice
        mail: address for letters by e-mail
        phone: number to call
        topic: what it is for; the first without one, or for ``rights``, is the privacy contact
        languages: languages in which it answers
        register: the ``id`` of the one register that it is for
        where: where it is found when the notice gives no address

    The first mail compiles into the policy; the others are information only.
    """

    role: Texts | None = None
    person: Word | None = None
    mail: Word | None = None
    phone: Word | None = None
    topic: Word | None = None
    languages: tuple[Word, ...] = ()
    register: Word | None = None
    where: Texts | None = None


class Controller(Term):
    """Who decides on the register (section 2, GDPR 13(1)(a)); ``[[controller]]`` for several.

        name: its name in each language
        business_id: with its check digit (R2.1a)
        address: street, postcode and town
        contact: one contact or a list of them
        officer: the data protection officer: ``"none"``, why there is none, or who and how to reach them
        representative: the representative of GDPR 27, in the same three states
        time_zone: where a day ends
        role: alone, ``joint`` with the others (GDPR 26), ``separate`` beside them, or ``unclear``
        answers_for: what it answers for among several
        purposes: the purposes that are its own among several

    The first one compiles: the register is its. Others must say their role, or nothing compiles.
    """

    names: Texts | None = None
    business_id: Word | None = None
    address: Address | None = None
    contacts: tuple[Contact, ...] = ()
    officer: Stated | None = None
    representative: Stated | None = None
    time_zone: Word | None = None
    role: Word | None = None
    answers_for: Texts | None = None
    purposes: tuple[Word, ...] = ()

    @property
    def contact(self) -> Contact | None:
        """The privacy contact: the first for rights or without a topic, else the first."""
        general = (c for c in self.contacts if c.topic is None or c.topic.value in ("rights", "privacy"))
        return next(general, self.contacts[0] if self.contacts else None)


class Joint(Term):
    """The arrangement between joint controllers, in its essence (GDPR 26(2)).

        essence: who does what towards the person
        ask: whom the person may ask, whichever it is
        agreement: where the arrangement lies; never published

    Information only: the register answers for its first controller.
    """

    essence: Texts | None = None
    ask: Texts | None = None
    agreement: Word | None = None


class Register(Term):
    """The register (section 3); ``[[register]]`` for several in one file, each a world of its own.

        id: what the file calls it
        name: its name, verbatim on the page (R3.1a)
        people: groups that are in it
        languages: languages in which it is told, where not all
        purposes: the purposes that are its own among several
        shares: what it has in common with the others

    Compiles: among several, a purpose of one register is open to its ``people`` alone.
    """

    id: Word | None = None
    names: Texts | None = None
    people: tuple[Word, ...] = ()
    languages: tuple[Word, ...] = ()
    purposes: tuple[Word, ...] = ()
    shares: tuple[Word, ...] = ()


class GroupTerm(Term):
    """Whom the notice is about: a kind of relation, and where it says more, a world of its own (section 1).

        many: the plural, for lists
        representative: its people act for an organisation and are no party to its contracts
        open: the notice leaves open who else belongs to it
        purposes: the only purposes that its people's data serves
        categories: the only categories that are held of them
        basis: the bases for its people, in place of those of its purposes
        sources: where their data comes from
        keep: how long all of their categories are kept
        contact: whom its people write to

    Compiles: rules and periods of its people follow its own ``purposes``, ``categories``, ``basis`` and
    ``keep``. ``sources`` and ``contact`` are information only; a source of another group is found.
    """

    many: Texts | None = None
    representative: At[bool] | None = None
    open: At[bool] | None = None
    purposes: tuple[Word, ...] = ()
    categories: tuple[Word, ...] = ()
    basis: tuple[BasisPhrase, ...] = ()
    sources: tuple[Word, ...] = ()
    keep: tuple[Period, ...] = ()
    contacts: tuple[Contact, ...] = ()


class Service(Term):
    """A service of the controller (R1.1c): a contract, a visit or a contact may name it.

    Compiles to the list of services; one that isn't on it is refused.
    """


class General(Term):
    """What section 1 says of the whole notice.

        services: which services it covers
        follows: laws that it says are followed

    Information only.
    """

    services: Word | None = None
    follows: tuple[Word, ...] = ()


class Authority(Term):
    """The supervisory authority, with the days for which its address holds (GDPR 13(2)(d)).

        name: what it is called
        address: where it is
        mail: its address for e-mail
        phone: its number
        since: the first day on which this holds
        until: the first day on which it no longer does

    Information only; one whose days are over is found.
    """

    names: Texts | None = None
    address: Word | None = None
    mail: Word | None = None
    phone: Word | None = None
    since: At[date] | None = None
    until: At[date] | None = None


class Age(Term):
    """From which age children decide themselves, and what happens below it (GDPR 8, 1050/2018 § 5).

        limit: years
        below: what happens below the limit
        check: how the age is known
        guardian: what a guardian knows and decides
        uses: what it holds for, where not for everything

    Information only; what drives a consent's age is a purpose's ``min_age``, and the two may not disagree.
    """

    limit: At[int] | None = None
    below: Texts | None = None
    check: Word | None = None
    guardian: Texts | None = None
    uses: tuple[Word, ...] = ()


class Delegated(Term):
    """A fact that is told in another document.

        to: which document
        own: whether that document is the controller's own
        essence_here: whether its essence stands here as well
        address: where to read it

    Information only.
    """

    to: Texts | None = None
    own: At[bool] | None = None
    essence_here: At[bool] | None = None
    address: Word | None = None


class Promise(Term):
    """An absolute promise, with its scope, so that everything else can be held against it.

        says: ``never`` or ``only``
        act: what is never, or only so, done
        data: which data, where not all
        groups: whose, where not everybody's
        to: the one case that ``only`` allows

    Compiles to nothing of its own: a notice whose other terms break the promise does not compile.
    """

    says: Word | None = None
    act: Word | None = None
    data: tuple[Word, ...] = ()
    groups: tuple[Word, ...] = ()
    to: Texts | None = None

"""A notice as it was read: its terms, each word with its place in the file."""

from __future__ import annotations

from datetime import date

from seloste.notice.findings import Finding, has_errors
from seloste.notice.record import Named, Record
from seloste.notice.source import At, Phrase, Source, Span, Word
from seloste.terms.words import Basis


class Texts(Record):
    """A text for people in each language that it was written in."""

    by_language: dict[str, Phrase]
    span: Span

    def get(self, language: str) -> str | None:
        phrase = self.by_language.get(language)
        return phrase.value if phrase else None


class Stated(Record):
    """A fact of three states: ``none``, ``not_applicable`` or ``said``.

    Why it doesn't apply stands in ``texts``, or in ``why`` when it is said in one wording for all languages.
    """

    state: str
    why: str
    texts: Texts | None
    span: Span


class BasisPhrase(Record):
    """``law accounting for billing``: a basis, the law it names, and the groups or data it is for."""

    basis: At[Basis]
    word: str
    law: Word | None
    targets: tuple[Word, ...]
    span: Span
    before_contract: bool = False


class Period(Record):
    """``24 months after relation.ended for customer``, or the name of a period of ``[keep]``.

    ``bound``: ``least`` or ``most`` where the phrase says *at least* or *at most*.
    """

    months: int
    days: int
    event: str
    named: Word | None
    targets: tuple[Word, ...]
    claims: bool
    span: Span
    bound: str = ""


class Length(Record):
    """A length of time without a start."""

    months: int
    days: int
    span: Span


class Term(Named):
    """What every term has. ``broken``: keys that are written but could not be read (already found)."""

    path: str
    name: Word
    at: Word | None = None
    title: Texts | None = None
    text: Texts | None = None
    quote: Texts | None = None
    hedge: Word | None = None
    proposed: At[bool | tuple[str, ...]] | None = None
    broken: frozenset[str] = frozenset()

    def lacks(self, key: str) -> bool:
        """Whether the notice is silent on this key (a key that was misspelt is not silence)."""
        value = getattr(self, key)
        return key not in self.broken and (value is None or value == ())

    def is_proposed(self, key: str | None = None) -> bool:
        """Whether the term, or one key of it, goes beyond what the controller has said."""
        said = self.proposed.value if self.proposed else False
        return said if isinstance(said, bool) else key in said


class Version(Term):
    number: At[int] | None = None
    published: At[date] | None = None
    in_force: At[date] | None = None
    updated: At[date] | None = None
    was: At[int] | None = None


class Address(Term):
    street: Word | None = None
    postcode: Word | None = None
    town: Word | None = None


class Contact(Term):
    role: Texts | None = None
    person: Word | None = None
    mail: Word | None = None
    phone: Word | None = None


class Controller(Term):
    """Section 2. ``names`` is what the key ``name`` says."""

    names: Texts | None = None
    business_id: Word | None = None
    address: Address | None = None
    contact: Contact | None = None
    officer: Stated | None = None
    representative: Stated | None = None
    time_zone: Word | None = None


class Register(Term):
    names: Texts | None = None
    people: tuple[Word, ...] = ()


class GroupTerm(Term):
    """``representative``: its people act for an organisation (no party to its contracts)."""

    many: Texts | None = None
    representative: At[bool] | None = None


class Balance(Term):
    done: At[date] | None = None
    review: At[date] | Length | None = None
    record: Word | None = None


class PurposeTerm(Term):
    """``acts``: what the purpose consists of, in the notice's own words; a last ``…`` is an open end. ``figures``: it
    only counts, and tells no figure of fewer people (R4.1c)."""

    acts: tuple[Word, ...] = ()
    basis: tuple[BasisPhrase, ...] = ()
    people: tuple[Word, ...] = ()
    data: tuple[Word, ...] = ()
    interest: Texts | None = None
    balance: Balance | None = None
    marketing: At[bool] | None = None
    research: At[bool] | None = None
    figures: At[int] | None = None
    min_age: At[int] | None = None


class UseEntry(Term):
    """``[use.PURPOSE]`` or ``[use.PURPOSE.CHANNEL]``; ``written`` is false where a purpose alone makes it."""

    purpose: Word
    channel: str | None = None
    written: bool = True
    basis: tuple[BasisPhrase, ...] = ()
    data: tuple[Word, ...] = ()
    evidence: Word | None = None
    withdraw: tuple[Word, ...] = ()
    bundled_with: tuple[Word, ...] = ()
    ends_with: tuple[Word, ...] = ()


class FieldTitle(Term):
    """What people call a field; which of GDPR 9 it is and the condition of 9(2); the ground of an identity code."""

    special: Word | None = None
    condition: Word | None = None
    ground: Word | None = None


class CategoryEntry(Term):
    fields: tuple[Word, ...] = ()
    field: dict[str, FieldTitle] | None = None
    required: dict[str, Word] | None = None
    without: Texts | None = None
    sources: tuple[Word, ...] = ()
    keep: tuple[Period, ...] = ()


class SourceTerm(Term):
    """``open``: it is left open which source this is; ``client``: what comes from it is a client's (R1.1d)."""

    group: Word | None = None
    own: At[bool] | None = None
    open: At[bool] | None = None
    client: At[bool] | None = None
    uses: tuple[Word, ...] = ()
    fields: tuple[Word, ...] = ()
    why: Texts | None = None
    tell: Word | None = None


class Entity(Term):
    """``parent``: the country of a parent company that can reach the data (R8.1a)."""

    product: Word | None = None
    legal_name: Word | None = None
    seat: Word | None = None
    servers: tuple[Word, ...] = ()
    parent: Word | None = None


class Mechanism(Term):
    mechanism: Word | None = None
    assessed: At[date] | None = None
    until: At[date] | None = None
    copy: Word | None = None


class ProcessorTerm(Term):
    entity: Entity | None = None
    task: Texts | None = None
    data: tuple[Word, ...] = ()
    uses: tuple[Word, ...] = ()
    transfer: Mechanism | None = None
    agreement: Word | None = None


class Recipient(Term):
    role: Word | None = None
    uses: tuple[Word, ...] = ()
    data: tuple[Word, ...] = ()


class Transfer(Term):
    stance: Word | None = None


class OrganisationTerm(Term):
    """Kinds of addresses that are held of organisations themselves (L27)."""

    fields: tuple[Word, ...] = ()


class Hosting(Term):
    """Where the register itself is: a country for each part, or ``none`` (R8.1d)."""

    database: Word | None = None
    backups: Word | None = None
    mail: Word | None = None
    errors: Word | None = None


class Law(Term):
    id: Word | None = None
    names: Texts | None = None


class StatedBasis(Term):
    """``[[basis]]``: a basis said for the whole notice, or for some purposes of it."""

    basis: tuple[BasisPhrase, ...] = ()
    purposes: tuple[Word, ...] = ()


class General(Term):
    """Section 1: ``services`` that the notice covers, and the laws that it says are followed."""

    services: Word | None = None
    follows: tuple[Word, ...] = ()


class NamedPeriod(Term):
    """``[keep.NAME]``: a period that law demands; only ``only`` sees what it alone keeps.

    ``shape``: what a notice says in place of a period.
    """

    shape: Word | None = None
    period: tuple[Period, ...] = ()
    law: Word | None = None
    only: Word | None = None


class Measure(Term):
    what: Texts | None = None
    proof: Word | None = None
    kind: Word | None = None


class Right(Term):
    ways: tuple[Word, ...] = ()
    identity: Word | None = None
    answer: Length | None = None
    fee: Word | None = None
    form: Word | None = None
    against: tuple[Word, ...] = ()
    set_apart: At[bool] | None = None
    marketing: Word | None = None
    authority: Word | None = None


class Told(Term):
    what: Word | None = None
    by: tuple[Word, ...] = ()
    before: Length | None = None


class Changes(Term):
    because: tuple[Word, ...] = ()
    acceptance_by_use: At[bool] | None = None
    told: Told | None = None


class Accept(Term):
    code: Word | None = None
    because: Word | None = None
    review: At[date] | None = None


class Section(Term):
    """What a section says of itself beside its terms."""

    backups: Length | None = None
    to: Word | None = None
    like_access: tuple[Word, ...] = ()


class Notice(Named):
    """One notice, read; several tables of a kind in order. ``whole``: without syntax errors; ``reading``: its findings."""

    source: Source
    data: bytes
    whole: bool
    reading: tuple[Finding, ...]
    language: At[int] | None
    level: str
    level_span: Span
    languages: tuple[str, ...]
    languages_span: Span
    jurisdiction: tuple[Word, ...]
    profiling: Stated | None
    sample: bool
    version: Version | None
    controllers: tuple[Controller, ...]
    registers: tuple[Register, ...]
    transfers: tuple[Transfer, ...]
    bases: tuple[StatedBasis, ...]
    general: General | None
    hosting: Hosting | None
    organisation: OrganisationTerm | None
    groups: dict[str, GroupTerm]
    services: dict[str, Term]
    purposes: dict[str, PurposeTerm]
    uses: dict[str, UseEntry]
    categories: dict[str, CategoryEntry]
    sources: dict[str, SourceTerm]
    processors: dict[str, ProcessorTerm]
    recipients: dict[str, Recipient]
    laws: dict[str, Law]
    keeps: dict[str, NamedPeriod]
    measures: dict[str, Measure]
    roles: dict[str, tuple[Word, ...]]
    rights: dict[str, Right]
    changes: Changes | None
    accepts: tuple[Accept, ...]
    forms: dict[str, dict[str, dict[str, str]]]
    sections: dict[str, Section]
    broken: frozenset[str]

    @property
    def digest(self) -> str:
        """SHA-256 of the file as it was read, in hex."""
        import hashlib

        return hashlib.sha256(self.data).hexdigest()

    @property
    def sound(self) -> bool:
        """Whether reading found no error."""
        return not has_errors(self.reading)

    @property
    def drives(self) -> bool:
        return self.level == "drive"

    @property
    def controller(self) -> Controller | None:
        return self.controllers[0] if self.controllers else None

    @property
    def register(self) -> Register | None:
        return self.registers[0] if self.registers else None

    @property
    def transfer(self) -> Transfer | None:
        return self.transfers[0] if self.transfers else None

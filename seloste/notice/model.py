"""A notice as it was read: its terms, each word with its place in the file.

The kinds of term stand by section in ``terms_people``, ``terms_purposes``, ``terms_data``, ``terms_receivers``
and ``terms_keeping``; what they are made of in ``model_values``.
"""

from __future__ import annotations

from seloste.notice.findings import Finding, has_errors
from seloste.notice.model_values import (
    BasisPhrase,
    Length,
    Period,
    Stated,
    Term,
    Texts,
)
from seloste.notice.record import Named
from seloste.notice.source import At, Source, Span, Word
from seloste.notice.terms_data import (
    CategoryEntry,
    Derived,
    Device,
    FieldTitle,
    Law,
    NamedPeriod,
    Recording,
    ThirdPerson,
    Unless,
)
from seloste.notice.terms_keeping import (
    Accept,
    Breach,
    Changes,
    Measure,
    Right,
    Secrecy,
    Section,
    Told,
)
from seloste.notice.terms_people import (
    Address,
    Age,
    Authority,
    Contact,
    Controller,
    Delegated,
    General,
    GroupTerm,
    Joint,
    Promise,
    Register,
    Service,
    Version,
)
from seloste.notice.terms_purposes import (
    AutomatedDecision,
    Balance,
    Consent,
    PurposeTerm,
    Secondary,
    StatedBasis,
    UseEntry,
    Work,
)
from seloste.notice.terms_receivers import (
    AsProcessor,
    Entity,
    Hosting,
    Mechanism,
    Occasion,
    OrganisationTerm,
    ProcessorTerm,
    Recipient,
    SourceTerm,
    Transfer,
    Visible,
)

__all__ = [
    "Accept",
    "Address",
    "Age",
    "AsProcessor",
    "Authority",
    "AutomatedDecision",
    "Balance",
    "BasisPhrase",
    "Breach",
    "CategoryEntry",
    "Changes",
    "Consent",
    "Contact",
    "Controller",
    "Delegated",
    "Derived",
    "Device",
    "Entity",
    "FieldTitle",
    "General",
    "GroupTerm",
    "Hosting",
    "Joint",
    "Law",
    "Length",
    "Measure",
    "Mechanism",
    "NamedPeriod",
    "Notice",
    "Occasion",
    "OrganisationTerm",
    "Period",
    "ProcessorTerm",
    "Promise",
    "PurposeTerm",
    "Recipient",
    "Recording",
    "Register",
    "Right",
    "Secondary",
    "Secrecy",
    "Section",
    "Service",
    "SourceTerm",
    "Stated",
    "StatedBasis",
    "Term",
    "Texts",
    "ThirdPerson",
    "Told",
    "Transfer",
    "Unless",
    "UseEntry",
    "Version",
    "Visible",
    "Work",
]


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
    services: dict[str, Service]
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
    authorities: dict[str, Authority]
    ages: dict[str, Age]
    consents: dict[str, Consent]
    decisions: dict[str, AutomatedDecision]
    devices: dict[str, Device]
    promises: dict[str, Promise]
    occasions: dict[str, Occasion]
    visibles: dict[str, Visible]
    recordings: dict[str, Recording]
    third_persons: dict[str, ThirdPerson]
    as_processors: dict[str, AsProcessor]
    secondaries: dict[str, Secondary]
    works: dict[str, Work]
    secrecies: dict[str, Secrecy]
    delegated: dict[str, Delegated]
    derived: dict[str, Derived]
    joint: Joint | None
    breach: Breach | None
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

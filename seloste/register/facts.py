"""What may be written of a person: relations, grounds with their evidence, prohibitions, contact rows.

Plain values, made by a face or an importer and handed to ``people.add`` or ``people.extend``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from seloste.register import values
from seloste.terms import special
from seloste.terms.refusals import refuse_identity_codes
from seloste.terms.words import Basis, Fate, Label, RowState, Scope

FREE_TEXT = frozenset({"events", "applications"})
"""Categories in whose fields people write what they like."""

KINDS = {"name": 1, "email": 2, "phone": 3, "address": 4}


@dataclass(frozen=True, slots=True)
class Relation:
    """Why we know somebody (notice, section 1): ``group`` is one of its kinds of people.

    Times are aware; None for ``started`` is now, by the database's clock. ``active``: the person's
    last own act in it.
    """

    group: str
    started: datetime | None = None
    ended: datetime | None = None
    active: datetime | None = None
    organisation: UUID | None = None
    id: UUID = dataclass_field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Ground:
    """A consent, contract, duty or marketing exception with its evidence (GDPR 6, 7(1); 917/2014 § 200).

    ``evidence`` is plain values: what was shown (text or its hash), when, where, how. ``row``: the
    contact row it speaks of, when it speaks of one. An incomplete one lapses in 12 months.
    """

    basis: Basis
    use: str | None
    evidence: dict[str, Any] = dataclass_field(repr=False)
    row: UUID | None = None
    started: datetime | None = None
    ended: datetime | None = None
    incomplete: bool = False
    id: UUID = dataclass_field(default_factory=uuid4)
    evidence_id: UUID = dataclass_field(default_factory=uuid4)

    def __post_init__(self) -> None:
        refuse_identity_codes(self.evidence, "evidence")


@dataclass(frozen=True, slots=True)
class Prohibition:
    """A refusal or objection (GDPR 21, 917/2014 § 200); ``row``: of one address. None since: time unknown."""

    scope: Scope
    use: str | None = None
    row: UUID | None = None
    since: datetime | None = None
    complained: bool = False
    id: UUID = dataclass_field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact row: ``kind`` name, email, phone or address.

    ``value``: a normalised address or number, or a dict (name: given, family, full; address: street,
    post_code, city, country).
    """

    kind: str
    value: Any = dataclass_field(repr=False)
    label: Label = Label.UNKNOWN
    state: RowState = RowState.LIVE
    obtained: datetime | None = None
    id: UUID = dataclass_field(default_factory=uuid4)

    def __post_init__(self) -> None:
        refuse_identity_codes(self.value, self.kind)


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a field of the notice, such as ``events.feedback``: its content, sealed, and plain columns.

    ``columns``: the model's plain columns by name; those left out are empty or their default.
    ``fate``: BY_LAW and CLAIMS rows are sealed apart and outlive an erasure, if the notice keeps such.
    Raises RefusedValue when the value is none for its field, IdentityCodeRefused for what is never kept.
    """

    category: str
    field: str
    value: Any = dataclass_field(repr=False)
    columns: Mapping[str, Any] = dataclass_field(default_factory=dict)
    obtained: datetime | None = None
    fate: Fate = Fate.ORDINARY
    id: UUID = dataclass_field(default_factory=uuid4)

    def __post_init__(self) -> None:
        name = f"{self.category}.{self.field}"
        refuse_identity_codes(self.value, name)
        object.__setattr__(self, "value", values.checked(name, self.value))

    @property
    def hints(self) -> tuple[str, ...]:
        """Kinds of special-category data that a free text looks like (R5.6a): for its writer, and stored nowhere."""
        return special.hints(self.value) if self.category in FREE_TEXT else ()


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that comes in of one person in one transaction."""

    relations: tuple[Relation, ...] = ()
    grounds: tuple[Ground, ...] = ()
    prohibitions: tuple[Prohibition, ...] = ()
    contacts: tuple[Contact, ...] = ()
    id: UUID = dataclass_field(default_factory=uuid4)
    rows: tuple[Row, ...] = ()

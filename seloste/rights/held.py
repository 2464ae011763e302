"""Everything of one person as it was read, before it is put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from seloste.rights.looks import Access


@dataclass(frozen=True, slots=True)
class Header:
    """What stands beside a row's content; ``plain``: the columns of its model that aren't sealed."""

    id: UUID
    kind: int
    fate: int
    source: str
    obtained: datetime
    until: datetime | None
    notice: int
    uses: Sequence[str]
    plain: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """Everything of one person as it was read.

    ``values`` by row; ``called``: organisations and openings by id; ``versions`` of the notice: number,
    digest, published.
    """

    person: UUID
    now: datetime
    headers: Sequence[Header]
    values: Mapping[UUID, Any]
    facts: Mapping[str, Any]
    called: Mapping[UUID, str]
    accesses: Sequence[Access]
    versions: Sequence[tuple[Any, ...]]

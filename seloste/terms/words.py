"""Closed sets and identifiers of the register."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from uuid import UUID

PersonId = NewType("PersonId", "UUID")
RowId = NewType("RowId", "UUID")
LineId = NewType("LineId", int)


RIGHTS, UPKEEP, LEGAL = "rights", "upkeep", "legal"
"""Three uses that stand in every notice unwritten (GDPR Articles 12-22; own upkeep; kept by law)."""

UNWRITTEN_BITS: dict[str, int] = {LEGAL: 60, UPKEEP: 61, RIGHTS: 62}
"""Their bits in a mask; the uses of a notice take bits 0-59."""


class Basis(IntEnum):
    """Why a use is lawful. The numbers are those of the compiled rules in the database."""

    CONSENT = 1  # GDPR 6(1)(a)
    CONTRACT = 2  # GDPR 6(1)(b)
    LAW = 3  # GDPR 6(1)(c)
    INTEREST = 4  # GDPR 6(1)(f), shown by a live relation and the notice's balancing test
    EXISTING_CUSTOMER = 5  # 917/2014 § 200(3): the address came with a sale, refusal offered
    TASK = 6  # 917/2014 §§ 200, 202: a work address, a message about the person's task there
    PUBLIC_TASK = 7  # GDPR 6(1)(e); notices say it, and it carries nothing in a register
    VITAL = 8  # GDPR 6(1)(d); likewise


class Fate(IntEnum):
    """What ends a row, and so which of its person's keys seals it."""

    ORDINARY = 0
    BY_LAW = 1
    CLAIMS = 2  # GDPR 17(3)(e)


class Label(IntEnum):
    """What an address is for, as its source says."""

    UNKNOWN = 0
    WORK = 1
    HOME = 2
    MOBILE = 3
    OTHER = 4


class RowState(IntEnum):
    """Whether an address still reaches anybody."""

    LIVE = 0
    UNDELIVERABLE = 1


class Evidence(IntEnum):
    """How well a consent is proven (GDPR 7(1))."""

    COMPLETE = 0
    INCOMPLETE = 1


class Scope(IntEnum):
    """What a prohibition stands against. The notice compiles each to the uses it covers."""

    USE = 0  # one use, named beside it (an objection or a withdrawal)
    MARKETING = 1  # direct marketing by every channel (GDPR 21(2))
    MARKETING_EMAIL = 2
    MARKETING_PHONE = 3
    MARKETING_POST = 4
    MARKETING_SMS = 5
    RESEARCH = 6  # opinion and market research (notice, section 11)
    INTEREST = 7  # every use that rests on legitimate interest (GDPR 21(1))

"""Direct marketing by channel and basis: what may compile (917/2014 §§ 200-204, rows M1-M17).

The rows that depend on the person (a prohibition, a private address, an unknown role) are decided
by the gate; here stands which basis a channel knows at all, and the row that carries it.
"""

from __future__ import annotations

from typing import Final

from seloste.terms.words import Basis

MESSAGES: Final = frozenset({"email", "sms", "inbox"})
"""Electronic messages; a social network's inbox counts as e-mail (M15, C-102/20)."""

CONSENT_ONLY: Final = frozenset({"auto_call", "fax", "web"})
"""§ 200(1) names them, and the customer exception does not reach them (M6)."""

HUMAN: Final = {"phone": "M7", "post": "M8"}
"""A call by a human and a letter may rest on interest until the person objects (§ 201, GDPR 21(2))."""

GDPR: Final[dict[Basis, str]] = {
    Basis.CONSENT: "GDPR 6(1)(a)",
    Basis.CONTRACT: "GDPR 6(1)(b)",
    Basis.LAW: "GDPR 6(1)(c)",
    Basis.VITAL: "GDPR 6(1)(d)",
    Basis.PUBLIC_TASK: "GDPR 6(1)(e)",
    Basis.INTEREST: "GDPR 6(1)(f)",
    Basis.EXISTING_CUSTOMER: "GDPR 6(1)(f)",
    Basis.TASK: "GDPR 6(1)(f)",
}
_ROWS: Final = {Basis.CONSENT: "M2", Basis.EXISTING_CUSTOMER: "M3", Basis.TASK: "M10"}


def refusal(channel: str | None, basis: Basis) -> str | None:
    """The code of the finding when this basis can't carry marketing by this channel, else None."""
    if channel is None or basis is Basis.CONSENT:
        return None  # a marketing purpose without a channel is found by itself
    if channel in CONSENT_ONLY:
        return "SEL1302"
    if basis in (Basis.CONTRACT, Basis.LAW, Basis.VITAL, Basis.PUBLIC_TASK):
        return "SEL1306"
    if basis is Basis.INTEREST:
        return "SEL1301" if channel in MESSAGES else None
    return None if channel in MESSAGES else "SEL1303"


def row(channel: str | None, basis: Basis) -> str:
    """The row of the table that carries a lawful use, such as ``M7``."""
    return HUMAN.get(channel or "") or _ROWS.get(basis) or GDPR[basis]

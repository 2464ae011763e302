"""Countries and transfer mechanisms: what the law says of them, and which products belong to groups outside."""

from __future__ import annotations

from datetime import date
from typing import Final

from seloste.terms.law import LAW, TransferMechanism

THIRD_COUNTRY_GROUPS: Final[dict[str, str]] = {
    "google": "US", "google workspace": "US", "facebook": "US", "linkedin": "US", "slack": "US", "mailchimp": "US",
}  # fmt: skip
"""Products whose company belongs to a group outside the EEA, by the group's seat (companies' own statements)."""


JOINT: Final = frozenset({"facebook", "instagram", "linkedin"})
"""Networks whose pages and advertising are run together with them (C-210/16; C-40/17)."""


TOOLS: Final = frozenset(
    {"facebook", "instagram", "linkedin", "whatsapp", "slack", "mailchimp", "hubspot", "zoom", "hotjar", "tiktok",
     "leadfeeder", "dropbox", "salesforce", "zendesk", "trustpilot", "surveymonkey", "webropol", "typeform"}
)  # fmt: skip
"""Names of tools that mean nothing else in running text; whoever runs one receives data."""


VISITOR_RECOGNITION: Final = frozenset({"leadfeeder", "dealfront"})
"""Products that tell by its address which company looks at a site."""


def in_eea(code: str, on: date) -> bool:
    """Whether a country (ISO 3166-1, two letters) belongs to the EEA on a day."""
    return LAW.in_eea(code, on)


MECHANISMS: Final[dict[str, TransferMechanism]] = {one.name: one for one in LAW.mechanisms}

"""Countries and transfer mechanisms as dated lists: law that changes is data with its days (L35)."""

from __future__ import annotations

from datetime import date
from typing import Final

from seloste.notice.record import Record


class Membership(Record):
    """A state of the European Economic Area, from its first day to the day on which it left."""

    code: str
    since: date
    until: date | None = None


def _since(day: date, *codes: str) -> tuple[Membership, ...]:
    return tuple(Membership(code, day) for code in codes)


EEA: Final[tuple[Membership, ...]] = (
    # Agreement on the European Economic Area (OJ L 1, 3.1.1994) and its enlargements.
    *_since(date(1994, 1, 1), "AT", "BE", "DE", "DK", "ES", "FI", "FR", "GR", "IE", "IS", "IT", "LU"),
    *_since(date(1994, 1, 1), "NL", "NO", "PT", "SE"),
    *_since(date(1995, 5, 1), "LI"),
    *_since(date(2004, 5, 1), "CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"),
    *_since(date(2007, 8, 1), "BG", "RO"),
    *_since(date(2014, 4, 12), "HR"),
    # Withdrawal Agreement (OJ L 29, 31.1.2020), end of the transition period.
    Membership("GB", date(1994, 1, 1), date(2021, 1, 1)),
)


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


class LeastPeriod(Record):
    """A period that a law demands at least, while it is in force."""

    law: str
    section: str
    months: int
    since: date
    source: str

    def holds(self, on: date) -> bool:
        return self.since <= on


LEAST_PERIODS: Final[tuple[LeastPeriod, ...]] = (
    LeastPeriod(
        "fi/1336/1997",
        "2:10",
        72,
        date(2016, 1, 1),
        "Accounting Act 1336/1997, chapter 2, section 10 (1620/2015)",
    ),
)
"""Vouchers, correspondence and reconciliations: six years after the end of the year of the financial year's end."""


VISITOR_RECOGNITION: Final = frozenset({"leadfeeder", "dealfront"})
"""Products that tell by its address which company looks at a site."""


def in_eea(code: str, on: date) -> bool:
    """Whether a country (ISO 3166-1, two letters) belongs to the EEA on a day."""
    return any(m.code == code and m.since <= on and (m.until is None or on < m.until) for m in EEA)


class TransferMechanism(Record):
    """A ground of GDPR chapter V. ``countries``: where it holds; empty is anywhere."""

    name: str
    since: date
    until: date | None
    countries: tuple[str, ...]
    source: str

    def holds(self, country: str, on: date) -> bool:
        in_time = self.since <= on and (self.until is None or on < self.until)
        return in_time and (not self.countries or country in self.countries)


MECHANISMS: Final[dict[str, TransferMechanism]] = {
    m.name: m
    for m in (
        TransferMechanism("scc-2021", date(2021, 6, 27), None, (), "Decision (EU) 2021/914"),
        TransferMechanism("bcr", date(2018, 5, 25), None, (), "GDPR 46(2)(b), 47"),
        TransferMechanism("dpf-2023", date(2023, 7, 10), None, ("US",), "Decision (EU) 2023/1795"),
        TransferMechanism(
            "privacy-shield", date(2016, 7, 12), date(2020, 7, 16), ("US",), "2016/1250; void by C-311/18"
        ),
        TransferMechanism("adequacy-ch", date(2000, 8, 25), None, ("CH",), "Decision 2000/518/EC"),
        TransferMechanism("adequacy-jp", date(2019, 1, 23), None, ("JP",), "Decision (EU) 2019/419"),
    )
}

"""What the leads of a form share: its answers, a refusal among them, and how far they prove a consent.

A form that asks for an offer asks for contact and is no consent to newsletters; "no" to "may we contact
you" forbids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import Consent, ConsentState, Prohibition
from seloste.intake.tables import Row
from seloste.terms.addresses import tidy
from seloste.terms.words import Scope

_CONTACT = re.compile(
    r"saako .*yhtey|saammeko .*yhtey|ottaa.*yhteyttä|may we (?:contact|call)|can we (?:contact|call)|"
    r"får vi (?:kontakta|ringa)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"suostun|suostumus|consent|i agree|samtyck|uutiskirje|newsletter|nyhetsbrev", re.IGNORECASE
)
_NO = frozenset({"ei", "no", "nej", "false", "0", "n"})
_YES = frozenset({"kyllä", "yes", "ja", "jo", "true", "1", "y"})
_TEST = "<test lead"

ANSWERS = "events.answer"
"""The field of the register that an answer fills."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A form and when somebody sent it (aware, UTC; None when the file's time can't be read)."""

    at: datetime | None
    form: str

    def consent(self, told: Mapping[str, str]) -> tuple[Consent, dict[str, str]]:
        """What a column that asks for consent proves, and the other answers."""
        asked = next((name for name in told if _CONSENT.search(name) and not _CONTACT.search(name)), None)
        rest = {name: answer for name, answer in told.items() if name != asked}
        if asked is None:
            return Consent(ConsentState.UNPROVEN), rest
        if told[asked].casefold() in _YES and self.at is not None:
            proof = (("form", self.form), ("text_column", asked))
            return Consent(ConsentState.GRANTED, self.at, proof=proof), rest
        refused = told[asked].casefold() in _NO
        return Consent(ConsentState.NEVER_GIVEN if refused else ConsentState.UNPROVEN), rest


def answers(row: Row, known: frozenset[str], warnings: list[str]) -> dict[str, str]:
    """The answers to questions of the form: what stands in columns that aren't the vendor's own.

    Raises ``Misfit`` for what is never taken from a file.
    """
    told: dict[str, str] = {}
    for place, key in enumerate(row.file.keys):
        header = row.file.table.header[place].strip()
        if key in known or key not in row.file.places or not header:
            continue
        cell = row.record[place]
        if reason := cells.forbidden(cell, numeric=False):
            raise Misfit(reason, header)
        if text := cells.short_text(cell, warnings):
            told[header] = text
    return told


def refused_contact(told: Mapping[str, str], at: datetime | None) -> tuple[Prohibition, ...]:
    """A refusal, when an answer is "no" to "may we contact you"."""
    said = any(_CONTACT.search(_words(name)) and answer.casefold() in _NO for name, answer in told.items())
    return (Prohibition("any", Scope.MARKETING, at, about="contact_about_this"),) if said else ()


def is_test(cells_of: Iterable[str]) -> bool:
    """Whether the vendor's test button made it."""
    return any(tidy(cell).lower().removeprefix("p:").startswith(_TEST) for cell in cells_of)


def _words(name: str) -> str:
    """A question as it was asked: headers have ``_`` for spaces."""
    return name.replace("_", " ")

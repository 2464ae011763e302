"""What nothing excuses: a notice with one of these is never published, whatever the reason given."""

from __future__ import annotations

from datetime import date
from typing import Final

from seloste.notice.findings import Findings
from seloste.notice.model import Notice
from seloste.notice.resolve import all_uses, bases_of, withdraw_of
from seloste.notice.source import Span
from seloste.terms.words import Basis

GRAVE: Final = frozenset({"SEL2201", "SEL2202", "SEL2203", "SEL2204", "SEL2205", "SEL2206"})
IDENTITY_CODES: Final = frozenset(
    {"identity_code", "national_identity_code", "personal_identity_code", "henkilotunnus", "hetu"}
)


def check_grave(notice: Notice, findings: Findings, today: date) -> None:
    _check_who(notice, findings)
    changes = notice.changes
    if changes and changes.acceptance_by_use and changes.acceptance_by_use.value:
        findings.add("SEL2202", changes.acceptance_by_use.span, f"{changes.path}.acceptance_by_use")
    _check_consent(notice, findings)
    for category in notice.categories.values():
        for name, field in (category.field or {}).items():
            if field.special and not field.condition:
                findings.add("SEL2205", field.special.span, field.path, field=name)
        for word in category.fields:
            told = (category.field or {}).get(word.value)
            if word.value in IDENTITY_CODES and not (told and told.ground):
                findings.add("SEL2206", word.span, f"{category.path}.fields", field=word.value)


def _check_who(notice: Notice, findings: Findings) -> None:
    controller = notice.controller
    contact = controller.contact if controller else None
    named = controller and controller.names
    if not named or not (contact and (contact.mail or contact.phone or contact.person)):
        place = controller.name.span if controller else Span(0, 1)
        findings.add("SEL2201", place, "controller")


def _check_consent(notice: Notice, findings: Findings) -> None:
    for use in all_uses(notice).values():
        purpose = notice.purposes.get(use.purpose.value)
        if use.bundled_with:
            findings.add("SEL2203", use.bundled_with[0].span, f"{use.path}.bundled_with", use=use.name.value)
        bases = [b.basis.value for b in bases_of(use, purpose)[0]] if purpose else []
        if Basis.CONSENT in bases and not withdraw_of(notice, use) and "withdraw" not in notice.rights:
            findings.add("SEL2204", use.name.span, use.path, use=use.name.value)

"""Whether a record opens a consent: what the file claims, what proves it, what stands against it.

917/2014 § 200 and GDPR 7: a consent is proven by whoever relies on it. A file proves at most its
times, so its consents are incomplete: they open with the declared text alone, and lapse.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from seloste.intake.evidence_text import evidence
from seloste.intake.found import Accepted, ConsentState, ContactPoint
from seloste.intake.matching import HeldConsent, HeldProhibition, Known, Met
from seloste.intake.orders import Plan
from seloste.register.facts import Ground
from seloste.terms.periods import add_months
from seloste.terms.words import Basis, RowState, Scope

OPEN = (ConsentState.GRANTED, ConsentState.SINGLE_OPT_IN)
BY_EMAIL = (Scope.MARKETING, Scope.MARKETING_EMAIL)
LAPSES_AFTER = 12
"""Months after which an incomplete consent lapses unless it is confirmed."""

_WITHDRAWN = ("withdrawn", "objected")


def claims(found: Accepted) -> bool:
    """Whether the file says that this address may be written to."""
    return found.consent.state in (*OPEN, ConsentState.UNPROVEN) and not bounced(found)


def bounced(found: Accepted) -> ContactPoint | None:
    """The address of the record that no longer reaches anybody."""
    return next((point for point in found.contacts if point.state is RowState.UNDELIVERABLE), None)


def against(found: Accepted, met: Met, plan: Plan, *, believed: bool) -> str | None:
    """The first that stands against a consent: of the file, of the register, of the erased."""
    if "kept_prohibited" in found.warnings or any(
        covers(plan, one.scope, None) for one in found.prohibitions
    ):
        return "refused_in_export"
    for known in (*met.people, *met.kin):
        if any(_stands(p, plan) and p.row in (None, *known.matched) for p in known.prohibitions):
            return "prohibited"
        if any(_was_withdrawn(one, plan) for one in known.consents):
            return "withdrawn"
    for known in met.people:
        if known.restricted:
            return "restricted"
        if any(row.undeliverable for row in known.rows if row.id in known.matched):
            return "undeliverable"
    if any(covers(plan, scope, None) for scope in met.suppressed):
        return "suppressed"
    return None if believed else "file_not_read_to_its_end"


def covers(plan: Plan, scope: Scope, use: str | None) -> bool:
    """Whether a refusal of this scope stands against what the file's consents would open."""
    if plan.consent_use is None:
        return scope in BY_EMAIL
    return (
        use == plan.consent_use
        if scope is Scope.USE
        else plan.consent_use in plan.policy.scopes.get(scope, ())
    )


def _stands(held: HeldProhibition, plan: Plan) -> bool:
    return (held.until is None or held.until > plan.now) and covers(plan, held.scope, held.use)


def _was_withdrawn(held: HeldConsent, plan: Plan) -> bool:
    return held.why in _WITHDRAWN and held.use in (None, plan.consent_use)


def consents(main: Known | None, address: UUID | None, plan: Plan) -> list[HeldConsent]:
    """What this address has consented to before, live or ended; not what an import claimed that was undone."""
    known = main.consents if main else ()
    return [
        one
        for one in known
        if one.use == plan.consent_use and one.row in (None, address) and one.why != "undone"
    ]


def is_live(held: HeldConsent, plan: Plan) -> bool:
    """Whether a consent has not ended by now."""
    return held.ended is None or held.ended > plan.now


def ground(
    found: Accepted,
    held: list[HeldConsent],
    address: UUID | None,
    plan: Plan,
    digest: str,
    reason: str | None,
) -> tuple[Ground | None, str | None]:
    """The incomplete consent that a declared text opens, and why there is none when the file claims one."""
    consent = found.consent
    if (
        reason
        or consent.state not in OPEN
        or plan.shown is None
        or plan.consent_use is None
        or consent.at is None
        or bounced(found)
        or address is None
    ):
        return None, reason
    if any(is_live(one, plan) for one in held):
        return None, None
    if any(g.started >= consent.at for g in held):
        return None, "lapsed"
    opened = Ground(
        Basis.CONSENT, plan.consent_use, evidence(found, plan.shown, plan.now, digest), row=address,
        started=consent.at, ended=_lapse(plan.now), incomplete=True,
    )  # fmt: skip
    return opened, None


def _lapse(declared: datetime) -> datetime:
    day = add_months(declared.date(), LAPSES_AFTER)
    return declared.replace(year=day.year, month=day.month, day=day.day)


def notes(
    found: Accepted, plan: Plan, reason: str | None, opened: Ground | None, held: list[HeldConsent]
) -> tuple[str, ...]:
    """What became of the consent that the file claims, as a code to be counted."""
    if opened is not None:
        return ("consents",)
    if reason or bounced(found) or any(is_live(one, plan) for one in held):
        return ()
    if found.consent.state is ConsentState.NOT_TOLD:
        return ()
    if found.consent.state not in OPEN:
        return (found.consent.state.value,)
    return ("consent_not_declared" if plan.consent_use is None else "consent_without_text",)

"""Section 4: purposes, bases, and which basis carries which marketing channel."""

from __future__ import annotations

from datetime import date, timedelta

from seloste.notice import marketing
from seloste.notice.findings import Findings
from seloste.notice.grammar import MOST_USES
from seloste.notice.model import BasisPhrase, Notice, PurposeTerm, UseEntry
from seloste.notice.resolve import (
    REACHES,
    STUDIES,
    all_uses,
    bases_of,
    data_of,
    fields_of,
    is_data,
    review_day,
    uses_of,
)
from seloste.notice.source import At
from seloste.notice.worlds import own_bases
from seloste.terms.words import Basis

_MARKETING_ONLY = (Basis.EXISTING_CUSTOMER, Basis.TASK)
LEAST_FIGURE = 3
"""A cell of one or two people tells of them to whoever is the other."""
_INTERESTS = (Basis.INTEREST, Basis.TASK)


def check_purposes(notice: Notice, findings: Findings, today: date) -> None:
    for purpose in notice.purposes.values():
        uses = uses_of(notice, purpose)
        name = purpose.name.value
        if purpose.lacks("basis") and any(not bases_of(use, purpose)[0] for use in uses):
            findings.add("SEL1501", purpose.name.span, purpose.path, purpose=name)
        if purpose.lacks("data") and any(use.lacks("data") for use in uses):
            findings.add("SEL1502", purpose.name.span, purpose.path, purpose=name)
        if _marketing(purpose) and any(use.channel is None for use in uses):
            findings.add("SEL1308", purpose.name.span, purpose.path, purpose=name)
        _check_figures(purpose, uses, findings)
        bases = [b for use in uses for b in bases_of(use, purpose)[0]]
        bases += [basis for _, basis in own_bases(notice, purpose)]
        _check_interest(purpose, bases, findings, today)


def _check_figures(purpose: PurposeTerm, uses: list[UseEntry], findings: Findings) -> None:
    """R4.1c: a purpose that only counts reaches nobody by a channel, and its cells hide the single person."""
    least = purpose.figures
    if least and (least.value < LEAST_FIGURE or any(use.channel for use in uses)):
        findings.add(
            "SEL1314",
            least.span,
            f"{purpose.path}.figures",
            purpose=purpose.name.value,
            least=str(LEAST_FIGURE),
        )


def _marketing(purpose: PurposeTerm) -> bool:
    return bool(purpose.marketing and purpose.marketing.value)


# keeps: purpose.*.balance.review by check; off: return None
def _check_interest(purpose: PurposeTerm, bases: list[BasisPhrase], findings: Findings, today: date) -> None:
    """R4.2c, GDPR 6(1)(f), 13(1)(d): the interest is told, its balancing test dated and reviewed."""
    basis = next((b for b in bases if b.basis.value in _INTERESTS), None)
    if basis is None:
        return

    def lacking(what: str, example: str) -> None:
        findings.add(
            "SEL1506", basis.basis.span, purpose.path,
            purpose=purpose.name.value, basis=basis.word, what=what, example=example,
        )  # fmt: skip

    if purpose.lacks("interest"):
        lacking("which interest", "interest = { fi = …, sv = …, en = … }")
    balance = purpose.balance
    if purpose.lacks("balance"):
        lacking("its balancing test", 'balance = { done = 2026-10-05, review = "12 months" }')
    elif balance and (balance.lacks("done") or balance.lacks("review")):
        lacking("when the test was done and is reviewed", 'done = 2026-10-05, review = "12 months"')
    day = review_day(purpose)
    if balance and day and balance.done and balance.review:
        path = f"{purpose.path}.balance.review"
        if day <= balance.done.value:
            findings.add("SEL1805", balance.review.span, path, day=balance.done.value.isoformat())
        elif day < today:
            since = (day + timedelta(days=1)).isoformat()
            findings.add("SEL1803", balance.review.span, path, since=since, day=day.isoformat())


def check_uses(notice: Notice, findings: Findings, today: date) -> None:
    uses = all_uses(notice)
    if len(uses) > MOST_USES:
        beyond = list(uses.values())[MOST_USES]
        findings.add("SEL1310", beyond.name.span, beyond.path, number=str(len(uses)), most=str(MOST_USES))
    for use in uses.values():
        purpose = notice.purposes.get(use.purpose.value)
        if purpose is None:
            continue
        bases, term = bases_of(use, purpose)
        for basis in bases:
            _check_basis(notice, findings, use, purpose, basis, f"{term.path}.basis")
        for group, basis in own_bases(notice, purpose):
            meant = basis.changed(targets=(At(group, basis.span),))
            _check_basis(notice, findings, use, purpose, meant, f"group.{group}.basis")
        _check_reach(notice, findings, use, purpose)
        _check_studies(notice, findings, use, purpose)


# keeps: group.*.representative.true, purpose.*.marketing.true by check; off: return None
def _check_basis(
    notice: Notice, findings: Findings, use: UseEntry, purpose: PurposeTerm, basis: BasisPhrase, path: str
) -> None:
    kind, place, word = basis.basis.value, basis.basis.span, basis.word
    if kind in (Basis.PUBLIC_TASK, Basis.VITAL):
        findings.add("SEL1315", place, path, basis=word)
        return
    if _marketing(purpose):
        code = marketing.refusal(use.channel, kind)
        if code:
            findings.add(code, place, path, channel=use.channel or "", basis=word)
    elif kind in _MARKETING_ONLY and "marketing" not in purpose.broken:
        findings.add("SEL1303", place, path, basis=word)
    if kind in _MARKETING_ONLY and not basis.targets and not purpose.people:
        findings.add("SEL1307", place, path, basis=word)
    for target in basis.targets or purpose.people:
        group = notice.groups.get(target.value)
        if group is None:
            continue
        representative = bool(group.representative and group.representative.value)
        if kind is Basis.TASK and not representative:
            findings.add("SEL1304", target.span, path, group=target.value)
        if kind is Basis.CONTRACT and representative:
            findings.add("SEL1305", target.span, path, group=target.value)


def _check_studies(notice: Notice, findings: Findings, use: UseEntry, purpose: PurposeTerm) -> None:
    """R5.6c: answers to studies serve no marketing."""
    words = [w for w in data_of(use, purpose) if STUDIES in fields_of(notice, [w])]
    if words and _marketing(purpose):
        path = f"{use.path if use.data else purpose.path}.data"
        findings.add("SEL1312", words[0].span, path, purpose=purpose.name.value, data=".".join(STUDIES))


def _check_reach(notice: Notice, findings: Findings, use: UseEntry, purpose: PurposeTerm) -> None:
    """A channel that reaches people through a field needs this field among its data."""
    field = REACHES.get(use.channel or "")
    words = data_of(use, purpose)
    known = all(is_data(notice, word.value) for word in words)
    if field is None or not words or not known or "data" in use.broken | purpose.broken:
        return
    if field not in {f for _, f in fields_of(notice, words)}:
        findings.add("SEL1309", words[0].span, f"{use.path}.data", channel=use.channel or "", field=field)

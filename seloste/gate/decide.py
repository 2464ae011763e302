"""The rule, pure: a policy and a person's dated facts make a decision. Its twin in SQL is gate.marks.

Default is refusal; any prohibition wins; there are no priorities (design, "A decision"). Both texts
interpret the same compiled rules, and a property test holds them together (spine 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from seloste.gate.facts import Facts, GroundFact, ProhibitionFact, RowFact, live
from seloste.gate.reasons import lawful, refused
from seloste.notice.policy import Keep, Policy, Rule, UseTerm
from seloste.terms.decision import Decision, Lawful
from seloste.terms.periods import period_end
from seloste.terms.words import Basis, Fate, Scope

KindNames = Mapping[int, tuple[str, str]]
"""The number of a kind -> its category and field."""

_IN_PLACE_OF_CONSENT: Final = (Basis.INTEREST, Basis.EXISTING_CUSTOMER, Basis.TASK)


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a decision is made of."""

    policy: Policy
    use: str
    facts: Facts
    at: datetime
    kinds: KindNames

    @property
    def term(self) -> UseTerm | None:
        return next((use for use in self.policy.uses if use.name == self.use), None)


def decide(asked: Question, row: RowFact | None = None) -> Decision:
    """May the use touch this row, or, without one, reach this person at all?

    A use with a channel reaches a person through an address; a use without one through any row.
    """
    if asked.term is None:
        return refused(asked, "undeclared_use")
    if asked.term.shut:
        return refused(asked, "unsaid")
    if row is not None:
        return _decide_row(asked, row)
    rows = [r for r in asked.facts.rows if r.fate == Fate.ORDINARY and _is_for(asked, r)]
    if not rows:
        return refused(asked, "no_address" if asked.facts.relations else "unknown_person")
    decisions = [_decide_row(asked, one) for one in rows]
    return next((d for d in decisions if isinstance(d, Lawful)), decisions[0])


def _is_for(asked: Question, row: RowFact) -> bool:
    term = asked.term
    field = asked.kinds[row.kind]
    return term is not None and (term.address is None or field == ("contact", term.address))


def _decide_row(asked: Question, row: RowFact) -> Decision:
    """The first that stands against it; else the rule that lets it be."""
    term = asked.term
    assert term is not None  # asked before
    if any(live(r.since, r.until, asked.at) for r in asked.facts.restrictions):
        return refused(asked, "restricted")
    if against := _prohibition(asked, row):
        return refused(
            asked, "objected" if against.scope is Scope.INTEREST else "prohibited", since=against.since
        )
    if _is_address(asked, row) and row.undeliverable:
        return refused(asked, "undeliverable")
    rule = _rule(asked, row)
    if rule is None:
        return refused(asked, "no_ground", ended=_last_ended(asked))
    end = row_end(asked, row)
    if end is None or end <= asked.at:
        return refused(asked, "period_ended" if _kept(asked, row) else "period_unsaid", since=end)
    if term.address and not _is_address(asked, row) and not _reachable(asked):
        return refused(asked, "no_address")
    return lawful(asked, rule)


def _is_address(asked: Question, row: RowFact) -> bool:
    term = asked.term
    return term is not None and asked.kinds[row.kind] == ("contact", term.address)


def _reachable(asked: Question) -> bool:
    """Whether some address lets the channel reach this person: else their name serves no purpose."""
    return any(
        isinstance(_decide_row(asked, row), Lawful)
        for row in asked.facts.rows
        if row.fate == Fate.ORDINARY and _is_address(asked, row)
    )


def _prohibition(asked: Question, row: RowFact) -> ProhibitionFact | None:
    for standing in asked.facts.prohibitions:
        uses = (standing.use,) if standing.scope is Scope.USE else asked.policy.scopes.get(standing.scope, ())
        if (
            asked.use in uses
            and standing.row in (None, row.id)
            and live(standing.since, standing.until, asked.at)
        ):
            return standing
    return None


def _rule(asked: Question, row: RowFact) -> Rule | None:
    groups = {r.group for r in asked.facts.relations if live(r.started, r.ended, asked.at)}
    zone = ZoneInfo(asked.policy.time_zone)
    for rule in asked.policy.rules:
        if rule.use != asked.use or (rule.category, rule.field) != asked.kinds[row.kind]:
            continue
        if rule.until and datetime.combine(rule.until, time(), zone) <= asked.at:
            continue
        if rule.groups and not groups.intersection(rule.groups):
            continue
        if _held(asked, rule, row, bool(groups)):
            return rule
    return None


def _held(asked: Question, rule: Rule, row: RowFact, related: bool) -> bool:
    if rule.basis in _IN_PLACE_OF_CONSENT and _withdrew(asked):
        return False
    if rule.basis is Basis.INTEREST:
        return related
    return any(
        ground.basis is rule.basis
        and ground.use in (None, asked.use)
        and live(ground.started, ground.ended, asked.at)
        and (ground.row in (None, row.id) or not _is_address(asked, row))
        for ground in asked.facts.grounds
    )


def _withdrew(asked: Question) -> bool:
    """R4.2d, EDPB 05/2020: where consent was asked for and withdrawn, no interest takes its place."""
    return any(
        g.basis is Basis.CONSENT and g.use == asked.use and g.why_ended == "withdrawn"
        and g.ended is not None and g.ended <= asked.at
        for g in asked.facts.grounds
    )  # fmt: skip


def _last_ended(asked: Question) -> GroundFact | None:
    """The ground that was, when there was one: a refusal tells that it ended."""
    ended = [g for g in asked.facts.grounds if g.use in (None, asked.use) and g.ended and g.ended <= asked.at]
    return max(ended, key=lambda g: g.ended or asked.at, default=None)


def row_end(asked: Question, row: RowFact) -> datetime | None:
    """When the notice lets this row go: the longest period that applies; None when none does.

    A period that has not begun to run has no end yet: then the last instant there is.
    """
    category, field = asked.kinds[row.kind]
    zone = ZoneInfo(asked.policy.time_zone)
    last: datetime | None = None
    for keep in asked.policy.keeps:
        if keep.category != category or keep.field not in (None, field) or keep.fate is not Fate.ORDINARY:
            continue
        for start in _starts(asked.facts, keep, row):
            if start is None:
                return datetime.max.replace(tzinfo=zone)
            end = period_end(start, keep.months, keep.days, zone)
            last = end if last is None else max(last, end)
    return last


def _kept(asked: Question, row: RowFact) -> bool:
    """Whether the notice says any period for this kind of data."""
    category, field = asked.kinds[row.kind]
    return any(keep.category == category and keep.field in (None, field) for keep in asked.policy.keeps)


def _starts(facts: Facts, keep: Keep, row: RowFact) -> Iterable[datetime | None]:
    """The instants from which a period runs; None for an event that has not happened."""
    related = [r for r in facts.relations if keep.group in (None, r.group)]
    match keep.event:
        case "relation.ended":
            return [r.ended for r in related]
        case "activity":
            return [r.active for r in related]
        case "ground.ended":
            return [g.ended for g in facts.grounds] if keep.group is None or related else []
        case _:
            return [row.obtained]

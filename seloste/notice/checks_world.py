"""What the tables of people and purposes leave out or contradict (SEL2501 to SEL2521)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from seloste.notice.checks_controller import terms_of
from seloste.notice.checks_promises import broken_promises
from seloste.notice.checks_things import THINGS
from seloste.notice.constructs import CONSTRUCTS
from seloste.notice.findings import Findings
from seloste.notice.lint_parts import Found, at_term, rests_on
from seloste.notice.model import AutomatedDecision, Notice, PurposeTerm, Term
from seloste.notice.resolve import all_uses, bases_of, fields_of, groups_of
from seloste.notice.source import At
from seloste.notice.worlds import has_room
from seloste.terms.law import LAW
from seloste.terms.words import Basis

_OWN_ONLY: Final = {Basis.EXISTING_CUSTOMER: "existing_customer", Basis.TASK: "task"}


def check_world(notice: Notice, findings: Findings, today: date) -> None:
    for rule in (*_RULES, broken_promises, *THINGS):
        for code, span, path, words in rule(notice, today):
            findings.add(code, span, path, **words)


def is_true(fact: At[bool] | None) -> bool:
    return bool(fact and fact.value)


def _countries(notice: Notice, _today: date) -> Iterator[Found]:
    known = {word.value.upper() for word in notice.jurisdiction}
    for term in terms_of(notice) if known else ():
        if term.country and term.country.value.upper() not in known:
            words = {"term": term.path, "country": term.country.value}
            yield "SEL2501", term.country.span, f"{term.path}.country", words


def _controllers(notice: Notice, _today: date) -> Iterator[Found]:
    joint = [one for one in notice.controllers if one.role and one.role.value == "joint"]
    if joint and not (notice.joint and notice.joint.essence) and notice.drives:
        yield at_term(joint[0], "SEL2502")
    for controller in notice.controllers:
        officer = controller.officer
        if officer and officer.state == "said" and not (officer.mail or officer.phone):
            yield "SEL2506", officer.span, f"{controller.path}.officer", {}


def _registers(notice: Notice, _today: date) -> Iterator[Found]:
    if len(notice.registers) < 2 or not any(one.purposes for one in notice.registers):
        return
    named = {word.value for one in notice.registers for word in one.purposes}
    for name, purpose in notice.purposes.items():
        if name not in named:
            yield at_term(purpose, "SEL2503", purpose=name)


def _groups(notice: Notice, _today: date) -> Iterator[Found]:
    """A group's own world, and what the rest of the notice says of its people."""
    narrowed = any(group.purposes for group in notice.groups.values())
    for name, purpose in notice.purposes.items() if narrowed else ():
        for group in _people(notice, purpose):
            if group in notice.groups and not has_room(notice.groups[group], purpose=name):
                yield at_term(purpose, "SEL2504", purpose=name, group=group)
    for source in notice.sources.values():
        term = notice.groups.get(source.group.value) if source.group else None
        if term and term.sources and source.name.value not in {word.value for word in term.sources}:
            yield at_term(source, "SEL2505", source=source.name.value, group=term.name.value)


def _people(notice: Notice, purpose: PurposeTerm) -> dict[str, None]:
    """The groups that the bases of a purpose name."""
    uses = [use for use in all_uses(notice).values() if use.purpose.value == purpose.name.value]
    named = (groups_of(notice, basis, purpose) for use in uses for basis in bases_of(use, purpose)[0])
    return dict.fromkeys(group for groups in named for group in groups)


def _none_and_some(notice: Notice, _today: date) -> Iterator[Found]:
    """``state = "none"`` in a section that names something all the same."""
    for one in CONSTRUCTS:
        own = notice.sections.get(one.key)
        held: dict[str, Term] = getattr(notice, one.attribute) if own and own.state else {}
        for term in held.values():
            yield at_term(term, "SEL2507", section=one.key, term=term.name.value)


def _delegated(notice: Notice, _today: date) -> Iterator[Found]:
    for fact in notice.delegated.values():
        if not is_true(fact.essence_here):
            yield at_term(fact, "SEL2509", term=fact.name.value)


def _decisions(notice: Notice, _today: date) -> Iterator[Found]:
    """GDPR 13(2)(f), 22: which decisions are made, on what condition, and whether they were denied."""
    denied = notice.profiling is not None and notice.profiling.state == "none"
    for decision in notice.decisions.values():
        name = decision.name.value
        if is_true(decision.legal_effect) and decision.lacks("condition"):
            yield at_term(decision, "SEL2510", term=name)
        if decision.lacks("logic") or decision.lacks("effect"):
            yield at_term(decision, "SEL2511", term=name)
        if denied:
            yield at_term(decision, "SEL2512", term=name)
        if not (decision.condition and decision.condition.value == "consent"):
            for datum in _special(notice, decision):
                yield at_term(decision, "SEL2513", term=name, data=datum)


def _special(notice: Notice, decision: AutomatedDecision) -> Iterator[str]:
    for category, field in fields_of(notice, decision.data):
        term = (notice.categories[category].field or {}).get(field)
        if term and term.special:
            yield f"{category}.{field}"
            return


def _consents(notice: Notice, _today: date) -> Iterator[Found]:
    for consent in notice.consents.values():
        name = consent.name.value
        if consent.bundled_with:
            yield "SEL2203", consent.bundled_with[0].span, f"{consent.path}.bundled_with", {"use": name}
        if consent.costs and consent.costs.value != "none":
            words = {"term": name, "costs": consent.costs.value}
            yield "SEL2514", consent.costs.span, f"{consent.path}.costs", words
        for word in consent.purposes:
            purpose = notice.purposes.get(word.value)
            if purpose and "basis" not in purpose.broken and Basis.CONSENT not in rests_on(notice, purpose):
                words = {"term": name, "purpose": word.value}
                yield "SEL2515", word.span, f"{consent.path}.purposes", words


def _secondary(notice: Notice, _today: date) -> Iterator[Found]:
    for use in notice.secondaries.values():
        if use.told is None and "told" in use.broken:
            continue
        if use.told is None or use.told.value != "before":
            yield at_term(use, "SEL2516", term=use.name.value)


def _ages(notice: Notice, today: date) -> Iterator[Found]:
    """GDPR 8(1) with the age of each country (1050/2018 § 5), and the purposes that take consent earlier."""
    for age in notice.ages.values():
        country = (
            age.country.value
            if age.country
            else (notice.jurisdiction[0].value if notice.jurisdiction else "fi")
        )
        least = LAW.child_age(country.upper(), today)
        if age.limit and least and age.limit.value < least.limit:
            words = {"limit": str(age.limit.value), "least": str(least.limit), "law": least.source}
            yield "SEL2517", age.limit.span, f"{age.path}.limit", words
        for name, purpose in notice.purposes.items():
            low = purpose.min_age
            meant = not age.uses or any(word.value.split(".")[0] == name for word in age.uses)
            if age.limit and low and meant and low.value < age.limit.value:
                words = {
                    "purpose": name,
                    "low": str(low.value),
                    "term": age.name.value,
                    "limit": str(age.limit.value),
                }
                yield "SEL2518", low.span, f"{purpose.path}.min_age", words


def _work(notice: Notice, _today: date) -> Iterator[Found]:
    for work in notice.works.values():
        if work.lacks("need"):
            yield at_term(work, "SEL2519", term=work.name.value)
        if work.kind and work.kind.value == "aptitude test" and not is_true(work.consent):
            yield at_term(work, "SEL2520", term=work.name.value)


def _offers(notice: Notice, _today: date) -> Iterator[Found]:
    """917/2014 § 200(3): an existing customer may be told of one's own similar goods only."""
    for name, use in notice.uses.items():
        purpose = notice.purposes.get(use.purpose.value)
        if purpose is None or not (use.offers and use.offers.value == "others"):
            continue
        for basis in bases_of(use, purpose)[0]:
            if basis.basis.value in _OWN_ONLY:
                words = {"use": name, "basis": _OWN_ONLY[basis.basis.value]}
                yield "SEL2521", use.offers.span, f"{use.path}.offers", words
                break


_RULES: Final[tuple[Callable[[Notice, date], Iterator[Found]], ...]] = (
    _countries, _controllers, _registers, _groups, _none_and_some, _delegated, _decisions, _consents, _secondary,
    _ages, _work, _offers,
)  # fmt: skip

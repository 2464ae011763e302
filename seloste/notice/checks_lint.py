"""What a strict reader misses in a notice (rules N): found from terms, at both levels of strictness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from seloste.notice.findings import Findings
from seloste.notice.model import Notice, PurposeTerm, Term
from seloste.notice.places import THIRD_COUNTRY_GROUPS, in_eea
from seloste.notice.resolve import all_uses, bases_of
from seloste.notice.source import Span, Word
from seloste.terms.words import Basis

Found = tuple[str, Span, str, dict[str, str]]
"""Code, place, path and words."""

_START: Final = Span(0, 1)
OPEN_END: Final = "…"
LONGEST_QUOTE: Final = 25
"""Words: a quote shows what decides, and copies no text."""

_FOR_SOMEBODY: Final = (Basis.EXISTING_CUSTOMER, Basis.TASK)


def check_lint(notice: Notice, findings: Findings, today: date) -> None:
    """Every rule, each on its own."""
    for rule in RULES:
        for code, span, path, words in rule(notice, today):
            findings.add(code, span, path, **words)


def _at(term: Term, code: str, **words: str) -> Found:
    return code, term.name.span, term.path, words


def _silent(code: str, path: str, **words: str) -> Found:
    """The notice says nothing: the finding stands at its first line."""
    return code, _START, path, words


def _open(words: tuple[Word, ...]) -> Word | None:
    return next((word for word in words if word.value.startswith(OPEN_END)), None)


def _rests_on(notice: Notice, purpose: PurposeTerm) -> list[Basis]:
    """The bases of a purpose: its own, its uses', and those that the notice says of it elsewhere."""
    name = purpose.name.value
    own = [
        basis
        for use in all_uses(notice).values()
        if use.purpose.value == name
        for basis in bases_of(use, purpose)[0]
    ]
    said = [
        b for stated in notice.bases if any(w.value == name for w in stated.purposes) for b in stated.basis
    ]
    return [phrase.basis.value for phrase in (*own, *said)]


def _n1_transfers(notice: Notice, today: date) -> Iterator[Found]:
    """N1: no transfer is claimed, and a processor belongs to a group outside the EEA, with no mechanism."""
    if notice.drives or not any(t.stance and t.stance.value == "none" for t in notice.transfers):
        return  # a notice that drives a register names each place: SEL1701 holds them against the stance
    for processor in notice.processors.values():
        entity = processor.entity
        product = entity.product.value.lower() if entity and entity.product else ""
        country = entity.parent.value if entity and entity.parent else THIRD_COUNTRY_GROUPS.get(product)
        if country and not in_eea(country, today) and processor.transfer is None:
            yield _at(
                processor,
                "SEL2101",
                processor=entity.product.value if entity and entity.product else processor.name.value,
                country=country,
            )


def _n2_periods(notice: Notice, _today: date) -> Iterator[Found]:
    """N2: neither a period nor a criterion that a reader can apply."""
    said = any(c.keep for c in notice.categories.values()) or any(k.period for k in notice.keeps.values())
    if notice.categories and not said and not notice.drives:
        place = next(iter(notice.keeps.values()), None)
        yield _at(place, "SEL2102") if place else _silent("SEL2102", "keep")


def _n3_restriction(notice: Notice, _today: date) -> Iterator[Found]:
    if "restrict" not in notice.rights:
        yield _silent("SEL2103", "right.restrict")


def _n4_objection(notice: Notice, _today: date) -> Iterator[Found]:
    """N4: interest is used, and the right to object to it is not named, or not set apart (GDPR 21(4))."""
    if not any(Basis.INTEREST in _rests_on(notice, p) for p in notice.purposes.values()):
        return
    right = notice.rights.get("object")
    if right is None:
        yield _silent("SEL2104", "right.object")
    elif not (right.set_apart and right.set_apart.value):
        yield _at(right, "SEL2104")


def _n5_interest(notice: Notice, _today: date) -> Iterator[Found]:
    for purpose in notice.purposes.values() if not notice.drives else ():
        if (
            Basis.INTEREST in _rests_on(notice, purpose)
            and purpose.interest is None
            and "interest" not in purpose.broken
        ):
            yield _at(purpose, "SEL2105", purpose=purpose.name.value)


def _n6_bases(notice: Notice, _today: date) -> Iterator[Found]:
    """N6, N7: a purpose to which no basis is assigned; for applicants an error."""
    for purpose in notice.purposes.values() if not notice.drives else ():
        if not _rests_on(notice, purpose) and "basis" not in purpose.broken:
            applicants = any(word.value == "applicant" for word in purpose.people)
            yield _at(purpose, "SEL2106" if applicants else "SEL2107", purpose=purpose.name.value)


def _n8_data(notice: Notice, _today: date) -> Iterator[Found]:
    """N8: categories are not tied to purposes."""
    if notice.categories and notice.purposes and not any(p.data for p in notice.purposes.values()):
        yield _at(next(iter(notice.categories.values())), "SEL2108")


def _n11_form(notice: Notice, _today: date) -> Iterator[Found]:
    for right in notice.rights.values():
        if right.form:
            yield (
                "SEL2111",
                right.form.span,
                f"{right.path}.form",
                {"right": right.name.value, "form": right.form.value},
            )


def _n12_profiling(notice: Notice, _today: date) -> Iterator[Found]:
    if notice.profiling is None and "profiling" not in notice.broken:
        yield _silent("SEL2112", "profiling")


def _n13_duty(notice: Notice, _today: date) -> Iterator[Found]:
    if notice.categories and not any(c.required for c in notice.categories.values()):
        yield _at(next(iter(notice.categories.values())), "SEL2113")


def _n18_authority(notice: Notice, _today: date) -> Iterator[Found]:
    right = notice.rights.get("complaint")
    if right is None:
        yield _silent("SEL2118", "right.complaint")
    elif right.authority is None:
        yield _at(right, "SEL2118")


def _n20_changes(notice: Notice, _today: date) -> Iterator[Found]:
    if notice.changes and notice.changes.told is None:
        yield _at(notice.changes, "SEL2120")


def _n22_officer(notice: Notice, _today: date) -> Iterator[Found]:
    for controller in notice.controllers:
        if controller.officer is None and "officer" not in controller.broken:
            yield _at(controller, "SEL2122")


def _n26_withdrawal(notice: Notice, _today: date) -> Iterator[Found]:
    """N26: consent is used, and no way to withdraw it is told."""
    uses = all_uses(notice)
    for purpose in notice.purposes.values():
        own = [use for use in uses.values() if use.purpose.value == purpose.name.value]
        if Basis.CONSENT in _rests_on(notice, purpose) and not any(use.withdraw for use in own):
            yield _at(purpose, "SEL2126", purpose=purpose.name.value)


def _n31_open_purpose(notice: Notice, _today: date) -> Iterator[Found]:
    for purpose in notice.purposes.values():
        if word := _open(purpose.acts):
            yield "SEL2131", word.span, f"{purpose.path}.acts", {"purpose": purpose.name.value}


def _n33_alternatives(notice: Notice, _today: date) -> Iterator[Found]:
    """N33: alternative bases, and no word on which is for whom."""
    for purpose in notice.purposes.values():
        bare = [b for b in purpose.basis if not b.targets and b.basis.value not in _FOR_SOMEBODY]
        if len(bare) > 1:
            yield "SEL2133", bare[1].span, f"{purpose.path}.basis", {"purpose": purpose.name.value}


def _n35_laws(notice: Notice, _today: date) -> Iterator[Found]:
    """N35: a legal duty whose law has no name that could be looked up, or whose list is open."""
    for stated in notice.bases:
        if stated.hedge and any(b.basis.value is Basis.LAW for b in stated.basis):
            yield "SEL2135", stated.hedge.span, f"{stated.path}.hedge", {}


def _n37_open_categories(notice: Notice, _today: date) -> Iterator[Found]:
    if notice.drives:
        return  # there it is an error of its own
    for category in notice.categories.values():
        if word := _open(category.fields):
            yield "SEL2137", word.span, f"{category.path}.fields", {"category": category.name.value}


def _n41_entities(notice: Notice, _today: date) -> Iterator[Found]:
    for processor in notice.processors.values():
        entity = processor.entity
        if entity and entity.product and entity.legal_name is None:
            yield _at(processor, "SEL2141", product=entity.product.value)


def _n57_conditions(notice: Notice, _today: date) -> Iterator[Found]:
    for right in notice.rights.values():
        if right.hedge and right.text is None:
            yield "SEL2157", right.hedge.span, f"{right.path}.hedge", {"right": right.name.value}


def _n60_answer(notice: Notice, _today: date) -> Iterator[Found]:
    if notice.rights and not any(right.answer for right in notice.rights.values()):
        yield _at(next(iter(notice.rights.values())), "SEL2160")


def _quotes(notice: Notice, _today: date) -> Iterator[Found]:
    tables: tuple[Iterable[Term], ...] = (
        notice.controllers, notice.registers, notice.transfers, notice.bases, notice.groups.values(),
        notice.purposes.values(), notice.uses.values(), notice.categories.values(), notice.sources.values(),
        notice.processors.values(), notice.recipients.values(), notice.keeps.values(), notice.measures.values(),
        notice.rights.values(), filter(None, (notice.general, notice.changes)),
    )  # fmt: skip
    for term in (term for table in tables for term in table):
        for language, phrase in term.quote.by_language.items() if term.quote else ():
            words = len(phrase.value.split())
            if words > LONGEST_QUOTE:
                yield "SEL1904", phrase.span, f"{term.path}.quote.{language}", {"words": str(words)}


def _n67_version(notice: Notice, _today: date) -> Iterator[Found]:
    version = notice.version
    if version is None or version.number is None:
        yield _at(version, "SEL2167") if version else _silent("SEL2167", "version")


RULES: Final[tuple[Callable[[Notice, date], Iterator[Found]], ...]] = (
    _n1_transfers, _n2_periods, _n3_restriction, _n4_objection, _n5_interest, _n6_bases, _n8_data, _n11_form,
    _n12_profiling, _n13_duty, _n18_authority, _n20_changes, _n22_officer, _n26_withdrawal, _n31_open_purpose,
    _n33_alternatives, _n35_laws, _n37_open_categories, _n41_entities, _n57_conditions, _n60_answer, _n67_version, _quotes,
)  # fmt: skip

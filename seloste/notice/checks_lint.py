"""What a strict reader misses in a notice (rules N): found from terms, at both levels of strictness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from seloste.notice.checks_lint_data import DATA_RULES
from seloste.notice.checks_lint_more import MORE_RULES
from seloste.notice.checks_lint_others import OTHER_RULES
from seloste.notice.findings import Findings
from seloste.notice.lint_parts import OPEN_END as OPEN_END  # as others know it
from seloste.notice.lint_parts import Found, at_term, groups_of_kind, open_end, rests_on, silent
from seloste.notice.marketing import MESSAGES
from seloste.notice.model import Length, Notice, Term
from seloste.notice.resolve import add_length, all_uses, bases_of, uses_of, withdraw_of
from seloste.terms.words import Basis

LONGEST_QUOTE: Final = 25
"""Words: a quote shows what decides, and copies no text."""

_FOR_SOMEBODY: Final = (Basis.EXISTING_CUSTOMER, Basis.TASK)


def check_lint(notice: Notice, findings: Findings, today: date) -> None:
    """Every rule, each on its own."""
    for rule in RULES:
        for code, span, path, words in rule(notice, today):
            findings.add(code, span, path, **words)


def _n3_restriction(notice: Notice, _today: date) -> Iterator[Found]:
    if "restrict" not in notice.rights:
        yield silent("SEL2103", "right.restrict")


def _n4_objection(notice: Notice, _today: date) -> Iterator[Found]:
    """N4: interest is used, and the right to object to it is not named, or not set apart (GDPR 21(4))."""
    if not any(Basis.INTEREST in rests_on(notice, p) for p in notice.purposes.values()):
        return
    right = notice.rights.get("object")
    if right is None:
        yield silent("SEL2104", "right.object")
    elif not (right.set_apart and right.set_apart.value):
        yield at_term(right, "SEL2104")


def _n5_interest(notice: Notice, _today: date) -> Iterator[Found]:
    for purpose in notice.purposes.values() if not notice.drives else ():
        if (
            Basis.INTEREST in rests_on(notice, purpose)
            and purpose.interest is None
            and "interest" not in purpose.broken
        ):
            yield at_term(purpose, "SEL2105", purpose=purpose.name.value)


def _n6_bases(notice: Notice, _today: date) -> Iterator[Found]:
    """N6, N7: a purpose to which no basis is assigned; for applicants an error."""
    for purpose in notice.purposes.values() if not notice.drives else ():
        if not rests_on(notice, purpose) and "basis" not in purpose.broken:
            kind = {group.name.value for group in groups_of_kind(notice, "applicant")}
            applicants = any(word.value in kind for word in purpose.people)
            yield at_term(purpose, "SEL2106" if applicants else "SEL2107", purpose=purpose.name.value)


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
    if notice.profiling is None and not notice.decisions and "profiling" not in notice.broken:
        yield silent("SEL2112", "profiling")


def _n18_authority(notice: Notice, _today: date) -> Iterator[Found]:
    right = notice.rights.get("complaint")
    if right is None:
        yield silent("SEL2118", "right.complaint")
    elif right.authority is None:
        yield at_term(right, "SEL2118")


def _n20_changes(notice: Notice, _today: date) -> Iterator[Found]:
    if notice.changes and notice.changes.told is None:
        yield at_term(notice.changes, "SEL2120")


def _n22_officer(notice: Notice, _today: date) -> Iterator[Found]:
    for controller in notice.controllers:
        if controller.officer is None and "officer" not in controller.broken:
            yield at_term(controller, "SEL2122")


def _n26_withdrawal(notice: Notice, _today: date) -> Iterator[Found]:
    """N26: consent is used, and no way to withdraw it is told."""
    for purpose in notice.purposes.values():
        own = uses_of(notice, purpose)
        if Basis.CONSENT in rests_on(notice, purpose) and not any(withdraw_of(notice, use) for use in own):
            yield at_term(purpose, "SEL2126", purpose=purpose.name.value)


def _n31_open_purpose(notice: Notice, _today: date) -> Iterator[Found]:
    for purpose in notice.purposes.values():
        if word := open_end(purpose.acts):
            yield "SEL2131", word.span, f"{purpose.path}.acts", {"purpose": purpose.name.value}


def _n33_alternatives(notice: Notice, _today: date) -> Iterator[Found]:
    """N33: alternative bases, and no word on which is for whom."""
    for purpose in notice.purposes.values():
        bare = [b for b in purpose.basis if not b.targets and b.basis.value not in _FOR_SOMEBODY]
        if len(bare) > 1 and purpose.choice is None:
            yield "SEL2133", bare[1].span, f"{purpose.path}.basis", {"purpose": purpose.name.value}


def _n35_laws(notice: Notice, _today: date) -> Iterator[Found]:
    """N35: a legal duty whose law has no name that could be looked up, or whose list is open."""
    for stated in notice.bases:
        if stated.hedge and any(b.basis.value is Basis.LAW for b in stated.basis):
            yield "SEL2135", stated.hedge.span, f"{stated.path}.hedge", {}


def _n57_conditions(notice: Notice, _today: date) -> Iterator[Found]:
    for right in notice.rights.values():
        if right.hedge and right.text is None:
            yield "SEL2157", right.hedge.span, f"{right.path}.hedge", {"right": right.name.value}


def _n60_answer(notice: Notice, _today: date) -> Iterator[Found]:
    if notice.rights and not any(right.answer for right in notice.rights.values()):
        yield at_term(next(iter(notice.rights.values())), "SEL2160")


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
        yield at_term(version, "SEL2167") if version else silent("SEL2167", "version")


def _n17_electronic(notice: Notice, _today: date) -> Iterator[Found]:
    """N17: electronic marketing on interest; in a notice that drives a register SEL1301 finds it."""
    for use in all_uses(notice).values() if not notice.drives else ():
        purpose = notice.purposes.get(use.purpose.value)
        sold = purpose and purpose.marketing and purpose.marketing.value
        if purpose and sold and use.channel in MESSAGES:
            for basis in bases_of(use, purpose)[0]:
                if basis.basis.value is Basis.INTEREST:
                    yield "SEL2117", basis.span, f"{purpose.path}.basis", {"use": use.name.value}


def _n19_electronic_way(notice: Notice, _today: date) -> Iterator[Found]:
    """N19: ways are told, and none of them is electronic."""
    told = [(right, {word.value for word in right.ways}) for right in notice.rights.values() if right.ways]
    if told and not any(ways & {"mail", "own page"} for _, ways in told):
        yield at_term(told[0][0], "SEL2119")


def _n29_groups(notice: Notice, _today: date) -> Iterator[Found]:
    """N29: a group without a purpose of its own; in a notice that drives a register SEL1509 finds it."""
    if notice.drives:
        return
    named = {word.value for purpose in notice.purposes.values() for word in purpose.people}
    phrases = [b for p in notice.purposes.values() for b in p.basis]
    phrases += [b for use in notice.uses.values() for b in use.basis]
    named |= {word.value for phrase in phrases for word in phrase.targets}
    for group in notice.groups.values() if notice.purposes else ():
        if group.name.value not in named and not group.purposes:
            yield at_term(group, "SEL2129", group=group.name.value)


def _n32_contract(notice: Notice, _today: date) -> Iterator[Found]:
    """N32: a contract as a basis for everybody, representatives too, who are no party to it."""
    acting = next((g for g in notice.groups.values() if g.representative and g.representative.value), None)
    for stated in notice.bases if acting else ():
        for phrase in stated.basis:
            if phrase.basis.value is Basis.CONTRACT and not phrase.targets and acting:
                yield "SEL2132", phrase.span, f"{stated.path}.basis", {"group": acting.name.value}


def _n34_listed(notice: Notice, _today: date) -> Iterator[Found]:
    """N34: consent is used, and the notice's list of bases leaves it out."""
    listed = {phrase.basis.value for stated in notice.bases for phrase in stated.basis}
    for purpose in notice.purposes.values() if len(listed) > 1 and Basis.CONSENT not in listed else ():
        if Basis.CONSENT in rests_on(notice, purpose):
            yield at_term(purpose, "SEL2134", purpose=purpose.name.value)


def _n59_profiling(notice: Notice, _today: date) -> Iterator[Found]:
    """N59, GDPR 21(2): what may be refused is listed, and profiling is not among it."""
    for right in notice.rights.values():
        if (
            right.against
            and right.marketing is None
            and not any(w.value == "profiling" for w in right.against)
        ):
            yield "SEL2159", right.against[0].span, f"{right.path}.against", {}


def _n61_mailbox(notice: Notice, _today: date) -> Iterator[Found]:
    """N61: the only address is one person's own."""
    for controller in notice.controllers:
        contact = controller.contact
        if contact and contact.person and contact.mail and contact.phone is None:
            local = set(contact.mail.value.lower().partition("@")[0].replace("-", ".").split("."))
            if local & set(contact.person.value.lower().split()):
                yield "SEL2161", contact.mail.span, f"{contact.path}.mail", {}


def _n66_age(notice: Notice, today: date) -> Iterator[Found]:
    """N66: older than 24 months."""
    version = notice.version
    day = version and (version.updated or version.in_force or version.published)
    last = add_length(day.value, Length(24, 0, day.span)) if day else today
    if day and last < today:
        since = (last + timedelta(days=1)).isoformat()
        yield "SEL2166", day.span, "version", {"day": day.value.isoformat(), "since": since}


def _n68_services(notice: Notice, _today: date) -> Iterator[Found]:
    """N68: all services, also those where the controller works for its customers."""
    general = notice.general
    if general and general.services and general.services.value == "all":
        yield "SEL2168", general.services.span, "general.services", {}


RULES: Final[tuple[Callable[[Notice, date], Iterator[Found]], ...]] = (
    *DATA_RULES, *MORE_RULES, *OTHER_RULES, _n3_restriction, _n4_objection, _n5_interest, _n6_bases, _n11_form, _n12_profiling, _n17_electronic,
    _n18_authority, _n19_electronic_way, _n20_changes, _n22_officer, _n26_withdrawal, _n29_groups,
    _n31_open_purpose, _n32_contract, _n33_alternatives, _n34_listed, _n35_laws, _n57_conditions, _n59_profiling,
    _n60_answer, _n61_mailbox, _n66_age, _n67_version, _n68_services, _quotes,
)  # fmt: skip

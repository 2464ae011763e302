"""What a strict reader misses beside single terms (rules N): sections held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from seloste.notice.lint_parts import (
    Found,
    at_term,
    fields_of_kind,
    groups_of_kind,
    people_of,
    receivers,
    receives,
    rests_on,
    speaks,
    used_data,
)
from seloste.notice.lint_tokens import bare
from seloste.notice.lint_wording import own_names, wording
from seloste.notice.model import Notice, PurposeTerm
from seloste.notice.places import JOINT
from seloste.notice.resolve import all_uses
from seloste.terms.words import Basis

_SEVERAL: Final = 4
"""Kinds of people from which on one undivided text serves none of them."""

_LONG: Final = 7
"""Letters from which on a word that two titles share is no accident."""

_CALLS: Final = ("phone", "auto_call")


def _n21_earlier(notice: Notice, _today: date) -> Iterator[Found]:
    """N21: consent may be withdrawn, and no word that what was done before stays lawful."""
    right = notice.rights.get("withdraw")
    consented = any(Basis.CONSENT in rests_on(notice, p) for p in notice.purposes.values())
    if right and consented and not speaks(notice, "earlier", right.text, right.quote):
        yield at_term(right, "SEL2121")


def _n24_joint(notice: Notice, _today: date) -> Iterator[Found]:
    """N24: pages and advertising in a network are run together with it (C-210/16, C-40/17)."""
    roles = {r.role.value for r in notice.recipients.values() if r.role}
    for processor in notice.processors.values() if "joint controller" not in roles else ():
        product = processor.entity.product if processor.entity else None
        if product and product.value.lower() in JOINT and receives(processor):
            yield at_term(processor, "SEL2124", product=product.value)


def _n25_undivided(notice: Notice, _today: date) -> Iterator[Found]:
    """N25: several kinds of people, and nowhere is said what is done with the data of which."""
    divided = any(p.data and people_of(notice, p) for p in notice.purposes.values())
    kept = any(period.targets for c in notice.categories.values() for period in c.keep)
    if len(notice.groups) >= _SEVERAL and not divided and not kept:
        yield at_term(next(iter(notice.groups.values())), "SEL2125", number=str(len(notice.groups)))


def _n28_register(notice: Notice, _today: date) -> Iterator[Found]:
    """N28: the register's name speaks of customers, and others are in it without a world of their own."""
    worlds = {name for p in notice.purposes.values() if p.data for name in people_of(notice, p)}
    for register in notice.registers:
        names = register.names
        if names is None or not speaks(notice, "customers", names):
            continue
        for kind in ("applicant", "supplier"):
            hidden = [g for g in groups_of_kind(notice, kind) if g.name.value not in worlds]
            if hidden and not speaks(notice, kind, names):
                yield "SEL2128", names.span, f"{register.path}.name", {"group": hidden[0].name.value}
                return


def _n36_targeting(notice: Notice, _today: date) -> Iterator[Found]:
    """N36: advertising on the web is aimed at people, which tells a platform of them, and nobody consented."""
    for purpose in notice.purposes.values():
        if _of(notice, "targeting", purpose) and Basis.CONSENT not in rests_on(notice, purpose):
            yield at_term(purpose, "SEL2136", purpose=purpose.name.value)


def _of(notice: Notice, kind: str, purpose: PurposeTerm) -> bool:
    return speaks(notice, kind, purpose.title, purpose.acts, purpose.text)


def _n38_surveys(notice: Notice, _today: date) -> Iterator[Found]:
    """N38: surveys are made, for their answers are kept or they may be refused, and no purpose is told."""
    if any(_of(notice, "survey", p) or (p.research and p.research.value) for p in notice.purposes.values()):
        return
    used = used_data(notice)
    for category, word in fields_of_kind(notice, "survey"):
        if (category.name.value, word.value) not in used:
            yield "SEL2138", word.span, f"{category.path}.fields", {"data": word.value}
            return
    for right in notice.rights.values():
        for word in right.against:
            if speaks(notice, "survey", word):
                yield "SEL2138", word.span, f"{right.path}.against", {"data": word.value}
                return


def _n39_free_text(notice: Notice, _today: date) -> Iterator[Found]:
    """N39: what people write or say freely may hold what GDPR 9 protects; the notice says nothing of it.

    Advice for notices that are only read: one that drives a register declares each field with its purposes.
    """
    categories = notice.categories.values()
    if notice.drives or any(field.special for c in categories for field in (c.field or {}).values()):
        return
    own = notice.sections.get("category")
    texts = [c.text for c in categories] + [own.text if own else None]
    if any(speaks(notice, "special", text) for text in texts):
        return
    for category, word in fields_of_kind(notice, "free_text"):
        yield "SEL2139", word.span, f"{category.path}.fields", {"data": f"{category.name.value}.{word.value}"}
        return


def _n40_heading(notice: Notice, _today: date) -> Iterator[Found]:
    """N40: processors stand among the sources, under one and the same number."""
    sources = {source.at.value for source in notice.sources.values() if source.at}
    for processor in notice.processors.values():
        if processor.at and processor.at.value in sources:
            yield "SEL2140", processor.at.span, f"{processor.path}.at", {"at": processor.at.value}
            return


def _n45_two_roles(notice: Notice, _today: date) -> Iterator[Found]:
    """N45: the same people by title are processors in one section, and recipients without that role in another."""
    handling = {
        word
        for processor in notice.processors.values()
        for title in (processor.title.by_language.values() if processor.title else ())
        for word in bare(title.value).split(" ")
        if len(word) >= _LONG
    }
    for recipient in notice.recipients.values() if handling else ():
        if recipient.role and recipient.role.value == "processor":
            continue
        titles = recipient.title.by_language.values() if recipient.title else ()
        if any(handling.intersection(bare(title.value).split(" ")) for title in titles):
            yield at_term(recipient, "SEL2145", recipient=recipient.name.value)


def _n47_implied(notice: Notice, _today: date) -> Iterator[Found]:
    """N47: what is billed and booked goes to a bookkeeper, a bank, the tax office; none of them is told.

    In a notice that drives a register whoever is not named receives nothing.
    """
    billing = [] if notice.drives else [p for p in notice.purposes.values() if _of(notice, "billing", p)]
    if not billing:
        return
    names = {p.name.value for p in billing}
    for one in receivers(notice):
        task = getattr(one, "task", None)
        if any(word.value.partition(".")[0] in names for word in one.uses):
            return
        if speaks(notice, "bookkeepers", one.title, one.text, task):
            return
    yield at_term(billing[0], "SEL2147", purpose=billing[0].name.value)


def _n50_access(notice: Notice, _today: date) -> Iterator[Found]:
    """N50: nothing is said to be transferred, and of a processor neither servers nor who reaches them is told."""
    if not any(t.stance and t.stance.value == "none" for t in notice.transfers):
        return
    for processor in notice.processors.values():
        entity = processor.entity
        told = entity and (entity.servers or entity.parent)
        if receives(processor) and not told and not processor.transfer:
            yield at_term(processor, "SEL2150", processor=processor.name.value)


def _n58_access(notice: Notice, _today: date) -> Iterator[Found]:
    """N58: access is told as looking at the data: no copy, though GDPR 15(3) gives one."""
    right = notice.rights.get("access")
    if right and (right.text or right.quote) and not speaks(notice, "copy", right.text, right.quote):
        yield at_term(right, "SEL2158")


def _n62_label(notice: Notice, _today: date) -> Iterator[Found]:
    """N62: the notice's own words show a number and not what number it is."""
    for controller in notice.controllers:
        number, quote = controller.business_id, controller.quote
        if number and quote and not speaks(notice, "label", quote):
            for language, phrase in quote.by_language.items():
                start = phrase.value.find(number.value)
                if start >= 0:
                    span = phrase.part(start, start + len(number.value))
                    yield "SEL2162", span, f"{controller.path}.quote.{language}", {"number": number.value}


def _n69_telephone(notice: Notice, _today: date) -> Iterator[Found]:
    """N69: somebody gets numbers to call people for marketing, and no purpose and no channel says so."""
    uses = all_uses(notice).values()
    if any(use.channel in _CALLS for use in uses):
        return
    if any(_of(notice, "telephone", purpose) for purpose in notice.purposes.values()):
        return
    for recipient in notice.recipients.values():
        if speaks(notice, "telephone", recipient.title, recipient.text):
            yield at_term(recipient, "SEL2169", recipient=recipient.name.value)
            return


def _words(notice: Notice, _today: date) -> Iterator[Found]:
    yield from wording(notice)
    yield from own_names(notice)


MORE_RULES: Final[tuple[Callable[[Notice, date], Iterator[Found]], ...]] = (
    _n21_earlier, _n24_joint, _n25_undivided, _n28_register, _n36_targeting, _n38_surveys, _n39_free_text,
    _n40_heading, _n45_two_roles, _n47_implied, _n50_access, _n58_access, _n62_label, _n69_telephone, _words,
)  # fmt: skip

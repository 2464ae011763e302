"""What strict readers find in the notices of others (rules H), as far as terms and titles show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from seloste.notice.checks_controller import all_texts
from seloste.notice.lint_parts import (
    Found,
    at_term,
    fields_of_kind,
    receivers,
    rests_on,
    silent,
    speaks,
    titled,
    used_data,
)
from seloste.notice.lint_tokens import bare, place_of
from seloste.notice.lint_wording import joined
from seloste.notice.model import CategoryEntry, Notice, PurposeTerm
from seloste.notice.places import MECHANISMS, TOOLS
from seloste.terms.words import Basis

_ALWAYS: Final = ("access", "rectify", "erase", "complaint")
"""Rights that hold whatever the basis (GDPR 13(2)(b), (d)); restriction and objection have rules of their own."""


def _h2_bases(notice: Notice, _today: date) -> Iterator[Found]:
    """H2: direct marketing is said to rest on a contract or on a law; in a drive notice SEL1306 finds it."""
    for purpose in notice.purposes.values() if not notice.drives else ():
        sold = purpose.marketing and purpose.marketing.value
        rests = rests_on(notice, purpose) if sold else []
        for basis, word in ((Basis.CONTRACT, "contract"), (Basis.LAW, "law")):
            if basis in rests:
                yield at_term(purpose, "SEL2302", purpose=purpose.name.value, basis=word)


def _h7_transfers(notice: Notice, _today: date) -> Iterator[Found]:
    """H7: data may leave the EEA, and neither to whom nor on which ground; in a drive notice SEL1108 finds it."""
    told = any(p.transfer and p.transfer.mechanism for p in notice.processors.values())
    for transfer in notice.transfers if not (told or notice.drives) else ():
        if transfer.stance and transfer.stance.value in ("may", "yes"):
            yield "SEL2307", transfer.stance.span, f"{transfer.path}.stance", {"said": transfer.stance.value}


def _h8_lapsed(notice: Notice, today: date) -> Iterator[Found]:
    """H8: a mechanism that has lapsed; in a drive notice SEL1704 finds it."""
    for processor in notice.processors.values() if not notice.drives else ():
        word = processor.transfer.mechanism if processor.transfer else None
        mechanism = MECHANISMS.get(word.value) if word else None
        if word and mechanism and mechanism.until and mechanism.until <= today:
            words = {"said": word.value, "since": mechanism.until.isoformat()}
            yield "SEL2308", word.span, f"{processor.path}.transfer.mechanism", words


def _h12_registers(notice: Notice, _today: date) -> Iterator[Found]:
    """H12: several registers, and of one nobody can tell whose data is in it."""
    for register in notice.registers if len(notice.registers) > 1 else ():
        if not register.people:
            yield at_term(register, "SEL2312")


def _h13_lists(notice: Notice, _today: date) -> Iterator[Found]:
    """H13: a text that announces what does not follow: it ends with a colon."""
    for term, key, texts in all_texts(notice):
        for language, phrase in texts.by_language.items() if key == "text" else ():
            text = phrase.value.rstrip()
            if text.endswith(":"):
                span = phrase.part(len(text) - 1, len(text))
                yield "SEL2313", span, f"{term.path}.{key}.{language}", {}


def _h14_contact(notice: Notice, _today: date) -> Iterator[Found]:
    """H14: no address, or neither mail nor telephone; a drive notice can't leave these out."""
    for controller in notice.controllers if not notice.drives else ():
        contact = controller.contact
        reached = contact and (contact.mail or contact.phone)
        if not controller.names or controller.broken & {"address", "contact"}:
            continue
        if controller.address is None or not reached:
            yield at_term(controller, "SEL2314", what="address" if controller.address is None else "mail")


def _h15_date(notice: Notice, _today: date) -> Iterator[Found]:
    version = notice.version
    if "version" in notice.broken or (version and version.broken):
        return
    if version is None or not (version.updated or version.published or version.in_force):
        yield at_term(version, "SEL2315") if version else silent("SEL2315", "version")


def _h16_rights(notice: Notice, _today: date) -> Iterator[Found]:
    """H16: a right that the basis gives is not named: one finding for each."""
    bases = {basis for purpose in notice.purposes.values() for basis in rests_on(notice, purpose)}
    bases |= {phrase.basis.value for stated in notice.bases for phrase in stated.basis}
    due = [*_ALWAYS]
    due += ["port"] if bases & {Basis.CONSENT, Basis.CONTRACT} else []  # GDPR 20(1): these two alone
    due += ["withdraw"] if Basis.CONSENT in bases else []
    for right in due:
        if right not in notice.rights:
            yield silent("SEL2316", f"right.{right}", right=right)


def _h17_basis(notice: Notice, _today: date) -> Iterator[Found]:
    """H17: no basis at all; of one purpose without a basis N6 and N7 speak, and SEL1501 where a register is driven."""
    said = notice.bases or any(p.basis or "basis" in p.broken for p in notice.purposes.values())
    if not said and not any(use.basis for use in notice.uses.values()) and not notice.drives:
        yield silent("SEL2317", "basis")


def _h19_profiling(notice: Notice, _today: date) -> Iterator[Found]:
    """H19: profiling is denied, and a purpose or a kind of data is called so."""
    if notice.profiling is None or notice.profiling.state != "none":
        return
    for term in (*notice.purposes.values(), *notice.categories.values()):
        acts = term.acts if isinstance(term, PurposeTerm) else ()
        if titled(notice, "profiling", term, acts):
            yield at_term(term, "SEL2319", name=term.name.value)


def _h23_officer(notice: Notice, _today: date) -> Iterator[Found]:
    """H23, GDPR 38(6): who leads the company can't watch over it."""
    for controller in notice.controllers:
        officer = controller.officer
        if officer and officer.state == "said" and speaks(notice, "executive", officer.texts):
            yield "SEL2323", officer.span, f"{controller.path}.officer", {}


def _h25_camera(notice: Notice, _today: date) -> Iterator[Found]:
    """H25: cameras, and no purpose with a basis or no period for what they record."""
    for category in notice.categories.values():
        if titled(notice, "camera", category) and not (category.keep and _based(notice, category)):
            yield at_term(category, "SEL2325", category=category.name.value)


def _based(notice: Notice, category: CategoryEntry) -> bool:
    """Whether a purpose with a basis uses data of this category."""
    used = used_data(notice)
    return any(used.get((category.name.value, field.value)) for field in category.fields)


def _h26_third(notice: Notice, _today: date) -> Iterator[Found]:
    """H26: data of third persons, who are no group of the notice."""
    if any(titled(notice, "third", group, group.many) for group in notice.groups.values()):
        return
    for category, word in fields_of_kind(notice, "third"):
        yield "SEL2326", word.span, f"{category.path}.fields", {"data": f"{category.name.value}.{word.value}"}


def _h29_offences(notice: Notice, _today: date) -> Iterator[Found]:
    """H29, GDPR 10: data of offences, and no ground."""
    for category, word in fields_of_kind(notice, "offence"):
        field = (category.field or {}).get(word.value)
        if not (field and (field.ground or field.condition)):
            yield (
                "SEL2329",
                word.span,
                f"{category.path}.fields",
                {"data": f"{category.name.value}.{word.value}"},
            )


def _h30_disclosures(notice: Notice, _today: date) -> Iterator[Found]:
    """H30: nothing is said to be disclosed, and recipients are named."""
    own = notice.sections.get("disclosure")
    to = own.to if own else None
    for recipient in notice.recipients.values() if to and to.value == "none" else ():
        if to and not (recipient.role and recipient.role.value == "processor"):
            yield "SEL2330", to.span, "disclosure.to", {"said": to.value}
            return


def _h32_twice(notice: Notice, _today: date) -> Iterator[Found]:
    """H32: one controller by name, and two business IDs."""
    seen: dict[str, str] = {}
    for controller in notice.controllers:
        number = controller.business_id
        for phrase in controller.names.by_language.values() if controller.names and number else ():
            if number and seen.setdefault(phrase.value, number.value) != number.value:
                yield "SEL2332", number.span, f"{controller.path}.business_id", {"number": number.value}
                return


def _h34_inferred(notice: Notice, _today: date) -> Iterator[Found]:
    """H34, C-184/20: to be in this group tells what GDPR 9 protects, and no condition is said."""
    if any(field.special for c in notice.categories.values() for field in (c.field or {}).values()):
        return
    for group in notice.groups.values():
        if titled(notice, "inferred", group, group.many):
            yield at_term(group, "SEL2334", group=group.name.value)


def _h35_aptitude(notice: Notice, _today: date) -> Iterator[Found]:
    """H35, 759/2004 § 13: aptitude is tested with consent alone."""
    for category, word in fields_of_kind(notice, "aptitude"):
        datum = (category.name.value, word.value)
        if Basis.CONSENT not in used_data(notice).get(datum, ()):
            yield "SEL2335", word.span, f"{category.path}.fields", {"data": ".".join(datum)}


def _h36_languages(notice: Notice, _today: date) -> Iterator[Found]:
    """H36: a text in some of the notice's languages only; in a drive notice SEL1507 finds each."""
    for term, key, texts in all_texts(notice) if not notice.drives and len(notice.languages) > 1 else ():
        lacking = [lang for lang in notice.languages if not (texts.get(lang) or "").strip()]
        if lacking and key != "quote":
            yield "SEL2336", texts.span, f"{term.path}.{key}", {"languages": ", ".join(lacking)}
            return


def _h38_tools(notice: Notice, _today: date) -> Iterator[Found]:
    """H38: a tool is named in a text, and whoever runs it is no processor or recipient of the notice."""
    known: set[str] = set()
    for one in receivers(notice):
        entity = getattr(one, "entity", None)
        said = [p.value for p in (one.title.by_language.values() if one.title else ())]
        said += [w.value for w in (entity.product, entity.legal_name) if w] if entity else []
        known.update(word for text in said for word in bare(text).split(" "))
    if not any(TOOLS.intersection(words) - known for _, words, _ in joined(notice).values()):
        return
    for term, key, texts in all_texts(notice):
        for language, phrase in texts.by_language.items() if key in ("text", "quote", "what") else ():
            named = TOOLS.intersection(bare(phrase.value).split(" ")) - known
            if named:
                start, end = place_of(min(named), phrase.value)
                words = {"product": phrase.value[start:end]}
                yield "SEL2338", phrase.part(start, end), f"{term.path}.{key}.{language}", words
                return


def _h39_measures(notice: Notice, _today: date) -> Iterator[Found]:
    own = notice.sections.get("measure")
    if not notice.measures and not (own and own.text) and not notice.drives:
        yield silent("SEL2339", "measure")


def _h43_categories(notice: Notice, _today: date) -> Iterator[Found]:
    """H43, GDPR 14(1)(d): no kind of data is told, and some of it does not come from the people themselves."""
    elsewhere = any(not (s.own and s.own.value) for s in notice.sources.values())
    if not notice.categories and elsewhere and not notice.drives:
        yield silent("SEL2343", "category")


OTHER_RULES: Final[tuple[Callable[[Notice, date], Iterator[Found]], ...]] = (
    _h2_bases, _h7_transfers, _h8_lapsed, _h12_registers, _h13_lists, _h14_contact, _h15_date, _h16_rights, _h17_basis,
    _h19_profiling, _h23_officer, _h25_camera, _h26_third, _h29_offences, _h30_disclosures, _h32_twice,
    _h34_inferred, _h35_aptitude, _h36_languages, _h38_tools, _h39_measures, _h43_categories,
)  # fmt: skip

"""Sections 1 to 3 and 12: controller, languages, versions, and the terms inside texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from seloste.notice.constructs import ATTRIBUTES, CONSTRUCTS
from seloste.notice.findings import Findings
from seloste.notice.model import Controller, Notice, Register, Stated, Term, Texts
from seloste.notice.prose import prose_of
from seloste.notice.remembered import remembered
from seloste.notice.resolve import add_length, all_uses
from seloste.notice.said import Said
from seloste.notice.source import At, Span
from seloste.notice.vocabulary import LANGUAGES


def check_controller(notice: Notice, findings: Findings, today: date) -> None:
    for controller in notice.controllers:
        path = controller.path
        if controller.business_id:
            why = _business_id_fault(controller.business_id.value)
            if why:
                number = controller.business_id
                findings.add("SEL1601", number.span, f"{path}.business_id", number=number.value, why=why)
        officers = (("officer", controller.officer), ("representative", controller.representative))
        written = [(f"{path}.contact.mail", contact.mail) for contact in controller.contacts]
        written += [(f"{path}.{key}.mail", fact.mail) for key, fact in officers if fact]
        for place, mail in written:
            if mail and (why := _mail_fault(mail.value)):
                findings.add("SEL1602", mail.span, place, mail=mail.value, why=why)
        zone = controller.time_zone
        if zone and not is_zone(zone.value):
            findings.add("SEL1603", zone.span, f"{path}.time_zone", zone=zone.value)
    if notice.drives:
        _check_required(notice, findings)


def is_zone(name: str) -> bool:
    if name == "Europe/Helsinki":
        return True
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name of a file, or the name of a folder
        return False
    return True


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def _business_id_fault(number: str) -> str | Said | None:
    """Seven digits, a hyphen and the check digit of weights 7-9-10-5-8-4-2, modulus 11 (R2.1a)."""
    bare = number.removeprefix("FI")
    digits = "".join(char for char in bare if char in "0123456789")
    if len(digits) != 8 or set(bare) - set("0123456789- "):
        return "it must be seven digits, a hyphen and a check digit"
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    if rest == 1 or int(digits[7]) != (11 - rest) % 11:
        return "its check digit does not fit"
    written = f"{digits[:7]}-{digits[7]}"
    return None if number == written else Said("write", (written,))


_USUAL_MAIL = re.compile(
    r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+"
    r"(?!arpa|invalid|local|onion|test|internal|alt)[a-z]{2,24}"
)
"""Addresses as controllers have them; whether another is one is looked up in the rules of RFC 5321."""


def _mail_fault(mail: str) -> Said | None:
    """The address as written; whether it is alive is for ``doctor`` to know."""
    if len(mail) <= 64 and _USUAL_MAIL.fullmatch(mail):
        return None
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(mail, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return Said("mail", (str(error).rstrip("."),))
    return None


_REQUIRED = {
    "languages": 'languages = ["fi", "sv", "en"]',
    "version": "version = { number = 1, published = 2026-11-02, in_force = 2026-12-01 }",
    "group": "[group]",
    "controller": "[controller]",
    "register": "[register]",
    "purpose": "[purpose.NAME]",
    "category": "[category.NAME]",
    "source": "[source]",
    "transfer": '[transfer] with stance = "none"',
}


def _check_required(notice: Notice, findings: Findings) -> None:
    """GDPR 13 and 14: what a notice that drives a register can't leave unsaid."""
    said = {
        "languages": notice.languages, "version": notice.version, "group": notice.groups,
        "controller": notice.controllers, "register": notice.registers, "purpose": notice.purposes,
        "category": notice.categories, "source": notice.sources, "transfer": notice.transfers,
    }  # fmt: skip
    for key, example in _REQUIRED.items():
        if not said[key] and key not in notice.broken:
            findings.add("SEL1508", Span(0, 1), key, where="the notice", key=key, example=example)
    inside: list[tuple[Term, tuple[tuple[str, str], ...]]] = []
    for controller in notice.controllers:
        inside += _of_controller(controller)
    inside += [(register, (("names", "name = { … }"),)) for register in notice.registers]
    inside += [(one, (("stance", 'stance = "none"'),)) for one in notice.transfers if one.to is None]
    if notice.version:
        keys = ("number", "published", "in_force")
        inside.append((notice.version, tuple((key, f"{key} = …") for key in keys)))
    for term, keys_of in inside:
        _require(findings, term, keys_of)
    for many in (_of_no_role(notice), _of_no_id(notice), [one for one in notice.transfers if one.to is None]):
        for again in many[1:]:
            findings.add("SEL1106", again.name.span, again.path, key=again.path)


def _of_no_role(notice: Notice) -> list[Controller]:
    """The first controller, and those beside it that don't say what they are to it (GDPR 26)."""
    first, others = notice.controllers[:1], notice.controllers[1:]
    return [*first, *(one for one in others if one.lacks("role"))]


def _of_no_id(notice: Notice) -> list[Register]:
    """Registers that nothing tells apart from one another."""
    return [one for one in notice.registers if one.lacks("id")]


def _of_controller(controller: Controller) -> list[tuple[Term, tuple[tuple[str, str], ...]]]:
    own = (
        ("names", "name = { fi = …, sv = …, en = … }"),
        ("business_id", 'business_id = "1234567-1"'),
        ("address", 'address = { street = "…", postcode = "…", town = "…" }'),
        ("contact", 'contact = { mail = "…" }'),
    )
    found: list[tuple[Term, tuple[tuple[str, str], ...]]] = [(controller, own)]
    if controller.contact:
        found.append((controller.contact, (("mail", 'mail = "…"'),)))
    return found


def _require(findings: Findings, term: Term, keys: tuple[tuple[str, str], ...]) -> None:
    for key, example in keys:
        said = "name" if key == "names" else key
        if term.lacks(key) and said not in term.broken:
            findings.add("SEL1508", term.name.span, term.path, where=term.path, key=said, example=example)


def check_version(notice: Notice, findings: Findings, today: date) -> None:
    version = notice.version
    if version is None:
        return
    number, was = version.number, version.was
    if number and was and number.value <= was.value:
        findings.add("SEL1801", number.span, "version.number", number=str(number.value), was=str(was.value))
    if number and number.value == 0:
        findings.add("SEL1801", number.span, "version.number", number="0", was="0")
    published, in_force = version.published, version.in_force
    if published and in_force and in_force.value < published.value:
        findings.add("SEL1802", in_force.span, "version.in_force")
    elif published and in_force and was:
        _check_told(notice, findings, published.value, in_force)


# keeps: changes.told.before by check; off: return None
def _check_told(notice: Notice, findings: Findings, published: date, in_force: At[date]) -> None:
    """R12.1d: a changed notice that tells people so long before takes effect no earlier than that."""
    told = notice.changes.told if notice.changes else None
    before = told.before if told else None
    if before is None:
        return
    earliest = add_length(published, before)
    if in_force.value < earliest:
        findings.add("SEL1806", in_force.span, "version.in_force", day=earliest.isoformat())


# -- languages and prose ---------------------------------------------------------------------------


def terms_of(notice: Notice) -> Iterator[Term]:
    """Every term of the notice, the terms inside terms too; not its version and what it accepts of its findings."""
    for one in CONSTRUCTS:
        if one.key in ("version", "accept"):
            continue
        held = all_uses(notice) if one.key == "use" else getattr(notice, one.attribute)
        terms = held.values() if isinstance(held, dict) else held if isinstance(held, tuple) else (held,)
        for term in terms:
            if term is not None:
                yield term
                yield from inside(term)
    yield from notice.sections.values()


def inside(term: Term) -> Iterator[Term]:
    """The terms that a term holds."""
    for _, value in term.given():
        if isinstance(value, Term):
            yield value
        elif isinstance(value, dict):
            yield from (inner for inner in value.values() if isinstance(inner, Term))
        elif isinstance(value, tuple):
            yield from (inner for inner in value if isinstance(inner, Term))


def texts_of(term: Term) -> Iterator[tuple[str, Texts]]:
    for name, value in term.given():
        if isinstance(value, Stated):
            value = value.texts
        if isinstance(value, Texts):
            yield ATTRIBUTES.get(name, name), value


@remembered
def all_texts(notice: Notice) -> list[tuple[Term, str, Texts]]:
    """Every title, text and quote of the notice: its term, its key and itself."""
    return [(term, key, texts) for term in terms_of(notice) for key, texts in texts_of(term)]


def check_languages(notice: Notice, findings: Findings, today: date) -> None:
    """H36, GDPR 12(1): each declared language is whole; a term's title may not be missing."""
    for language in notice.languages:
        if language not in LANGUAGES:
            findings.add("SEL1513", notice.languages_span, "languages", language=language)
    for term in terms_of(notice):
        for key, texts in texts_of(term):
            lacking = [lang for lang in notice.languages if not (texts.get(lang) or "").strip()]
            if lacking:
                example = ", ".join(f'{lang} = "…"' for lang in lacking)
                findings.add(
                    "SEL1507", texts.span, f"{term.path}.{key}",
                    key=key, languages=", ".join(lacking), example=example,
                )  # fmt: skip
        if term.hedge:
            findings.add("SEL1108", term.hedge.span, f"{term.path}.hedge")
    titled = (notice.groups, notice.services, notice.purposes, notice.categories, notice.sources)
    for titled_term in (term for terms in titled for term in terms.values()):
        if titled_term.lacks("title"):
            findings.add(
                "SEL1508", titled_term.name.span, titled_term.path,
                where=titled_term.path, key="title", example="title = { fi = …, sv = …, en = … }",
            )  # fmt: skip


def check_prose(notice: Notice, findings: Findings, today: date) -> None:
    prose = prose_of(notice)
    for term, key, texts in all_texts(notice):
        for language, phrase in texts.by_language.items():
            if "{{" in phrase.value:
                prose[language].check(phrase, f"{term.path}.{key}.{language}", findings)

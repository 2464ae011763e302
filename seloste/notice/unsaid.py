"""What a notice doesn't tell although GDPR 13 and 14 want it told, in plain words and by section.

Nothing is guessed: what isn't said is neither filled in nor left to be read between the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from seloste.notice import vocabulary as words
from seloste.notice.details import lowered
from seloste.notice.model import Notice, ProcessorTerm, Term, Texts, UseEntry
from seloste.notice.resolve import all_uses, bases_of, withdraw_of
from seloste.terms.words import Basis

Unsaid = dict[int, tuple[str, ...]]
"""Section -> what it leaves unsaid, each as the end of "the notice doesn't say …"."""

_Three = tuple[str, str, str]
TITLE: Final[_Three] = ("Seloste ei kerro", "Beskrivningen berättar inte", "The notice does not say")
_WHAT: Final[dict[str, tuple[int, _Three]]] = {
    "controller.name": (2, ("kuka on rekisterinpitäjä", "vem som är personuppgiftsansvarig", "who the controller is")),
    "controller.address": (2, ("rekisterinpitäjän osoitetta", "den personuppgiftsansvarigas adress", "the controller's address")),
    "controller.contact": (2, (
        "kenelle kirjoitetaan tietosuoja-asioissa", "vem man skriver till i dataskyddsärenden",
        "whom to write to about privacy",
    )),
    "controller.officer": (2, (
        "onko tietosuojavastaava nimetty", "om ett dataskyddsombud har utsetts",
        "whether a data protection officer has been appointed",
    )),
    "register.name": (3, ("rekisterin nimeä", "registrets namn", "the name of the register")),
    "purpose": (4, ("mihin tietoja käytetään", "vad uppgifterna används till", "for what the data is used")),
    "purpose.basis": (4, (
        "mihin oikeusperusteeseen nämä käytöt perustuvat: {names}",
        "på vilken rättslig grund dessa ändamål vilar: {names}", "on which legal basis these uses rest: {names}",
    )),
    "purpose.data": (4, (
        "mitä tietoja näihin käytetään: {names}", "vilka uppgifter som används för dessa ändamål: {names}",
        "which data is used for these: {names}",
    )),
    "purpose.interest": (4, (
        "mikä oikeutettu etu näissä on: {names}", "vilket det berättigade intresset är: {names}",
        "what the legitimate interest is: {names}",
    )),
    "use.withdraw": (4, (
        "miten suostumus peruutetaan: {names}", "hur samtycket återkallas: {names}",
        "how consent is withdrawn: {names}",
    )),
    "profiling": (4, (
        "tehdäänkö automaattisia päätöksiä tai profilointia",
        "om automatiserade beslut fattas eller profilering görs",
        "whether automated decisions are made or people profiled",
    )),
    "category": (5, ("mitä tietoja kerätään", "vilka uppgifter som samlas in", "which data is collected")),
    "category.required": (5, (
        "täytyykö tiedot antaa ja mitä seuraa, jos niitä ei anna",
        "om uppgifterna måste lämnas och vad som följer om de inte lämnas",
        "whether the data must be given, and what follows if it is not",
    )),
    "category.sources": (6, (
        "mistä nämä tiedot saadaan: {names}", "varifrån dessa uppgifter fås: {names}",
        "where these data come from: {names}",
    )),
    "source": (6, ("mistä tiedot saadaan", "varifrån uppgifterna fås", "where the data comes from")),
    "processor.entity": (
        6,
        (
            "minkä yhtiön palveluja nämä ovat: {names}",
            "vilket bolags tjänster dessa är: {names}",
            "which company stands behind these: {names}",
        ),
    ),
    "processor.seat": (6, (
        "missä maassa nämä toimivat: {names}", "i vilket land dessa verkar: {names}",
        "in which country these are: {names}",
    )),
    "processor.servers": (6, (
        "missä maissa näiden palvelimet ovat: {names}", "i vilka länder dessas servrar finns: {names}",
        "in which countries these keep their servers: {names}",
    )),
    "processor.task": (6, (
        "mitä nämä tekevät tiedoilla: {names}", "vad dessa gör med uppgifterna: {names}",
        "what these do with the data: {names}",
    )),
    "disclosure": (7, ("kenelle tietoja luovutetaan", "till vem uppgifter lämnas ut", "to whom data is disclosed")),
    "transfer.stance": (8, (
        "siirretäänkö tietoja EU:n ja ETA:n ulkopuolelle", "om uppgifter överförs utanför EU och EES",
        "whether data is transferred outside the EU and EEA",
    )),
    "category.keep": (9, (
        "kuinka kauan näitä tietoja säilytetään: {names}", "hur länge dessa uppgifter sparas: {names}",
        "how long these data are kept: {names}",
    )),
    "keep": (
        9,
        ("kuinka kauan tietoja säilytetään", "hur länge uppgifterna sparas", "how long the data is kept"),
    ),
    "measure": (10, ("miten tiedot suojataan", "hur uppgifterna skyddas", "how the data is protected")),
    "right": (11, (
        "että lain mukaan sinulla on myös nämä oikeudet: {names}",
        "att du enligt lag också har dessa rättigheter: {names}",
        "that by law you also have these rights: {names}",
    )),
    "right.authority": (
        11,
        (
            "mille viranomaiselle valitus tehdään",
            "till vilken myndighet man klagar",
            "to which authority one complains",
        ),
    ),
    "right.answer": (
        11,
        (
            "missä ajassa pyyntöösi vastataan ja maksaako se",
            "inom vilken tid din begäran besvaras och om det kostar",
            "within which time a request is answered, and whether that costs anything",
        ),
    ),
    "version.number": (
        12,
        ("monesko versio se on", "vilken version den är", "which version it is"),
    ),
    "version.in_force": (12, (
        "mistä päivästä se on voimassa", "från vilken dag den gäller", "from which day it is in force",
    )),
    "changes.told": (12, (
        "miten muutoksista kerrotaan", "hur man berättar om ändringar", "how changes are told",
    )),
}  # fmt: skip
RIGHTS: Final[dict[str, _Three]] = {
    "access": ("tarkastusoikeus", "rätt till insyn", "access"),
    "rectify": ("oikaiseminen", "rättelse", "rectification"),
    "erase": ("poistaminen", "radering", "erasure"),
    "restrict": ("käsittelyn rajoittaminen", "begränsning av behandlingen", "restriction"),
    "port": ("siirto-oikeus", "dataportabilitet", "portability"),
    "object": ("vastustaminen", "rätt att göra invändningar", "objection"),
    "withdraw": ("suostumuksen peruuttaminen", "återkallande av samtycke", "withdrawal of consent"),
    "complaint": ("valitus tietosuojavaltuutetulle", "klagomål till dataombudsmannen",
                  "complaint to the Data Protection Ombudsman"),
}  # fmt: skip
"""The rights of GDPR 7(3), 15-18, 20, 21 and 77, by their names in the language."""


def unsaid(notice: Notice, language: str) -> Unsaid:
    """What each section leaves unsaid. A key that was misspelt is not silence, and is left out."""
    number = words.LANGUAGES.index(language)
    found: dict[int, list[str]] = {}
    for key, names in _silences(notice, language):
        section, texts = _WHAT[key]
        found.setdefault(section, []).append(texts[number].format(names=words.strung(names, language)))
    return {section: tuple(items) for section, items in sorted(found.items())}


def _silences(notice: Notice, language: str) -> Iterator[tuple[str, list[str]]]:
    """Keys of ``_WHAT``, each with the titles of the terms that it is about."""
    yield from ((key, []) for key in _whole(notice))
    for key, terms in _of_terms(notice):
        if names := [_title(term, language) for term in terms]:
            yield key, names
    missing = [
        three[words.LANGUAGES.index(language)] for name, three in RIGHTS.items() if name not in notice.rights
    ]
    if missing:
        yield "right", missing


def _whole(notice: Notice) -> Iterator[str]:
    """What is said once in a notice, or not at all."""
    controller, contact = notice.controller, notice.controller and notice.controller.contact
    told = {
        "controller.name": controller and controller.names,
        "controller.address": controller and controller.address,
        "controller.contact": contact and contact.mail,
        "controller.officer": controller and controller.officer,
        "register.name": notice.register and notice.register.names,
        "purpose": notice.purposes,
        "profiling": notice.profiling or notice.decisions,
        "category": notice.categories,
        "category.required": not notice.categories or any(c.required for c in notice.categories.values()),
        "source": notice.sources,
        "disclosure": notice.recipients or _says_of_itself(notice, "disclosure"),
        "transfer.stance": notice.transfer and notice.transfer.stance,
        "keep": notice.categories or notice.keeps or "keep" in notice.sections,
        "measure": notice.measures,
        "right.authority": "complaint" not in notice.rights or notice.rights["complaint"].authority,
        "right.answer": not notice.rights or any(right.answer for right in notice.rights.values()),
        "version.number": notice.version and notice.version.number,
        "version.in_force": notice.version and notice.version.in_force,
        "changes.told": notice.changes and notice.changes.told,
    }
    return (key for key, said in told.items() if not said)


def _says_of_itself(notice: Notice, section: str) -> bool:
    own = notice.sections.get(section)
    return bool(own and (own.to or own.text))


def _of_terms(notice: Notice) -> Iterator[tuple[str, Iterable[Term]]]:
    """What each term should say."""
    uses = all_uses(notice)
    of = {name: [use for use in uses.values() if use.purpose.value == name] for name in notice.purposes}
    purposes = notice.purposes.values()
    resting = {name: _resting(notice, name, of[name]) for name in of}
    yield "purpose.basis", [p for p in purposes if not resting[p.name.value] and p.lacks("basis")]
    yield (
        "purpose.data",
        [p for p in purposes if p.lacks("data") and not any(u.data for u in of[p.name.value])],
    )
    interested = [p for p in purposes if Basis.INTEREST in resting[p.name.value]]
    yield "purpose.interest", [p for p in interested if p.lacks("interest")]
    agreed = [p for p in purposes if Basis.CONSENT in resting[p.name.value]]
    yield (
        "use.withdraw",
        [
            p
            for p in agreed
            if all(u.lacks("withdraw") and not withdraw_of(notice, u) for u in of[p.name.value])
        ],
    )
    categories = notice.categories.values()
    if notice.sources:
        yield "category.sources", [c for c in categories if c.lacks("sources")]
    yield "category.keep", [c for c in categories if c.lacks("keep")]
    processors = notice.processors.values()
    yield "processor.entity", [p for p in processors if not (p.entity and p.entity.legal_name)]
    yield "processor.seat", [p for p in processors if not (p.entity and p.entity.seat)]
    yield "processor.servers", [p for p in processors if not (p.entity and p.entity.servers)]
    yield "processor.task", [p for p in processors if p.lacks("task") and p.lacks("text")]


def _resting(notice: Notice, name: str, uses: list[UseEntry]) -> set[Basis]:
    """The bases of a purpose: its own, its uses', and those that the notice says of it elsewhere."""
    own = [basis for use in uses for basis in bases_of(use, notice.purposes[name])[0]]
    named = (stated for stated in notice.bases if any(word.value == name for word in stated.purposes))
    return {basis.basis.value for basis in (*own, *(b for stated in named for b in stated.basis))}


def _title(term: Term, language: str) -> str:
    """What a term is called inside a sentence: a company or product keeps its capital."""
    if isinstance(term, ProcessorTerm):
        entity = term.entity
        named = entity and (entity.product or entity.legal_name)
        return named.value if named else _said(term.title, language) or term.name.value
    return lowered(_said(term.title, language)) or term.name.value


def _said(texts: Texts | None, language: str) -> str:
    return (texts and texts.get(language)) or ""

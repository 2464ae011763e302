"""The sentence by which a term is printed when it has no text of its own, in fi, sv and en."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from seloste.notice import vocabulary as words
from seloste.notice.citing import law_in_words
from seloste.notice.model import (
    BasisPhrase,
    CategoryEntry,
    Notice,
    Period,
    ProcessorTerm,
    PurposeTerm,
    SourceTerm,
    UseEntry,
)
from seloste.terms.words import Basis, Fate

_BASIS: Final[dict[Basis, dict[str, str]]] = {
    Basis.CONSENT: {
        "fi": "oikeusperuste on antamasi suostumus.",
        "sv": "den rättsliga grunden är ditt samtycke.",
        "en": "the legal basis is your consent.",
    },
    Basis.CONTRACT: {
        "fi": "oikeusperuste on sopimus, jonka osapuoli olet.",
        "sv": "den rättsliga grunden är ett avtal i vilket du är part.",
        "en": "the legal basis is a contract to which you are a party.",
    },
    Basis.LAW: {
        "fi": "oikeusperuste on lakisääteinen velvoite ({law}).",
        "sv": "den rättsliga grunden är en rättslig förpliktelse ({law}).",
        "en": "the legal basis is a legal duty ({law}).",
    },
    Basis.INTEREST: {
        "fi": "oikeusperuste on oikeutettu etumme ({interest}).",
        "sv": "den rättsliga grunden är vårt berättigade intresse ({interest}).",
        "en": "the legal basis is our legitimate interest ({interest}).",
    },
    Basis.EXISTING_CUSTOMER: {
        "fi": "olet antanut osoitteesi oston yhteydessä, ja voit kieltää viestit milloin tahansa maksutta.",
        "sv": "du gav din adress vid ett köp och kan när som helst förbjuda meddelandena utan kostnad.",
        "en": "you gave your address with a purchase, and you can refuse the messages at any "
        "time, free of charge.",
    },
    Basis.TASK: {
        "fi": "viesti koskee työtehtävääsi ja lähetetään työosoitteeseesi. Voit kieltää viestit "
        "milloin tahansa.",
        "sv": "meddelandet gäller din arbetsuppgift och skickas till din arbetsadress. Du kan "
        "när som helst förbjuda det.",
        "en": "the message concerns your task at work and goes to your work address. You can "
        "refuse it at any time.",
    },
    Basis.PUBLIC_TASK: {
        "fi": "oikeusperuste on yleistä etua koskeva tehtävä ({law}).",
        "sv": "den rättsliga grunden är en uppgift av allmänt intresse ({law}).",
        "en": "the legal basis is a task in the public interest ({law}).",
    },
    Basis.VITAL: {
        "fi": "oikeusperuste on jonkun elintärkeä etu.",
        "sv": "den rättsliga grunden är någons grundläggande intresse.",
        "en": "the legal basis is somebody's vital interest.",
    },
}
_BEFORE_CONTRACT: Final = {
    "fi": "oikeusperusteena ovat sopimusta edeltävät toimet, joita olet pyytänyt.",
    "sv": "den rättsliga grunden är åtgärder som du har begärt före ett avtal.",
    "en": "the legal basis is the steps that you asked for before a contract.",
}
_FOR_WHOM: Final = {
    "fi": " Ketä koskee: {people}.",
    "sv": " Gäller: {people}.",
    "en": " Applies to: {people}.",
}
_USE: Final = {
    "fi": "Käytämme tietojasi tähän tarkoitukseen: {what}.",
    "sv": "Vi använder dina uppgifter för detta ändamål: {what}.",
    "en": "We use your data for this purpose: {what}.",
}
_SOURCE: Final = {
    "fi": "Saamme tietoja tästä lähteestä: {what}.",
    "sv": "Vi får uppgifter från denna källa: {what}.",
    "en": "We receive data from this source: {what}.",
}
_CLIENTS: Final = {
    "fi": " Ne kuuluvat asiakkaallemme, jonka lukuun käsittelemme niitä, eikä niitä tallenneta tähän rekisteriin.",
    "sv": " De tillhör vår kund, för vars räkning vi behandlar dem, och de sparas inte i det här registret.",
    "en": " It belongs to our client, for whom we process it, and is not stored in this register.",
}
_PROCESSOR: Final = {
    "fi": "{what} käsittelee tietoja puolestamme ja ohjeidemme mukaan. Kotipaikka: {seat}; "
    "palvelimet: {servers}.",
    "sv": "{what} behandlar uppgifter för vår räkning och enligt våra anvisningar. Säte: {seat}; "
    "servrar: {servers}.",
    "en": "{what} handles data for us and on our instructions. Seat: {seat}; servers: {servers}.",
}
_PROCESSOR_IDLE: Final = {
    "fi": "{what}: henkilötietoja ei anneta. Kotipaikka: {seat}; palvelimet: {servers}.",
    "sv": "{what}: inga personuppgifter lämnas. Säte: {seat}; servrar: {servers}.",
    "en": "{what}: no personal data is given. Seat: {seat}; servers: {servers}.",
}
_KEEP: Final = {
    "fi": "{what}: säilytämme tiedot {length} {event}.",
    "sv": "{what}: vi sparar uppgifterna i {length} {event}.",
    "en": "{what}: we keep the data for {length} {event}.",
}
_KEEP_CLAIMS: Final = {
    "fi": "{what}: säilytämme tiedot todisteena mahdollista oikeudellista vaadetta varten {length} {event}.",
    "sv": "{what}: vi sparar uppgifterna som bevis för ett eventuellt rättsligt anspråk i {length} {event}.",
    "en": "{what}: we keep the data as proof for a possible legal claim for {length} {event}.",
}
_KEEP_LAW: Final = {
    "fi": " Laki velvoittaa tähän ({law}), eikä tietoja käytetä muuhun.",
    "sv": " Lagen kräver det ({law}), och uppgifterna används inte till annat.",
    "en": " The law demands this ({law}), and the data is used for nothing else.",
}
_KEEP_NOTHING: Final = {
    "fi": "{what}: poistamme tiedot heti, kun käsittelyn peruste päättyy.",
    "sv": "{what}: vi raderar uppgifterna genast när grunden för behandlingen upphör.",
    "en": "{what}: we delete the data as soon as the ground for processing ends.",
}
STANCE: Final[dict[str, dict[str, str]]] = {
    "none": {
        "fi": "Emme siirrä henkilötietoja EU:n tai Euroopan talousalueen ulkopuolelle.",
        "sv": "Vi överför inga personuppgifter utanför EU eller Europeiska ekonomiska samarbetsområdet.",
        "en": "We do not transfer personal data outside the EU or the European Economic Area.",
    },
    "only as listed": {
        "fi": "Siirrämme henkilötietoja EU:n ja Euroopan talousalueen ulkopuolelle vain niille "
        "käsittelijöille, joiden kohdalla kerromme siirtoperusteen.",
        "sv": "Vi överför personuppgifter utanför EU och Europeiska ekonomiska samarbetsområdet endast till "
        "de personuppgiftsbiträden för vilka vi anger en överföringsgrund.",
        "en": "We transfer personal data outside the EU and the European Economic Area only to those "
        "processors for which we name a transfer mechanism.",
    },
    "may": {
        "fi": "Henkilötietoja voidaan siirtää EU:n ja Euroopan talousalueen ulkopuolelle.",
        "sv": "Personuppgifter kan överföras utanför EU och Europeiska ekonomiska samarbetsområdet.",
        "en": "Personal data may be transferred outside the EU and the European Economic Area.",
    },
    "yes": {
        "fi": "Siirrämme henkilötietoja EU:n ja Euroopan talousalueen ulkopuolelle.",
        "sv": "Vi överför personuppgifter utanför EU och Europeiska ekonomiska samarbetsområdet.",
        "en": "We transfer personal data outside the EU and the European Economic Area.",
    },
}
OBJECTION: Final = {
    "fi": "Voit kieltää suoramarkkinoinnin milloin tahansa, maksutta ja ilman perusteluja.",
    "sv": "Du kan när som helst, avgiftsfritt och utan motivering förbjuda direktmarknadsföring.",
    "en": "You can object to direct marketing at any time, free of charge and without giving reasons.",
}


def people(notice: Notice, groups: Iterable[str], language: str) -> str:
    """Groups as a list in the plural: *asiakkaat, mahdolliset asiakkaat*."""
    found = []
    for group in groups:
        term = notice.groups.get(group)
        many = term and ((term.many and term.many.get(language)) or (term.title and term.title.get(language)))
        found.append(many or group)
    return words.listed(found, language)


def _named(purpose: PurposeTerm, use: UseEntry | None, language: str) -> str:
    own = use.title.get(language) if use and use.title else None
    title = own or (purpose.title and purpose.title.get(language)) or purpose.name.value
    channel = words.CHANNELS[use.channel][language] if use and use.channel else ""
    return f"{title} ({channel})" if channel and not own else title


def use_sentence(purpose: PurposeTerm, use: UseEntry, language: str) -> str:
    return _USE[language].format(what=_named(purpose, use, language))


def basis_sentence(
    notice: Notice, purpose: PurposeTerm, use: UseEntry | None, basis: BasisPhrase, groups: Iterable[str],
    language: str,
) -> str:  # fmt: skip
    """``Uutiskirje: oikeusperuste on antamasi suostumus.`` ``use``: given where it says its own basis."""
    law = notice.laws.get(basis.law.value) if basis.law else None
    by_language = _BEFORE_CONTRACT if basis.before_contract else _BASIS[basis.basis.value]
    sentence = by_language[language].format(
        law=(law and law.names and law.names.get(language)) or (basis.law.value if basis.law else ""),
        interest=(purpose.interest and purpose.interest.get(language)) or "",
    )
    named = people(notice, groups, language)
    whom = _FOR_WHOM[language].format(people=named) if named else ""
    return f"{_named(purpose, use, language)}: {sentence}{whom}"


def keep_sentence(
    notice: Notice, category: CategoryEntry, period: Period, fate: Fate, law: str,
    groups: Iterable[str], fields: Iterable[str], language: str,
) -> str:  # fmt: skip
    """One sentence for one period of a category, for those of its fields that the period names (none: all)."""
    what = (category.title and category.title.get(language)) or category.name.value
    if named := [field_title(category, field, language) for field in fields]:
        what = f"{what} ({words.listed(named, language)})"
    form = _KEEP_CLAIMS if fate is Fate.CLAIMS else _KEEP
    if not (period.months or period.days):
        form = _KEEP_NOTHING
    sentence = form[language].format(
        what=what,
        length=words.length(period.months, period.days, language),
        event=words.EVENTS[period.event][language],
    )
    if fate is Fate.BY_LAW:
        sentence += _KEEP_LAW[language].format(law=_law(notice, law, language))
    whom = people(notice, groups, language)
    return sentence + (_FOR_WHOM[language].format(people=whom) if whom else "")


def _law(notice: Notice, cited: str, language: str) -> str:
    """``accounting 2:10`` in words; what names no law of the notice as it is."""
    name, _, section = cited.partition(" ")
    law = notice.laws.get(name)
    title = law.names.get(language) if law and law.names else None
    return law_in_words(title, law.id.value if law and law.id else "", section, language) if title else cited


def of_fields(notice: Notice, category: CategoryEntry, period: Period) -> tuple[str, ...]:
    """The fields of the category for which a period was written; none where it is for all of them."""
    others = (word.value for word in period.targets if word.value not in notice.groups)
    return tuple(name.removeprefix(f"{category.name.value}.") for name in others)


def field_title(category: CategoryEntry, field: str, language: str) -> str:
    own = (category.field or {}).get(field)
    said = own.title.get(language) if own and own.title else None
    return said or words.FIELDS.get(field, {}).get(language) or field


def category_sentence(category: CategoryEntry, language: str) -> str:
    title = (category.title and category.title.get(language)) or category.name.value
    fields = [field_title(category, f.value, language) for f in category.fields]
    return f"{title}: {', '.join(fields)}."


def source_sentence(source: SourceTerm, language: str) -> str:
    title = (source.title and source.title.get(language)) or source.name.value
    why = source.why.get(language) if source.why else None
    whose = _CLIENTS[language] if source.client and source.client.value else ""
    return _SOURCE[language].format(what=title) + whose + (f" {why}" if why else "")


def processor_sentence(processor: ProcessorTerm, language: str) -> str:
    entity = processor.entity
    name = entity.legal_name.value if entity and entity.legal_name else processor.name.value
    product = entity.product.value if entity and entity.product else ""
    form = _PROCESSOR if processor.uses or processor.data else _PROCESSOR_IDLE
    return form[language].format(
        what=f"{product} ({name})" if product and product != name else name,
        seat=words.country(entity.seat.value, language) if entity and entity.seat else "–",
        servers=", ".join(words.country(w.value, language) for w in entity.servers) if entity else "–",
    )

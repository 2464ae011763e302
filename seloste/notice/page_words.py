"""What the public page says itself, in the languages that it speaks."""

from __future__ import annotations

from typing import Final

from seloste.terms.words import Basis

SECTIONS: Final[dict[str, tuple[str, ...]]] = {
    "fi": (
        "Yleistä", "Rekisterinpitäjä ja yhteyshenkilö", "Rekisterin nimi",
        "Mihin tietoja käytetään ja millä oikeusperusteella", "Mitä tietoja käsittelemme",
        "Mistä tiedot saadaan ja kuka niitä käsittelee puolestamme", "Kenelle tietoja luovutetaan",
        "Siirrot EU:n ja ETA:n ulkopuolelle", "Kuinka kauan tietoja säilytetään",
        "Miten tiedot suojataan", "Mitä oikeuksia sinulla on", "Muutokset",
    ),
    "sv": (
        "Allmänt", "Personuppgiftsansvarig och kontaktperson", "Registrets namn",
        "Vad uppgifterna används till och på vilken rättslig grund", "Vilka uppgifter vi behandlar",
        "Varifrån uppgifterna fås och vem som behandlar dem åt oss", "Till vem uppgifter lämnas ut",
        "Överföringar utanför EU och EES", "Hur länge uppgifterna sparas",
        "Hur uppgifterna skyddas", "Vilka rättigheter du har", "Ändringar",
    ),
    "en": (
        "General", "Controller and contact", "Name of the register",
        "For what the data is used and on which legal basis", "Which data we process",
        "Where the data comes from and who handles it for us", "To whom data is disclosed",
        "Transfers outside the EU and EEA", "How long the data is kept",
        "How the data is protected", "Your rights", "Changes",
    ),
}  # fmt: skip
WORDS: Final[dict[str, dict[str, str]]] = {
    "fi": {
        "how": "Miten", "unsaid": "Seloste ei kerro.", "page": "Sivu", "updated": "Päivitetty {day}.", "protected_by": "suojauskeinot: {means}", "task": "Tehtävä: {task}.", "mark": "malli",
        "on_bases": "oikeusperusteena on {bases}", "quote": "selosteen sanoin", "hedge": "varaus",
        "proposed": "ehdotus", "more": "Tarkemmin: {title}",
        "version_only": "Versio {number}. Seloste ei kerro, mistä päivästä se on voimassa.",
        "proposed_means": "Merkintä ”{tag}” tarkoittaa, ettei rekisterinpitäjä ole sanonut tätä itse.",
        "unsaid_count": "Seloste jättää kertomatta asioita, jotka lain mukaan pitäisi kertoa ({count}). Ne on "
        "merkitty kohtiinsa.",
        "kept_between": "lyhin aika on {short} ({brief}) ja pisin {long} ({lasting}). Kohta 9 kertoo, mistä kukin aika lasketaan",
        "kept_alike": "kaikkia tietoja {time}. Kohta 9 kertoo, mistä aika lasketaan",
        "at_once": "poistetaan heti, kun käsittelyn peruste päättyy",
        "claims": "todisteena oikeudellista vaadetta varten",
        "before_contract": "sopimusta edeltävät toimet",
        "no_representative": "Edustajaa EU:ssa ei ole nimetty.",
        "notice": "Tietosuojaseloste", "brief": "Lyhyesti", "contents": "Sisällys",
        "version": "Versio {number}, voimassa {day} alkaen.",
        "sample": "Tämä on malliseloste. {controller} ei ole antanut sitä, eikä se sido yritystä.",
        "why": "Miksi", "what": "Mitä", "whence": "Mistä", "whom": "Kenelle", "long": "Kuinka kauan",
        "rights": "Oikeutesi", "section": "Kohta", "purpose": "Käyttötarkoitus", "basis": "Oikeusperuste",
        "channel": "Kanava", "purposes": "Käyttötarkoitukset",
        "organisation": "Organisaatioista itsestään tallennamme myös: {what}. Ne eivät ole henkilötietoja. Yhden ihmisen yrityksen yhteystiedot ovat, eikä niitä tallenneta organisaation tietoihin.",
        "hosted": "Missä rekisteri on: {places}.",
        "services": "Palvelumme ovat {services}.",
        "people": "Seloste koskee näitä ihmisiä: {people}.",
        "no_officer": "Tietosuojavastaavaa ei ole nimetty.",
        "no_officer_needed": "Tietosuojavastaavaa ei tarvita: {why}.",
        "no_representative_needed": "Edustajaa EU:ssa ei tarvita: {why}.",
        "no_profiling_needed": "Automaattiset päätökset ja profilointi eivät tule kysymykseen: {why}.",
        "none_disclosed": "Tietoja ei luovuteta.", "none_given": "Tietoja ei luovuteta eteenpäin.",
        "mechanism": "{processor}: siirtoperuste on {mechanism}. Kohdemaat: {places}. Arvioitu {day}.",
        "no_profiling": "Emme tee automaattisia päätöksiä emmekä profiloi.",
        "balance": "Oikeutetun edun tasapainotesti on tehty {done}, ja se tarkistetaan viimeistään {review}.",
    },
    "sv": {
        "how": "Hur", "unsaid": "Beskrivningen berättar inte.", "page": "Sida", "updated": "Uppdaterad {day}.", "protected_by": "skyddsmetoder: {means}", "task": "Uppgift: {task}.", "mark": "förlaga",
        "on_bases": "vi har som rättslig grund {bases}", "quote": "med beskrivningens ord",
        "hedge": "förbehåll", "proposed": "förslag", "more": "Närmare: {title}",
        "version_only": "Version {number}. Beskrivningen berättar inte från vilken dag den gäller.",
        "proposed_means": "Märket ”{tag}” betyder att den personuppgiftsansvarige inte själv har sagt detta.",
        "unsaid_count": "Beskrivningen lämnar osagt sådant som enligt lag ska berättas ({count}). Det är "
        "utmärkt på sina ställen.",
        "kept_between": "den kortaste tiden är {short} ({brief}) och den längsta {long} ({lasting}). Punkt 9 berättar från vilken dag var och en räknas",
        "kept_alike": "alla uppgifter i {time}. Punkt 9 berättar från vilken dag tiden räknas",
        "at_once": "raderas genast när grunden för behandlingen upphör",
        "claims": "som bevis för ett rättsligt anspråk",
        "before_contract": "åtgärder före ett avtal",
        "no_representative": "Någon företrädare i EU har inte utsetts.",
        "notice": "Dataskyddsbeskrivning", "brief": "I korthet", "contents": "Innehåll",
        "version": "Version {number}, gäller från {day}.",
        "sample": "Det här är en exempelbeskrivning. {controller} har inte gett den, och den "
        "binder inte företaget.",
        "why": "Varför", "what": "Vad", "whence": "Varifrån", "whom": "Till vem", "long": "Hur länge",
        "rights": "Dina rättigheter", "section": "Punkt", "purpose": "Ändamål", "basis": "Rättslig grund",
        "channel": "Kanal", "purposes": "Ändamål",
        "organisation": "Om organisationerna själva sparar vi också: {what}. De är inga personuppgifter. Kontaktuppgifterna till en enda människas företag är det, och de sparas inte bland organisationens uppgifter.",
        "hosted": "Var registret finns: {places}.",
        "services": "Våra tjänster är {services}.",
        "people": "Beskrivningen gäller dessa människor: {people}.",
        "no_officer": "Något dataskyddsombud har inte utsetts.",
        "no_officer_needed": "Något dataskyddsombud behövs inte: {why}.",
        "no_representative_needed": "Någon företrädare i EU behövs inte: {why}.",
        "no_profiling_needed": "Automatiserade beslut och profilering kommer inte i fråga: {why}.",
        "none_disclosed": "Inga uppgifter lämnas ut.", "none_given": "Uppgifterna lämnas inte vidare.",
        "mechanism": "{processor}: överföringsgrunden är {mechanism}. Länder: {places}. Bedömd {day}.",
        "no_profiling": "Vi fattar inga automatiserade beslut och gör ingen profilering.",
        "balance": "Intresseavvägningen gjordes {done} och ses över senast {review}.",
    },
    "en": {
        "how": "How", "unsaid": "The notice does not say.", "page": "Page", "updated": "Updated on {day}.", "protected_by": "means of protection: {means}", "task": "Task: {task}.", "mark": "sample",
        "on_bases": "we rely on {bases}", "quote": "in the notice's words", "hedge": "hedged",
        "proposed": "proposed", "more": "In detail: {title}",
        "version_only": "Version {number}. The notice does not say from which day it is in force.",
        "proposed_means": "The mark “{tag}” means that the controller has not said this itself.",
        "unsaid_count": "The notice leaves unsaid what the law wants told ({count}). It is marked where it belongs.",
        "kept_between": "the shortest time is {short} ({brief}) and the longest {long} ({lasting}). Section 9 says from which day each is counted",
        "kept_alike": "all data for {time}. Section 9 says from which day that is counted",
        "at_once": "deleted as soon as the ground for processing ends",
        "claims": "as proof for a legal claim",
        "before_contract": "steps before a contract",
        "no_representative": "No representative in the EU has been appointed.",
        "notice": "Privacy notice", "brief": "In brief", "contents": "Contents",
        "version": "Version {number}, in force from {day}.",
        "sample": "This is a sample notice. {controller} has not given it, and it does not bind the company.",
        "why": "Why", "what": "What", "whence": "Where from", "whom": "To whom", "long": "How long",
        "rights": "Your rights", "section": "Section", "purpose": "Purpose", "basis": "Legal basis",
        "channel": "Channel", "purposes": "Purposes",
        "organisation": "Of organisations themselves we also keep: {what}. These are no personal data. Those of one person's own firm are, and are not kept among an organisation's.",
        "hosted": "Where the register is: {places}.",
        "services": "Our services are {services}.",
        "people": "This notice concerns these people: {people}.",
        "no_officer": "No data protection officer has been appointed.",
        "no_officer_needed": "No data protection officer is needed: {why}.",
        "no_representative_needed": "No representative in the EU is needed: {why}.",
        "no_profiling_needed": "Automated decisions and profiling do not arise: {why}.",
        "none_disclosed": "No data is disclosed.", "none_given": "The data is not passed on.",
        "mechanism": "{processor}: the transfer mechanism is {mechanism}. Countries: {places}. "
        "Assessed {day}.",
        "no_profiling": "We make no automated decisions and do no profiling.",
        "balance": "The balancing test of the legitimate interest was done on {done} and is "
        "reviewed by {review}.",
    },
}  # fmt: skip
BASES: Final[dict[Basis, dict[str, str]]] = {
    Basis.CONSENT: {"fi": "suostumus", "sv": "samtycke", "en": "consent"},
    Basis.CONTRACT: {"fi": "sopimus", "sv": "avtal", "en": "contract"},
    Basis.LAW: {"fi": "lakisääteinen velvoite", "sv": "rättslig förpliktelse", "en": "legal duty"},
    Basis.INTEREST: {"fi": "oikeutettu etu", "sv": "berättigat intresse", "en": "legitimate interest"},
    Basis.EXISTING_CUSTOMER: {"fi": "asiakassuhde", "sv": "kundförhållande", "en": "customer relation"},
    Basis.PUBLIC_TASK: {
        "fi": "yleistä etua koskeva tehtävä",
        "sv": "uppgift av allmänt intresse",
        "en": "task in the public interest",
    },
    Basis.VITAL: {"fi": "elintärkeä etu", "sv": "grundläggande intresse", "en": "vital interest"},
    Basis.TASK: {"fi": "työtehtävä", "sv": "arbetsuppgift", "en": "task at work"},
}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def day(year: int, month: int, day_of_month: int, language: str) -> str:
    """``1.12.2026``, in English ``1 December 2026``."""
    if language == "en":
        return f"{day_of_month}\u00a0{_MONTHS[month - 1]}\u00a0{year}"
    return f"{day_of_month}.{month}.{year}"

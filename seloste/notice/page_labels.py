"""The second layer of the page: what its facts are called, and how their words read in each language."""

from __future__ import annotations

from typing import Final

from seloste.notice import spoken
from seloste.notice import vocabulary as words
from seloste.notice.public import INTERNAL
from seloste.notice.spoken import Three

_LABELS: Final[dict[str, Three]] = {
    "basis": ("Oikeusperuste", "Rättslig grund", "Legal basis"),
    "bases": (
        "Oikeusperuste koko selosteelle", "Rättslig grund för hela beskrivningen",
        "Legal basis for the whole notice",
    ),
    "reach": ("koskee", "gäller", "for"),
    "acts": ("Mitä siihen kuuluu", "Vad det omfattar", "What it consists of"),
    "open": ("luettelo jää avoimeksi", "listan är öppen", "the list is left open"),
    "form": ("Muoto", "Form", "Form"),
    "against": ("Voit kieltää", "Du kan förbjuda", "You can refuse"),
    "because": ("Syyt", "Orsaker", "Reasons"),
    "covers": ("Koskee kaikkia palveluja", "Gäller alla tjänster", "Covers all services"),
    "follows": ("Noudatetaan", "Följs", "Followed"),
    "technical": ("Tekniset menetelmät", "Tekniska metoder", "Technical measures"),
    "organisational": (
        "Organisatoriset menetelmät", "Organisatoriska metoder", "Organisational measures",
    ),
    "updated": ("Päivitetty", "Uppdaterad", "Updated"),
    "kept": ("Säilytysaika", "Lagringstid", "Kept for"),
    "people": ("Ketä koskee", "Gäller", "Concerns"),
    "data": ("Tiedot", "Uppgifter", "Data"),
    "interest": ("Etumme", "Vårt intresse", "Our interest"),
    "channel": ("Kanava", "Kanal", "Channel"),
    "figures": (
        "Vain lukuja, joissa on vähintään näin monta ihmistä", "Endast siffror som gäller minst så här många människor",
        "Figures only, of at least this many people",
    ),
    "evidence": ("Suostumus annetaan", "Samtycke ges", "Consent is given"),
    "withdraw": ("Näin lopetat", "Så här avslutar du", "How to stop it"),
    "ends_with": ("Päättyy", "Upphör", "Ends with"),
    "min_age": (
        "Oman suostumuksen ikäraja", "Åldersgräns för eget samtycke", "Age for one's own consent",
    ),
    "required": ("Täytyykö tieto antaa", "Måste uppgiften lämnas", "Must you give it"),
    "sources": ("Mistä saadaan", "Källor", "Sources"),
    "used_for": ("Mihin käytetään", "Används till", "Used for"),
    "group": ("Suhde meihin", "Relation till oss", "Relation to us"),
    "tell": ("Kerromme sinulle", "Vi informerar dig", "We tell you"),
    "entity": ("Yritys", "Företag", "Company"),
    "product": ("Palvelu", "Tjänst", "Service"),
    "seat": ("Kotipaikka", "Säte", "Seat"),
    "servers": ("Palvelimet", "Servrar", "Servers"),
    "parent": ("Emoyhtiön maa", "Moderbolagets land", "Country of the parent company"),
    "uses": ("Käyttötarkoitukset", "Ändamål", "Purposes"),
    "hosted_database": ("tietokanta", "databas", "database"),
    "hosted_backups": ("varmuuskopiot", "säkerhetskopior", "backups"),
    "hosted_mail": ("sähköpostin välitys", "förmedling av e-post", "mail relay"),
    "hosted_errors": ("virheiden seuranta", "uppföljning av fel", "error tracking"),
    "mechanism": ("Siirtoperuste", "Överföringsgrund", "Transfer mechanism"),
    "assessed": ("Arvioitu", "Bedömd", "Assessed"),
    "until": ("Voimassa", "Gäller till", "Holds until"),
    "copy": ("Jäljennös siirtoperusteesta", "Kopia av överföringsgrunden", "Copy of the mechanism"),
    "role": ("Rooli", "Roll", "Role"),
    "ways": ("Näin käytät oikeutta", "Så använder du rätten", "How to use it"),
    "identity": ("Henkilöllisyys", "Identitet", "Identity"),
    "answer": ("Vastausaika", "Svarstid", "Answer within"),
    "fee": ("Hinta", "Pris", "Price"),
    "told": ("Mistä kerromme", "Vad vi berättar om", "What we tell of"),
    "by": ("Miten kerromme", "Hur vi berättar", "How we tell"),
    "before": ("Kuinka paljon ennen", "Hur långt i förväg", "How long before"),
    "backups": ("Varmuuskopiot ja lokit", "Säkerhetskopior och loggar", "Backups and logs"),
    "law": ("Laki", "Lag", "Law"),
}  # fmt: skip
_VALUES: Final[dict[str, Three]] = {
    # how consent is proved
    "opt_in": ("lomakkeella", "på en blankett", "on a form"),
    "double_opt_in": (
        "lomakkeella, ja osoite vahvistetaan viestistä",
        "på en blankett, och adressen bekräftas ur ett meddelande",
        "on a form, and confirmed from a message to the address",
    ),
    "signed": ("allekirjoittamalla", "med underskrift", "by signature"),
    "spoken": ("suullisesti", "muntligen", "orally"),
    # bounds of a period
    "least": ("vähintään", "minst", "at least"),
    "most": ("enintään", "högst", "at most"),
    # what ends a use
    "withdrawal": (
        "suostumuksen peruuttamiseen", "när samtycket återkallas", "the withdrawal of consent",
    ),
    "objection": ("kieltoon", "när du förbjuder det", "an objection"),
    "end of relation": ("suhteen päättymiseen", "när relationen upphör", "the end of the relation"),
    # whether data must be given (GDPR 13(2)(e))
    "contract": ("tarvitaan sopimukseen", "behövs för avtalet", "needed for the contract"),
    "law": ("laki vaatii", "lagen kräver det", "demanded by law"),
    "voluntary": ("vapaaehtoinen", "frivillig", "voluntary"),
    # roles of recipients
    "processor": (
        "käsittelee tietoja puolestamme", "behandlar uppgifter för vår räkning", "handles data for us",
    ),
    "controller": ("itsenäinen rekisterinpitäjä", "självständig personuppgiftsansvarig", "a controller of its own"),
    "joint controller": (
        "yhteisrekisterinpitäjä", "gemensamt personuppgiftsansvarig", "a joint controller",
    ),
    "authority": ("viranomainen", "myndighet", "an authority"),
    "group company": ("konserniyhtiö", "koncernbolag", "a company of our group"),
    # rights, telling, copies
    "contact": (
        "saat sen tietosuojan yhteyshenkilöltä", "du får den av kontaktpersonen för dataskydd",
        "the privacy contact gives you one",
    ),
    "written and signed": (
        "kirjallisesti ja allekirjoitettuna", "skriftligen och undertecknat", "in writing and signed",
    ),
    "what we already hold": (
        "tunnistamme sinut tiedoista, jotka meillä jo on",
        "vi identifierar dig med uppgifter som vi redan har",
        "we recognise you by what we already hold",
    ),
    "none": ("maksuton", "avgiftsfritt", "free of charge"),
    "within 1 month, at first contact, or at first disclosure": (
        "kuukauden kuluessa, viimeistään kun otamme yhteyttä tai luovutamme tiedon ensimmäisen kerran",
        "inom en månad, senast när vi kontaktar dig eller lämnar ut uppgiften första gången",
        "within 1 month, at first contact, or at first disclosure",
    ),
    "within 1 month": ("kuukauden kuluessa", "inom en månad", "within 1 month"),
    "material": ("merkittävistä muutoksista", "väsentliga ändringar", "material changes"),
    "all": ("kaikista muutoksista", "alla ändringar", "all changes"),
}  # fmt: skip
_SPAN: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "month": {"fi": ("kuukausi", "kuukautta"), "sv": ("månad", "månader"), "en": ("month", "months")},
    "day": {"fi": ("päivä", "päivää"), "sv": ("dag", "dagar"), "en": ("day", "days")},
    "year": {"fi": ("vuosi", "vuotta"), "sv": ("år", "år"), "en": ("year", "years")},
}


def label(key: str, language: str) -> str:
    return spoken.of(_LABELS, key, language)


def value(word: str, language: str) -> str:
    """A word of the notice as people read it; itself where it is free text, empty where it is internal."""
    if word.startswith(INTERNAL):
        return ""
    return spoken.known(_VALUES, word, language, word)


def span(months: int, days: int, language: str) -> str:
    """A length of time by itself: *1 kuukausi*, *14 päivää*."""
    number, unit = (months, "month") if months else (days, "day")
    one, many = _SPAN[unit][language]
    return f"{number}\u00a0{one if number == 1 else many}"


def long_span(months: int, days: int, language: str) -> str:
    """The same, from three whole years on in years: *6 vuotta*."""
    if days or months % 12 or months < 36:
        return span(months, days, language)
    return f"{months // 12}\u00a0{_SPAN['year'][language][1]}"


def way(word: str, language: str) -> str:
    return words.WAYS.get(word, {}).get(language, word)

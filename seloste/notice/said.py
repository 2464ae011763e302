"""The parts of findings' sentences that are made while checking, in Finnish, Swedish and English."""

from __future__ import annotations

from typing import Final

from seloste.notice.record import Record


class Said(Record):
    """A phrase with words of the notice in it: a key of ``_MADE`` and what fills it."""

    key: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        return _MADE[self.key][language].format(*self.words)


_MADE: Final[dict[str, dict[str, str]]] = {
    "near": {
        "fi": "tarkoititko {0}?",
        "sv": "menade du {0}?",
        "en": "did you mean {0}?",
    },
    "known": {"fi": "tässä tunnetaan: {0}", "sv": "här är kända: {0}", "en": "known here: {0}"},
    "none": {
        "fi": "yhtään ei ole vielä esitelty",
        "sv": "ingen är ännu angiven",
        "en": "none is declared yet",
    },
    "write": {"fi": "kirjoita se näin: {0}", "sv": "skriv det så här: {0}", "en": "write it as {0}"},
    "mail": {"fi": "osoitteen muoto on väärä", "sv": "adressens form är fel", "en": "{0}"},
    "assessed": {
        "fi": "on arvioitu vain {0} asti",
        "sv": "är bedömd endast till {0}",
        "en": "was assessed until {0} only",
    },
    "lapsed": {
        "fi": "ei ole enää voimassa ({0})",
        "sv": "gäller inte längre ({0})",
        "en": "has lapsed ({0})",
    },
    "beyond": {"fi": "ei kata maata {0}", "sv": "når inte {0}", "en": "does not reach {0}"},
}
_FIXED: Final[dict[str, tuple[str, str]]] = {
    # how a kind of value is called
    "a text in the notice's languages": ("teksti selosteen kielillä", "en text på beskrivningens språk"),
    "a text in quotes": ("teksti lainausmerkeissä", "en text inom citattecken"),
    "a list of texts": ("luettelo tekstejä", "en lista med texter"),
    "a name": ("nimi", "ett namn"),
    "a list of names": ("luettelo nimiä", "en lista med namn"),
    "one basis or a list of them": ("peruste tai luettelo niitä", "en grund eller en lista med grunder"),
    "one period or a list of them": ("aika tai luettelo niitä", "en tid eller en lista med tider"),
    "a length of time": ("ajan pituus", "en tidslängd"),
    "a day or a length of time": ("päivä tai ajan pituus", "en dag eller en tidslängd"),
    "a whole number": ("kokonaisluku", "ett heltal"),
    "a day": ("päivä", "en dag"),
    "true or false": ("true tai false", "true eller false"),
    "true, or the list of this term's proposed keys": (
        "true tai luettelo ehdotetuista avaimista",
        "true eller en lista med de föreslagna nycklarna",
    ),
    'a text, "none", or { not_applicable = "…" }': (
        'teksti, "none" tai { not_applicable = "…" }',
        'en text, "none" eller { not_applicable = "…" }',
    ),
    'who it is, "none", or { not_applicable = "…" }': (
        'kuka se on, "none" tai { not_applicable = "…" }',
        'vem det är, "none" eller { not_applicable = "…" }',
    ),
    "lists of names by key": ("nimiluetteloita avaimittain", "listor med namn per nyckel"),
    "text by key": ("teksti avaimittain", "text per nyckel"),
    "a table of its own keys": ("taulukko, jolla on omat avaimensa", "en tabell med egna nycklar"),
    "a table of named tables": ("taulukko nimettyjä taulukoita", "en tabell med namngivna tabeller"),
    "one table or several of the same name": (
        "yksi tai useampi samanniminen taulukko",
        "en eller flera tabeller med samma namn",
    ),
    # places and faults
    "the notice": ("seloste", "beskrivningen"),
    "the end of the phrase": ("lauseen loppu", "slutet av frasen"),
    "the name of a law": ("lain nimi", "lagens namn"),
    "unknown": ("syy ei ole tiedossa", "orsaken är okänd"),
    "No such file or directory": ("sitä ei ole", "den finns inte"),
    "Permission denied": ("siihen ei ole oikeutta", "du har inte rätt till den"),
    "Is a directory": ("se on kansio", "det är en mapp"),
    "its check digit does not fit": ("tarkistusmerkki ei täsmää", "kontrollsiffran stämmer inte"),
    "it must be seven digits, a hyphen and a check digit": (
        "siinä on oltava seitsemän numeroa, yhdysmerkki ja tarkistusmerkki",
        "det ska ha sju siffror, ett bindestreck och en kontrollsiffra",
    ),
    "which interest": ("mistä edusta on kyse", "vilket intresse det gäller"),
    "its balancing test": ("tasapainotestiä", "intresseavvägningen"),
    "when the test was done and is reviewed": (
        "milloin testi on tehty ja milloin se tarkistetaan",
        "när avvägningen gjordes och när den ses över",
    ),
    "its law and section": ("laki ja pykälä", "lagen och paragrafen"),
    "the section of that law": ("lain pykälä", "lagens paragraf"),
    "a mechanism": ("siirtoperustetta", "överföringsgrund"),
    "a day of assessment": ("arviointipäivää", "bedömningsdag"),
    "is not known": ("on tuntematon", "är okänd"),
}


def in_language(word: str | Said, language: str) -> str:
    """A word of a finding as that language says it; the notice's own words stay as they are."""
    if isinstance(word, Said):
        return word.in_language(language)
    if language == "en" or word not in _FIXED:
        return word
    return _FIXED[word][("fi", "sv").index(language)]

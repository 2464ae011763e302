"""Words that default sentences are made of, in Finnish, Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from seloste.terms.law import LAW

LANGUAGES: Final = ("fi", "sv", "en")

CHANNELS: Final[dict[str, dict[str, str]]] = {
    "email": {"fi": "sähköposti", "sv": "e-post", "en": "e-mail"},
    "sms": {"fi": "tekstiviesti", "sv": "sms", "en": "text message"},
    "phone": {"fi": "puhelu", "sv": "telefonsamtal", "en": "telephone call"},
    "auto_call": {"fi": "automaattinen puhelu", "sv": "automatiskt samtal", "en": "automated call"},
    "fax": {"fi": "faksi", "sv": "fax", "en": "fax"},
    "post": {"fi": "posti", "sv": "post", "en": "post"},
    "web": {"fi": "verkko", "sv": "webben", "en": "web"},
    "inbox": {"fi": "viestipalvelu", "sv": "meddelandetjänst", "en": "message service"},
}
FIELDS: Final[dict[str, dict[str, str]]] = {
    "name": {"fi": "nimi", "sv": "namn", "en": "name"},
    "address": {"fi": "postiosoite", "sv": "postadress", "en": "postal address"},
    "phone": {"fi": "puhelinnumero", "sv": "telefonnummer", "en": "telephone number"},
    "email": {"fi": "sähköpostiosoite", "sv": "e-postadress", "en": "e-mail address"},
    "language": {"fi": "kieli", "sv": "språk", "en": "language"},
    "evidence": {
        "fi": "suostumukset, peruutukset ja kiellot sekä niiden todisteet",
        "sv": "samtycken, återkallelser och förbud samt bevis för dem",
        "en": "consents, withdrawals and prohibitions, and their proof",
    },
}
WAYS: Final[dict[str, dict[str, str]]] = {
    "link in each letter": {
        "fi": "jokaisen viestin peruutuslinkki",
        "sv": "länken i varje utskick",
        "en": "the link in each message",
    },
    "own page": {"fi": "oma sivu", "sv": "din egen sida", "en": "your own page"},
    "mail": {"fi": "sähköposti", "sv": "e-post", "en": "e-mail"},
    "contact": {
        "fi": "tietosuojan yhteyshenkilö", "sv": "kontaktpersonen för dataskydd", "en": "the privacy contact",
    },
    "post": {"fi": "kirje", "sv": "brev", "en": "letter"},
    "desk": {"fi": "käynti toimipaikassa", "sv": "besök på kontoret", "en": "a visit to our office"},
    "phone": {"fi": "puhelin", "sv": "telefon", "en": "telephone"},
}  # fmt: skip
MECHANISMS: Final[dict[str, Mapping[str, str]]] = {one.name: one.title for one in LAW.mechanisms}
_COUNTRIES: Final[dict[str, tuple[str, str, str]]] = {
    "BE": ("Belgia", "Belgien", "Belgium"),
    "CA": ("Kanada", "Kanada", "Canada"),
    "CH": ("Sveitsi", "Schweiz", "Switzerland"),
    "DE": ("Saksa", "Tyskland", "Germany"),
    "DK": ("Tanska", "Danmark", "Denmark"),
    "EE": ("Viro", "Estland", "Estonia"),
    "FI": ("Suomi", "Finland", "Finland"),
    "FR": ("Ranska", "Frankrike", "France"),
    "GB": ("Yhdistynyt kuningaskunta", "Storbritannien", "the United Kingdom"),
    "IE": ("Irlanti", "Irland", "Ireland"),
    "IN": ("Intia", "Indien", "India"),
    "JP": ("Japani", "Japan", "Japan"),
    "NL": ("Alankomaat", "Nederländerna", "the Netherlands"),
    "NO": ("Norja", "Norge", "Norway"),
    "SE": ("Ruotsi", "Sverige", "Sweden"),
    "US": ("Yhdysvallat", "Förenta staterna", "the United States"),
}
"""Countries where processors usually sit; another is printed by its code (ISO 3166-1)."""

EVENTS: Final[dict[str, dict[str, str]]] = {
    "financial_year.ended": {
        "fi": "siitä, kun tilikausi päättyy",
        "sv": "efter att räkenskapsåret har avslutats",
        "en": "after the financial year ends",
    },
    "financial_year.year_end": {
        "fi": "sen vuoden lopusta, jonka aikana tilikausi on päättynyt",
        "sv": "efter utgången av det år under vilket räkenskapsåret har avslutats",
        "en": "after the end of the year in which the financial year ended",
    },
    "relation.ended": {
        "fi": "siitä, kun suhteesi meihin päättyy",
        "sv": "efter att din relation till oss har upphört",
        "en": "after your relation with us ends",
    },
    "activity": {
        "fi": "siitä, kun viimeksi asioit kanssamme",
        "sv": "efter att du senast var i kontakt med oss",
        "en": "after you were last in touch with us",
    },
    "obtained": {
        "fi": "siitä, kun saimme tiedon",
        "sv": "efter att vi fick uppgiften",
        "en": "after we received it",
    },
    "ground.ended": {
        "fi": "siitä, kun käsittelyn peruste päättyy",
        "sv": "efter att grunden för behandlingen har upphört",
        "en": "after the ground for processing ends",
    },
}
_UNITS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "month": {"fi": ("kuukauden", "kuukautta"), "sv": ("månad", "månader"), "en": ("month", "months")},
    "day": {"fi": ("päivän", "päivää"), "sv": ("dag", "dagar"), "en": ("day", "days")},
}


def country(code: str, language: str) -> str:
    names = _COUNTRIES.get(code)
    return names[LANGUAGES.index(language)] if names else code


def length(months: int, days: int, language: str) -> str:
    """``24 months`` as an object in a sentence: *säilytämme 24 kuukautta*."""
    number, unit = (months, "month") if months else (days, "day")
    one, many = _UNITS[unit][language]
    return f"{number}\u00a0{one if number == 1 else many}"


def listed(words: list[str], language: str) -> str:
    """``a, b and c`` in the language."""
    if len(words) < 2:
        return "".join(words)
    last = {"fi": " ja ", "sv": " och ", "en": " and "}[language]
    return ", ".join(words[:-1]) + last + words[-1]


def strung(words: list[str], language: str) -> str:
    """The same where a word may hold an *and* itself: *a ja b, c sekä d*."""
    one = {"fi": " ja ", "sv": " och ", "en": " and "}[language]
    if len(words) < 2 or not any(one in word for word in words):
        return listed(words, language)
    last = {"fi": " sekä ", "sv": " samt ", "en": ", and "}[language]
    return ", ".join(words[:-1]) + last + words[-1]


STANCES: Final[dict[str, dict[str, str]]] = {
    "none": {
        "fi": "Tietoja ei siirretä EU:n tai Euroopan talousalueen ulkopuolelle",
        "sv": "Inga uppgifter överförs utanför EU eller EES",
        "en": "No data is transferred outside the EU or the European Economic Area",
    },
    "only as listed": {
        "fi": "Tietoja siirretään vain luetelluille",
        "sv": "Uppgifter överförs endast till dem som räknas upp",
        "en": "Data is transferred only to those listed",
    },
    "may": {
        "fi": "Tietoja voidaan siirtää",
        "sv": "Uppgifter kan överföras",
        "en": "Data may be transferred",
    },
    "yes": {"fi": "Tietoja siirretään", "sv": "Uppgifter överförs", "en": "Data is transferred"},
}

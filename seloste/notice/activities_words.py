"""What the record of processing says itself, in Finnish, Swedish and English, after the words of Article 30(1)."""

from __future__ import annotations

from typing import Final

from seloste.notice.spoken import Three

LETTERS: Final[dict[str, Three]] = {
    "a": (
        "Rekisterinpitäjä, yhteisrekisterinpitäjä, edustaja ja tietosuojavastaava yhteystietoineen",
        "Personuppgiftsansvarig, gemensamt personuppgiftsansvarig, företrädare och dataskyddsombud med kontaktuppgifter",
        "Controller, joint controller, representative and data protection officer, with contact details",
    ),
    "b": ("Käsittelyn tarkoitukset", "Ändamålen med behandlingen", "Purposes of the processing"),
    "c": (
        "Rekisteröityjen ryhmät ja henkilötietoryhmät",
        "Kategorier av registrerade och av personuppgifter",
        "Categories of data subjects and of personal data",
    ),
    "d": (
        "Vastaanottajat, joille tietoja luovutetaan, myös kolmansissa maissa",
        "Mottagare till vilka uppgifter lämnas ut, även i tredjeländer",
        "Recipients to whom data is disclosed, also in third countries",
    ),
    "e": (
        "Siirrot kolmansiin maihin ja niiden suojatoimet",
        "Överföringar till tredjeländer och skyddsåtgärderna för dem",
        "Transfers to third countries and their safeguards",
    ),
    "f": (
        "Tietoryhmien poistamisen määräajat",
        "Tidsfrister för radering av kategorierna av uppgifter",
        "Time limits for erasure of the categories of data",
    ),
    "g": (
        "Tekniset ja organisatoriset turvatoimet",
        "Tekniska och organisatoriska säkerhetsåtgärder",
        "Technical and organisational security measures",
    ),
}
"""What the paragraph asks for under each of its letters."""

SAID: Final[dict[str, Three]] = {
    "title": ("Seloste käsittelytoimista", "Register över behandling", "Record of processing activities"),
    "law": (
        "Yleinen tietosuoja-asetus (EU) 2016/679, 30 artiklan 1 kohta",
        "Allmänna dataskyddsförordningen (EU) 2016/679, artikel 30.1",
        "General Data Protection Regulation (EU) 2016/679, Article 30(1)",
    ),
    "register": ("Rekisteri", "Register", "Register"),
    "rests_on": ("Perustuu säännökseen", "Grundas på", "Rests on"),
    "activities": ("Käsittelytoimet", "Behandlingar", "Processing activities"),
    "controllers": ("Rekisterinpitäjä", "Personuppgiftsansvarig", "Controller"),
    "others": (
        "Seloste ei kerro, mihin tarkoitukseen", "Beskrivningen berättar inte för vilket ändamål",
        "The notice does not say for which purpose",
    ),
    "measures": ("Suojaus", "Skydd", "Protection"),
    "name": ("Nimi", "Namn", "Name"),
    "business_id": ("Y-tunnus", "FO-nummer", "Business ID"),
    "address": ("Osoite", "Adress", "Address"),
    "contact": ("Yhteystiedot", "Kontaktuppgifter", "Contact details"),
    "officer": ("Tietosuojavastaava", "Dataskyddsombud", "Data protection officer"),
    "representative": ("Edustaja", "Företrädare", "Representative"),
    "section": ("Selosteen kohta", "Beskrivningens punkt", "Section of the notice"),
    "purpose": ("Käsittelyn tarkoitus", "Ändamål med behandlingen", "Purpose of the processing"),
    "bases": ("Oikeusperuste", "Rättslig grund", "Legal basis"),
    "people": ("Rekisteröityjen ryhmät", "Kategorier av registrerade", "Categories of data subjects"),
    "data": ("Henkilötietoryhmät", "Kategorier av personuppgifter", "Categories of personal data"),
    "special": (
        "erityisiä henkilötietoja: {fields}", "särskilda kategorier: {fields}", "special categories: {fields}",
    ),
    "recipients": ("Vastaanottajat", "Mottagare", "Recipients"),
    "transfers": ("Siirrot kolmansiin maihin", "Överföringar till tredjeländer", "Transfers to third countries"),
    "assessed": ("arvioitu {day}", "bedömd {day}", "assessed {day}"),
    "until": ("voimassa {day} asti", "gäller till {day}", "holds until {day}"),
    "periods": ("Poistamisen määräajat", "Tidsfrister för radering", "Time limits for erasure"),
    "technical": ("Tekniset", "Tekniska", "Technical"),
    "organisational": ("Organisatoriset", "Organisatoriska", "Organisational"),
    "general": ("Tekniset ja organisatoriset", "Tekniska och organisatoriska", "Technical and organisational"),
    "none": ("Ei ole.", "Finns inte.", "None."),
    "unsaid": ("Seloste ei kerro.", "Beskrivningen berättar inte.", "The notice does not say."),
    "letter": ("kohta", "led", "letter"),
    "what": ("Asia", "Sak", "What"),
    "said": ("Tieto", "Uppgift", "Said"),
}  # fmt: skip

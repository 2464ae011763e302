"""What headers mean in three languages, and which columns are never stored whatever they are mapped to.

Compared as ``reading.header_key`` gives them.
"""

from __future__ import annotations

import re

EMAIL = frozenset({
    "email address", "email", "e-mail", "e-mail address", "sähköposti", "sähköpostiosoite", "e-post",
    "e-postadress",
})  # fmt: skip
GIVEN = frozenset({"first name", "given name", "etunimi", "förnamn"})
FAMILY = frozenset({"last name", "family name", "surname", "sukunimi", "efternamn"})
FULL = frozenset({"name", "full name", "nimi", "koko nimi", "namn"})
COMPANY = frozenset({
    "company", "company name", "organization", "organisation", "employer", "yritys", "yrityksen nimi",
    "organisaatio", "työnantaja", "företag", "företagsnamn", "arbetsgivare",
})  # fmt: skip
PHONE = frozenset({"phone", "phone number", "telephone", "puhelin", "puhelinnumero", "telefon",
                    "telefonnummer"})  # fmt: skip
MOBILE = frozenset({
    "mobile", "mobile phone", "mobile number", "cell phone", "sms phone", "sms phone number", "gsm",
    "matkapuhelin", "matkapuhelinnumero", "kännykkä", "mobil", "mobiltelefon", "mobilnummer",
})  # fmt: skip
ADDRESS = frozenset({
    "address", "postal address", "mailing address", "osoite", "postiosoite", "katuosoite", "adress",
    "postadress",
})  # fmt: skip
_REFUSED: dict[str, re.Pattern[str]] = {
    "identity_code": re.compile(
        r"henkilötunnus|hetu\b|sotu\b|personbeteckning|personnummer|social security|\bssn\b|national id|"
        r"government id|passport|passi|kortin ?numero|card number"
    ),
    "third_person": re.compile(
        r"spouse|puoliso|\bmake\b|maka\b|make/maka|children|lapset|lapsen|barn|assistant|avustaja|assistent|"
        r"manager|esimies|esihenkilö|relative|omainen|referred by|suosittelija|reports ?to"
    ),
    "special_category": re.compile(
        r"health|tervey|hälsa|sairau|allerg|diet|religio|uskonto|trade union|ammattiliit|fackför|ethnic|etni|"
        r"political|poliitti|politisk|sexual|seksuaal"
    ),
}


def refused(key: str) -> str | None:
    """Why a column of this header may not be stored at all: a stable code; None when nothing forbids it.

    Data of third persons, identity codes (1050/2018 § 29) and special categories (GDPR 9).
    """
    return next((code for code, label in _REFUSED.items() if label.search(key)), None)

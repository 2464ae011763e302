"""Whose an address is that stands beside an organisation: its own, or somebody's (L27, recital 14, 917/2014 § 202).

The register keeps an organisation's own addresses in plain columns, for nobody is known by them. What points to one
person is personal data, whosever record it stands in: a sole trader's addresses, and a mailbox with a name. In
doubt it is a person's.
"""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = frozenset({
    "oy", "ab", "oyj", "abp", "ky", "kb", "ay", "öb", "ry", "rf", "sr", "sääs", "osk", "osuuskunta", "andelslag", "säätiö",
    "stiftelse", "yhdistys", "förening", "liitto", "förbund", "seura", "sällskap", "kunta", "kommun", "kaupunki", "stad",
    "kuntayhtymä", "samkommun", "hyvinvointialue", "välfärdsområde", "seurakunta", "församling", "seurakuntayhtymä",
    "virasto", "ministeriö", "ministerium", "yliopisto", "universitet", "ltd", "limited", "plc", "llc", "inc", "gmbh", "bv",
    "sa", "srl", "oü", "aps", "asa",
})  # fmt: skip
"""Words of a name by which an organisation is a legal person, and so never one person alone."""

_ONE_PERSON: Final = frozenset({"tmi", "toiminimi", "firma", "enskild"})
_OWN_MAILBOXES: Final = frozenset({
    "info", "toimisto", "office", "kontor", "kontoret", "posti", "post", "mail", "email", "sahkoposti", "yhteys",
    "yhteydenotot", "contact", "kontakt", "asiakaspalvelu", "asiakas", "palvelu", "service", "kundtjanst", "kundservice",
    "customerservice", "helpdesk", "support", "tuki", "myynti", "sales", "forsaljning", "tilaukset", "tilaus", "orders",
    "order", "bestallning", "laskut", "lasku", "laskutus", "invoice", "invoices", "billing", "faktura", "fakturor",
    "ostolaskut", "talous", "ekonomi", "finance", "accounting", "kirjanpito", "hr", "rekry", "jobs", "tyopaikat",
    "kirjaamo", "registrator", "registratur", "viestinta", "media", "press", "markkinointi", "marketing", "tietosuoja",
    "privacy", "dataskydd", "hello", "hei", "moi", "hej", "admin", "webmaster", "postmaster", "noreply", "no-reply",
})  # fmt: skip
"""Beginnings of addresses that name a task and nobody."""


def is_legal_person(name: str) -> bool:
    """Whether a name says that the organisation is a legal person; a sole trader, or one that doesn't say, is none."""
    words = {word.replace(".", "") for word in re.split(r"[\s,/()]+", name.casefold())}
    return bool(words & _FORMS) and not words & _ONE_PERSON


def is_own_mailbox(email: str) -> bool:
    """Whether an e-mail address names a task of the organisation and nobody in it."""
    local = email.partition("@")[0].casefold()
    return local.replace(".", "") in _OWN_MAILBOXES or local in _OWN_MAILBOXES


def is_its_own(name: str, kind: str, value: str) -> bool:
    """Whether an address (``email``, ``phone`` or ``address``) is the organisation's, and so no personal data."""
    return is_legal_person(name) and (kind != "email" or is_own_mailbox(value))

"""Words out of which the demo's people, companies and streets are invented.

Family names are compounds that nobody is known to bear (``Usvalyhty``, ``Silverlykta``), so that
no real person is drawn by chance.
"""

from __future__ import annotations

from typing import NamedTuple


class Tongue(NamedTuple):
    """Names of one language: given names, and the two halves of invented family names."""

    given: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]


FINNISH = Tongue(
    given=(
        "Aino", "Eino", "Väinö", "Helmi", "Onni", "Lyyli", "Toivo", "Anna-Liisa", "Yrjö", "Päivi",
        "Juha-Matti", "Kerttu", "Säde", "Pekka", "Ilmari", "Marja-Leena", "Jyri", "Hilkka", "Äijö",
        "Tuulikki", "Rauni", "Veikko", "Saimi", "Mäyry", "Eero", "Sisko", "Jorma", "Lempi", "Oiva",
        "Pirkko", "Taisto", "Ulla",
    ),
    first=(
        "Usva", "Hopea", "Sini", "Tähti", "Kuura", "Yö", "Äänes", "Routa", "Sumu", "Vaahto", "Kaste",
        "Pöly", "Ruska", "Hämy", "Kaiku", "Lumo", "Myrsky", "Halla", "Kupari", "Öljy",
    ),
    second=(
        "lyhty", "kello", "sulka", "viiri", "kaappi", "pöllö", "hanska", "tuoli", "sateenvarjo", "hylly",
        "köysi", "mitta", "laatikko", "peitto", "ämpäri", "lusikka", "kompassi", "purkki",
    ),
)  # fmt: skip

SWEDISH = Tongue(
    given=(
        "Åsa", "Björn", "Märta", "Göran", "Åke", "Ingrid", "Sven-Erik", "Gunvor", "Östen", "Maj-Britt",
        "Håkan", "Linnéa", "Torvald", "Siv", "Bengt", "Ragnhild",
    ),
    first=(
        "Silver", "Dim", "Åsk", "Örn", "Frost", "Kvälls", "Mån", "Regn", "Skymnings", "Ängs", "Älv",
        "Koppar", "Söder", "Stjärn", "Ädel", "Vinter",
    ),
    second=(
        "lykta", "klocka", "fjäder", "vimpel", "hylla", "kompass", "låda", "sked", "stövel", "paraply",
        "måttband", "ställning", "tråd", "knapp", "handske", "burk",
    ),
)  # fmt: skip

OTHER = Tongue(
    given=(
        "Jean-Luc", "Zoë", "Šárka", "Žofie", "José", "Renée", "Ville", "Ewa", "Łucja", "Siobhán", "Noël",
        "Müge", "Anaïs", "Jürgen", "Nadežda", "Óscar",
    ),
    first=(
        "Šeď", "Žluto", "Éclair", "O'Lantern", "Nuits", "Küpfer", "d'Écume", "Modro", "Lumière", "Ashen",
        "Mirror", "Harvest", "Čern", "Grey", "Bronze", "Niebiesko",
    ),
    second=(
        "zvon", "plume", "spoon", "lamp", "ladder", "thimble", "müller", "kastl", "bell", "kettle", "hook",
        "dzwon", "bouton", "button", "umbrella", "schrank",
    ),
)  # fmt: skip

PARTICLES = ("", "", "", "", "", "", "", "", "", "", "", "von ", "af ", "de ")
DOMAINS = (
    "example.com", "example.fi", "example.org", "usva.example", "posti.example", "brev.example",
    "saaristo.example", "häme.example", "toimisto.example", "letter.example", "koti.example",
)  # fmt: skip
STREETS = (
    "Lyhtykuja", "Kellonsoittajantie", "Sulkapolku", "Pöllönkatu", "Mittanauhantie", "Klockargränden",
    "Fjädervägen", "Köysiaukio", "Ämpäritie", "Skedstigen",
)  # fmt: skip
CITIES = ("Helsinki", "Espoo", "Tampere", "Turku", "Oulu", "Jyväskylä", "Porvoo", "Hämeenlinna")
COMPANY_FORMS = ("Oy", "Ab", "Ky", "Oy Ab", "ry")
TAGS = ("Uutiskirje", "Messut 2025", "Asiakas", "VIP, avain", "Webinaari", "Nyhetsbrev", "Verkkokauppa")

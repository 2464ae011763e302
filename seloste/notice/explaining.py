"""``seloste notice explain CODE``: what a finding says, why it matters, the law it stands on, and a mend."""

from __future__ import annotations

from string import Formatter
from typing import Final

from seloste.notice.catalogue import CATALOGUE, Severity, sentences_of
from seloste.notice.record import Record
from seloste.notice.said import Said

LANGUAGES: Final = ("fi", "sv", "en")
_Three = tuple[str, str, str]


class Explanation(Record):
    """A code explained in one language; ``law`` and ``rules`` are empty where it is about the file alone."""

    code: str
    severity: str
    what: str
    why: str
    law: str
    rules: tuple[str, ...]
    mend: str
    accept: str


def explain(code: str, language: str = "en") -> Explanation:
    """The explanation of a code in ``fi``, ``sv`` or ``en``. Raises ``KeyError`` for a code that is not known."""
    entry = CATALOGUE[code]
    what, mend = sentences_of(code, language)
    number = LANGUAGES.index(language)
    can = _ACCEPT[entry.severity is not Severity.ERROR][number]
    return Explanation(
        code=code, severity=_SEVERITIES[entry.severity][number], what=_plain(what), why=WHY[theme(code)][number],
        law=entry.article, rules=entry.rules, mend=_plain(mend, language), accept=can.format(code=code),
    )  # fmt: skip


def rendered(told: Explanation, language: str) -> str:
    """For a terminal: a head, then one line for each thing that is told."""
    labels = _LABELS[language]
    lines = [f"{told.severity}[{told.code}]: {told.what}", ""]
    parts = (told.why, told.law, ", ".join(told.rules), told.mend, told.accept)
    width = max(map(len, labels))
    lines += [f"  {label:{width}}  {said}" for label, said in zip(labels, parts, strict=True) if said]
    return "\n".join(lines)


def theme(code: str) -> str:
    """What a code is about: a key of ``WHY``."""
    if code in _OWN:
        return _OWN[code]
    if code < "SEL13":
        return "file"
    if code < "SEL15" or code[:5] == "SEL19":
        return {"13": "marketing", "14": "names", "19": "prose"}[code[3:5]]
    law = CATALOGUE[code].article
    return next((name for sign, name in _BY_LAW if sign in law), _BY_CENTURY.get(code[3:5], "clear"))


_BY_CENTURY: Final = {"15": "whole", "16": "who", "17": "transfers", "18": "time", "22": "consent"}
_BY_LAW: Final = (
    ("§ 205", "devices"), ("§ 200", "marketing"), ("759/2004", "work"), ("1050/2018", "special"), ("9(", "special"),
    ("9(2)", "special"), ("GDPR 10", "special"), ("13(1)(f)", "transfers"), ("44", "transfers"), ("7(", "consent"),
    ("4(11)", "consent"), ("13(2)(a)", "periods"), ("5(1)(e)", "periods"), ("13(1)(e)", "recipients"), ("28", "recipients"),
    ("26(2)", "recipients"), ("4(8)", "recipients"), ("14(", "sources"), ("13(2)(b)", "rights"), ("12(6)", "rights"), ("12(3)", "rights"),
    ("15-22", "rights"), ("21(2)", "rights"), ("13(2)(d)", "rights"), ("13(2)(f)", "profiling"), ("13(2)(e)", "whole"),
    ("13(1)(c)", "purposes"), ("13(1)(d)", "purposes"), ("5(1)(b)", "purposes"), ("6(1)", "purposes"), ("13(1)(a)", "who"),
    ("13(1)(b)", "who"), ("38", "who"), ("32", "safety"), ("5(2)", "time"), ("GDPR 9", "special"),
)  # fmt: skip
_OWN: Final = {
    "SEL2120": "time", "SEL2157": "rights", "SEL2158": "rights", "SEL2119": "rights", "SEL2161": "who", "SEL2166": "time",
    "SEL2167": "time", "SEL2149": "transfers", "SEL2155": "recipients", "SEL2116": "recipients", "SEL2115": "recipients",
    "SEL2124": "recipients", "SEL2145": "recipients", "SEL2320": "special", "SEL2330": "clear", "SEL2331": "clear",
}  # fmt: skip

WHY: Final[dict[str, _Three]] = {
    "file": (
        "Rekisteri voi totella vain sitä, minkä se ymmärtää: kohta, jota ei voi lukea, ei lupaa eikä salli mitään.",
        "Registret kan lyda bara det som det förstår: det som inte kan läsas varken lovar eller tillåter något.",
        "A register can obey only what it understands: what can't be read promises nothing and permits nothing.",
    ),
    "names": (
        "Nimi, jota ei ole esitelty, ei tarkoita mitään, eikä kukaan voi tietää, mitä sillä piti sallia.",
        "Ett namn som inte har angetts betyder ingenting, och ingen vet vad det skulle tillåta.",
        "A name that was not declared means nothing, and nobody knows what it was to permit.",
    ),
    "prose": (
        "Teksti ja termit kertovat saman asian: jos ne voivat erota toisistaan, lukija ja rekisteri uskovat eri asioita.",
        "Text och termer säger samma sak: kan de skilja sig åt, tror läsaren och registret olika saker.",
        "Text and terms say the same thing: where they can differ, the reader and the register believe different things.",
    ),
    "marketing": (
        "Sähköinen suoramarkkinointi ihmiselle vaatii ennalta annetun suostumuksen tai asiakaspoikkeuksen; ilman niitä jokainen viesti on lainvastainen.",
        "Elektronisk direktmarknadsföring till en människa kräver samtycke på förhand eller kundundantaget; utan dem strider varje meddelande mot lagen.",
        "Electronic marketing to a person needs consent beforehand or the customer exception; without either, each message breaks the law.",
    ),
    "devices": (
        "Ihmisen omasta laitteesta saa lukea vain sen, mihin hän on suostunut tai mitä hänen pyytämänsä palvelu välttämättä vaatii.",
        "Ur en människas egen apparat får man läsa bara det som hon har samtyckt till eller som den begärda tjänsten nödvändigt kräver.",
        "From a person's own device may be read only what they consented to, or what a service that they asked for can't do without.",
    ),
    "purposes": (
        "Ihmisen on voitava nähdä, mihin hänen tietojaan käytetään ja millä perusteella; siitä riippuvat hänen oikeutensa.",
        "En människa måste kunna se vad uppgifterna används till och på vilken grund; därav beror hennes rättigheter.",
        "People must be able to see what their data is used for and on which basis; their rights depend on it.",
    ),
    "recipients": (
        "Se, joka saa tietoja, voi käyttää niitä: lukijan on tiedettävä, kuka, missä roolissa ja mihin.",
        "Den som får uppgifter kan använda dem: läsaren måste veta vem, i vilken roll och till vad.",
        "Whoever receives data can use it: the reader must know who, in which role and for what.",
    ),
    "transfers": (
        "ETA:n ulkopuolella tietoja ei suojaa sama laki, joten maa ja siirron peruste on kerrottava ja tarkistettava.",
        "Utanför EES skyddas uppgifter inte av samma lag, så land och grund för överföringen ska anges och prövas.",
        "Outside the EEA data is not protected by the same law, so country and ground must be told, and looked at again.",
    ),
    "periods": (
        "Säilytysaika, jota ei voi laskea, ei pääty: lukija ei voi tietää, milloin tieto katoaa, eikä rekisteri voi poistaa sitä.",
        "En lagringstid som inte kan räknas tar inte slut: läsaren vet inte när uppgiften försvinner, och registret kan inte radera den.",
        "A period that can't be reckoned has no end: the reader can't know when data goes, and the register can't delete it.",
    ),
    "sources": (
        "Kun tieto tulee muualta kuin ihmiseltä itseltään, hän saa tietää siitä vain, jos se kerrotaan hänelle.",
        "När en uppgift kommer från annat håll än människan själv får hon veta det bara om det berättas.",
        "When data comes from elsewhere, the person learns of it only if it is told.",
    ),
    "rights": (
        "Oikeus, jota ei mainita tai jonka käyttäminen on tehty hankalaksi, jää käyttämättä.",
        "En rättighet som inte nämns eller som görs svår att använda blir oanvänd.",
        "A right that is not named, or that is made hard to use, is not used.",
    ),
    "consent": (
        "Suostumus on pätevä vain, kun sen antaa vapaasti, erikseen ja tietäen, ja kun sen voi perua yhtä helposti.",
        "Ett samtycke gäller bara när det ges fritt, för sig och med vetskap, och kan återkallas lika lätt.",
        "Consent counts only when it is given freely, separately and knowingly, and can be withdrawn as easily.",
    ),
    "special": (
        "Terveys, vakaumus, rikokset ja henkilötunnus paljastavat ihmisestä eniten, ja niitä saa käsitellä vain lain mainitsemin ehdoin.",
        "Hälsa, övertygelse, brott och personbeteckning avslöjar mest om en människa och får behandlas bara på lagens villkor.",
        "Health, belief, offences and identity codes tell most of a person, and may be handled only on the law's conditions.",
    ),
    "work": (
        "Työnhakija on heikommassa asemassa, joten hänen tietojaan saa hankkia vain häneltä itseltään tai hänen suostumuksellaan.",
        "En arbetssökande är i underläge, så uppgifter får hämtas bara från henne själv eller med hennes samtycke.",
        "An applicant is the weaker party, so data may be had only from them, or with their consent.",
    ),
    "profiling": (
        "Ihmisen on tiedettävä, jos häntä arvioidaan koneellisesti, jotta hän voi vastustaa sitä.",
        "En människa måste veta om hon bedöms automatiskt för att kunna invända mot det.",
        "People must know when they are assessed by a machine, or they can't object to it.",
    ),
    "who": (
        "Ilman oikeaa nimeä ja toimivaa osoitetta kukaan ei voi kysyä, valittaa eikä käyttää oikeuksiaan.",
        "Utan rätt namn och en adress som fungerar kan ingen fråga, klaga eller använda sina rättigheter.",
        "Without the right name and an address that works nobody can ask, complain or use their rights.",
    ),
    "whole": (
        "Aukko selosteessa on asia, jota kukaan ei ole päättänyt: lukija arvaa sen, ja rekisteri kieltää sen.",
        "En lucka i beskrivningen är något som ingen har beslutat: läsaren gissar, och registret vägrar.",
        "A gap in a notice is a thing that nobody decided: the reader guesses at it, and the register refuses it.",
    ),
    "time": (
        "Vanha seloste kertoo siitä, mitä joskus tehtiin: vain päivätty ja tarkistettu lupaus sitoo tänään.",
        "En gammal beskrivning berättar om det som en gång gjordes: bara ett daterat och granskat löfte binder i dag.",
        "An old notice tells what was done once: only a promise that is dated and looked at again binds today.",
    ),
    "safety": (
        "Suojaus, jota kukaan ei voi tarkistaa, ei ole lupaus.",
        "Ett skydd som ingen kan pröva är inget löfte.",
        "Protection that nobody can test is no promise.",
    ),
    "clear": (
        "Seloste on kirjoitettu sille, joka ei ole sitä kirjoittanut: epäselvä tai ristiriitainen kohta jättää hänet arvaamaan.",
        "Beskrivningen är skriven för den som inte har skrivit den: det oklara och motsägelsefulla lämnar läsaren att gissa.",
        "A notice is written for those who did not write it: what is unclear or contradicts itself leaves them guessing.",
    ),
}
_SEVERITIES: Final[dict[Severity, _Three]] = {
    Severity.ERROR: ("virhe", "fel", "error"),
    Severity.WARNING: ("varoitus", "varning", "warning"),
    Severity.ADVICE: ("neuvo", "råd", "advice"),
}
_LABELS: Final = {
    "fi": ("miksi", "laki", "sääntö", "korjaus", "hyväksyminen"),
    "sv": ("varför", "lag", "regel", "åtgärd", "godkännande"),
    "en": ("why", "law", "rule", "mend", "accepting"),
}
_ACCEPT: Final[dict[bool, _Three]] = {
    True: (
        "seloste notice accept TIEDOSTO {code} --because SYY --review PÄIVÄ",
        "seloste notice accept FIL {code} --because ORSAK --review DAG",
        "seloste notice accept FILE {code} --because REASON --review DAY",
    ),
    False: ("virhettä ei voi hyväksyä", "ett fel kan inte godkännas", "an error can't be accepted"),
}


def _plain(sentence: str, language: str = "en") -> str:
    """A sentence of the catalogue with its places as ‹words›, and braces as people write them."""
    if sentence == "{mend}":  # made while checking: the nearest word that is known
        return Said("near", ("‹…›",)).in_language(language)
    said = ""
    for text, name, _, _ in Formatter().parse(sentence):
        said += text + (f"‹{name}›" if name else "")
    return said

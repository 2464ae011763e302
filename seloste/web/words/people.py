"""Words of the list of people and of one person's page."""

from __future__ import annotations

from typing import Final

from seloste.web.words.text import Text

WORDS: Final[dict[str, Text]] = {
    "people": Text("Ihmiset", "Människor", "People"),
    "people.sub": Text(
        "Näet ne, joiden tietoja saa käyttää tähän: {use}",
        "Du ser dem vilkas uppgifter får användas för detta: {use}",
        "You see those whose data may be used for this: {use}",
    ),
    "people.hidden": Text("Muut ovat piilossa.", "De övriga är dolda.", "The others are hidden."),
    "people.rights": Text(
        "Näet kaikki, jotta voit vastata heidän pyyntöihinsä. Jokainen katsomasi saa tietää katselusta.",
        "Du ser alla för att kunna svara på deras begäranden. Var och en som du tittar på får veta det.",
        "You see everybody, so that you can answer their requests. Everyone you look at is told of it.",
    ),
    "people.count": Text("{n} ihmistä", "{n} människor", "{n} people"),
    "people.count.one": Text("1 ihminen", "1 människa", "1 person"),
    "people.range": Text("{first}–{last} / {n}", "{first}–{last} / {n}", "{first}–{last} of {n}"),
    "people.caption": Text("Ihmiset sukunimen mukaan", "Människor efter efternamn", "People by family name"),
    "people.name": Text("Nimi", "Namn", "Name"),
    "people.email": Text("Sähköposti", "E-post", "E-mail"),
    "people.uses": Text("Saa käyttää", "Får användas", "May be used"),
    "people.until": Text("Säilytetään", "Sparas till", "Kept until"),
    "people.open_ended": Text("toistaiseksi", "tills vidare", "no end yet"),
    "people.rail": Text("Hyppää kirjaimeen", "Hoppa till bokstav", "Jump to a letter"),
    "people.rail.other": Text("Muut merkit", "Övriga tecken", "Other signs"),
    "people.previous": Text("Edelliset", "Föregående", "Previous"),
    "people.next": Text("Seuraavat", "Följande", "Next"),
    "people.nameless": Text(
        "Nimi ei näy tässä käytössä",
        "Namnet visas inte för detta ändamål",
        "The name isn't shown for this purpose",
    ),
    "people.empty": Text(
        "Tässä käytössä ei näy ketään",
        "Ingen syns för det här ändamålet",
        "Nobody is visible for this purpose",
    ),
    "people.empty.help": Text(
        "Kenenkään tietoja ei juuri nyt saa käyttää tähän. Vaihda käyttötarkoitus sivun yläreunasta.",
        "Ingens uppgifter får just nu användas för detta. Byt ändamål högst upp på sidan.",
        "Nobody's data may be used for this right now. Change the purpose at the top of the page.",
    ),
    "uses.yes": Text("Saa: {uses}.", "Får: {uses}.", "May: {uses}."),
    "uses.no": Text("Ei perustetta: {uses}.", "Ingen grund: {uses}.", "No ground: {uses}."),
    "uses.forbidden": Text("Kielletty: {uses}.", "Förbjudet: {uses}.", "Forbidden: {uses}."),
    "uses.may": Text("saa käyttää", "får användas", "may be used"),
    "uses.may_not": Text("ei perustetta", "ingen grund", "no ground"),
    "uses.refused": Text("henkilö on kieltänyt", "personen har förbjudit", "the person has forbidden it"),
    # search
    "found": Text("Haun tulos", "Sökresultat", "Search result"),
    "found.caption": Text("Löydetyt ihmiset", "Funna människor", "People found"),
    "found.none": Text("Ketään ei löytynyt", "Ingen hittades", "Nobody was found"),
    "found.none.help": Text(
        "Haettiin käytössä: {use}. Ne, joiden tietoja ei saa käyttää tähän, eivät näy haussa.",
        "Sökningen gällde ändamålet: {use}. De vilkas uppgifter inte får användas för det syns inte.",
        "Sought under: {use}. Those whose data may not be used for it don't show in a search.",
    ),
    "found.more": Text(
        "Näytetään 50 ensimmäistä. Kirjoita nimestä enemmän.",
        "De 50 första visas. Skriv mer av namnet.",
        "The first 50 are shown. Type more of the name.",
    ),
    "found.all": Text("Näytä kaikki", "Visa alla", "Show all"),
    "found.identity": Text(
        "Henkilötunnusta ei saa kirjoittaa tähän eikä tallentaa. Hakua ei tehty.",
        "Personbeteckning får inte skrivas här eller sparas. Ingen sökning gjordes.",
        "A national identity code may not be typed here or stored. No search was made.",
    ),
    # one person
    "person.unnamed": Text("Ihminen rekisterissä", "En människa i registret", "A person in the register"),
    "person.now": Text("Mitä saa tehdä nyt", "Vad som får göras nu", "What may be done now"),
    "person.may": Text("Saa.", "Får.", "May."),
    "person.may_not": Text("Ei saa.", "Får inte.", "May not."),
    "person.timeline": Text("Aikajana", "Tidslinje", "Timeline"),
    "person.timeline.none": Text("Ei vielä tapahtumia.", "Inga händelser ännu.", "Nothing has happened yet."),
    "timeline.consent": Text("Suostumus", "Samtycke", "Consent"),
    "timeline.ground": Text("Peruste", "Grund", "Ground"),
    "timeline.ended": Text("Peruste päättyi", "Grunden upphörde", "Ground ended"),
    "timeline.refused": Text("Kielto", "Förbud", "Refusal"),
    "call.in": Text("saapunut", "inkommande", "incoming"),
    "call.out": Text("lähtenyt", "utgående", "outgoing"),
    "person.data": Text("Tiedot", "Uppgifter", "Data"),
    "person.data.help": Text(
        "Alleviivattu tieto kertoo alkuperänsä",
        "En understruken uppgift berättar sitt ursprung",
        "An underlined value tells where it is from",
    ),
    "person.under": Text(
        "Näet hänet tässä käytössä: {use}",
        "Du ser personen för detta ändamål: {use}",
        "You see this person for: {use}",
    ),
    "person.kept_until": Text("Säilytetään {day} asti", "Sparas till {day}", "Kept until {day}"),
    "person.kept_open": Text(
        "Säilytysajan loppu ei ole vielä tiedossa",
        "Lagringstidens slut är inte känt ännu",
        "The end of the period isn't known yet",
    ),
    "person.whence": Text("Mistä", "Varifrån", "From where"),
    "person.why": Text("Miksi", "Varför", "Why"),
    "person.until": Text("Mihin asti", "Till när", "Until when"),
    "person.obtained": Text("Saatu {day}", "Fått {day}", "Obtained {day}"),
    "person.no_use": Text(
        "Tätä ei saa nyt käyttää mihinkään.",
        "Får inte användas till något nu.",
        "May be used for nothing now.",
    ),
    "person.life": Text(
        "Saatu {from_}, säilytetään {until} asti",
        "Fått {from_}, sparas till {until}",
        "Obtained {from_}, kept until {until}",
    ),
    "person.sealed": Text(
        "Suljettu. Avataan vain oikeudellista vaadetta varten.",
        "Förseglad. Öppnas bara för ett rättsligt anspråk.",
        "Sealed. Opened for a legal claim alone.",
    ),
    "person.why_we_may": Text("Miksi saamme", "Varför vi får", "Why we may"),
    "person.relations": Text("Suhde meihin", "Relation till oss", "Relation to us"),
    "person.grounds": Text("Perusteet", "Grunder", "Grounds"),
    "person.grounds.none": Text(
        "Ei suostumusta, sopimusta tai muuta merkittyä perustetta.",
        "Inget samtycke, avtal eller annan antecknad grund.",
        "No consent, contract or other recorded ground.",
    ),
    "person.against": Text(
        "Kiellot ja rajoitukset", "Förbud och begränsningar", "Prohibitions and restrictions"
    ),
    "person.against.none": Text("Ei kieltoja.", "Inga förbud.", "No prohibitions."),
    "person.since": Text("{day} alkaen", "Från {day}", "From {day}"),
    "person.between": Text("{day}–{end}", "{day}–{end}", "{day} to {end}"),
    "person.was_withdrawn": Text(
        "Peruutettu {end}. Voimassa {day} alkaen.",
        "Återkallat {end}. Gällde från {day}.",
        "Withdrawn {end}. In force from {day}.",
    ),
    "person.any_use": Text(
        "kaikki käytöt, jotka nojaavat tähän",
        "all användning som stöder sig på detta",
        "every use that rests on this",
    ),
    "person.one_address": Text("Koskee yhtä osoitetta.", "Gäller en adress.", "Speaks of one address."),
    "person.seen": Text("Kuka on katsonut", "Vem har tittat", "Who has looked"),
    "person.seen.most": Text("Enintään {n} uusinta", "Högst {n} senaste", "The {n} newest at most"),
    "person.seen.who": Text("Kuka", "Vem", "Who"),
    "person.seen.what": Text("Mitä", "Vad", "What"),
    "person.seen.when": Text("Milloin", "När", "When"),
    "person.seen.none": Text("Kukaan ei ole katsonut.", "Ingen har tittat.", "Nobody has looked."),
    "person.ask": Text("Saako?", "Får vi?", "May we?"),
    "person.erase": Text("Poista tiedot", "Radera uppgifterna", "Erase the data"),
    "person.none": Text(
        "Tätä ihmistä ei näy tässä käytössä",
        "Människan syns inte för det här ändamålet",
        "This person isn't visible for this purpose",
    ),
    "person.none.help": Text(
        "Haettiin käytössä: {use}. Rekisterissä ei ole tällaista "
        "ihmistä, tai hänen tietojaan ei saa käyttää tähän.",
        "Sökningen gällde ändamålet: {use}. Registret har ingen sådan "
        "människa, eller så får uppgifterna inte användas för det.",
        "Sought under: {use}. The register holds no such person, or the data may not be used for it.",
    ),
    # fields, roles, verbs, scopes
    "role.administrator": Text("Ylläpitäjä", "Administratör", "Administrator"),
    "role.staff": Text("Työntekijä", "Anställd", "Member of staff"),
    "role.worker": Text("Taustatyö", "Bakgrundsarbete", "Background work"),
    "role.privacy": Text("Tietosuojan yhteyshenkilö", "Kontaktperson för dataskydd", "Privacy contact"),
    "verb.open": Text("katsoi", "tittade", "looked"),
    "verb.ask": Text("kysyi, saako", "frågade om vi får", "asked whether we may"),
    "verb.disclose": Text("luovutti", "lämnade ut", "disclosed"),
    "verb.export": Text("teki jäljennöksen", "gjorde en kopia", "made a copy"),
    "verb.collect": Text("tallensi", "sparade", "stored"),
    "verb.ground": Text("kirjasi perusteen", "antecknade en grund", "recorded a ground"),
    "verb.prohibit": Text("kirjasi kiellon", "antecknade ett förbud", "recorded a prohibition"),
    "verb.withdraw": Text("kirjasi peruutuksen", "antecknade en återkallelse", "recorded a withdrawal"),
    "verb.restrict": Text("rajoitti käsittelyä", "begränsade behandlingen", "restricted processing"),
    "verb.lift": Text(
        "poisti rajoituksen tai kiellon",
        "hävde en begränsning eller ett förbud",
        "lifted a restriction or prohibition",
    ),
    "verb.erase": Text("pyysi poistoa", "begärde radering", "asked for erasure"),
    "scope.0": Text("Kielto: {use}", "Förbud: {use}", "Refused: {use}"),
    "scope.1": Text(
        "Kielto: kaikki suoramarkkinointi",
        "Förbud: all direktmarknadsföring",
        "Refused: all direct marketing",
    ),
    "scope.2": Text(
        "Kielto: markkinointi sähköpostitse",
        "Förbud: marknadsföring per e-post",
        "Refused: marketing by e-mail",
    ),
    "scope.3": Text(
        "Kielto: markkinointi puhelimitse",
        "Förbud: marknadsföring per telefon",
        "Refused: marketing by phone",
    ),
    "scope.4": Text(
        "Kielto: markkinointi postitse", "Förbud: marknadsföring per post", "Refused: marketing by post"
    ),
    "scope.5": Text(
        "Kielto: markkinointi tekstiviestillä",
        "Förbud: marknadsföring per sms",
        "Refused: marketing by text message",
    ),
    "scope.6": Text(
        "Kielto: mielipide- ja markkinatutkimus",
        "Förbud: opinions- och marknadsundersökningar",
        "Refused: opinion and market research",
    ),
    "scope.7": Text(
        "Vastustus: oikeutettuun etuun perustuva käsittely",
        "Invändning: behandling som grundar sig på berättigat intresse",
        "Objection: processing that rests on legitimate interest",
    ),
    "restricted": Text("Käsittely on rajoitettu", "Behandlingen är begränsad", "Processing is restricted"),
}

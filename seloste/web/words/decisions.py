"""Words of the pages that answer "may we?" and of an erasure."""

from __future__ import annotations

from typing import Final

from seloste.web.words.text import Text

WORDS: Final[dict[str, Text]] = {
    "may": Text("Saako?", "Får vi?", "May we?"),
    "may.sub": Text(
        "Kysy, saako jonkun tietoja käyttää. Vastaus perustuu selosteeseen, ja kysymisestä jää merkintä.",
        "Fråga om någons uppgifter får användas. Svaret bygger på "
        "dataskyddsbeskrivningen, och frågan antecknas.",
        "Ask whether somebody's data may be used. The answer rests on "
        "the notice, and the question is recorded.",
    ),
    "may.question": Text(
        "Saako tietoja käyttää tähän: {use}?",
        "Får uppgifterna användas för detta: {use}?",
        "May the data be used for this: {use}?",
    ),
    "may.who": Text("Kenen tietoja", "Vems uppgifter", "Whose data"),
    "may.who.help": Text(
        "Sähköpostiosoite, puhelinnumero tai tunniste.",
        "E-postadress, telefonnummer eller id.",
        "An e-mail address, a phone number or an id.",
    ),
    "may.use": Text("Mihin", "Till vad", "For what"),
    "may.when": Text("Milloin", "När", "When"),
    "may.optional": Text("valinnainen", "valfritt", "optional"),
    "may.do": Text("Kysy", "Fråga", "Ask"),
    "may.again": Text("Kysy muuta", "Fråga något annat", "Ask something else"),
    "may.bad_who": Text(
        "Tämä ei ole sähköpostiosoite, puhelinnumero eikä tunniste. Kirjoita "
        "esimerkiksi nimi@example.com tai +358 50 000 0000.",
        "Det här är ingen e-postadress, inget telefonnummer och inget id. Skriv "
        "till exempel namn@example.com eller +358 50 000 0000.",
        "This is no e-mail address, phone number or id. Write for "
        "example name@example.com or +358 50 000 0000.",
    ),
    "may.which": Text("Ketä tarkoitat?", "Vem menar du?", "Whom do you mean?"),
    "may.which.help": Text(
        "Osoite on usealla ihmisellä.", "Flera människor har adressen.", "Several people have this address."
    ),
    "may.identity": Text(
        "Henkilötunnusta ei saa kirjoittaa tähän eikä tallentaa.",
        "Personbeteckning får inte skrivas här eller sparas.",
        "A national identity code may not be typed here or stored.",
    ),
    "may.bad_when": Text(
        "Tätä päivää ei ole kalenterissa.", "Dagen finns inte i kalendern.", "There is no such day."
    ),
    "may.yes": Text("Saa.", "Ja.", "Yes."),
    "may.no": Text("Ei saa.", "Nej.", "No."),
    "may.footer": Text(
        "Tietosuojaseloste, versio {version}",
        "Dataskyddsbeskrivning, version {version}",
        "Privacy notice, version {version}",
    ),
    "may.how": Text("Näin vastaus syntyi", "Så blev svaret till", "How the answer came about"),
    "may.how.rule": Text("Ensimmäinen ”ei” ratkaisee", "Det första ”nej” avgör", "The first “no” decides"),
    "may.step.yes": Text("Kyllä", "Ja", "Yes"),
    "may.step.no": Text("Ei", "Nej", "No"),
    "may.step.skipped": Text("Ei tarvittu", "Behövdes inte", "Not needed"),
    "may.skipped": Text("Ei tarvinnut tutkia.", "Behövde inte undersökas.", "Did not need looking into."),
    "may.step.declared": Text(
        "Onko käyttö selosteessa?", "Finns användningen i beskrivningen?", "Is the use in the notice?"
    ),
    "may.step.known": Text(
        "Onko rekisterissä tieto, jota käyttö tarvitsee?",
        "Har registret den uppgift som användningen behöver?",
        "Does the register hold what the use needs?",
    ),
    "may.step.unrestricted": Text(
        "Onko käsittely rajoittamatta?", "Är behandlingen obegränsad?", "Is processing unrestricted?"
    ),
    "may.step.unopposed": Text(
        "Onko hän jättänyt kieltämättä?",
        "Är användningen inte förbjuden?",
        "Has the person left it unforbidden?",
    ),
    "may.step.deliverable": Text(
        "Saako osoitteella hänet kiinni?", "Når adressen fram?", "Does the address reach the person?"
    ),
    "may.step.ground": Text(
        "Onko oikeusperuste voimassa?", "Gäller en rättslig grund?", "Is a legal basis in force?"
    ),
    "may.step.period": Text(
        "Onko säilytysaikaa jäljellä?", "Finns det lagringstid kvar?", "Is there retention time left?"
    ),
    "may.instead": Text(
        "Mihin tietoja saa käyttää", "Vad uppgifterna får användas till", "For what the data may be used"
    ),
    "may.instead.none": Text("Ei mihinkään juuri nyt.", "Inte till något just nu.", "For nothing right now."),
    "may.record": Text("Päätöksen tiedot", "Om beslutet", "About the decision"),
    "may.as_of": Text("Hetki", "Tidpunkt", "As of"),
    "may.asker": Text("Kysyjä", "Frågare", "Asked by"),
    "may.policy": Text("Seloste", "Beskrivning", "Notice"),
    "may.policy.version": Text("versio {version}", "version {version}", "version {version}"),
    "may.rule": Text("Sääntö", "Regel", "Rule"),
    "may.path": Text("Kohta tiedostossa", "Ställe i filen", "Place in the file"),
    "may.person": Text("Avaa hänen sivunsa", "Öppna personens sida", "Open the person's page"),
    # erasing
    "person.export": Text("Anna kopio", "Ge en kopia", "Give a copy"),
    "export": Text(
        "Kopio henkilön tiedoista", "En kopia av personens uppgifter", "A copy of the person's data"
    ),
    "export.sub": Text(
        "Pyytäjälle annettava kopio kaikesta, mitä hänestä on rekisterissä (GDPR 15 ja 20).",
        "En kopia till den som begär den, av allt som registret har om personen (GDPR 15 och 20).",
        "A copy for whoever asks, of everything that the register holds of them (GDPR 15 and 20).",
    ),
    "export.form": Text("Missä muodossa?", "I vilken form?", "In which form?"),
    "export.pdf": Text("PDF, luettavaksi", "PDF, att läsa", "PDF, to be read"),
    "export.pdf.help": Text(
        "Kaikki tiedot lähteineen ja käyttöineen sekä katselut.",
        "Alla uppgifter med källor och ändamål, och vem som har tittat.",
        "All data with their sources and uses, and who looked.",
    ),
    "export.json": Text("JSON, ohjelmille", "JSON, för program", "JSON, for programs"),
    "export.json.help": Text(
        "Sama sisältö koneluettavana; kaava on julkinen.",
        "Samma innehåll i maskinläsbar form; schemat är offentligt.",
        "The same, to be read by machines; its schema is public.",
    ),
    "export.csv": Text("CSV, taulukkona", "CSV, som tabell", "CSV, as a table"),
    "export.csv.help": Text(
        "Rivi jokaisesta tiedosta.", "En rad för varje uppgift.", "A row for each value."
    ),
    "export.vcard": Text("vCard, käyntikorttina", "vCard, som visitkort", "vCard, as a card"),
    "export.vcard.help": Text(
        "Vain nimi ja yhteystiedot.", "Bara namn och kontaktuppgifter.", "Name and contact details alone."
    ),
    "export.portable": Text(
        "Vain tiedot, jotka hän saa siirtää muualle (GDPR 20)",
        "Bara de uppgifter som personen får flytta (GDPR 20)",
        "Only what they may take elsewhere (GDPR 20)",
    ),
    "export.logged": Text(
        "Kopion antaminen kirjataan, ja hän näkee sen katselujen joukossa. Tiedosto on salaamaton: anna se vain hänelle.",
        "Kopian antecknas, och personen ser det bland visningarna. Filen är okrypterad: ge den bara till personen.",
        "The copy is put on record, and they see it among the looks. The file is in the clear: hand it to them alone.",
    ),
    "export.do": Text("Lataa kopio", "Ladda ner kopian", "Download the copy"),
    "export.unknown": Text("Muotoa ei ole", "Formen finns inte", "There is no such form"),
    "export.unknown.help": Text(
        "Valitse jokin sivulla luetelluista.",
        "Välj någon av dem på sidan.",
        "Choose one of those on the page.",
    ),
    "erase": Text("Poista tiedot", "Radera uppgifterna", "Erase the data"),
    "erase.sub": Text(
        "Näytämme ensin, mitä poistuu ja mikä laki velvoittaa säilyttämään.",
        "Vi visar först vad som försvinner och vilken lag som kräver att något sparas.",
        "First we show what goes, and which law demands that something stays.",
    ),
    "erase.goes": Text("Tämä poistuu", "Det här försvinner", "This goes"),
    "erase.stays": Text("Tämä jää", "Det här blir kvar", "This stays"),
    "erase.stays.none": Text("Mitään ei jää.", "Ingenting blir kvar.", "Nothing stays."),
    "erase.goes.none": Text("Ei poistettavia tietoja.", "Inga uppgifter att radera.", "No data to erase."),
    "erase.rows": Text("{n} tietoa", "{n} uppgifter", "{n} values"),
    "erase.rows.one": Text("1 tieto", "1 uppgift", "1 value"),
    "erase.from": Text("Lähde:", "Källa:", "Source:"),
    "erase.fact.relations": Text("Suhteet", "Relationer", "Relations"),
    "erase.fact.grounds": Text("Perusteet", "Grunder", "Grounds"),
    "erase.fact.prohibitions": Text("Kiellot", "Förbud", "Prohibitions"),
    "erase.fact.restrictions": Text("Rajoitukset", "Begränsningar", "Restrictions"),
    "erase.refusals": Text(
        "Hänen kieltonsa jää voimaan: osoitteista jää avaimellinen "
        "tiiviste, josta osoitetta ei saa selville.",
        "Förbudet gäller fortfarande: av adresserna blir en "
        "nyckelbunden kontrollsumma kvar, som inte avslöjar dem.",
        "The refusal stays in force: of the addresses a keyed hash remains, from which they can't be read.",
    ),
    "erase.final": Text(
        "Salausavain tuhotaan. Tietoja ei saa takaisin, ei varmuuskopioistakaan.",
        "Krypteringsnyckeln förstörs. Uppgifterna går inte att få tillbaka, inte ens ur säkerhetskopior.",
        "The encryption key is destroyed. The data can't be had back, not from backups either.",
    ),
    "erase.do": Text(
        "Tuhoa tiedot lopullisesti", "Förstör uppgifterna slutgiltigt", "Destroy the data for good"
    ),
    "erase.cancel": Text("Peru", "Avbryt", "Cancel"),
    "erase.stale": Text("Suunnitelma on vanhentunut", "Planen är föråldrad", "The plan is out of date"),
    "erase.stale.help": Text(
        "Tiedot muuttuivat sen jälkeen, kun suunnitelma tehtiin. "
        "Mitään ei poistettu. Katso uusi suunnitelma.",
        "Uppgifterna ändrades efter att planen gjordes. Ingenting raderades. Se en ny plan.",
        "The data changed after the plan was made. Nothing was erased. Look at a new plan.",
    ),
    "erase.replan": Text("Näytä uusi suunnitelma", "Visa en ny plan", "Show a new plan"),
    "erase.waiting": Text("Poistoa on pyydetty", "Raderingen är begärd", "The erasure is asked for"),
    "erase.waiting.help": Text(
        "Pyyntö on kirjattu, mutta avaimia ei vielä tuhottu. Seuraava huolto vie poiston loppuun.",
        "Begäran är antecknad, men nycklarna är inte förstörda än. Nästa underhåll slutför raderingen.",
        "The request is on record, but the keys aren't destroyed yet. The next upkeep finishes it.",
    ),
    "erase.gone": Text(
        "Rekisterissä ei ole tätä ihmistä",
        "Registret har ingen sådan människa",
        "The register holds no such person",
    ),
    "erase.gone.help": Text(
        "Tiedot on ehkä jo poistettu.",
        "Uppgifterna kan redan vara raderade.",
        "The data may have been erased already.",
    ),
    "erased": Text("Tiedot on tuhottu", "Uppgifterna har förstörts", "The data are destroyed"),
    "erased.sub": Text(
        "Avain on tuhottu. Sitä ennen tehdytkään kopiot eivät enää avaudu.",
        "Nyckeln är förstörd. Inte heller kopior från tiden före går att öppna.",
        "The key is destroyed. Copies from before no longer open either.",
    ),
    "erased.record": Text("Todistuksen tiedot", "Intygets uppgifter", "What the certificate says"),
    "erased.at": Text("Tuhottu", "Förstört", "Destroyed"),
    "erased.id": Text("Tunniste", "Id", "Id"),
    "erased.lines": Text("Kirjaukset", "Anteckningar", "Ledger lines"),
    "erased.buckets": Text("Käännetyt avainlokerot", "Vända nyckelfack", "Key buckets turned"),
    "erased.final": Text("Lopullista", "Slutgiltigt", "Final"),
    "erased.pending": Text("Vielä kesken", "Återstår", "Still pending"),
    "erased.residue": Text(
        "Mitä mikään ohjelma ei voi taata",
        "Vad inget program kan gå i god för",
        "What no software can vouch for",
    ),
    "erased.file": Text(
        "Todistus tiedostona, jonka voi tarkistaa muualla:",
        "Intyget som en fil som kan kontrolleras annanstans:",
        "The certificate as a file that can be verified elsewhere:",
    ),
    "erased.people": Text("Takaisin ihmisiin", "Tillbaka till människor", "Back to people"),
}

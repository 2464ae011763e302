"""Words of the pages of organisations."""

from __future__ import annotations

from seloste.web.words.text import Text

WORDS = {
    "organisations": Text("Organisaatiot", "Organisationer", "Organisations"),
    "organisations.sub": Text(
        "Yritykset ja yhteisöt säilyvät, vaikka niiden ihmisten tiedot poistetaan.",
        "Företag och föreningar finns kvar även om personernas uppgifter raderas.",
        "Companies and associations remain though the data of their people goes.",
    ),
    "organisations.count": Text("{n} organisaatiota", "{n} organisationer", "{n} organisations"),
    "organisations.count.one": Text("1 organisaatio", "1 organisation", "1 organisation"),
    "organisations.seek": Text("Hae", "Sök", "Search"),
    "organisation.add": Text("Lisää organisaatio", "Lägg till en organisation", "Add an organisation"),
    "organisation.added": Text(
        "Organisaatio lisättiin.", "Organisationen lades till.", "The organisation was added."
    ),
    "organisation.changed": Text("Tiedot muutettiin.", "Uppgifterna ändrades.", "The details were changed."),
    "organisation.back": Text("Muutos kumottiin.", "Ändringen ångrades.", "The change was undone."),
    "undo": Text("Kumoa", "Ångra", "Undo"),
    "organisation.known": Text(
        "Tällä Y-tunnuksella on jo organisaatio. Uutta ei lisätty.",
        "Det finns redan en organisation med detta FO-nummer. Ingen ny lades till.",
        "There is an organisation with this business ID already. No other was added.",
    ),
    "organisation.stays": Text(
        "Lisäystä ei voi enää kumota",
        "Tillägget kan inte längre ångras",
        "The addition can't be undone any more",
    ),
    "organisation.stays.help": Text(
        "Organisaatioon on jo liitetty tietoja, tai lisäyksestä on yli tunti.",
        "Organisationen har redan uppgifter, eller så är det mer än en timme sedan den lades till.",
        "Something names the organisation already, or it was added more than an hour ago.",
    ),
    "organisation.listed": Text(
        "Näytä ihmisten luettelossa", "Visa i listan över människor", "Show in the list of people"
    ),
    "organisation.own.email": Text("Sähköposti", "E-post", "E-mail"),
    "organisation.own.phone": Text("Puhelin", "Telefon", "Telephone"),
    "organisation.own.address": Text("Osoite", "Adress", "Address"),
    "organisation.business_id.help": Text(
        "Seitsemän numeroa, viiva ja tarkistusnumero.",
        "Sju siffror, ett streck och en kontrollsiffra.",
        "Seven digits, a dash and the check digit.",
    ),
    "organisation.bad_id": Text(
        "Tarkistusnumero ei täsmää. Tarkista Y-tunnus.",
        "Kontrollsiffran stämmer inte. Kontrollera FO-numret.",
        "The check digit doesn't fit. Check the business ID.",
    ),
    "organisation.taken": Text(
        "Tämä Y-tunnus on jo toisella organisaatiolla.",
        "En annan organisation har redan detta FO-nummer.",
        "Another organisation has this business ID already.",
    ),
    "organisation.industry.help": Text(
        "Kirjain tai 2–5 numeroa, esimerkiksi 62010.",
        "En bokstav eller 2–5 siffror, till exempel 62010.",
        "A letter, or 2 to 5 digits, for example 62010.",
    ),
    "organisation.bad_industry": Text(
        "Tämä ei ole TOL 2008 -luokituksen koodi.",
        "Det här är ingen kod i TOL 2008.",
        "This is no code of TOL 2008.",
    ),
    "organisations.search": Text("Nimi tai Y-tunnus", "Namn eller FO-nummer", "Name or business ID"),
    "organisations.empty": Text(
        "Yhtään organisaatiota ei löytynyt", "Ingen organisation hittades", "No organisation was found"
    ),
    "organisations.empty.help": Text(
        "Hae nimen osalla tai Y-tunnuksella, tai tuo organisaatiot tiedostosta.",
        "Sök med en del av namnet eller med FO-numret, eller importera organisationer från en fil.",
        "Search by a part of the name or by business ID, or import organisations from a file.",
    ),
    "organisation.none": Text(
        "Tällaista organisaatiota ei ole.",
        "Det finns ingen sådan organisation.",
        "There is no such organisation.",
    ),
    "organisation.none.help": Text(
        "Palaa luetteloon ja hae nimellä.",
        "Gå tillbaka till listan och sök med namn.",
        "Go back to the list and search by name.",
    ),
    "organisation.sub": Text(
        "Organisaation tiedot eivät ole henkilötietoja.",
        "Organisationens uppgifter är inga personuppgifter.",
        "An organisation's details are no personal data.",
    ),
    "organisation.name": Text("Nimi", "Namn", "Name"),
    "organisation.business_id": Text("Y-tunnus", "FO-nummer", "Business ID"),
    "organisation.industry": Text("Toimiala (TOL 2008)", "Bransch (TOL 2008)", "Industry (TOL 2008)"),
    "organisation.people": Text("Edustajat", "Företrädare", "Representatives"),
    "organisation.people.under": Text("käytössä {use}", "för {use}", "for {use}"),
    "organisation.people.none": Text(
        "Tässä käytössä ei näy ketään.",
        "Ingen syns för den här användningen.",
        "Nobody is seen for this use.",
    ),
    "organisation.gone": Text(
        "{n} entistä edustajaa.", "{n} tidigare företrädare.", "{n} former representatives."
    ),
    "organisation.gone.one": Text(
        "{n} entinen edustaja.", "{n} tidigare företrädare.", "{n} former representative."
    ),
    "deals": Text(
        "Sopimukset, laskut ja projektit", "Avtal, fakturor och projekt", "Contracts, invoices and projects"
    ),
    "deals.stay": Text(
        "Nämä säilyvät, vaikka edustajan tiedot poistetaan",
        "De här finns kvar även om företrädarens uppgifter raderas",
        "These stay though the data of the representative goes",
    ),
    "deals.none": Text("Ei vielä sopimuksia.", "Inga avtal ännu.", "No contracts yet."),
    "deal.number": Text("Numero", "Nummer", "Number"),
    "deal.at": Text("Päivä", "Dag", "Day"),
    "deal.amount": Text("Summa", "Belopp", "Amount"),
    "deal.due": Text("Eräpäivä", "Förfallodag", "Due"),
    "deal.state": Text("Tila", "Läge", "State"),
    "deal.representative": Text("Edustaja", "Företrädare", "Representative"),
    "deal.kind.contract": Text("Sopimus", "Avtal", "Contract"),
    "deal.kind.invoice": Text("Lasku", "Faktura", "Invoice"),
    "deal.kind.project": Text("Projekti", "Projekt", "Project"),
    "deal.state.open": Text("avoin", "öppen", "open"),
    "deal.state.done": Text("valmis", "klar", "done"),
    "deal.state.void": Text("mitätön", "ogiltig", "void"),
    "organisation.change": Text("Muuta tietoja", "Ändra uppgifter", "Change details"),
    "organisation.save": Text("Tallenna", "Spara", "Save"),
    "organisation.wrong": Text(
        "Nimi puuttuu tai on liian pitkä (enintään {most} merkkiä).",
        "Namnet saknas eller är för långt (högst {most} tecken).",
        "The name is missing or too long ({most} characters at most).",
    ),
    "organisation.identity": Text(
        "Henkilötunnusta ei tallenneta. Jätä se pois.",
        "En personbeteckning sparas inte. Lämna bort den.",
        "A national identity code is never stored. Leave it out.",
    ),
}

"""Words of the frame: navigation, signing in, settings, errors, the public page round the notice."""

from __future__ import annotations

from typing import Final

from seloste.web.words.text import Text

WORDS: Final[dict[str, Text]] = {
    "app": Text("Seloste", "Seloste", "Seloste"),
    "skip": Text("Siirry sisältöön", "Gå till innehållet", "Skip to content"),
    "menu": Text("Päävalikko", "Huvudmeny", "Main menu"),
    "menu.open": Text("Avaa valikko", "Öppna menyn", "Open the menu"),
    "nav.people": Text("Ihmiset", "Människor", "People"),
    "nav.privacy": Text("Tietosuoja", "Dataskydd", "Privacy"),
    "nav.may": Text("Saako?", "Får vi?", "May we?"),
    "notice.title": Text("Tietosuojaseloste", "Dataskyddsbeskrivning", "Privacy notice"),
    "nav.notice": Text("Seloste", "Dataskyddsbeskrivning", "Privacy notice"),
    "search.label": Text("Hae rekisteristä", "Sök i registret", "Search the register"),
    "search.hint": Text(
        "Nimi, sähköposti tai puhelin", "Namn, e-post eller telefon", "Name, e-mail or phone"
    ),
    "purpose": Text("Käyttötarkoitus", "Ändamål", "Purpose"),
    "purpose.change": Text("Vaihda", "Byt", "Change"),
    "rights": Text("Rekisteröidyn pyyntö", "Registrerads begäran", "Data subject's request"),
    "upkeep": Text("Ylläpito", "Underhåll", "Upkeep"),
    "legal": Text("Lakisääteinen säilytys", "Lagstadgad förvaring", "Kept by law"),
    "section": Text("kohta {section}", "punkt {section}", "section {section}"),
    "section.of": Text("Selosteen kohta ", "Dataskyddsbeskrivningens punkt ", "Section of the notice "),
    "version": Text(
        "Seloste, versio {version}", "Dataskyddsbeskrivning, version {version}", "Notice, version {version}"
    ),
    "settings": Text("Asetukset", "Inställningar", "Settings"),
    "language": Text("Kieli", "Språk", "Language"),
    "theme": Text("Ulkoasu", "Utseende", "Appearance"),
    "theme.auto": Text("Kuten laitteessa", "Som i enheten", "As on the device"),
    "theme.light": Text("Vaalea", "Ljust", "Light"),
    "theme.dark": Text("Tumma", "Mörkt", "Dark"),
    "keys": Text("Pikanäppäimet", "Snabbtangenter", "Short cuts"),
    "keys.on": Text("Käytössä", "På", "On"),
    "keys.off": Text("Pois käytöstä", "Av", "Off"),
    "settings.save": Text("Tallenna", "Spara", "Save"),
    "leave": Text("Kirjaudu ulos", "Logga ut", "Sign out"),
    "signed_in": Text("Kirjautunut: {name}", "Inloggad: {name}", "Signed in: {name}"),
    "printed": Text(
        "Tulostanut {name} {when}, käyttötarkoitus: {use}. Katselu on kirjattu. "
        "Hävitä tuloste, kun et enää tarvitse sitä.",
        "Utskrivet av {name} {when}, ändamål: {use}. Visningen är antecknad. "
        "Förstör utskriften när du inte längre behöver den.",
        "Printed by {name} {when}, purpose: {use}. The look is on record. "
        "Destroy the print when you no longer need it.",
    ),
    "cookies": Text(
        "Tämä palvelu käyttää evästeitä vain kirjautumiseen ja valintoihisi.",
        "Tjänsten använder kakor bara för inloggning och dina val.",
        "This service uses cookies only for signing in and for your choices.",
    ),
    # signing in
    "signin": Text("Kirjaudu", "Logga in", "Sign in"),
    "signin.ticket": Text("Lippu", "Biljett", "Ticket"),
    "signin.help": Text(
        "64 merkin lippu, jonka sait rekisterin ylläpitäjältä tai joka on omassa kansiossasi.",
        "Biljetten med 64 tecken som du fick av registrets administratör eller som finns i din egen mapp.",
        "The ticket of 64 characters that you got from the "
        "register's administrator or that is in your folder.",
    ),
    "signin.do": Text("Kirjaudu", "Logga in", "Sign in"),
    "signin.bad": Text(
        "Lippu ei kelpaa. Tarkista, että siinä on kaikki 64 merkkiä ja että se on yhä voimassa.",
        "Biljetten duger inte. Kontrollera att alla 64 tecken är med och att den fortfarande gäller.",
        "This ticket isn't valid. Check that all 64 characters are there and that it is still in force.",
    ),
    "signin.why": Text(
        "Tietoja näkee vain se, jonka työ sitä vaatii. Jokaisesta katselusta jää merkintä, "
        "ja katsottu voi pyytää sen nähtäväkseen.",
        "Bara den vars arbete kräver det ser uppgifterna. Varje visning antecknas, "
        "och den som har visats kan begära att få se anteckningen.",
        "Only those whose work demands it see the data. Every look is recorded, "
        "and the person looked at can ask to see the record.",
    ),
    "enter": Text("Jatka rekisteriin", "Fortsätt till registret", "Go on to the register"),
    "enter.help": Text(
        "Osoitteessa on kertalippu. Se kelpaa yhden kerran, kun jatkat.",
        "Adressen innehåller en engångsbiljett. Den gäller en gång, när du fortsätter.",
        "The address holds a one-time ticket. It is good once, when you go on.",
    ),
    "enter.do": Text("Jatka", "Fortsätt", "Go on"),
    "enter.used": Text(
        "Kertalippu ei enää kelpaa", "Engångsbiljetten gäller inte längre", "The one-time ticket is spent"
    ),
    "enter.used.help": Text(
        "Se on jo käytetty tai sen aika on päättynyt. Pyydä uusi tai kirjaudu omalla lipullasi.",
        "Den har redan använts eller dess tid har gått ut. Be om en ny eller logga in med din egen biljett.",
        "It has been used already or its time is over. Ask for a new one, or sign in with your own ticket.",
    ),
    "left": Text("Olet kirjautunut ulos", "Du har loggat ut", "You are signed out"),
    "left.help": Text(
        "Selain ei enää muista lippuasi.",
        "Webbläsaren minns inte längre din biljett.",
        "The browser no longer remembers your ticket.",
    ),
    # the public page
    "notice.none": Text(
        "Selostetta ei ole vielä julkaistu",
        "Ingen dataskyddsbeskrivning är publicerad",
        "No notice is published yet",
    ),
    "notice.none.help": Text(
        "Ennen julkaisua rekisteri on kiinni: tietoja ei oteta vastaan eikä näytetä.",
        "Före publiceringen är registret stängt: inga uppgifter tas emot eller visas.",
        "Before that the register is closed: no data come in and none are shown.",
    ),
    "notice.versions": Text("Versiot", "Versioner", "Versions"),
    "notice.version": Text("Versio {version}", "Version {version}", "Version {version}"),
    "notice.published": Text("julkaistu {day}", "publicerad {day}", "published on {day}"),
    "notice.in_force": Text("voimassa", "gäller", "in force"),
    "notice.older": Text(
        "Luet versiota {version}, joka ei ole voimassa.",
        "Du läser version {version}, som inte gäller.",
        "You are reading version {version}, which is not in force.",
    ),
    "notice.newer": Text(
        "Lue voimassa oleva versio {version}",
        "Läs den gällande versionen {version}",
        "Read version {version}, which is in force",
    ),
    "notice.digest": Text("Tiedoston tiiviste", "Filens kontrollsumma", "Digest of the file"),
    "notice.staff": Text("Henkilöstölle", "För personalen", "For staff"),
    "notice.unreadable": Text(
        "Selosteen teksti ei ole käsillä. Voimassa on versio {version}.",
        "Beskrivningens text är inte till hands. Version {version} gäller.",
        "The text of the notice is not at hand. Version {version} is in force.",
    ),
    # errors
    "error.400": Text(
        "Pyyntöä ei voi käsitellä", "Begäran kan inte behandlas", "The request can't be handled"
    ),
    "error.400.help": Text(
        "Osoite tai lomake on väärän muotoinen. Palaa takaisin ja yritä uudelleen.",
        "Adressen eller formuläret har fel form. Gå tillbaka och försök på nytt.",
        "The address or the form is malformed. Go back and try again.",
    ),
    "error.413": Text("Lomake on liian suuri", "Formuläret är för stort", "The form is too large"),
    "error.413.help": Text(
        "Kirjoita vähemmän ja lähetä uudelleen. Mitään ei tallennettu.",
        "Skriv mindre och skicka på nytt. Ingenting sparades.",
        "Type less, and send it again. Nothing was stored.",
    ),
    "error.host": Text(
        "Palvelin ei vastaa tällä nimellä. Käytä osoitetta, jonka sait rekisterin ylläpitäjältä.",
        "Servern svarar inte under det här namnet. Använd adressen som du fick av registrets administratör.",
        "The server doesn't answer to this name. Use the address that you got from the administrator.",
    ),
    "error.401": Text("Kirjaudu ensin", "Logga in först", "Sign in first"),
    "error.401.help": Text(
        "Tämä sivu näkyy vain sille, jolla on voimassa oleva lippu.",
        "Sidan visas bara för den som har en gällande biljett.",
        "This page is shown only to those who hold a ticket in force.",
    ),
    "error.403": Text(
        "Sinulla ei ole tähän oikeutta", "Du har inte rätt till detta", "You have no right to this"
    ),
    "error.403.help": Text(
        "Tarvitset oikeuden: {rights}. Pyydä sitä siltä, joka hoitaa rekisterin käyttöoikeuksia.",
        "Du behöver rättigheten: {rights}. Be den som sköter registrets behörigheter om den.",
        "You need the grant: {rights}. Ask whoever looks after the register's grants.",
    ),
    "error.form": Text("Lomake on vanhentunut", "Formuläret är föråldrat", "The form is out of date"),
    "error.form.help": Text(
        "Mitään ei muutettu. Lataa sivu uudelleen ja lähetä lomake uudestaan.",
        "Ingenting ändrades. Ladda sidan på nytt och skicka formuläret igen.",
        "Nothing was changed. Load the page anew and send the form again.",
    ),
    "error.404": Text("Sivua ei ole", "Sidan finns inte", "There is no such page"),
    "error.404.help": Text(
        "Tarkista osoite tai palaa etusivulle.",
        "Kontrollera adressen eller gå till startsidan.",
        "Check the address, or go to the front page.",
    ),
    "error.409": Text("Tämä ei onnistu nyt", "Det går inte nu", "This can't be done now"),
    "error.409.help": Text(
        "Yritä uudelleen. Jos tämä toistuu, komento seloste doctor kertoo, mikä on vialla.",
        "Försök igen. Om detta upprepas berättar kommandot seloste doctor vad som är fel.",
        "Try again. If this repeats, the command seloste doctor tells what is wrong.",
    ),
    "error.unsettled": Text(
        "Tilannetta päivitetään", "Läget uppdateras", "Things are being brought up to date"
    ),
    "error.closed": Text("Rekisteri on kiinni", "Registret är stängt", "The register is closed"),
    "error.500": Text("Jokin meni vikaan", "Något gick fel", "Something went wrong"),
    "error.500.help": Text(
        "Vika on meidän, ja se on kirjattu ilman henkilötietoja. Yritä hetken päästä uudelleen.",
        "Felet är vårt och har antecknats utan personuppgifter. Försök igen om en stund.",
        "The fault is ours, and it is logged without personal data. Try again in a while.",
    ),
    "error.503": Text(
        "Rekisteri ei vastaa juuri nyt",
        "Registret svarar inte just nu",
        "The register doesn't answer right now",
    ),
    "error.503.help": Text(
        "Tietokantaan ei saada yhteyttä. Sivu yrittää pian uudelleen.",
        "Databasen går inte att nå. Sidan försöker snart på nytt.",
        "The database can't be reached. The page tries again soon.",
    ),
    "error.index": Text("Hakemistoa rakennetaan", "Registrets index byggs upp", "The index is being rebuilt"),
    "error.index.help": Text(
        "Mukana on {done}/{people} ihmistä. Haku vastaa, kun kaikki ovat mukana. Sivu päivittyy itsestään.",
        "{done}/{people} människor är med. Sökningen svarar när alla är med. Sidan uppdateras av sig själv.",
        "{done} of {people} people are in it. Look-ups answer when all are. The page reloads by itself.",
    ),
    "error.restoring": Text(
        "Rekisteriä palautetaan varmuuskopiosta",
        "Registret återställs från en säkerhetskopia",
        "The register is being restored from a backup",
    ),
    "error.restoring.help": Text(
        "Ensin tehdään uudelleen poistot, kiellot, peruutukset ja oikaisut, jotka ovat kopiota uudempia. Sivu yrittää pian uudelleen.",
        "Först görs de raderingar, förbud, återkallelser och rättelser om som är nyare än kopian. Sidan försöker snart på nytt.",
        "First the erasures, prohibitions, withdrawals and corrections newer than the copy are done again. The page tries again soon.",
    ),
    "error.home": Text("Etusivulle", "Till startsidan", "To the front page"),
}

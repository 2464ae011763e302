"""Words of the page that tries the notice's promises."""

from __future__ import annotations

from typing import Final

from seloste.web.words.text import Text

WORDS: Final[dict[str, Text]] = {
    "proof": Text("Lupaukset", "Löften", "Promises"),
    "proof.sub": Text("Tarkistettu nyt: {when}", "Prövat nu: {when}", "Tried now: {when}"),
    "proof.again": Text("Tarkista uudelleen", "Pröva igen", "Try again"),
    "proof.run": Text("Tämä tarkistus", "Den här prövningen", "This trial"),
    "proof.kept": Text("{n} lupausta pitää", "{n} löften håller", "{n} promises are kept"),
    "proof.kept.one": Text("{n} lupaus pitää", "{n} löfte håller", "{n} promise is kept"),
    "proof.broken": Text(
        "{n} lupausta ei pidä. Tarkistettiin {of}.",
        "{n} löften håller inte. {of} prövades.",
        "{n} promises are not kept. {of} were tried.",
    ),
    "proof.broken.one": Text(
        "{n} lupaus ei pidä. Tarkistettiin {of}.",
        "{n} löfte håller inte. {of} prövades.",
        "{n} promise is not kept. {of} were tried.",
    ),
    "proof.promise": Text("Lupaus", "Löfte", "Promise"),
    "proof.section": Text("Kohta", "Punkt", "Section"),
    "proof.state": Text("Tulos", "Resultat", "Result"),
    "proof.at": Text("Tarkistettu", "Prövat", "Tried"),
    "proof.holds": Text("Pitää", "Håller", "Kept"),
    "proof.fails": Text("Ei toteudu", "Håller inte", "Not kept"),
    "proof.untried": Text("Ei tarkistettu", "Inte prövat", "Not tried"),
    "proof.claims": Text("Mikä pitää kunkin lupauksen", "Vad håller varje löfte", "What keeps each promise"),
    "proof.claims.sub": Text(
        "Selosteen jokainen väite, ja mikä ohjelmassa pitää huolen siitä. Kokeiltu tarkoittaa, että valvonta on kytketty pois kokeessa ja testit ovat huomanneet sen.",
        "Varje påstående i beskrivningen, och vad i programmet som ser till att det håller. Prövat betyder att övervakningen har stängts av i ett prov och att testen har märkt det.",
        "Each claim of the notice, and what in the program sees to it. Proven means that this was switched off in a trial and the tests noticed.",
    ),
    "proof.claims.of": Text("{n} väitettä", "{n} påståenden", "{n} claims"),
    "proof.claims.kept": Text("{n}/{of} valvotaan", "{n} av {of} övervakas", "{n} of {of} are kept"),
    "proof.claims.show": Text("Väitteet ({n})", "Påståendena ({n})", "The claims ({n})"),
    "proof.claim.yes": Text("Valvotaan, kokeiltu", "Övervakas, prövat", "Kept, proven"),
    "proof.claim.wait": Text("Valvotaan, ei kokeiltu", "Övervakas, inte prövat", "Kept, not proven"),
    "proof.claim.no": Text("Mikään ei valvo", "Inget övervakar", "Nothing keeps it"),
    "proof.tests": Text("Testejä", "Test", "Tests"),
    "proof.way.policy": Text("tietokannan sääntö", "regel i databasen", "a rule of the database"),
    "proof.way.constraint": Text("tietokannan ehto", "villkor i databasen", "a constraint of the database"),
    "proof.way.door": Text("rekisterin portti", "registrets dörr", "a door of the register"),
    "proof.way.job": Text("toistuva ajo", "återkommande körning", "a recurring run"),
    "proof.way.check": Text(
        "tarkistus ennen julkaisua", "kontroll före publicering", "a check before publishing"
    ),
    "proof.way.trial": Text("kokeilu rekisterissä", "prövning i registret", "a trial in the register"),
    "proof.way.page": Text("selosteen sivu", "beskrivningens sida", "the page of the notice"),
    "proof.duties": Text("Viimeksi ajettu", "Senast kört", "Last run"),
    "proof.duty.nightly": Text("Yön ajo", "Nattens körning", "The nightly round"),
    "proof.duty.minutely": Text("Minuutin ajo", "Minutens körning", "The round of each minute"),
    "proof.duty.backup": Text("Varmuuskopio", "Säkerhetskopia", "Backup"),
    "proof.duty.drill": Text("Palautuskoe", "Återställningsprov", "Restore drill"),
    "proof.duty.never": Text("ei vielä", "inte ännu", "not yet"),
    "proof.found.no_grant": Text(
        "Tarkistukseen tarvitaan ylläpidon lupa, jota sinulla ei ole.",
        "Prövningen kräver rätt till underhåll, som du inte har.",
        "The trial needs the grant of upkeep, which you don't have.",
    ),
    "proof.found.failed": Text(
        "Tarkistus keskeytyi virheeseen:", "Prövningen avbröts av ett fel:", "The trial ended in an error:"
    ),
    # the trials, and what each may find
    "proof.notice": Text(
        "Säännöt ovat julkaistun tekstin mukaiset",
        "Reglerna följer den publicerade texten",
        "The rules are those of the published text",
    ),
    "proof.found.notice": Text(
        "Voimassa olevaa versiota {version} verrattiin julkaistuun tekstiin tiivisteillä.",
        "Version {version} som gäller jämfördes med sin publicerade text med kontrollsummor.",
        "Version {version}, which is in force, was compared with its published text by digests.",
    ),
    "proof.despite": Text(
        "Puutteista huolimatta julkaistu teksti tarkistetaan ajallaan",
        "En text som publicerats trots brister ses över i tid",
        "A text published despite its gaps is reviewed in time",
    ),
    "proof.found.despite_none": Text(
        "Selosteessa ei ole puutteita, joista huolimatta se olisi julkaistu.",
        "Beskrivningen har inga brister som den publicerats trots.",
        "The notice has no gaps despite which it was published.",
    ),
    "proof.found.despite": Text(
        "Perustelu on tarkistettava viimeistään {day}. Siihen asti puuttuva on kiellettyä.",
        "Motiveringen ska ses över senast {day}. Till dess är det som saknas förbjudet.",
        "The reason must be reviewed by {day}. Until then, what is unsaid is refused.",
    ),
    "proof.balance": Text(
        "Oikeutetun edun tasapainotestit ovat ajan tasalla",
        "Intresseavvägningarna är aktuella",
        "Balancing tests are up to date",
    ),
    "proof.found.balance_none": Text(
        "Mikään käyttö ei nojaa oikeutettuun etuun.",
        "Ingen användning grundar sig på berättigat intresse.",
        "No use rests on a legitimate interest.",
    ),
    "proof.found.balance": Text(
        "Ensimmäinen testi on tarkistettava ennen {day}. Silloin käyttö sulkeutuu, ellei sitä ole tarkistettu.",
        "Den första avvägningen ska ses över före {day}. Då stängs användningen, om det inte är gjort.",
        "The first test must be reviewed before {day}. On that day its use closes unless that is done.",
    ),
    "proof.retention": Text(
        "Vanhentuneet tiedot on poistettu",
        "Utgångna uppgifter har raderats",
        "What is past its period is gone",
    ),
    "proof.found.retention": Text(
        "Yli vuorokauden myöhässä: {late}. Seuraavien {days} päivän aikana poistuu {rows} tietoa, "
        "ja {people} ihmistä poistuu kokonaan.",
        "Mer än ett dygn försenade: {late}. Inom {days} dagar raderas {rows} uppgifter, "
        "och {people} människor försvinner helt.",
        "Late by more than a day: {late}. In the next {days} days {rows} values go, and {people} people go whole.",
    ),
    "proof.closed": Text(
        "Ilman käyttötarkoitusta ei näy mitään",
        "Utan ändamål syns ingenting",
        "Without a purpose nothing is seen",
    ),
    "proof.found.closed": Text(
        "Tietokannasta pyydettiin rivejä ilman käyttötarkoitusta: {tables} taulusta ei saatu yhtään riviä "
        "eikä salattua sisältöä.",
        "Databasen ombads om rader utan ändamål: {tables} tabeller gav ingen rad och inget krypterat innehåll.",
        "The database was asked for rows without a purpose: {tables} tables gave no row and no sealed content.",
    ),
    "proof.tables": Text(
        "Tietokannan säännöt ja oikeudet ovat ennallaan",
        "Databasens regler och rättigheter är oförändrade",
        "The database's rules and rights are as they were made",
    ),
    "proof.found.tables": Text(
        "{tables} taulua käytiin läpi.",
        "{tables} tabeller gicks igenom.",
        "{tables} tables were gone through.",
    ),
    "proof.ledger": Text(
        "Jokaisesta katselusta on merkintä, eikä merkintöjä ole muutettu",
        "Varje visning är antecknad, och ingen anteckning har ändrats",
        "Each look left a line, and no line was changed",
    ),
    "proof.found.ledger": Text(
        "{lines} merkintää verrattiin allekirjoitettuun tiivisteeseen.",
        "{lines} anteckningar jämfördes med den signerade kontrollsumman.",
        "{lines} lines were compared with the signed root.",
    ),
    "proof.found.ledger_long": Text(
        "{lines} merkintää. Tarkistus kestää kauan, joten se tehdään vain pyydettäessä.",
        "{lines} anteckningar. Prövningen tar lång tid och görs därför bara på begäran.",
        "{lines} lines. The trial takes long, so it is made only when it is asked for.",
    ),
    "proof.copies": Text(
        "Poistettu ei avaudu vanhoista kopioistakaan",
        "Det raderade går inte att öppna ens ur gamla kopior",
        "What was erased opens from no older copy",
    ),
    "proof.found.copies": Text(
        "Avainlokeroita {buckets}, kesken kääntämisen {half}, odottavia poistoja {waiting}.",
        "Nyckelfack {buckets}, halvvända {half}, raderingar som väntar {waiting}.",
        "Key buckets {buckets}, half turned {half}, erasures waiting {waiting}.",
    ),
    "proof.keys": Text(
        "Avaimet ovat vain palvelun luettavissa",
        "Nycklarna kan läsas bara av tjänsten",
        "The keys are readable by the service alone",
    ),
    "proof.found.keys": Text(
        "{files} tiedoston ja kansion lukuoikeudet tarkistettiin.",
        "Läsrättigheterna till {files} filer och mappar kontrollerades.",
        "The rights of {files} files and folders were looked at.",
    ),
    "proof.index": Text(
        "Haku vastaa koko rekisteristä",
        "Sökningen svarar ur hela registret",
        "A search answers out of the whole register",
    ),
    "proof.found.index": Text("Hakemisto on ehjä.", "Sökregistret är helt.", "The index is whole."),
    "proof.found.index_waits": Text(
        "Hakemisto on ehjä. Poistetut eivät löydy siitä, ja sen avain vaihtuu ensi yönä.",
        "Sökregistret är helt. De raderade hittas inte i det, och dess nyckel byts i natt.",
        "The index is whole. The erased aren't found in it, and its key changes tonight.",
    ),
    "proof.found.index_rebuilding": Text(
        "Hakemistoa rakennetaan: {done}/{people} ihmistä.",
        "Sökregistret byggs upp: {done}/{people} människor.",
        "The index is being rebuilt: {done} of {people} people.",
    ),
    "proof.logs": Text(
        "Lokeihin ei kirjoiteta henkilötietoja",
        "Inga personuppgifter skrivs i loggarna",
        "No personal data is written into logs",
    ),
    "proof.found.logs": Text(
        "Tietokannan lokiasetukset tarkistettiin.",
        "Databasens logginställningar kontrollerades.",
        "The database's log settings were looked at.",
    ),
    "proof.clock": Text(
        "Määräajat kuluvat oikean kellon mukaan",
        "Tidsfristerna löper enligt rätt klocka",
        "Periods run by the right clock",
    ),
    "proof.found.clock": Text(
        "Rekisterin kelloa verrattiin palvelimen kelloon.",
        "Registrets klocka jämfördes med serverns.",
        "The register's clock was compared with the server's.",
    ),
}

"""How the closed words of the language read on the page, by key: Finnish, Swedish, English."""

from __future__ import annotations

from typing import Final

_Three = tuple[str, str, str]

VALUES: Final[dict[str, dict[str, _Three]]] = {
    "topic": {
        "rights": ("omat tiedot ja oikeudet", "egna uppgifter och rättigheter", "your data and rights"),
        "privacy": ("tietosuoja", "dataskydd", "privacy"),
        "preferences": ("valinnat ja kiellot", "val och förbud", "choices and refusals"),
        "support": ("palvelun käyttö", "användning av tjänsten", "help with the service"),
        "complaints": ("valitukset", "klagomål", "complaints"),
    },
    "shares": {
        "authority": ("valvontaviranomainen", "tillsynsmyndighet", "the authority"),
        "rights": ("oikeudet", "rättigheter", "rights"),
        "contact": ("yhteyshenkilö", "kontaktperson", "the contact"),
        "officer": ("tietosuojavastaava", "dataskyddsombud", "the data protection officer"),
        "measures": ("suojauskeinot", "skyddsåtgärder", "protection"),
        "changes": ("muutoksista kertominen", "information om ändringar", "how changes are told"),
    },
    "controller.role": {
        "joint": ("yhteisrekisterinpitäjä", "gemensamt personuppgiftsansvarig", "joint controller"),
        "separate": ("erillinen rekisterinpitäjä", "separat personuppgiftsansvarig", "separate controller"),
        "unclear": ("rooli jää epäselväksi", "rollen är oklar", "the role is left unclear"),
    },
    "says": {"never": ("ei koskaan", "aldrig", "never"), "only": ("vain näin", "endast så", "only so")},
    "promise.act": {
        "sell": ("tietojen myyminen", "försäljning av uppgifter", "selling data"),
        "disclose": ("tietojen luovuttaminen", "utlämnande av uppgifter", "disclosing data"),
        "transfer": ("siirrot EU:n ja ETA:n ulkopuolelle", "överföring utanför EU och EES",
                     "transfers outside the EU and EEA"),
        "market": ("markkinointi", "marknadsföring", "marketing"),
        "profile": ("profilointi", "profilering", "profiling"),
        "decide by machine": ("automaattiset päätökset", "automatiserade beslut", "automated decisions"),
        "publish": ("tietojen julkaiseminen", "publicering av uppgifter", "publishing data"),
        "record": ("tallentaminen kuvana tai äänenä", "inspelning av bild eller ljud", "recording pictures or sound"),
    },
    "act": {
        "tick box": ("rastittamalla ruudun", "genom att kryssa i en ruta", "by ticking a box"),
        "button": ("painamalla painiketta", "genom att trycka på en knapp", "by pressing a button"),
        "setting": ("asetuksista", "i inställningarna", "in the settings"),
        "signature": ("allekirjoittamalla", "med underskrift", "by signature"),
        "spoken": ("suullisesti", "muntligen", "orally"),
        "reply": ("vastaamalla viestiin", "genom att svara på ett meddelande", "by replying to a message"),
    },
    "given_by": {
        "the person": ("ihminen itse", "personen själv", "the person"),
        "guardian": ("huoltaja", "vårdnadshavaren", "a guardian"),
        "the person and guardian": ("ihminen itse ja huoltaja", "personen själv och vårdnadshavaren",
                                    "the person and a guardian"),
    },
    "costs": {"none": ("ei mitään", "ingenting", "nothing")},
    "offers": {
        "own": ("omia tuotteita ja palveluja", "egna varor och tjänster", "our own goods and services"),
        "others": ("myös muiden tuotteita ja palveluja", "även andras varor och tjänster",
                   "others' goods and services as well"),
    },
    "audience": {
        "consumers": ("kuluttajat", "konsumenter", "consumers"),
        "companies": ("yritykset", "företag", "companies"),
        "associations": ("yhdistykset", "föreningar", "associations"),
        "authorities": ("viranomaiset", "myndigheter", "authorities"),
    },
    "decision.kind": {
        "profiling": ("profilointi", "profilering", "profiling"),
        "recommendation": ("suosittelu", "rekommendation", "recommendation"),
        "scoring": ("pisteytys", "poängsättning", "scoring"),
        "automated decision": ("automaattinen päätös", "automatiserat beslut", "automated decision"),
    },
    "decision.condition": {
        "contract": ("sopimus (22 artiklan 2 kohdan a alakohta)", "avtal (artikel 22.2 a)", "a contract (Article 22(2)(a))"),
        "law": ("laki (22 artiklan 2 kohdan b alakohta)", "lag (artikel 22.2 b)", "law (Article 22(2)(b))"),
        "consent": ("nimenomainen suostumus (22 artiklan 2 kohdan c alakohta)", "uttryckligt samtycke (artikel 22.2 c)",
                    "explicit consent (Article 22(2)(c))"),
    },
    "secondary.kind": {
        "research": ("tutkimus", "forskning", "research"),
        "statistics": ("tilastot", "statistik", "statistics"),
        "archive": ("arkistointi", "arkivering", "archiving"),
        "development": ("palvelun kehittäminen", "utveckling av tjänsten", "developing the service"),
        "compatible": ("yhteensopiva tarkoitus", "förenligt ändamål", "a compatible purpose"),
    },
    "secondary.told": {
        "before": ("ennen käyttöä", "före användningen", "before the use"),
        "after": ("käytön jälkeen", "efter användningen", "after the use"),
        "not": ("ei kerrota", "berättas inte", "not told"),
    },
    "check": {
        "declared": ("kysymällä", "genom att fråga", "by asking"),
        "identified": ("tunnistautumalla", "genom identifiering", "by identification"),
        "guardian": ("huoltajalta", "av vårdnadshavaren", "from a guardian"),
        "not checked": ("ikää ei tarkisteta", "åldern kontrolleras inte", "the age is not checked"),
    },
    "work.kind": {
        "aptitude test": ("soveltuvuuden arviointi", "lämplighetsbedömning", "aptitude test"),
        "background check": ("turvallisuus- tai taustaselvitys", "säkerhets- eller bakgrundsutredning", "background check"),
        "credit check": ("luottotietojen tarkistus", "kontroll av kreditupplysningar", "credit check"),
        "drug test": ("huumausainetesti", "narkotikatest", "drug test"),
        "monitoring": ("tekninen valvonta", "teknisk övervakning", "technical monitoring"),
        "location": ("paikannus", "positionering", "location tracking"),
        "reporting channel": ("ilmoituskanava", "rapporteringskanal", "reporting channel"),
    },
    "origin": {
        "given": ("annat ne itse", "du lämnar dem själv", "you give it"),
        "observed": ("niitä kertyy, kun käytät palvelua", "de samlas när du använder tjänsten",
                     "it is observed as you use the service"),
        "created": ("niitä syntyy, kun hoidamme asiaasi", "de uppkommer när vi sköter ditt ärende",
                    "it comes about as we serve you"),
        "derived": ("ne johdetaan muista tiedoista", "de härleds ur andra uppgifter", "it is derived from other data"),
        "received": ("saamme ne muualta", "vi får dem på annat håll", "we receive it from elsewhere"),
    },
    "unless.when": {
        "legal claim": ("oikeudellinen vaade", "rättsligt anspråk", "a legal claim"),
        "law": ("laki vaatii", "lagen kräver det", "the law demands it"),
        "misuse": ("väärinkäytös", "missbruk", "misuse"),
        "safety": ("turvallisuus", "säkerhet", "safety"),
        "consent": ("suostumuksesi", "ditt samtycke", "your consent"),
        "open matter": ("kesken oleva asia", "ett ärende som pågår", "an open matter"),
    },
    "unless.until": {
        "claim settled": ("kunnes vaade on ratkaistu", "tills anspråket är avgjort", "until the claim is settled"),
        "law allows": ("kunnes laki sallii poistamisen", "tills lagen tillåter radering", "until the law allows deletion"),
        "matter closed": ("kunnes asia on päättynyt", "tills ärendet är avslutat", "until the matter is closed"),
        "consent withdrawn": ("kunnes perut suostumuksen", "tills du återkallar samtycket", "until you withdraw consent"),
        "unsaid": ("ei kerrota", "berättas inte", "not told"),
    },
    "recording.kind": {
        "camera": ("kameravalvonta", "kameraövervakning", "camera surveillance"),
        "call": ("puhelun tallenne", "inspelning av samtal", "recording of a call"),
        "photo": ("valokuva", "fotografi", "photograph"),
        "sound": ("äänite", "ljudinspelning", "sound recording"),
        "video": ("video", "video", "video"),
    },
    "told_by": {
        "the giver": ("tiedot antava ihminen", "den som lämnar uppgifterna", "whoever gives the data"),
        "us": ("me", "vi", "we do"),
        "nobody": ("ei kukaan", "ingen", "nobody"),
    },
    "claim": {
        "anonymous": ("nimetön: kukaan ei ole tunnistettavissa", "anonymt: ingen kan identifieras",
                      "anonymous: nobody can be identified"),
        "aggregated": ("koottuja lukuja", "sammanställda siffror", "aggregated figures"),
        "pseudonymous": ("peitenimistä, yhä henkilötietoa", "pseudonymt, fortfarande personuppgifter",
                         "pseudonymous, still personal data"),
    },
    "source.kind": {
        "person": ("ihminen itse", "personen själv", "the person"),
        "device": ("laite", "en enhet", "a device"),
        "social login": ("kirjautuminen toisella tunnuksella", "inloggning med ett annat konto",
                         "signing in with another account"),
        "colleague": ("kollega", "en kollega", "a colleague"),
        "guardian": ("huoltaja", "en vårdnadshavare", "a guardian"),
        "referrer": ("suosittelija", "en referens", "a referrer"),
        "register": ("rekisteri", "ett register", "a register"),
        "public web": ("avoin verkko", "det öppna nätet", "the open net"),
        "another company": ("toinen yritys", "ett annat företag", "another company"),
        "authority": ("viranomainen", "en myndighet", "an authority"),
    },
    "role": {
        "sub-processor": ("alikäsittelijä", "underbiträde", "a sub-processor"),
        "umbrella body": ("keskusjärjestö", "centralorganisation", "an umbrella body"),
        "funder": ("rahoittaja", "finansiär", "a funder"),
        "other users": ("muut käyttäjät", "andra användare", "other users"),
        "the public": ("kaikki", "allmänheten", "the public"),
    },
    "certainty": {"does": ("kyllä", "ja", "yes"), "may": ("mahdollisesti", "eventuellt", "possibly")},
    "occasion.when": {
        "law": ("laki vaatii", "lagen kräver det", "the law demands it"),
        "authority": ("viranomainen pyytää", "en myndighet begär det", "an authority asks"),
        "claim": ("oikeudellinen vaade", "rättsligt anspråk", "a legal claim"),
        "safety": ("turvallisuus", "säkerhet", "safety"),
        "sale of the business": ("yritys tai sen osa myydään", "företaget eller en del av det säljs",
                                 "the business or a part of it is sold"),
        "consent": ("suostumuksesi", "ditt samtycke", "your consent"),
    },
    "visible.to": {
        "the public": ("kaikki", "alla", "everybody"),
        "members": ("jäsenet", "medlemmarna", "members"),
        "other users": ("muut käyttäjät", "andra användare", "other users"),
        "colleagues": ("kollegat", "kollegerna", "colleagues"),
    },
    "shape": {
        "criterion": ("kriteeri", "ett kriterium", "a criterion"),
        "to be set": ("aika määritellään myöhemmin", "tiden bestäms senare", "the period is set later"),
        "by law": ("lain mukaan", "enligt lag", "by law"),
        "no end": ("ei päättymistä", "inget slut", "no end"),
        "review": ("tarpeellisuus arvioidaan ajoittain", "behovet bedöms då och då", "reviewed from time to time"),
        "until further notice": ("toistaiseksi", "tills vidare", "until further notice"),
        "until asked": ("kunnes pyydät poistamaan", "tills du ber om radering", "until you ask for deletion"),
        "by the provider": ("palveluntarjoaja päättää", "leverantören bestämmer", "the provider decides"),
    },
    "measure.place": {
        "paper": ("paperilla", "på papper", "on paper"),
        "phone": ("puhelimessa", "i telefonen", "on the telephone"),
        "calendar": ("kalenterissa", "i kalendern", "in the calendar"),
        "own server": ("omalla palvelimella", "på en egen server", "on our own server"),
        "cloud": ("pilvipalvelussa", "i molntjänsten", "in the cloud"),
        "office": ("toimitiloissa", "i lokalerna", "at the office"),
        "vehicle": ("ajoneuvossa", "i fordonet", "in the vehicle"),
        "own device": ("työntekijän omalla laitteella", "på arbetstagarens egen enhet", "on a worker's own device"),
    },
    "promptly": {
        "without delay": ("viipymättä", "utan dröjsmål", "without delay"),
        "within 24 hours": ("24 tunnin kuluessa", "inom 24 timmar", "within 24 hours"),
        "within 72 hours": ("72 tunnin kuluessa", "inom 72 timmar", "within 72 hours"),
    },
    "device.kind": {
        "cookie": ("eväste", "kaka", "cookie"),
        "local storage": ("selaimen paikallinen muisti", "webbläsarens lokala minne", "local storage"),
        "app identifier": ("sovelluksen tunniste", "appens identifierare", "app identifier"),
        "pixel": ("seurantakuva", "spårningspixel", "tracking pixel"),
        "fingerprint": ("laitteen tunnistaminen", "identifiering av enheten", "fingerprint of the device"),
    },
    "party": {
        "first": ("oma", "vår egen", "our own"), "third": ("kolmannen osapuolen", "tredje parts", "a third party's"),
    },
    "device.where": {"site": ("sivustolla", "på webbplatsen", "on the site"), "app": ("sovelluksessa", "i appen", "in the app")},
    "kept": {
        "stored": ("kyllä", "ja", "yes"),
        "seen, not stored": ("nähdään, ei tallenneta", "ses, sparas inte", "seen, not stored"),
    },
    "required": {
        "contract": ("tarvitaan sopimukseen", "behövs för avtalet", "needed for the contract"),
        "law": ("laki vaatii", "lagen kräver det", "demanded by law"),
        "voluntary": ("vapaaehtoinen", "frivillig", "voluntary"),
    },
}  # fmt: skip
"""By key, or by table and key; a word that stands nowhere here reads as elsewhere on the page."""

ALSO: Final[dict[str, str]] = {"breach.people": "promptly", "breach.authority": "promptly"}
"""Keys that use the words of another."""

YES: Final[_Three] = ("kyllä", "ja", "yes")
NO: Final[_Three] = ("ei", "nej", "no")
LANGUAGES_SAID: Final[dict[str, _Three]] = {
    "fi": ("suomi", "finska", "Finnish"),
    "sv": ("ruotsi", "svenska", "Swedish"),
    "en": ("englanti", "engelska", "English"),
    "se": ("pohjoissaame", "nordsamiska", "Northern Sámi"),
    "et": ("viro", "estniska", "Estonian"),
    "ru": ("venäjä", "ryska", "Russian"),
    "de": ("saksa", "tyska", "German"),
}
"""Languages that notices in Finland usually name; another is shown by its code (ISO 639)."""

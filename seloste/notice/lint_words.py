"""What a strict reader misses, said in Finnish and Swedish; the English stands in the catalogue."""

from __future__ import annotations

from typing import Final

FI: Final[dict[str, tuple[str, str]]] = {
    "SEL2101": (
        "{processor} kuuluu konserniin, jonka kotipaikka on {country}, vaikka selosteen mukaan mitään ei siirry ETA:n ulkopuolelle",
        "nimeä yhtiö, palvelinten sijainti ja siirtoperuste, tai luovu siitä",
    ),
    "SEL2102": (
        "säilytysaikaa tai kriteeriä, jota lukija voisi soveltaa, ei kerrota",
        'anna jokaiselle tietoryhmälle aika, esimerkiksi keep = "24 months after relation.ended"',
    ),
    "SEL2103": ("oikeutta käsittelyn rajoittamiseen ei mainita", "lisää [right.restrict]"),
    "SEL2104": (
        "käsittely nojaa oikeutettuun etuun, mutta oikeutta vastustaa sitä ei mainita muusta erillään",
        "lisää [right.object] ja set_apart = true",
    ),
    "SEL2105": ("{purpose} nojaa oikeutettuun etuun, mutta etua ei kerrota", "lisää interest = {{ fi = … }}"),
    "SEL2106": (
        "{purpose} koskee työnhakijoita, eikä sille kerrota perustetta",
        'lisää esimerkiksi basis = "steps before a contract for applicant"',
    ),
    "SEL2107": ("tarkoitukselle {purpose} ei ole osoitettu perustetta", 'lisää basis = "…"'),
    "SEL2108": ("tietoryhmiä ei ole sidottu tarkoituksiin", 'lisää tarkoituksiin data = ["contact", …]'),
    "SEL2111": (
        "oikeus {right} on sidottu muotoon ({form})",
        "tarjoa muotoa yhtenä tapana muiden joukossa ja poista form",
    ),
    "SEL2112": (
        "automaattisista päätöksistä ja profiloinnista ei kerrota",
        'lisää profiling = "none" tai kerro, mitä tehdään',
    ),
    "SEL2113": (
        "ei kerrota, onko tietoja pakko antaa ja mitä antamatta jättämisestä seuraa",
        'lisää required = {{ name = "contract" }} ja without',
    ),
    "SEL2118": ("valvontaviranomaista ei nimetä", 'lisää [right.complaint]-kohtaan authority = "fi-tsv"'),
    "SEL2120": ("merkittävistä muutoksista ei luvata kertoa", "lisää told = {{ what, by, before }}"),
    "SEL2122": ("ei kerrota, onko tietosuojavastaavaa", 'lisää officer = "none" tai kerro kuka'),
    "SEL2126": (
        "{purpose} nojaa suostumukseen, eikä kerro, miten sen voi perua",
        'lisää käyttöön withdraw = ["link in each letter", …]',
    ),
    "SEL2131": (
        "{purpose} jää avoimeksi: tarkoitus on yksilöitävä",
        "nimeä jokainen tarkoitus ja jätä avoin loppu pois",
    ),
    "SEL2133": (
        "{purpose}: vaihtoehtoisia perusteita, eikä kerrota, mikä koskee ketä",
        'kirjoita "consent for RYHMÄ" ja "… for RYHMÄ"',
    ),
    "SEL2135": ("lakisääteisen velvoitteen lait jäävät avoimiksi", "nimeä jokainen laki pykälineen"),
    "SEL2137": ("tietoryhmän {category} luettelo jää avoimeksi", "luettele kaikki"),
    "SEL2141": ("{product} on tuote; tietoja saavaa yhtiötä ei nimetä", "lisää yhtiön nimi kohtaan entity"),
    "SEL2157": ("oikeus {right} luvataan varauksin, eikä ehtoja kerrota", "kerro, milloin oikeus on"),
    "SEL2160": (
        "vastausaikaa tai maksuttomuutta ei kerrota",
        'lisää [right.access]-kohtaan answer = "1 month" ja fee = "none"',
    ),
    "SEL2167": ("selosteella ei ole versionumeroa", "lisää version-kohtaan number"),
    "SEL1904": ("lainauksessa on {words} sanaa, enintään 25 sallitaan", "lainaa vain ratkaisevat sanat"),
    "SEL2201": (
        "rekisterinpitäjää tai yhteystietoa ei nimetä",
        "nimeä rekisterinpitäjä ja miten sen tavoittaa",
    ),
    "SEL2202": ("palvelun käytön jatkaminen ei ole suostumus", "poista acceptance_by_use"),
    "SEL2203": ("suostumus käyttöön {use} on sidottu muuhun", "pyydä jokainen suostumus erikseen"),
    "SEL2204": (
        "{use} nojaa suostumukseen, jota ei voi perua",
        "lisää [right.withdraw] ja käytölle withdraw",
    ),
    "SEL2205": (
        "{field} kuuluu erityisiin tietoryhmiin, eikä ehtoa kerrota",
        'lisää condition = "9(2)(a)" tai muu',
    ),
    "SEL2206": (
        "{field} on henkilötunnus, eikä perustetta kerrota",
        "jätä se pois tai kerro peruste (ground)",
    ),
    "SEL1109": (
        "koko selosteelle sanottu peruste ei osoita mitään",
        "sano se niissä tarkoituksissa, jotka siihen nojaavat",
    ),
    "SEL1110": ("aika, josta sanotaan vain vähimmäispituus, ei pääty", "sano, kuinka kauan enintään"),
    "SEL1111": ("{shape} ei ole aika, joka voisi päättyä", "anna sille aika tai jätä pois"),
    "SEL2109": (
        "{data} tallennetaan, mutta sille ei kerrota tarkoitusta tai säilytysaikaa",
        "nimeä se jossakin tarkoituksessa ja anna sille aika",
    ),
    "SEL2110": (
        "{category} saadaan ihmisten päätelaitteista, mutta suostumusta ei kerrota",
        "nimeä se tarkoituksessa, joka perustuu suostumukseen",
    ),
    "SEL2114": ("{source} jää avoimeksi: lähdettä ei nimetä", "nimeä rekisterit"),
    "SEL2115": ("{processor} käsittelee tietoja, mutta tehtävää ja tietoja ei kerrota", "lisää task ja data"),
    "SEL2116": ("ei kerrota, onko {recipient} käsittelijä vai rekisterinpitäjä", "lisää role"),
    "SEL2117": (
        "{use}: sähköinen suoramarkkinointi ihmisille ei voi perustua oikeutettuun etuun ilman asiakaspoikkeusta",
        'käytä suostumusta tai "existing_customer for …"',
    ),
    "SEL2119": ("oikeuksille ei kerrota sähköistä tapaa", 'lisää ways-luetteloon "mail" tai "own page"'),
    "SEL2123": (
        "{source} voi tuoda työnhakijoista tietoja, joihin tarvitaan heidän suostumuksensa",
        "rajaa lähde (uses)",
    ),
    "SEL2127": (
        "{data} seuraa viestien lukemista, mutta suostumusta ei kerrota",
        "nimeä se tarkoituksessa, joka perustuu suostumukseen",
    ),
    "SEL2129": ("ryhmällä {group} ei ole omaa tarkoitusta", "nimeä se jossakin tarkoituksessa tai jätä pois"),
    "SEL2130": (
        "työnhakijoista kerrotaan ryhmänä, mutta heidän tietojaan ei kerrota",
        "lisää tietoryhmä, jossa ovat application ja cv",
    ),
    "SEL2132": (
        "sopimus kerrotaan perusteeksi kaikille, mutta {group} ei ole sen osapuoli",
        'sano, ketä se koskee: "contract for RYHMÄ"',
    ),
    "SEL2134": (
        "{purpose} perustuu suostumukseen, joka puuttuu selosteen perusteista",
        "lisää se perusteisiin tai jätä luettelo pois",
    ),
    "SEL2142": (
        "{product} tunnistaa kävijöitä, mutta ei kerrota miten ja millä perusteella",
        "lisää task ja tarkoitus",
    ),
    "SEL2143": (
        "ei kerrota, milloin ihmisille kerrotaan tiedoista, jotka saadaan lähteestä {source}",
        'lisää tell = "within 1 month"',
    ),
    "SEL2144": (
        "ei kerrota, mitkä tiedot saadaan mistäkin lähteestä",
        "lisää tietoryhmiin sources tai lähteisiin fields",
    ),
    "SEL2146": (
        "{recipient} saa käyttää tietoja rajatta: käyttöjä ja tietoja ei kerrota",
        "lisää uses ja data",
    ),
    "SEL2149": (
        "siirroista kerrottu on vanhempaa kuin {day} tehty päätös, eikä sitä ole tarkistettu",
        "tarkista se ja päivää seloste",
    ),
    "SEL2151": ("säilytysajat luvataan määritellä, mutta niitä ei kerrota", "kerro ajat"),
    "SEL2152": (
        "{keep}: säilytykselle ei kerrota loppua",
        "kerro, mihin asti, tai ettei siinä nimetä ketään",
    ),
    "SEL2153": ("katselmointi luvataan, mutta ei kerrota kuinka usein", "lisää period tai kerro väli"),
    "SEL2154": (
        "lakiin perustuva säilytysaika kerrotaan ilman lakia, pykälää tai pituutta",
        "lisää law ja period",
    ),
    "SEL2159": ("kielto ei kata markkinoinnin profilointia", 'lisää marketing = "always"'),
    "SEL2161": (
        "oikeuksia varten kerrotaan vain yhden ihmisen oma sähköposti",
        "anna tehtävän osoite tai puhelinnumero",
    ),
    "SEL2166": ("seloste on päivätty {day}, yli 24 kuukautta sitten", "tarkista se ja päivää se"),
    "SEL2168": (
        "seloste kattaa kaikki palvelut, myös ne, joissa yritys toimii asiakkaidensa lukuun",
        "nimeä palvelut tai sano, mitkä jäävät pois",
    ),
}
SV: Final[dict[str, tuple[str, str]]] = {
    "SEL2101": (
        "{processor} hör till en koncern med säte i {country}, fast beskrivningen säger att inget lämnar EES",
        "nämn bolaget, servrarnas plats och överföringsgrunden, eller avstå från det",
    ),
    "SEL2102": (
        "ingen lagringstid och inget kriterium som läsaren kan tillämpa anges",
        'ge varje kategori en tid, till exempel keep = "24 months after relation.ended"',
    ),
    "SEL2103": ("rätten till begränsning nämns inte", "lägg till [right.restrict]"),
    "SEL2104": (
        "behandlingen vilar på berättigat intresse, men rätten att invända nämns inte skilt från det övriga",
        "lägg till [right.object] med set_apart = true",
    ),
    "SEL2105": (
        "{purpose} vilar på berättigat intresse, men intresset anges inte",
        "lägg till interest = {{ sv = … }}",
    ),
    "SEL2106": (
        "{purpose} gäller arbetssökande och har ingen grund",
        'lägg till till exempel basis = "steps before a contract for applicant"',
    ),
    "SEL2107": ("ingen grund har angetts för {purpose}", 'lägg till basis = "…"'),
    "SEL2108": (
        "kategorierna är inte knutna till ändamål",
        'lägg till data = ["contact", …] i varje ändamål',
    ),
    "SEL2111": (
        "rätten {right} är bunden till en form ({form})",
        "erbjud formen som ett sätt bland andra och ta bort form",
    ),
    "SEL2112": (
        "inget sägs om automatiserade beslut och profilering",
        'lägg till profiling = "none" eller berätta vad som görs',
    ),
    "SEL2113": (
        "det sägs inte om uppgifter måste lämnas och vad som annars följer",
        'lägg till required = {{ name = "contract" }} och without',
    ),
    "SEL2118": (
        "tillsynsmyndigheten nämns inte vid namn",
        'lägg till authority = "fi-tsv" i [right.complaint]',
    ),
    "SEL2120": ("väsentliga ändringar meddelas inte", "lägg till told = {{ what, by, before }}"),
    "SEL2122": (
        "det sägs inte om det finns ett dataskyddsombud",
        'lägg till officer = "none" eller vem det är',
    ),
    "SEL2126": (
        "{purpose} vilar på samtycke och säger inte hur det återkallas",
        'lägg till withdraw = ["link in each letter", …] i användningen',
    ),
    "SEL2131": (
        "{purpose} lämnas öppet: ett ändamål ska vara bestämt",
        "nämn varje ändamål och lämna bort det öppna slutet",
    ),
    "SEL2133": (
        "{purpose} har alternativa grunder utan att säga vilken som gäller vem",
        'skriv "consent for GRUPP" och "… for GRUPP"',
    ),
    "SEL2135": ("lagarna bakom en rättslig förpliktelse lämnas öppna", "nämn varje lag med paragraf"),
    "SEL2137": ("listan {category} är öppen", "räkna upp allt"),
    "SEL2141": (
        "{product} är en produkt; bolaget som får uppgifterna nämns inte",
        "lägg till bolagets namn i entity",
    ),
    "SEL2157": ("rätten {right} utlovas med förbehåll och villkoren anges inte", "berätta när den gäller"),
    "SEL2160": (
        "varken svarstiden eller avgiftsfriheten anges",
        'lägg till answer = "1 month" och fee = "none" i [right.access]',
    ),
    "SEL2167": ("beskrivningen har inget versionsnummer", "lägg till number i version"),
    "SEL1904": ("citatet har {words} ord, högst 25", "citera bara de avgörande orden"),
    "SEL2201": ("ingen personuppgiftsansvarig eller kontakt nämns", "nämn den ansvariga och hur den nås"),
    "SEL2202": ("att fortsätta använda en tjänst är inget godkännande", "ta bort acceptance_by_use"),
    "SEL2203": ("samtycket till {use} är kopplat till annat", "be om varje samtycke för sig"),
    "SEL2204": ("{use} vilar på samtycke som inte kan återkallas", "lägg till [right.withdraw] och withdraw"),
    "SEL2205": (
        "{field} hör till en särskild kategori utan villkor",
        'lägg till condition = "9(2)(a)" eller ett annat',
    ),
    "SEL2206": ("{field} är en personbeteckning utan grund", "lämna bort den eller ange grunden (ground)"),
    "SEL1109": ("en grund för hela beskrivningen anvisar ingenting", "säg den i de ändamål som vilar på den"),
    "SEL1110": ("en tid som bara anger det minsta tar inte slut", "säg hur länge högst"),
    "SEL1111": ("{shape} är ingen tid som kunde ta slut", "ge den en tid eller ta bort den"),
    "SEL2109": (
        "{data} spelas in utan att något ändamål och någon lagringstid anges",
        "nämn den i ett ändamål och ge den en tid",
    ),
    "SEL2110": (
        "{category} fås från människors terminaler, men inget samtycke anges",
        "nämn den i ett ändamål som vilar på samtycke",
    ),
    "SEL2114": ("{source} lämnas öppen: källan namnges inte", "namnge registren"),
    "SEL2115": (
        "{processor} behandlar uppgifter, men varken uppgift eller data anges",
        "lägg till task och data",
    ),
    "SEL2116": ("det sägs inte om {recipient} är biträde eller personuppgiftsansvarig", "lägg till role"),
    "SEL2117": (
        "{use}: elektronisk direktmarknadsföring till människor kan inte vila på berättigat intresse utan kundundantaget",
        'använd samtycke eller "existing_customer for …"',
    ),
    "SEL2119": (
        "inget elektroniskt sätt att använda sina rättigheter anges",
        'lägg till "mail" eller "own page" i ways',
    ),
    "SEL2123": ("{source} kan ge uppgifter om arbetssökande, som måste samtycka", "begränsa källan med uses"),
    "SEL2127": (
        "{data} följer om meddelanden läses, men inget samtycke anges",
        "nämn den i ett ändamål som vilar på samtycke",
    ),
    "SEL2129": ("gruppen {group} har inget eget ändamål", "nämn den i ett ändamål eller lämna bort den"),
    "SEL2130": (
        "arbetssökande är en grupp, men ingen kategori anges för dem",
        "lägg till en kategori med application och cv",
    ),
    "SEL2132": (
        "avtal anges som grund för alla, men {group} är inte part i det",
        'säg vem det gäller: "contract for GRUPP"',
    ),
    "SEL2134": (
        "{purpose} vilar på samtycke, som saknas bland beskrivningens grunder",
        "lägg till det där eller ta bort listan",
    ),
    "SEL2142": (
        "{product} identifierar besökare, men varken hur eller på vilken grund anges",
        "lägg till task och ett ändamål",
    ),
    "SEL2143": (
        "det sägs inte när människor informeras om uppgifter från {source}",
        'lägg till tell = "within 1 month"',
    ),
    "SEL2144": (
        "det sägs inte vilka uppgifter som fås från vilken källa",
        "lägg till sources i kategorierna eller fields i källorna",
    ),
    "SEL2146": (
        "{recipient} får använda uppgifter utan gräns: varken uses eller data anges",
        "lägg till uses och data",
    ),
    "SEL2149": (
        "det som sägs om överföringar är äldre än beslutet av {day} och har inte setts över",
        "se över det och datera beskrivningen",
    ),
    "SEL2151": ("lagringstiderna utlovas bli bestämda men anges inte", "ange tiderna"),
    "SEL2152": ("{keep} sparas utan slut", "ange till när eller att ingen nämns i det"),
    "SEL2153": ("en genomgång utlovas men inte hur ofta", "lägg till period eller ange intervallet"),
    "SEL2154": ("en lagstadgad lagringstid anges utan lag, paragraf eller längd", "lägg till law och period"),
    "SEL2159": ("förbudet omfattar inte profilering för marknadsföring", 'lägg till marketing = "always"'),
    "SEL2161": (
        "en persons egen e-post är den enda adressen för rättigheterna",
        "ge en funktionsadress eller telefon",
    ),
    "SEL2166": ("beskrivningen är från {day}, över 24 månader gammal", "se över den och datera den"),
    "SEL2168": (
        "alla tjänster omfattas, även de där företaget arbetar för sina kunder",
        "nämn tjänsterna eller säg vilka som inte omfattas",
    ),
}

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
}

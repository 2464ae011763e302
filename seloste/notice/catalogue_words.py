"""The findings' messages and mends in Finnish and Swedish; the English stands in the catalogue."""

from __future__ import annotations

from typing import Final

FI: Final[dict[str, tuple[str, str]]] = {
    "SEL1001": ("nämä tavut eivät ole UTF-8:aa", "tallenna tiedosto UTF-8-muodossa"),
    "SEL1002": ("ohjausmerkki {number} ei voi olla tässä", "poista se"),
    "SEL1003": ("tässä pitäisi olla avain tai [taulukko]", "kirjoita avain = arvo"),
    "SEL1004": ("tämä ei ole arvo", 'kirjoita teksti lainausmerkkeihin ("…")'),
    "SEL1005": ("tällaista päivää, aikaa tai lukua ei ole", "kirjoita päivä näin: 2026-12-01"),
    "SEL1006": ("tämä avataan mutta sitä ei suljeta", "sulje se: {end}"),
    "SEL1007": ("tässä pitäisi olla pilkku tai {end}", "erota arvot pilkuin ja sulje: {end}"),
    "SEL1008": ("avaimen jälkeen pitäisi olla =", "kirjoita avain = arvo"),
    "SEL1009": ("{key} sanotaan toiseen kertaan", "jätä vain toinen; suljettua taulukkoa ei voi jatkaa"),
    "SEL1010": ("tätä tekstiä ei suljeta", "sulje se samalla rivillä: {quote}"),
    "SEL1011": ("tällaista ohjausjonoa ei ole", "kirjoita kenoviiva näin: \\\\"),
    "SEL1012": ("sisäkkäisiä tasoja on yli {most}", "tee rakenteesta matalampi"),
    "SEL1013": ("lause on jo päättynyt, ja tämä jää yli", "aloita uusi rivi tai poista tämä"),
    "SEL1014": ("tiedostoa ei voi lukea: {why}", "tarkista sen polku ja oikeudet"),
    "SEL1101": ("tässä ei tunneta avainta {key}: {where}", "{mend}"),
    "SEL1102": ("{key}: arvon pitää olla {expected}", "kirjoita se näin: {example}"),
    "SEL1103": ("{key} ei tunne sanaa {word}", "{mend}"),
    "SEL1104": (
        "{name} ei kelpaa nimeksi",
        "käytä pieniä kirjaimia a–z, numeroita ja alaviivaa, kirjain ensin",
    ),
    "SEL1105": ("{language} ei ole selosteen kieli", "lisää se kieliin tai poista tämä teksti"),
    "SEL1106": ("{key} sanotaan kahdesti eri tavoin", "rekisteriä ohjaavassa selosteessa se sanotaan kerran"),
    "SEL1107": ("luettelo ei voi jäädä avoimeksi", "luettele kaikki (N37)"),
    "SEL1108": ("varaus ei voi ohjata rekisteriä", "sano, mitä tehdään, tai jätä kohta pois"),
    "SEL1201": ("{word} ei ole oikeusperuste", "{mend}"),
    "SEL1202": ("tässä pitäisi olla luku, ei {word}", "kirjoita esimerkiksi: 24 months after relation.ended"),
    "SEL1203": ("{word} ei ole ajan yksikkö", "{mend}"),
    "SEL1204": ("tässä pitäisi olla {expected}, ei {word}", "kirjoita {example}"),
    "SEL1205": ("{word} ei ole tapahtuma, josta aika alkaa", "{mend}"),
    "SEL1206": ("lause on jo päättynyt, ja {word} jää yli", "kirjoita {example}"),
    "SEL1207": ("sanan {word} jälkeen pitäisi olla {expected}", "kirjoita {example}"),
    "SEL1301": (
        "sähköinen suoramarkkinointi ihmisille ei voi perustua pelkkään oikeutettuun etuun (kanava "
        "{channel})",
        'käytä: "consent", "existing_customer for …" (omat samankaltaiset tuotteet) tai "task for '
        '…" (työosoite)',
    ),
    "SEL1302": (
        "kanavan {channel} markkinointi vaatii suostumuksen; {basis} ei riitä",
        'kirjoita basis = "consent" tai jätä kanava pois',
    ),
    "SEL1303": (
        "{basis} kelpaa vain suoramarkkinointiin kanavissa email, sms ja inbox",
        "käytä perustetta consent, contract, law tai interest, tai merkitse marketing = true",
    ),
    "SEL1304": (
        "task koskee vain edustajia heidän työosoitteessaan, ja {group} ei ole edustaja",
        "nimeä ryhmä, jolla on representative = true, tai käytä muuta perustetta",
    ),
    "SEL1305": (
        "sopimus ei ole peruste ryhmälle {group}: edustaja ei ole sopimuksen osapuoli",
        'käytä "interest for {group}" sekä etua ja tasapainotestiä',
    ),
    "SEL1306": (
        "{basis} ei ole suoramarkkinoinnin peruste",
        "käytä: consent, existing_customer, task tai (puhelu ja posti) interest",
    ),
    "SEL1307": ("{basis}: on sanottava, keitä se koskee", 'kirjoita "{basis} for RYHMÄ"'),
    "SEL1308": (
        "{purpose} on suoramarkkinointia, mutta kanavaa ei ole nimetty",
        "lisää [use.{purpose}.email] tai muu kanava: jokaisella on oma lupansa",
    ),
    "SEL1309": (
        "{channel} tavoittaa ihmisen kentästä {field}, jota tämä käyttö ei käytä",
        "lisää contact.{field} sen tietoihin",
    ),
    "SEL1310": ("selosteessa on {number} käyttöä, ja rekisteriin mahtuu {most}", "yhdistä joitakin niistä"),
    "SEL1311": (
        "seloste, jonka taso on read, ei voi ohjata rekisteriä",
        'kirjoita level = "drive" ja korjaa, mitä silloin löytyy',
    ),
    "SEL1312": (
        "{purpose} on suoramarkkinointia ja käyttää tietoa {data}: tutkimusvastaukset eivät palvele markkinointia",
        "jätä {data} pois sen tiedoista",
    ),
    "SEL1313": (
        "{category} voi tulla lähteestä {source}, joka ei ole hakija itse, eikä suostumus kata sitä",
        "jätä {source} pois lähteistä tai perusta tietoja käyttävä tarkoitus suostumukseen",
    ),
    "SEL1314": (
        "{purpose} vain laskee, ja silti se tavoittaa ihmisiä jollakin kanavalla tai kertoo luvun liian harvoista",
        "anna figures = 5 (vähintään {least}) ja jätä kanava pois",
    ),
    "SEL1401": ("ryhmää {name} ei ole", "{mend}"),
    "SEL1402": ("tietoryhmää tai kenttää {name} ei ole", "{mend}"),
    "SEL1403": ("tarkoitusta {name} ei ole", "{mend}"),
    "SEL1404": ("lähdettä {name} ei ole", "{mend}"),
    "SEL1405": ("lakia {name} ei ole", "{mend}"),
    "SEL1406": ("käyttöä {name} ei ole", "{mend}"),
    "SEL1407": ("aikaa keep.{name} ei ole", "{mend}"),
    "SEL1501": ("tarkoituksella {purpose} ei ole oikeusperustetta", 'lisää basis = "…"'),
    "SEL1502": ("{purpose} ei käytä mitään tietoja", 'lisää data = ["contact.name", …]'),
    "SEL1503": (
        "mikään tarkoitus ei käytä tietoa {data}",
        "nimeä se jonkin tarkoituksen tiedoissa tai älä kerää sitä",
    ),
    "SEL1504": ("tietoryhmällä {category} ei ole lähdettä", 'lisää sources = ["self", …]'),
    "SEL1505": (
        "tietoryhmällä {category} ei ole säilytysaikaa",
        'lisää keep = "24 months after relation.ended"',
    ),
    "SEL1506": ("{purpose}: peruste on {basis}, mutta puuttuu: {what}", "lisää {example}"),
    "SEL1507": ("{key} puuttuu näillä kielillä: {languages}", "lisää {example}"),
    "SEL1508": ("tästä puuttuu {key}: {where}", "lisää {example}"),
    "SEL1509": ("ryhmällä {group} ei ole omaa tarkoitusta", "nimeä se jossakin perusteessa tai jätä se pois"),
    "SEL1510": ("ryhmällä {group} ei ole säilytysaikaa tiedolle {category}", "lisää aika ryhmälle {group}"),
    "SEL1511": (
        "kentällä {field} ei ole ihmisille tarkoitettua nimeä",
        "lisää field.{field} = {{ fi = …, sv = …, en = … }}",
    ),
    "SEL1512": ("mikään käyttö ei tuo tietoa {data} lähteestä {source}", "nimeä käyttö lähteen käytöissä"),
    "SEL1513": (
        "valmiit lauseet ovat kielillä fi, sv ja en, eivät kielellä {language}",
        "jätä {language} pois rekisteriä ohjaavan selosteen kielistä",
    ),
    "SEL1514": (
        "ajan keep.{keep} sanotaan perustuvan lakiin, mutta ei kerrota: {what}",
        'lisää law = "accounting 2:10" eli jokin [law]-laki ja sen pykälä, tai kerro aika ilman lakia',
    ),
    "SEL1601": ("{number} ei ole Y-tunnus: {why}", "tarkista tunnus kaupparekisteristä"),
    "SEL1602": ("{mail} ei ole sähköpostiosoite: {why}", "kirjoita se muodossa nimi@verkkotunnus"),
    "SEL1603": ("aikavyöhykettä {zone} ei ole", "kirjoita se näin: Europe/Helsinki"),
    "SEL1701": (
        'käsittelijän {processor} paikka on ETA:n ulkopuolella ({places}), ja kanta on "{stance}"',
        "valitse käsittelijä ETA:sta, älä anna sille tietoja, tai muuta kantaa ja nimeä siirtoperuste",
    ),
    "SEL1702": (
        "käsittelijän {processor} paikka on ETA:n ulkopuolella ({places}) ilman {what}",
        "lisää transfer = {{ mechanism = …, assessed = … }}",
    ),
    "SEL1703": ("{country} ei ole maan koodi", 'kirjoita kaksi isoa kirjainta, esimerkiksi "FI"'),
    "SEL1704": ("siirtoperuste {mechanism} {why}", "nimeä voimassa oleva: {known}"),
    "SEL1705": ("käsittelijältä {processor} puuttuu {what}", "lisää {example}"),
    "SEL1706": ("rekisterin osa {part} on ETA-alueen ulkopuolella ({country})", "pidä se ETA-maassa"),
    "SEL1801": ("versio {number} ei ole versiota {was} uudempi", "number on suurempi kuin was"),
    "SEL1802": ("seloste tulee voimaan ennen julkaisuaan", "in_force ei voi olla ennen päivää published"),
    "SEL1803": ("tasapainotesti piti tarkistaa viimeistään {day}", "tarkista se ja merkitse uusi päivä"),
    "SEL1804": ("tämän kielen versio on {known}, ei {number}", "kirjoita seloste = {known}"),
    "SEL1805": (
        "tarkistuksen on oltava tarkistettavan jälkeen",
        "anna päivän {day} jälkeinen päivä tai ajan pituus",
    ),
    "SEL1806": (
        "versio tulee voimaan ennen kuin muutoksista kertomiselle luvattu aika on kulunut",
        "in_force voi olla aikaisintaan {day}, tai muuta kohtaa changes.told.before",
    ),
    "SEL1901": ("{{{{ {name} }}}} ei nimeä mitään selosteessa", "{mend}"),
    "SEL1902": (
        "sanan {word} muotoa {form} ei ole annettu",
        'lisää "{word}" = {{ {form} = "…" }} kohtaan [forms.{language}]',
    ),
    "SEL1903": ("{{{{ jää ilman loppua }}}}", "sulje se tai kirjoita teksti ilman sitä"),
}

SV: Final[dict[str, tuple[str, str]]] = {
    "SEL1001": ("de här byten är inte UTF-8", "spara filen som UTF-8"),
    "SEL1002": ("styrtecknet {number} får inte stå här", "ta bort det"),
    "SEL1003": ("här väntades en nyckel eller en [tabell]", "skriv nyckel = värde"),
    "SEL1004": ("det här är inget värde", 'skriv text inom citattecken ("…")'),
    "SEL1005": ("det finns ingen sådan dag, tid eller siffra", "skriv en dag så här: 2026-12-01"),
    "SEL1006": ("det här öppnas men stängs aldrig", "stäng det med {end}"),
    "SEL1007": (
        "här väntades ett kommatecken eller {end}",
        "skilj värdena med kommatecken och stäng med {end}",
    ),
    "SEL1008": ("efter nyckeln väntades =", "skriv nyckel = värde"),
    "SEL1009": ("{key} sägs en andra gång", "behåll den ena; en stängd tabell kan inte utökas"),
    "SEL1010": ("den här texten stängs aldrig", "stäng den på samma rad med {quote}"),
    "SEL1011": ("det finns ingen sådan styrsekvens", "skriv ett omvänt snedstreck som \\\\"),
    "SEL1012": ("strukturen är djupare än {most} nivåer", "gör den plattare"),
    "SEL1013": ("satsen är slut, och det här blir över", "börja en ny rad eller ta bort det"),
    "SEL1014": ("filen kan inte läsas: {why}", "kontrollera dess sökväg och rättigheter"),
    "SEL1101": ("här finns ingen nyckel {key}: {where}", "{mend}"),
    "SEL1102": ("{key} ska vara {expected}", "skriv det så här: {example}"),
    "SEL1103": ("{key} känner inte ordet {word}", "{mend}"),
    "SEL1104": ("{name} kan inte vara ett namn", "använd små bokstäver a–z, siffror och _, en bokstav först"),
    "SEL1105": (
        "{language} är inte ett språk i beskrivningen",
        "lägg till det bland språken eller ta bort texten",
    ),
    "SEL1106": (
        "{key} sägs två gånger på olika sätt",
        "en beskrivning som styr ett register säger det en gång",
    ),
    "SEL1107": ("en lista får inte vara öppen här", "räkna upp det som finns (N37)"),
    "SEL1108": ("ett förbehåll kan inte styra ett register", "säg vad som görs eller lämna bort punkten"),
    "SEL1201": ("{word} är ingen rättslig grund", "{mend}"),
    "SEL1202": ("här väntades ett tal, inte {word}", "skriv till exempel: 24 months after relation.ended"),
    "SEL1203": ("{word} är ingen tidsenhet", "{mend}"),
    "SEL1204": ("här väntades {expected}, inte {word}", "skriv {example}"),
    "SEL1205": ("{word} är ingen händelse som en tid räknas från", "{mend}"),
    "SEL1206": ("frasen är slut, och {word} blir över", "skriv {example}"),
    "SEL1207": ("efter {word} väntades {expected}", "skriv {example}"),
    "SEL1301": (
        "elektronisk direktmarknadsföring till människor kan inte vila på enbart berättigat "
        "intresse (kanal {channel})",
        'använd "consent", "existing_customer for …" (egna liknande produkter) eller "task for …" '
        "(arbetsadress)",
    ),
    "SEL1302": (
        "marknadsföring via {channel} kräver samtycke; {basis} räcker inte",
        'skriv basis = "consent" eller lämna bort kanalen',
    ),
    "SEL1303": (
        "{basis} är en grund endast för direktmarknadsföring via email, sms eller inbox",
        "använd consent, contract, law eller interest, eller skriv marketing = true",
    ),
    "SEL1304": (
        "task når endast företrädare på deras arbetsadress, och {group} är ingen företrädare",
        "nämn en grupp med representative = true eller använd en annan grund",
    ),
    "SEL1305": (
        "ett avtal är ingen grund för {group}: en företrädare är inte part i det",
        'använd "interest for {group}" med intresset och intresseavvägningen',
    ),
    "SEL1306": (
        "{basis} är ingen grund för direktmarknadsföring",
        "använd consent, existing_customer, task eller (per telefon och post) interest",
    ),
    "SEL1307": ("{basis} måste säga för vem", 'skriv "{basis} for GRUPP"'),
    "SEL1308": (
        "{purpose} är direktmarknadsföring men nämner ingen kanal",
        "lägg till [use.{purpose}.email] eller en annan kanal: var och en har sitt eget tillstånd",
    ),
    "SEL1309": (
        "{channel} når en människa via fältet {field}, som inte hör till den här användningens uppgifter",
        "lägg till contact.{field} bland uppgifterna",
    ),
    "SEL1310": (
        "beskrivningen har {number} användningar, och ett register rymmer {most}",
        "slå ihop några av dem",
    ),
    "SEL1311": (
        "en beskrivning på nivån read kan inte styra ett register",
        'skriv level = "drive" och rätta det som då hittas',
    ),
    "SEL1312": (
        "{purpose} är direktmarknadsföring och använder {data}: svar på undersökningar tjänar inte marknadsföring",
        "lämna bort {data} ur dess uppgifter",
    ),
    "SEL1313": (
        "{category} kan komma från {source}, som inte är den sökande själv, och inget samtycke täcker det",
        "lämna bort {source} ur källorna, eller låt ett ändamål som använder uppgifterna vila på samtycke",
    ),
    "SEL1314": (
        "{purpose} räknar bara, och ändå når det människor genom en kanal eller berättar en siffra om alltför få",
        "ange figures = 5 (minst {least}) och lämna kanalen bort",
    ),
    "SEL1401": ("det finns ingen grupp {name}", "{mend}"),
    "SEL1402": ("det finns ingen kategori och inget fält {name}", "{mend}"),
    "SEL1403": ("det finns inget ändamål {name}", "{mend}"),
    "SEL1404": ("det finns ingen källa {name}", "{mend}"),
    "SEL1405": ("det finns ingen lag {name}", "{mend}"),
    "SEL1406": ("det finns ingen användning {name}", "{mend}"),
    "SEL1407": ("det finns ingen tid keep.{name}", "{mend}"),
    "SEL1501": ("{purpose} har ingen rättslig grund", 'lägg till basis = "…"'),
    "SEL1502": ("{purpose} använder inga uppgifter", 'lägg till data = ["contact.name", …]'),
    "SEL1503": (
        "inget ändamål använder {data}",
        "nämn den bland ett ändamåls uppgifter eller samla inte in den",
    ),
    "SEL1504": ("{category} har ingen källa", 'lägg till sources = ["self", …]'),
    "SEL1505": ("{category} har ingen lagringstid", 'lägg till keep = "24 months after relation.ended"'),
    "SEL1506": ("{purpose} vilar på {basis}, men det här saknas: {what}", "lägg till {example}"),
    "SEL1507": ("{key} saknas på dessa språk: {languages}", "lägg till {example}"),
    "SEL1508": ("här saknas {key}: {where}", "lägg till {example}"),
    "SEL1509": ("{group} har inget eget ändamål", "nämn den i en grund eller lämna bort den"),
    "SEL1510": ("gruppen {group} har ingen lagringstid för {category}", "lägg till en tid för {group}"),
    "SEL1511": (
        "{field} har inget namn för människor",
        "lägg till field.{field} = {{ fi = …, sv = …, en = … }}",
    ),
    "SEL1512": (
        "ingen användning för in {data} från {source}",
        "nämn en användning bland källans användningar",
    ),
    "SEL1513": (
        "färdiga meningar finns på fi, sv och en, inte på {language}",
        "lämna bort {language} ur språken i en beskrivning som styr ett register",
    ),
    "SEL1514": (
        "tiden keep.{keep} sägs grunda sig på lag, men det anges inte {what}",
        'lägg till law = "accounting 2:10", alltså en lag i [law] och dess paragraf, eller ange tiden utan lagen',
    ),
    "SEL1601": ("{number} är inget FO-nummer: {why}", "kontrollera numret i handelsregistret"),
    "SEL1602": ("{mail} är ingen e-postadress: {why}", "skriv den som namn@domän"),
    "SEL1603": ("det finns ingen tidszon {zone}", "skriv den som Europe/Helsinki"),
    "SEL1701": (
        '{processor} har sin plats utanför EES ({places}), och hållningen är "{stance}"',
        "välj ett biträde inom EES, ge det inga uppgifter, eller ändra hållningen och nämn "
        "överföringsgrunden",
    ),
    "SEL1702": (
        "{processor} har sin plats utanför EES ({places}) utan {what}",
        "lägg till transfer = {{ mechanism = …, assessed = … }}",
    ),
    "SEL1703": ("{country} är ingen landskod", 'skriv två stora bokstäver, till exempel "FI"'),
    "SEL1704": ("överföringsgrunden {mechanism} {why}", "nämn en som gäller: {known}"),
    "SEL1705": ("{processor} säger inte {what}", "lägg till {example}"),
    "SEL1706": ("registrets del {part} finns utanför EES ({country})", "håll den i ett EES-land"),
    "SEL1801": ("version {number} kommer inte efter version {was}", "number ska vara större än was"),
    "SEL1802": ("beskrivningen gäller innan den har publicerats", "in_force får inte vara före published"),
    "SEL1803": ("intresseavvägningen skulle ses över senast {day}", "se över den och ange en ny dag"),
    "SEL1804": ("språkets version är {known}, inte {number}", "skriv seloste = {known}"),
    "SEL1805": (
        "en översyn måste komma efter det som ses över",
        "ange en dag efter {day} eller en tidslängd",
    ),
    "SEL1806": (
        "versionen träder i kraft innan den utlovade tiden för att berätta om ändringar har gått",
        "in_force kan vara tidigast {day}, eller ändra changes.told.before",
    ),
    "SEL1901": ("{{{{ {name} }}}} nämner ingenting i beskrivningen", "{mend}"),
    "SEL1902": (
        "formen {form} av {word} är inte angiven",
        'lägg till "{word}" = {{ {form} = "…" }} i [forms.{language}]',
    ),
    "SEL1903": ("{{{{ stängs aldrig med }}}}", "stäng det eller skriv texten utan det"),
}

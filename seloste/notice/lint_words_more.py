"""The findings of ``catalogue_more`` in Finnish and Swedish; the English stands there."""

from __future__ import annotations

from typing import Final

FI: Final[dict[str, tuple[str, str]]] = {
    "SEL1905": (
        "{said} on pelkkä luku: mikään ei pidä sitä termien mukaisena",
        "kirjoita sen sijaan termi, esimerkiksi {{{{ keep.NIMI }}}}, tai jätä asia termin omalle lauseelle",
    ),
    "SEL1906": (
        "{said}: maa tekstissä voi olla ristiriidassa termien kanssa",
        "jätä se käsittelijöiden ja ylläpidon omille lauseille",
    ),
    "SEL1907": (
        "{said}: tekstissä mainittu laki voi huomenna olla toinen",
        "esittele se kohdassa [law] ja kirjoita {{{{ law.NIMI }}}}",
    ),
    "SEL1908": (
        "{said}: tekstissä oleva osoite jää vanhaksi, kun termi muuttuu",
        "kirjoita {{{{ controller.contact.mail }}}} tai {{{{ controller.address }}}}",
    ),
    "SEL1909": (
        "{said}: vastaanottajan nimi tekstissä",
        "kirjoita {{{{ processor.NIMI }}}} tai jätä se termin omalle lauseelle",
    ),
    "SEL1910": (
        "kielet eivät sano samoja termejä: {language} poikkeaa kohdassa {said}",
        "kirjoita samat termit tekstin jokaiselle kielelle",
    ),
    "SEL1911": (
        "pääte {said} on liimattu termiin",
        "pyydä muotoa: {{{{ {name} | gen }}}}, ja anna se kohdassa [forms.{language}]",
    ),
    "SEL2121": (
        "ei kerrota, että ennen peruuttamista tehty käsittely pysyy lainmukaisena",
        "sano se kohdan [right.withdraw] tekstissä",
    ),
    "SEL2124": (
        "{product} on palvelu, jota pidetään yhdessä sen tarjoajan kanssa, eikä yhteisrekisterinpidosta kerrota",
        'lisää [disclosure], jonka role on "joint controller", ja kerro, kumpi vastaa mistäkin',
    ),
    "SEL2125": (
        "ihmisryhmiä on {number}, eikä kerrota, kenen tietoja käytetään mihinkin",
        "nimeä ihmiset ja tiedot jokaisessa tarkoituksessa",
    ),
    "SEL2128": (
        "rekisterin nimestä ei näe, että siinä on myös {group}",
        "nimeä heidät siinä tai anna heille oma tarkoitus tietoineen",
    ),
    "SEL2136": (
        "{purpose} kohdentaa verkkomainontaa ihmisiin, eikä siihen kerrota suostumusta",
        'perusta se suostumukseen ("consent") ja kerro, kuka tiedot saa',
    ),
    "SEL2138": (
        "{data} kuuluu kyselyihin, joille ei kerrota tarkoitusta",
        "nimeä se jonkin tarkoituksen tiedoissa",
    ),
    "SEL2139": (
        "{data} voi sisältää vapaata tekstiä tai puhetta, eikä arkaluonteisista tiedoista puhuta",
        "kerro kohdan [category] tekstissä, mitä siihen ei pidä kirjoittaa",
    ),
    "SEL2140": ("käsittelijät ovat tietolähteiden joukossa kohdassa {at}", "anna käsittelijöille oma kohta"),
    "SEL2145": (
        "{recipient} on yhdessä kohdassa käsittelijä ja toisessa vastaanottaja",
        'lisää role = "processor" tai kerro, mikä muu se on',
    ),
    "SEL2147": (
        "{purpose} vaatii tilitoimiston, pankin tai verottajan, eikä ketään niistä kerrota",
        "nimeä ne käsittelijöinä tai vastaanottajina",
    ),
    "SEL2148": (
        "{said}: omistajuus sanotaan rekisterinpitäjän ja käsittelijän roolien sijasta",
        "anna jokaiselle vastaanottajalle rooli (role)",
    ),
    "SEL2150": (
        "mitään ei sanota siirrettävän, mutta käsittelijästä {processor} ei kerrota palvelimia eikä sitä, kuka niille pääsee",
        "lisää kohtaan entity servers ja parent, tai transfer ja copy",
    ),
    "SEL2155": ("{said} kerrotaan käsittelysopimuksen sijasta", "lisää jokaiselle käsittelijälle agreement"),
    "SEL2156": ("{said}: tätä sanaa kukaan ei voi tarkistaa", "kerro, mitä tehdään"),
    "SEL2158": (
        "tarkastusoikeus on vain tietojen katsomista, eikä jäljennöstä luvata",
        "kerro, että jäljennöksen saa, samoin tarkoitukset, vastaanottajat, lähteet ja ajat",
    ),
    "SEL2162": ("luvusta {number} ei kerrota, mikä se on", "kirjoita sen eteen, mikä se on"),
    "SEL2163": ("rekisterinpitäjällä on monta nimeä: {names}", "valitse yksi ja käytä sitä kaikkialla"),
    "SEL2164": ("{said} on kirjoitusvirhe", "korjaa se"),
    "SEL2165": ("{said} on kumotun lain sanastoa", "käytä nykyisen lain sanoja tai jätä se pois"),
    "SEL2169": (
        "{recipient} saa tietoja soittamista varten, mutta puhelinmarkkinoinnille ei kerrota tarkoitusta eikä kanavaa",
        "lisää tarkoitus ja [use.TARKOITUS.phone]",
    ),
    "SEL2301": (
        "{said}: palvelun käyttäminen ei ole suostumus eikä hyväksyntä",
        "jätä se pois tai pyydä suostumus erikseen",
    ),
    "SEL2302": (
        "{purpose} on suoramarkkinointia, eikä sen peruste voi olla {basis}",
        "käytä suostumusta, tai oikeutettua etua silloin, kun viestejä ei lähetetä",
    ),
    "SEL2306": ("{said} ei ole täällä voimassa oleva laki", "viittaa nykyiseen lakiin tai jätä se pois"),
    "SEL2307": (
        "{said}: maata, vastaanottajaa ja siirron perustetta ei kerrota",
        "nimeä vastaanottajat, maat ja transfer = {{ mechanism = … }}",
    ),
    "SEL2308": (
        "{said} ei ole enää voimassa, eikä siirto voi perustua siihen",
        "nimeä voimassa oleva peruste tai luovu siirrosta",
    ),
    "SEL2309": ("{said}: oikeutta rajataan enemmän kuin laki sallii", "jätä rajaus pois"),
    "SEL2310": (
        "{said}: henkilöllisyydestä vaaditaan enemmän kuin asia edellyttää",
        'kirjoita identity = "what we already hold"',
    ),
    "SEL2312": (
        "rekistereitä on useita, eikä kerrota, keiden tietoja tässä on",
        "lisää jokaiseen rekisteriin people",
    ),
    "SEL2313": ("luvattua luetteloa ei seuraa", "kirjoita kaksoispisteen jälkeen se, mitä luvataan"),
    "SEL2314": (
        "rekisterinpitäjää ei tavoita: tästä puuttuu {what}",
        "lisää osoite sekä sähköposti tai puhelinnumero",
    ),
    "SEL2315": ("selosteessa ei ole päivää", "lisää kohtaan version updated tai published"),
    "SEL2316": ("oikeutta {right} ei mainita", "lisää [right.{right}]"),
    "SEL2317": ("oikeusperustetta ei kerrota lainkaan", 'lisää jokaiseen tarkoitukseen basis = "…"'),
    "SEL2319": (
        "profilointi kielletään, mutta {name} on nimeltään sitä",
        "kerro, mitä tehdään, tai nimeä se toisin",
    ),
    "SEL2320": (
        "{said}: tieto, jolla ihmisen erottaa muista, ei ole anonyymi",
        "kutsu sitä pseudonyymiksi tai tunnisteeksi",
    ),
    "SEL2321": (
        "{said}: tällaisella varauksella aika ei pääty",
        "kerro, kuinka kauan enintään ja milloin poikkeus koskee",
    ),
    "SEL2323": (
        "tietosuojavastaava johtaa yritystä eikä voi valvoa sitä",
        "nimeä joku, joka ei päätä tietojen käsittelystä",
    ),
    "SEL2324": (
        "{said}: selaimen asetukset eivät ole valinta evästeistä",
        "pyydä suostumus, ennen kuin mitään tallennetaan",
    ),
    "SEL2325": (
        "{category} on kameravalvontaa, mutta tarkoitusta, perustetta tai aikaa ei kerrota",
        "nimeä se tarkoituksessa, jolla on peruste, ja anna sille aika",
    ),
    "SEL2326": (
        "{data} kertoo muista ihmisistä, joita ei kerrota ryhmänä",
        "lisää heille ryhmä ja kerro, miten he saavat tiedon",
    ),
    "SEL2327": (
        "{said}: tästä ei näe, kenelle tietoja luovutetaan ja miksi",
        "nimeä jokainen vastaanottaja käyttöineen",
    ),
    "SEL2328": (
        "{said} ei ole enää viranomaisen nimi tai osoite",
        "anna nykyinen nimi ja osoite",
    ),
    "SEL2329": (
        "{data} koskee rikoksia, eikä perustetta kerrota",
        "lisää kenttään ground tai jätä tieto pois",
    ),
    "SEL2330": ("{said}: silti vastaanottajia nimetään", "jätä väite tai vastaanottajat pois"),
    "SEL2331": ("{said}: tässä kerrottava jätetään toisen asiakirjaan", "kerro se tässä"),
    "SEL2332": (
        "samalla rekisterinpitäjällä on kaksi Y-tunnusta, toinen on {number}",
        "tarkista tunnus kaupparekisteristä",
    ),
    "SEL2333": ("{said}: ihmisryhmä jää avoimeksi", "nimeä jokainen ryhmä"),
    "SEL2334": (
        "ryhmään {group} kuuluminen kertoo terveydestä tai hoivan tarpeesta, eikä ehtoa kerrota",
        'lisää kenttiin special = "…" ja condition = "9(2)(…)"',
    ),
    "SEL2335": (
        "{data} on peräisin soveltuvuusarvioinnista, eikä suostumusta kerrota",
        "nimeä se tarkoituksessa, joka perustuu suostumukseen",
    ),
    "SEL2336": ("tätä ei sanota näillä kielillä: {languages}", "sano se jokaisella kielellä"),
    "SEL2338": (
        "{product} mainitaan, mutta sen tarjoaja ei ole käsittelijä eikä vastaanottaja",
        "lisää se kohtaan [processor]",
    ),
    "SEL2339": ("tietojen suojaamisesta ei kerrota", "lisää [measure]"),
    "SEL2343": (
        "tietoryhmiä ei kerrota, vaikka osa tiedoista saadaan muualta kuin ihmisiltä itseltään",
        "lisää [category]",
    ),
    "SEL2345": ("{said}: tietojen suojaamisen velvollisuudesta ei voi luopua ilmoituksella", "jätä se pois"),
}

SV: Final[dict[str, tuple[str, str]]] = {
    "SEL1905": (
        "{said} är ett blott tal: inget håller det lika med termerna",
        "skriv en term i stället, till exempel {{{{ keep.NAMN }}}}, eller låt termens egen mening säga det",
    ),
    "SEL1906": (
        "{said}: ett land i löpande text kan motsäga termerna",
        "låt biträdenas och driftens egna meningar säga det",
    ),
    "SEL1907": (
        "{said}: en lag i löpande text kan vara en annan i morgon",
        "ange den i [law] och skriv {{{{ law.NAMN }}}}",
    ),
    "SEL1908": (
        "{said}: en adress i löpande text blir kvar när termen ändras",
        "skriv {{{{ controller.contact.mail }}}} eller {{{{ controller.address }}}}",
    ),
    "SEL1909": (
        "{said}: en mottagares namn i löpande text",
        "skriv {{{{ processor.NAMN }}}} eller låt termens egen mening säga det",
    ),
    "SEL1910": (
        "språken säger inte samma termer: {language} avviker med {said}",
        "skriv samma termer på varje språk i texten",
    ),
    "SEL1911": (
        "ändelsen {said} är fastklistrad vid en term",
        "be om formen: {{{{ {name} | gen }}}}, och ange den i [forms.{language}]",
    ),
    "SEL2121": (
        "det sägs inte att behandling före återkallelsen förblir laglig",
        "säg det i texten i [right.withdraw]",
    ),
    "SEL2124": (
        "{product} drivs tillsammans med den som erbjuder tjänsten, men gemensamt ansvar nämns inte",
        'lägg till en [disclosure] med role "joint controller" och säg vem som ansvarar för vad',
    ),
    "SEL2125": (
        "{number} grupper av människor, och det sägs inte vems uppgifter som används till vad",
        "nämn människor och uppgifter i varje ändamål",
    ),
    "SEL2128": (
        "registrets namn döljer {group}",
        "nämn dem i det eller ge dem ett eget ändamål med dess uppgifter",
    ),
    "SEL2136": (
        "{purpose} riktar annonser på nätet till människor, men inget samtycke anges",
        'låt det vila på samtycke ("consent") och nämn vem som får uppgifterna',
    ),
    "SEL2138": (
        "{data} hör till undersökningar, för vilka inget ändamål anges",
        "nämn den bland ett ändamåls uppgifter",
    ),
    "SEL2139": (
        "{data} kan innehålla fri text eller fritt tal, men känsliga uppgifter nämns inte",
        "säg i texten i [category] vad som inte ska skrivas där",
    ),
    "SEL2140": ("biträdena står bland källorna i punkt {at}", "ge biträdena en egen punkt"),
    "SEL2145": (
        "{recipient} är biträde i en punkt och mottagare i en annan",
        'lägg till role = "processor" eller säg vad den annars är',
    ),
    "SEL2147": (
        "{purpose} kräver en bokförare, en bank eller skattemyndigheten, men ingen av dem nämns",
        "nämn dem som biträden eller mottagare",
    ),
    "SEL2148": (
        "{said}: äganderätt nämns i stället för rollerna personuppgiftsansvarig och biträde",
        "ge varje mottagare en roll (role)",
    ),
    "SEL2150": (
        "inget sägs överföras, men för {processor} anges varken servrar eller vem som når dem",
        "lägg till servers och parent i entity, eller transfer med copy",
    ),
    "SEL2155": ("{said} nämns i stället för ett biträdesavtal", "lägg till agreement för varje biträde"),
    "SEL2156": ("{said}: det ordet kan ingen pröva", "säg i stället vad som görs"),
    "SEL2158": (
        "insyn beskrivs som att se uppgifterna, och ingen kopia utlovas",
        "säg att man får en kopia, och ändamål, mottagare, källor och tider",
    ),
    "SEL2162": ("{number} står utan ett ord om vilket nummer det är", "skriv före det vad det är"),
    "SEL2163": ("den personuppgiftsansvariga har flera namn: {names}", "välj ett och använd det överallt"),
    "SEL2164": ("{said} är ett skrivfel", "rätta det"),
    "SEL2165": ("{said} hör till en upphävd lag", "använd dagens lags ord eller lämna bort det"),
    "SEL2169": (
        "{recipient} får uppgifter för samtal, men inget ändamål och ingen kanal för telefonmarknadsföring anges",
        "lägg till ändamålet med [use.ÄNDAMÅL.phone]",
    ),
    "SEL2301": (
        "{said}: att använda en tjänst är varken samtycke eller godkännande",
        "lämna bort det eller be om samtycke för sig",
    ),
    "SEL2302": (
        "{purpose} är direktmarknadsföring och kan inte vila på {basis}",
        "använd samtycke, eller intresse där inga meddelanden skickas",
    ),
    "SEL2306": ("{said} är ingen lag som gäller här", "hänvisa till dagens lag eller lämna bort det"),
    "SEL2307": (
        "{said}: varken land, mottagare eller grunden för överföringen anges",
        "nämn varje mottagare med land och transfer = {{ mechanism = … }}",
    ),
    "SEL2308": (
        "{said} gäller inte längre och bär ingen överföring",
        "nämn en grund som gäller eller avstå från överföringen",
    ),
    "SEL2309": ("{said}: en rättighet begränsas mer än lagen tillåter", "lämna bort begränsningen"),
    "SEL2310": (
        "{said}: mer identitetsbevis än ärendet kräver",
        'skriv identity = "what we already hold"',
    ),
    "SEL2312": (
        "det finns flera register, och vems uppgifter som finns i detta sägs inte",
        "lägg till people i varje register",
    ),
    "SEL2313": ("det som utlovas följer inte", "skriv det som ska följa efter kolonet"),
    "SEL2314": (
        "den personuppgiftsansvariga går inte att nå: här saknas {what}",
        "lägg till adressen samt e-post eller telefon",
    ),
    "SEL2315": ("beskrivningen har ingen dag", "lägg till updated eller published i version"),
    "SEL2316": ("rätten {right} nämns inte", "lägg till [right.{right}]"),
    "SEL2317": ("ingen rättslig grund anges alls", 'lägg till basis = "…" i varje ändamål'),
    "SEL2319": (
        "profilering förnekas, men {name} kallas så",
        "säg vad som görs eller kalla det vad det är",
    ),
    "SEL2320": (
        "{said}: det som skiljer ut en människa är inte anonymt",
        "kalla det pseudonym eller identifierare",
    ),
    "SEL2321": (
        "{said}: en tid med ett sådant förbehåll tar inte slut",
        "säg hur länge högst, och när undantaget gäller",
    ),
    "SEL2323": (
        "dataskyddsombudet leder företaget och kan inte övervaka det",
        "utse någon som inte bestämmer om behandlingen",
    ),
    "SEL2324": (
        "{said}: webbläsarens inställningar är inget val om kakor",
        "be om samtycke innan något lagras",
    ),
    "SEL2325": (
        "{category} är kameraövervakning, men ändamål, grund eller tid anges inte",
        "nämn den i ett ändamål som har en grund, och ge den en tid",
    ),
    "SEL2326": (
        "{data} berättar om andra människor, som inte är någon grupp här",
        "lägg till en grupp för dem och säg hur de informeras",
    ),
    "SEL2327": (
        "{said}: av detta framgår inte till vem uppgifter lämnas ut och varför",
        "nämn varje mottagare med dess användning",
    ),
    "SEL2328": (
        "{said} är inte längre myndighetens namn eller adress",
        "ange dagens namn och adress",
    ),
    "SEL2329": (
        "{data} gäller brott, och ingen grund anges",
        "lägg till ground i fältet eller lämna bort uppgiften",
    ),
    "SEL2330": ("{said}: ändå nämns mottagare", "lämna bort påståendet eller mottagarna"),
    "SEL2331": ("{said}: det som ska sägas här lämnas till någon annans dokument", "säg det här"),
    "SEL2332": (
        "samma personuppgiftsansvariga har två FO-nummer, ett av dem är {number}",
        "kontrollera numret i handelsregistret",
    ),
    "SEL2333": ("{said}: gruppen av människor lämnas öppen", "nämn varje grupp"),
    "SEL2334": (
        "att höra till {group} säger något om hälsa eller vårdbehov, och inget villkor anges",
        'lägg till special = "…" och condition = "9(2)(…)" i fälten',
    ),
    "SEL2335": (
        "{data} kommer från ett lämplighetstest, och inget samtycke anges",
        "nämn den i ett ändamål som vilar på samtycke",
    ),
    "SEL2336": ("det här sägs inte på {languages}", "säg det på varje språk"),
    "SEL2338": (
        "{product} nämns, men den som driver tjänsten är varken biträde eller mottagare här",
        "lägg till den i [processor]",
    ),
    "SEL2339": ("det sägs inte hur uppgifterna skyddas", "lägg till [measure]"),
    "SEL2343": (
        "inga kategorier av uppgifter anges, fast en del inte kommer från människorna själva",
        "lägg till [category]",
    ),
    "SEL2345": ("{said}: skyldigheten att skydda uppgifter kan ingen avsäga sig", "lämna bort det"),
}

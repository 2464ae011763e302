"""For each rule N the one thing of the public notice that mends it: text as it stands, and as it then reads."""

from __future__ import annotations

CONSENT = 'basis     = ["consent", "interest"]'
ENTITY = 'name = "Yritys Esimerkki Oy", seat = "FI", servers = ["FI"]'
PRODUCTS = ("Google", "Odoo", "Facebook", "Leadfeeder", "LinkedIn", "Slack", "MailChimp")
OTHERS = ("colleague   ", "registers   ", "trade_register", "other_registers", "own_site    ")
PARTNERS = ("partners", "telemarketer", "outsiders")

HEAD = 'languages = ["fi"]\n'

MENDS: dict[str, tuple[tuple[str, str], ...]] = {
    "SEL2101": tuple(
        (f'{{ product = "{name}" }}', f'{{ product = "{name}" }}\ntransfer = {{ mechanism = "scc-2021" }}')
        for name in PRODUCTS if name not in ("Odoo", "Leadfeeder")
    ),
    "SEL2102": (
        ('quote.fi = "vain niin kauan kuin on tarpeellista"\n', ""),
        ("niin kauan kuin käsittelyn tarkoitus vaatii", "kaksi vuotta"),
        ('title.fi = "Yhteystiedot"', 'title.fi = "Yhteystiedot"\nkeep = "24 months after relation.ended"'),),
    "SEL2103": (("[right.rectify]", '[right.restrict]\ntitle.fi = "Rajoittaminen"\n[right.rectify]'),),
    "SEL2104": (('title.fi = "Kielto-oikeus"', 'title.fi = "Kielto-oikeus"\nset_apart = true'),),
    "SEL2105": (
        ('title.fi = "Palveluihin liittyvät asiakassuhteet"', 'title.fi = "Suhteet"\ninterest.fi = "suhteen hoito"'),
        ('title.fi  = "Markkinointi ja sen kohdentaminen"', 'title.fi = "Markkinointi"\ninterest.fi = "kertominen"'),
        (CONSENT, f'{CONSENT}\ninterest.fi = "uutiset"'),
    ),
    "SEL2106": (('people   = ["applicant"]', 'people   = ["applicant"]\nbasis = "steps before a contract for applicant"'),),
    "SEL2107": (
        ('title.fi = "Palvelut"', 'title.fi = "Palvelut"\nbasis = "contract for customer"'),
        ('title.fi = "Liiketoiminta"', 'title.fi = "Liiketoiminta"\nbasis = "interest for customer"'),
        ('title.fi  = "Suoramarkkinointi"', 'title.fi = "Suoramarkkinointi"\nbasis = "interest"'),
    ),
    "SEL2108": (('title.fi = "Palvelut"', 'title.fi = "Palvelut"\ndata = ["contact"]'),),
    "SEL2109": (
        ('title.fi = "Palvelut"', 'title.fi = "Palvelut"\ndata = ["calls"]'),
        ('title.fi = "Puhelutiedot"', 'title.fi = "Puhelutiedot"\nkeep = "6 months after obtained"'),
    ),
    "SEL2110": ((CONSENT, f'{CONSENT}\ndata = ["behaviour"]'),),
    "SEL2111": (
        ('form     = "written and signed"\n', ""),
        ('quote.fi = "kirjallisesti ja allekirjoitettuna edellä', 'quote.fi = "edellä'),
    ),
    "SEL2112": ((HEAD, f'{HEAD}profiling = "none"\n'),),
    "SEL2113": (('title.fi = "Yhteystiedot"', 'title.fi = "Yhteystiedot"\nrequired = { name = "contract" }'),),
    "SEL2114": (("open = true, ", ""), (" tai muista vastaavista julkisista ja yksityisistä rekistereistä", "")),
    "SEL2115": tuple(
        (f'entity = {{ product = "{name}" }}', f'entity = {{ product = "{name}" }}\ntask.fi = "palvelu"')
        for name in PRODUCTS
    ),
    "SEL2116": tuple((f"[disclosure.{name}]", f'[disclosure.{name}]\nrole = "processor"') for name in PARTNERS),
    "SEL2117": ((CONSENT, 'basis = ["consent", "existing_customer for customer"]'),),
    "SEL2118": (('quote.fi = "tietosuojaviranomaiselle"', 'authority = "fi-tsv"'),),
    "SEL2119": (('ways     = ["post", "desk"]', 'ways     = ["post", "desk", "mail"]'),),
    "SEL2120": (('because  = ["palv', 'told = { what = "material", by = ["mail"] }\nbecause = ["palv'),),
    "SEL2122": (('business_id = "2349368-8"', 'business_id = "2349368-8"\nofficer = "none"'),),
    "SEL2123": tuple((f"{name} = {{ at", f'{name} = {{ uses = ["services"], at') for name in OTHERS),
    "SEL2126": (("[use.newsletter.email]\n", '[use.newsletter.email]\nwithdraw = ["own page"]\n'),),
    "SEL2127": ((CONSENT, f'{CONSENT}\ndata = ["marketing.tracking"]'),),
    "SEL2129": (('people    = ["customer", "prospect"]',
                 'people = ["customer", "prospect", "customer_rep", "partner_rep", "provider_rep", "subcontractor_rep"]'),),
    "SEL2130": (('fields   = ["history", "recording"]', 'fields   = ["history", "recording", "application"]'),),
    "SEL2131": (
        (', "… muu vastaava tilanne, jossa tarvitaan yhteystietoja"', ""),
        ('quote.fi = "muuhun vastaavaan tilanteeseen, jossa tarvitsemme yhteystietoja"\n', ""),
    ),
    "SEL2132": (('basis    = "contract"\n', 'basis    = "contract for customer"\n'),),
    "SEL2133": ((CONSENT, 'basis = ["consent for prospect", "interest for customer"]'),),
    "SEL2134": (('basis    = "interest"\n', 'basis    = ["interest", "consent"]\n'),),
    "SEL2135": (('hedge    = "kuten"\n', ""),),
    "SEL2137": tuple((end, "") for end in (
        "esim. uutiskirjeiden", "muun muassa ", ', "… tms."', ', "… muut asiakassuhteen yksilöivät tiedot"', ', "… muut asiointitiedot"', ', "… esim."',
        ', "… esimerkiksi"')),
    "SEL2141": tuple((f'{{ product = "{name}" }}', f'{{ product = "{name}", {ENTITY} }}') for name in PRODUCTS),
    "SEL2142": (('entity = { product = "Leadfeeder" }', 'entity = { product = "Leadfeeder" }\ntask.fi = "tunnistus"'),),
    "SEL2143": tuple((f"{name} = {{ at", f'{name} = {{ tell = "within 1 month", at') for name in OTHERS),
    "SEL2144": (('title.fi = "Yhteystiedot"', 'title.fi = "Yhteystiedot"\nsources = ["self"]'),),
    "SEL2146": tuple((f"[disclosure.{name}]", f'[disclosure.{name}]\ndata = ["contact"]') for name in PARTNERS),
    "SEL2149": (("updated = 2022-10-06", "updated = 2023-10-06"),),
    "SEL2151": (
        ('shape    = "to be set"\n', ""), ("tietoja määritellään, ja", "tietoja ovat liitteessä, ja"),
        ('quote.fi = "poistoajat ja -käytännöt määritellään"\n', ""),
    ),
    "SEL2152": (('shape    = "no end"\n', ""),),
    "SEL2153": (('shape    = "review"', 'shape    = "review"\nperiod = "12 months after activity"'),),
    "SEL2154": (('shape    = "by law"', 'shape = "by law"\nlaw = "accounting 2:10"\nperiod = "6 years after obtained"'),),
    "SEL2157": (('hedge    = "tietyissä tilanteissa"', 'text.fi = "Kun tietoa ei enää tarvita."'),) * 2,
    "SEL2159": (('against  = ["suoramainonta"', 'marketing = "always"\nagainst  = ["suoramainonta"'),),
    "SEL2160": (('form     = "written and signed"', 'form = "written and signed"\nanswer = "1 month"'),),
    "SEL2161": (('mail = "tuomo.aura@avoin.systems"', 'mail = "tietosuoja@avoin-systems.example"'),),
    "SEL2166": (("updated = 2022-10-06", "updated = 2025-10-06"),),
    "SEL2167": (("updated = 2022-10-06", "number = 1, updated = 2022-10-06"),),
    "SEL2168": (('services = "all"\n', ""),),
    "SEL2121": (("keinosta viitataan selosteen loppuun", "aiempi käsittely pysyy lainmukaisena"),),
    "SEL2124": (("[disclosure.partners]", '[disclosure.network]\nrole = "joint controller"\nuses = ["newsletter.email"]\ntitle.fi = "Verkosto"\n[disclosure.partners]'),),
    "SEL2125": (('people   = ["applicant"]', 'people   = ["applicant"]\ndata = ["contact"]'),),
    "SEL2128": (("asiakas- ja markkinointirekisteri", "asiakas-, toimittaja- ja työnhakijarekisteri sekä palveluntarjoajat"),),
    "SEL2136": (('title.fi  = "Suoramarkkinointi"', 'title.fi  = "Suoramarkkinointi"\nbasis = "consent"'),),
    "SEL2138": (('acts     = ["suunnittelu", "kehitys"]', 'acts     = ["suunnittelu", "kehitys", "kyselyt"]'),),
    "SEL2139": (("käyttötarkoituksille.", "käyttötarkoituksille. Älä kirjoita terveydestäsi."),),
    "SEL2140": (*((f'[processor.{name}]\nat     = "6"', f'[processor.{name}]\nat     = "6.3"') for name in
                     ("google", "odoo", "facebook", "leadfeeder", "linkedin", "slack", "mailchimp")), ('[processor.marketers]\nat       = "6"', '[processor.marketers]\nat       = "6.3"')),
    "SEL2145": (("[disclosure.outsiders]", '[disclosure.outsiders]\nrole = "processor"'),),
    "SEL2147": (('entity = { product = "Odoo" }', 'entity = { product = "Odoo" }\ntask.fi = "laskutus"'),),
    "SEL2148": (("Tietojen omistajuus ei siirry ulkopuolisille, eikä", "Ulkopuoliset toimivat puolestamme, eikä"),),
    "SEL2150": (*((f'{{ product = "{name}" }}', f'{{ product = "{name}", servers = ["FI"] }}') for name in PRODUCTS), ("[processor.marketers]", '[processor.marketers]\nentity = { servers = ["FI"] }')),
    "SEL2155": (("salassapitosopimukset kaikkien tietojen", "käsittelysopimukset kaikkien tietojen"),),
    "SEL2156": (
        ("tietoturvalliset palvelinratkaisut", "salatut palvelimet"), ("turvalliset laitteet", "salatut laitteet"),
        ("asianmukainen kulunvalvonta", "kulunvalvonta"), ("huolellinen valinta", "valinta"),
    ),
    "SEL2158": (("jotka on tallennettu rekisteriin.", "jotka on tallennettu rekisteriin, ja saa jäljennöksen."),),
    "SEL2162": (("Helsinki 2349368-8 Yhteyshenkilö", "Helsinki Y-tunnus 2349368-8 Yhteyshenkilö"),),
    "SEL2163": (
        ("Käsittely asiakassuhteen hoitoon ja markkinointiin perustuu yhtiön", "Käsittely perustuu yrityksen"),
        ("kun yhtiön tuote", "kun yrityksen tuote"), ("Yhtiö seuraa", "Yritys seuraa"),
        ('fi = "yhtiön verkkosivut"', 'fi = "yrityksen verkkosivut"'),
    ),
    "SEL2164": (("muut asiointiedot", "muut asiointitiedot"),),
    "SEL2165": (("hyvä tietojenkäsittelytapa", "tietosuojalaki"),),
    "SEL2169": (('acts     = ["suunnittelu", "kehitys"]', 'acts     = ["suunnittelu", "kehitys", "puhelinmarkkinointi"]'),),
}  # fmt: skip

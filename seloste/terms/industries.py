"""What the codes of the industrial classification TOL 2008 begin with: its divisions by section, with their names.

Statistics Finland's classification (TOL 2008, the Finnish version of NACE Rev. 2): sections A to U, and the
two-digit divisions of each.
"""

from __future__ import annotations

from typing import Final

_SECTIONS: Final[tuple[tuple[str, int, int, tuple[str, str, str]], ...]] = (
    ("A", 1, 3, ("maatalous, metsätalous ja kalatalous", "jordbruk, skogsbruk och fiske", "agriculture, forestry and fishing")),
    ("B", 5, 9, ("kaivostoiminta ja louhinta", "utvinning av mineral", "mining and quarrying")),
    ("C", 10, 33, ("teollisuus", "tillverkning", "manufacturing")),
    ("D", 35, 35, ("sähkö-, kaasu- ja lämpöhuolto", "försörjning av el, gas och värme", "electricity, gas and heat supply")),
    ("E", 36, 39, ("vesihuolto, viemäri- ja jätevesihuolto, jätehuolto", "vattenförsörjning, avlopp och avfall", "water supply, sewerage and waste management")),
    ("F", 41, 43, ("rakentaminen", "byggverksamhet", "construction")),
    ("G", 45, 47, ("tukku- ja vähittäiskauppa", "parti- och detaljhandel", "wholesale and retail trade")),
    ("H", 49, 53, ("kuljetus ja varastointi", "transport och magasinering", "transportation and storage")),
    ("I", 55, 56, ("majoitus- ja ravitsemistoiminta", "hotell- och restaurangverksamhet", "accommodation and food service")),
    ("J", 58, 63, ("informaatio ja viestintä", "informations- och kommunikationsverksamhet", "information and communication")),
    ("K", 64, 66, ("rahoitus- ja vakuutustoiminta", "finans- och försäkringsverksamhet", "financial and insurance activities")),
    ("L", 68, 68, ("kiinteistöalan toiminta", "fastighetsverksamhet", "real estate activities")),
    ("M", 69, 75, ("ammatillinen, tieteellinen ja tekninen toiminta", "verksamhet inom juridik, ekonomi, vetenskap och teknik", "professional, scientific and technical activities")),
    ("N", 77, 82, ("hallinto- ja tukipalvelutoiminta", "uthyrning, fastighetsservice och stödtjänster", "administrative and support service activities")),
    ("O", 84, 84, ("julkinen hallinto ja maanpuolustus", "offentlig förvaltning och försvar", "public administration and defence")),
    ("P", 85, 85, ("koulutus", "utbildning", "education")),
    ("Q", 86, 88, ("terveys- ja sosiaalipalvelut", "vård och omsorg", "human health and social work activities")),
    ("R", 90, 93, ("taiteet, viihde ja virkistys", "kultur, nöje och fritid", "arts, entertainment and recreation")),
    ("S", 94, 96, ("muu palvelutoiminta", "annan serviceverksamhet", "other service activities")),
    ("T", 97, 98, ("kotitalouksien toiminta työnantajina", "förvärvsarbete i hushåll", "activities of households as employers")),
    ("U", 99, 99, ("kansainvälisten organisaatioiden toiminta", "verksamhet vid internationella organisationer", "activities of international organisations")),
)  # fmt: skip
_LANGUAGES: Final = ("fi", "sv", "en")


def section_of(code: str, language: str) -> str:
    """The name of the section to which a code belongs; empty for one that has none. ``language``: fi, sv or en."""
    for letter, first, last, names in _SECTIONS:
        if code == letter or (code[:2].isdigit() and len(code) > 1 and first <= int(code[:2]) <= last):
            return names[_LANGUAGES.index(language)]
    return ""

"""Countries as people write them in addresses, in Finnish, Swedish and English."""

from __future__ import annotations

_NAMES: dict[str, str] = {
    "FI": "finland suomi fin",
    "AX": "åland ahvenanmaa ala",
    "SE": "sweden ruotsi sverige swe",
    "NO": "norway norja norge nor",
    "DK": "denmark tanska danmark dnk",
    "IS": "iceland islanti island isl",
    "EE": "estonia viro estland est",
    "LV": "latvia lettland lva",
    "LT": "lithuania liettua litauen ltu",
    "DE": "germany saksa tyskland deutschland deu",
    "NL": "netherlands alankomaat nederländerna nederland nld",
    "FR": "france ranska frankrike fra",
    "ES": "spain espanja spanien esp",
    "IT": "italy italia italien ita",
    "PL": "poland puola polen pol",
    "AT": "austria itävalta österrike aut",
    "BE": "belgium belgia belgien bel",
    "IE": "ireland irlanti irland irl",
    "GB": "uk gbr britannia storbritannien",
    "US": "usa yhdysvallat",
}
_CODES = {name: code for code, names in _NAMES.items() for name in (code.lower(), *names.split())}
_CODES |= {"united kingdom": "GB", "united states": "US", "the netherlands": "NL"}


def country_code(text: str) -> str | None:
    """The two letters (ISO 3166) of a country by its name or code, or None when it isn't known."""
    return _CODES.get(text.strip().casefold())

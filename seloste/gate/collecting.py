"""Before data come in: does the notice let this source bring this field in? (R5.0a, R6.2a)

The doors of the database ask the same again; a face asks here first, to say no in the notice's words.
"""

from __future__ import annotations

from datetime import datetime

from seloste.notice.policy import Clause, Policy
from seloste.terms.decision import Decision, Lawful, Reason, Refused

_NO_SOURCE = {
    "fi": "Selosteessa ei ole tätä lähdettä.",
    "sv": "Dataskyddsbeskrivningen har ingen sådan källa.",
    "en": "The notice names no such source.",
}
_NO_FIELD = {
    "fi": "Selosteen mukaan tästä lähteestä ei kerätä tätä tietoa.",
    "sv": "Enligt dataskyddsbeskrivningen samlas denna uppgift inte in från den här källan.",
    "en": "By the notice, this is not collected from this source.",
}
_CLIENTS = {
    "fi": "Selosteen mukaan nämä tiedot kuuluvat asiakkaalle, jonka lukuun niitä käsitellään, eikä niitä tallenneta tähän rekisteriin.",
    "sv": "Enligt beskrivningen tillhör uppgifterna en kund för vars räkning de behandlas, och de sparas inte i det här registret.",
    "en": "By the notice, this belongs to a client for whom it is processed, and is not stored in this register.",
}
_UNSAID = {
    "fi": "Seloste ei kerro, mistä tämä tieto saadaan tai mihin sitä käytetään, joten sitä ei kerätä.",
    "sv": "Beskrivningen berättar inte varifrån denna uppgift fås eller vad den används till, så den samlas inte in.",
    "en": "The notice does not say where this comes from or for what it is used, so it is not collected.",
}


def collect(
    policy: Policy, source: str, category: str, field: str, at: datetime, use: str | None = None
) -> Decision:
    """May ``category.field`` come in from ``source``, under ``use`` or any use of the notice?"""
    named = next((one for one in policy.sources if one.name == source), None)
    if named is None:
        return _no(policy, at, Clause(f"source.{source}", "", {}), _NO_SOURCE, "undeclared_source")
    if named.client:
        return _no(policy, at, named.clause, _CLIENTS, "clients_data")
    if any(
        (may.source, may.category, may.field) == (source, category, field) and use in (None, may.use)
        for may in policy.collects
    ):
        reason = Reason(
            named.clause.path, named.clause.section, named.clause.sentence, "GDPR 5(1)(b)-(c)", "declared"
        )
        return Lawful((reason,), policy.version, at)
    told = next((c for c in policy.categories if c.name == category and field in c.fields), None)
    if told and not any((may.category, may.field) == (category, field) for may in policy.collects):
        return _no(policy, at, told.clause, _UNSAID, "unsaid")
    return _no(policy, at, named.clause, _NO_FIELD, "undeclared_field")


def _no(policy: Policy, at: datetime, clause: Clause, words: dict[str, str], code: str) -> Refused:
    said = {language: words.get(language, words["en"]) for language in policy.languages}
    return Refused((Reason(clause.path, clause.section, said, "GDPR 5(1)(c)", code),), policy.version, at)

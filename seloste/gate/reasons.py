"""Decisions in the words of the notice: each reason is the sentence that decides, in every language."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from seloste.gate.facts import GroundFact
from seloste.notice.policy import Clause, Rule
from seloste.terms.decision import Lawful, Reason, Refused

if TYPE_CHECKING:
    from seloste.gate.decide import Question

LAW = {
    "restricted": "GDPR 18(2)",
    "prohibited": "M1; GDPR 21(2)-(3); 917/2014 § 200",
    "objected": "GDPR 21(1)",
    "undeclared_use": "GDPR 5(1)(b)",
    "unsaid": "GDPR 13, 14",
    "no_ground": "GDPR 6(1)",
    "undeliverable": "GDPR 5(1)(d)",
    "period_ended": "GDPR 5(1)(e)",
    "period_unsaid": "GDPR 13(2)(a)",
    "unknown_person": "GDPR 6(1)",
    "no_address": "GDPR 6(1)",
    "suppressed": "M1; GDPR 21(3)",
    "nothing_published": "GDPR 13, 14",
    "waits": "GDPR 5(1)(a)",
}

WORDS: dict[str, dict[str, str]] = {
    "restricted": {
        "fi": "Tietojen käsittely on rajoitettu, joten tietoja vain säilytetään.",
        "sv": "Behandlingen är begränsad, så uppgifterna bara lagras.",
        "en": "Processing is restricted, so the data are only stored.",
    },
    "prohibited": {
        "fi": "Hän on kieltänyt tämän {since}.",
        "sv": "Personen har förbjudit detta {since}.",
        "en": "The person has forbidden this on {since}.",
    },
    "objected": {
        "fi": "Hän on vastustanut oikeutettuun etuun perustuvaa käsittelyä {since}.",
        "sv": "Personen har {since} invänt mot behandling som grundar sig på berättigat intresse.",
        "en": "The person has objected to processing based on legitimate interest on {since}.",
    },
    "undeclared_use": {
        "fi": "Selosteessa ei ole tällaista käyttöä.",
        "sv": "Dataskyddsbeskrivningen har ingen sådan användning.",
        "en": "The notice names no such use.",
    },
    "no_ground": {
        "fi": "Käytölle ei ole voimassa olevaa perustetta.",
        "sv": "Det finns ingen gällande grund för användningen.",
        "en": "There is no ground in force for this use.",
    },
    "ended": {
        "fi": "Peruste päättyi {since}, eikä uutta ole.",
        "sv": "Grunden upphörde {since} och ingen ny finns.",
        "en": "The ground ended on {since}, and there is no new one.",
    },
    "withdrawn": {
        "fi": "Hän peruutti suostumuksensa {since}, eikä ole antanut uutta.",
        "sv": "Personen återkallade sitt samtycke {since} och har inte gett något nytt.",
        "en": "The person withdrew the consent on {since} and has given no new one.",
    },
    "undeliverable": {
        "fi": "Osoitteeseen ei enää saa viestejä perille. Sitä ei käytetä, ennen kuin hän antaa sen uudelleen.",
        "sv": "Adressen når inte längre fram. Den används inte förrän personen ger den på nytt.",
        "en": "The address no longer reaches anybody. It is not used until the person gives it anew.",
    },
    "period_ended": {
        "fi": "Tietojen säilytysaika on päättynyt.",
        "sv": "Uppgifternas lagringstid har löpt ut.",
        "en": "The retention period has ended.",
    },
    "period_unsaid": {
        "fi": "Seloste ei kerro, kuinka kauan näitä tietoja säilytetään, joten niitä ei käytetä.",
        "sv": "Beskrivningen berättar inte hur länge dessa uppgifter sparas, så de används inte.",
        "en": "The notice does not say how long these data are kept, so they are not used.",
    },
    "unknown_person": {
        "fi": "Rekisterissä ei ole tällaista ihmistä.",
        "sv": "Registret innehåller ingen sådan person.",
        "en": "The register holds no such person.",
    },
    "no_address": {
        "fi": "Rekisterissä ei ole osoitetta, jota tähän saisi käyttää.",
        "sv": "Registret har ingen adress som får användas för detta.",
        "en": "The register holds no address that may be used for this.",
    },
    "waits": {
        "fi": "Aika on muuttanut perusteita, ja rekisteri laskee ne juuri uudelleen. Siihen asti vastaus on ei.",
        "sv": "Tiden har ändrat grunderna och registret räknar dem på nytt. Tills dess är svaret nej.",
        "en": "Time has changed the grounds, and the register is deriving them anew. Until then the answer is no.",
    },
    "suppressed": {
        "fi": "Tätä osoitetta koskee kielto.",
        "sv": "Det finns ett förbud för den här adressen.",
        "en": "There is a refusal for this address.",
    },
    "nothing_published": {
        "fi": "Selostetta ei ole julkaistu, joten kaikki on kiinni.",
        "sv": "Ingen dataskyddsbeskrivning är publicerad, så allt är stängt.",
        "en": "No notice is published, so everything is closed.",
    },
}


def lawful(asked: Question, rule: Rule) -> Lawful:
    """The rule's own sentence, and the use's."""
    clause = rule.clause
    reasons = [_reason(clause, clause.sentence, rule.law, rule.basis.name.lower())]
    term = asked.term
    if term is not None and term.clause.sentence != clause.sentence:
        reasons.append(_reason(term.clause, term.clause.sentence, rule.law, "declared"))
    return Lawful(tuple(reasons), asked.policy.version, asked.at)


def refused(
    asked: Question, code: str, *, since: datetime | None = None, ended: GroundFact | None = None
) -> Refused:
    """What stands against it in the program's words, then the sentence of the notice behind it."""
    shown, when = code, since
    if code == "unsaid":
        return _unsaid(asked)
    if ended is not None:
        shown, when = ("withdrawn" if ended.why_ended == "withdrawn" else "ended"), ended.ended
    clause = _clause(asked, code)
    reasons = [_reason(clause, _said(asked, shown, when), LAW[code], code)]
    if clause.sentence:
        reasons.append(_reason(clause, clause.sentence, LAW[code], "notice"))
    return Refused(tuple(reasons), asked.policy.version, asked.at)


def _unsaid(asked: Question) -> Refused:
    """A notice that was published despite its errors: it is told what it does not say."""
    term = asked.term
    clause, said = (term.clause, term.shut) if term else (Clause(f"use.{asked.use}", "", {}), {})
    reason = _reason(clause, said, LAW["unsaid"], "unsaid")
    return Refused((reason,), asked.policy.version, asked.at)


def _said(asked: Question, code: str, since: datetime | None) -> dict[str, str]:
    local = since.astimezone(ZoneInfo(asked.policy.time_zone)) if since else None
    return {
        language: WORDS[code]
        .get(language, WORDS[code]["en"])
        .format(since=_day(local, language))
        .replace(" .", ".")
        for language in asked.policy.languages
    }


def _day(when: datetime | None, language: str) -> str:
    if when is None:
        return ""
    if language == "en":
        return f"{when.day} {when:%B} {when.year}"
    return f"{when.day}.{when.month}.{when.year}"


def _clause(asked: Question, code: str) -> Clause:
    term = asked.term
    if code in ("prohibited", "objected", "suppressed"):
        return asked.policy.prohibition_clause
    if code in ("period_ended", "period_unsaid"):
        return next((k.clause for k in asked.policy.keeps if k.category == "contact"), Clause("", "", {}))
    if term is not None:
        return term.clause
    return Clause(f"use.{asked.use}", "", {})


def _reason(clause: Clause, sentence: dict[str, str], law: str, code: str) -> Reason:
    return Reason(clause.path, clause.section, sentence, law, code)

"""Before data go out: a processor outside the transfer stance is refused, whoever asks (R8.1a, R6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from seloste.engine.connect import Connection
from seloste.gate.processors import outside_stance
from seloste.notice.policy import Clause, Policy, Processor
from seloste.terms.decision import Decision, Lawful, Reason, Refused

_WORDS = {
    "undeclared_processor": {
        "fi": "Selosteessa ei ole tätä tietojen käsittelijää.",
        "sv": "Dataskyddsbeskrivningen nämner inget sådant personuppgiftsbiträde.",
        "en": "The notice names no such processor.",
    },
    "outside_stance": {
        "fi": "Käsittelijän paikka ({place}) on EU:n ja Euroopan talousalueen ulkopuolella, eikä siirrolle ole perustetta selosteessa.",
        "sv": "Biträdets plats ({place}) ligger utanför EU och EES, och överföringen har ingen grund i beskrivningen.",
        "en": "The processor's place ({place}) is outside the EU and the EEA, and the notice gives the transfer no ground.",
    },
    "undeclared_use": {
        "fi": "Selosteen mukaan tälle käsittelijälle ei anneta tietoja tähän käyttöön.",
        "sv": "Enligt beskrivningen får biträdet inga uppgifter för denna användning.",
        "en": "By the notice, this processor receives nothing for this use.",
    },
    "undeclared_field": {
        "fi": "Selosteen mukaan tälle käsittelijälle ei anneta näitä tietoja.",
        "sv": "Enligt beskrivningen får biträdet inte dessa uppgifter.",
        "en": "By the notice, this processor does not receive these data.",
    },
}
_LAW = {"outside_stance": "GDPR 44-46"}


def disclosure(policy: Policy, processor: str, use: str, fields: Sequence[str], at: datetime) -> Decision:
    """May these fields (``contact.email``) go to this processor for this use?"""
    named = next((one for one in policy.processors if one.name == processor), None)
    if named is None:
        return _no(policy, at, Clause(f"processor.{processor}", "", {}), "undeclared_processor")
    place = outside_stance(policy, named, at.date())
    if place is not None:
        return _no(policy, at, policy.stance_clause, "outside_stance", place=place)
    if use not in named.uses:
        return _no(policy, at, named.clause, "undeclared_use")
    if not set(fields) <= set(named.fields):
        return _no(policy, at, named.clause, "undeclared_field")
    return _yes(policy, named, at)


def disclose(
    connection: Connection,
    processor: str,
    rows: Sequence[tuple[UUID, UUID]],
    table: int,
    fields: Sequence[str],
) -> int:
    """The line of a disclosure, under the use entered: names whom, what and to whom. The database tests
    stance, use, fields and every row's mask again, and refuses whoever asks. Returns the line."""
    row = connection.execute(
        "select gate.disclose(%s, %s, %s, %s::smallint, %s)",
        (processor, [person for person, _ in rows], [one for _, one in rows], table, list(fields)),
    ).fetchone()
    assert row is not None  # a function of one row
    return int(row[0])


def _yes(policy: Policy, named: Processor, at: datetime) -> Lawful:
    reason = Reason(named.clause.path, named.clause.section, named.clause.sentence, "GDPR 28", "declared")
    return Lawful((reason,), policy.version, at)


def _no(policy: Policy, at: datetime, clause: Clause, code: str, **words: str) -> Refused:
    said = {lang: _WORDS[code].get(lang, _WORDS[code]["en"]).format(**words) for lang in policy.languages}
    reasons = [Reason(clause.path, clause.section, said, _LAW.get(code, "GDPR 28(3)(a)"), code)]
    if clause.sentence:
        reasons.append(
            Reason(clause.path, clause.section, clause.sentence, _LAW.get(code, "GDPR 28"), "notice")
        )
    return Refused(tuple(reasons), policy.version, at)

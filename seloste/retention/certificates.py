"""The certificate of an erasure: what is final, what is pending, what no software can vouch for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from seloste.gate import bind, publishing
from seloste.protection import proof, turning
from seloste.protection.vault import Vault
from seloste.retention.erasures import Erased
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

Sentence = dict[str, str]

KEYS_GONE: Sentence = {
    "fi": "Hänen tietojensa avaimet on tuhottu, ja niitä suojannut ryhmäavain on vaihdettu: mikään vanhempi kopio, loki tai varmuuskopio ei enää avaa hänen tietojaan.",
    "sv": "Nycklarna till personens uppgifter är förstörda och gruppnyckeln som skyddade dem är utbytt: ingen äldre kopia, logg eller säkerhetskopia öppnar längre uppgifterna.",
    "en": "The keys of the person's data are destroyed and the bucket key that wrapped them was replaced: no older copy, log or backup opens the data any more.",
}
ROWS_GONE: Sentence = {
    "fi": "Rivit on poistettu tietokannasta ja hausta.",
    "sv": "Raderna är borttagna ur databasen och sökningen.",
    "en": "The rows are deleted from the database and from the search.",
}
INDEX_GONE: Sentence = {
    "fi": "Hakemisto on tehty uudella avaimella, ja vanha avain on tuhottu.",
    "sv": "Sökregistret är byggt med en ny nyckel och den gamla är förstörd.",
    "en": "The index was rebuilt under a new key, and the old key is destroyed.",
}
INDEX_WAITS: Sentence = {
    "fi": "Hakemiston avain vaihtuu seuraavassa yöhuollossa.",
    "sv": "Sökregistrets nyckel byts vid nästa nattliga underhåll.",
    "en": "The key of the index is renewed by the next nightly upkeep.",
}
ARCHIVE_WAITS: Sentence = {
    "fi": "Ennen tätä tehty kopio avainkansiosta avaa yhä tiedot. Se on korvattava uudella.",
    "sv": "En kopia av nyckelmappen från tiden före detta öppnar ännu uppgifterna. Den ska ersättas med en ny.",
    "en": "A copy of the key folder made before this still opens the data. It must be replaced by a new one.",
}
ARCHIVE_REPLACED: Sentence = {
    "fi": "Avainten arkisto korvattiin uudella {day} ja tarkistettiin: se ei enää avaa tietoja.",
    "sv": "Nyckelarkivet ersattes med ett nytt den {day} och kontrollerades: det öppnar inte längre uppgifterna.",
    "en": "The keys' archive was replaced on {day} and checked: it no longer opens the data.",
}
OTHER_COPIES: Sentence = {
    "fi": "Jos joku on kopioinut avainkansion tai avainten arkiston muualle ennen tätä, se kopio avaa yhä tiedot. Siitä mikään ohjelma ei tiedä.",
    "sv": "Om någon har kopierat nyckelmappen eller nyckelarkivet till en annan plats före detta öppnar den kopian ännu uppgifterna. Det kan inget program veta.",
    "en": "If somebody copied the key folder or the keys' archive to another place before this, that copy still opens the data. No program can know of it.",
}
ROWS_IN_BACKUPS: Sentence = {
    "fi": "Salattuja rivejä voi olla vanhoissa varmuuskopioissa {until} asti. Niitä ei saa auki.",
    "sv": "Krypterade rader kan finnas i gamla säkerhetskopior till {until}. De går inte att öppna.",
    "en": "Sealed rows may be in old backups until {until}. They can't be opened.",
}
MEDIA: Sentence = {
    "fi": "Päälle kirjoittaminen ei poista avainta varmasti kuluneelta levyltä tai levyn tilannekuvasta.",
    "sv": "Att skriva över en nyckel tar inte säkert bort den från en sliten disk eller en ögonblicksbild.",
    "en": "Overwriting a key does not surely erase it from a worn disk or a snapshot of the disk.",
}
MEMORY: Sentence = {
    "fi": "Ohjelma, joka oli avannut tiedot aiemmin, on voinut pitää ne muistissaan, ja ihminen on voinut nähdä ne.",
    "sv": "Ett program som hade öppnat uppgifterna tidigare kan ha behållit dem i minnet, och en människa kan ha sett dem.",
    "en": "A program that had opened the data before may have kept them in memory, and a person may have seen them.",
}


def certify(vault: Vault, erased: Erased, act: Act) -> dict[str, Any]:
    """Seals the ledger and proves the erasure's lines in it (docs/ledger.md, "An erasure certificate")."""
    proof.seal(vault)
    return proof.certificate(
        vault,
        act,
        erased.person,
        erased.asked_line,
        final=_final(vault, erased),
        pending=_pending(vault, erased),
        residue=[_said("media", MEDIA), _said("memory", MEMORY), _said("copies", OTHER_COPIES)],
    )


def _final(vault: Vault, erased: Erased) -> list[dict[str, Any]]:
    found = [
        _said("keys", KEYS_GONE, at=erased.at, buckets=list(erased.buckets)),
        _said("rows", ROWS_GONE, at=erased.at, line=erased.lines[-1]),
    ]
    if _index_renewed(vault, erased):
        found.append(_said("index", INDEX_GONE))
    if archived := _archived(vault, erased):
        found.append(_said("keys_archive", _on(ARCHIVE_REPLACED, "day", archived), at=archived))
    return found


def _pending(vault: Vault, erased: Erased) -> list[dict[str, Any]]:
    found = [] if _index_renewed(vault, erased) else [_said("index", INDEX_WAITS)]
    if _archived(vault, erased) is None:
        found.append(_said("keys_archive", ARCHIVE_WAITS))
    published = publishing.published(vault.connection)
    if published is not None and published.policy.backups_days:
        until = erased.at + timedelta(days=published.policy.backups_days)
        found.append(_said("backups", _on(ROWS_IN_BACKUPS, "until", until), until=until.date().isoformat()))
    return found


def _archived(vault: Vault, erased: Erased) -> datetime | None:
    """When the keys' archive was first replaced after the erasure, and verified; None while it waits."""
    row = vault.connection.execute("select gate.archived_after(%s)", (erased.at,)).fetchone()
    return row[0] if row else None


def _on(sentence: Sentence, word: str, moment: datetime) -> Sentence:
    """The sentence with a day in it, as each language writes one."""
    day = moment.date()
    written = f"{day.day}.{day.month}.{day.year}"
    return {
        lang: text.format(**{word: f"{day.day} {day:%B %Y}" if lang == "en" else written})
        for lang, text in sentence.items()
    }


def _index_renewed(vault: Vault, erased: Erased) -> bool:
    row = vault.connection.execute("select ready, generation from gate.index_progress()").fetchone()
    return bool(row and row[0] and row[1] > erased.index_generation and vault.keys.index_keys() == 1)


def _said(what: str, sentence: Sentence, **more: Any) -> dict[str, Any]:
    plain = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in more.items()}
    return {"what": what, "sentence": sentence, **plain}


def again(vault: Vault, person: UUID, act: Act) -> dict[str, Any] | None:
    """The certificate of an erasure done before, as things stand now; None when there was none."""
    turning.recover(vault, act)  # a half turn is finished before anything is certified
    with bind.use(vault.connection, UPKEEP, act):
        row = vault.connection.execute(
            "select asked_line, done_line, done_at, index_generation from gate.erasure_of(%s)", (person,)
        ).fetchone()
    if row is None or row[2] is None:
        return None
    return certify(
        vault, Erased(person, row[0], (row[0], row[1]), (vault.keys.bucket_of(person),), row[2], row[3]), act
    )

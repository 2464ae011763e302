"""What is to be learned of a register before it is moved aside: whether it knows more than the keys, and what it
has not yet carried into the list."""

from __future__ import annotations

import psycopg

from seloste.backup import choosing
from seloste.backup.choosing import Known
from seloste.backup.loading import Target
from seloste.engine.connect import connect, redirect
from seloste.engine.errors import SelosteError
from seloste.protection import outbox
from seloste.protection.keys import KeyFile
from seloste.protection.vault import Vault
from seloste.register import installing
from seloste.terms.act import Act, Ticket

WORKER = "worker"


def refuse_newer(target: Target, newest: Known) -> None:
    """Raises OlderKeys where the register that stands here knows of turns or records that these keys lack."""
    try:
        with connect(redirect(target.superuser, dbname=target.database), autocommit=True) as inside:
            seq = inside.execute("select seq from gate.replay_state").fetchone()
            buckets = inside.execute("select no, generation from protection.bucket").fetchall()
    except psycopg.Error:  # damaged, or no register: it can't be asked
        return
    if choosing.turned_since(newest.keys, dict(buckets)) or (seq and seq[0] > newest.listed.last()):
        raise choosing.OlderKeys(
            f"The register in the database {target.database} knows of more than {newest.name}: "
            "people may have been erased since.",
            help="Nothing overrides this. Bring the newest key folder, or the keys' archive of the newest backup.",
        )


def carry_over(target: Target, database: str, keys: KeyFile) -> bool:
    """Carries it; False where that register can't be asked: it is damaged or older, or its worker has no ticket here.

    Then only what was in the list already is done again.
    """
    places = installing.addresses(target.superuser, database, target.roles, target.passwords)
    try:
        secret = bytes.fromhex((target.home.tickets / WORKER).read_text().strip())
        with connect(places.worker, autocommit=True) as connection:
            vault = Vault(connection, keys)
            outbox.check(vault)
            outbox.flush(vault, Act(Ticket(secret), "upkeep"))
    except (OSError, ValueError, psycopg.Error, SelosteError):
        return False
    return True

"""What a face holds while it works: a connection of its role, and the keys."""

from __future__ import annotations

from dataclasses import dataclass

from seloste.engine.connect import Connection
from seloste.protection.blind import Blind
from seloste.protection.keyfile import KeyFile


@dataclass(slots=True)
class Vault:
    """A connection (autocommit, the role of a face) and the key file of its register."""

    connection: Connection
    keys: KeyFile
    _blind: Blind | None = None

    def blind(self) -> Blind:
        """The blind index's tokens under the generation in force."""
        row = self.connection.execute("select generation from gate.index_progress()").fetchone()
        assert row is not None  # a function of one row
        if self._blind is None or self._blind.generation != row[0]:
            self._blind = Blind(self.keys.index_key(row[0]), row[0])
        return self._blind

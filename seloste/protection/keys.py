"""The key file as the rest of the program knows it: to be handed about, not looked into."""

from __future__ import annotations

from seloste.protection.keyfile import KeyFile, finish_master
from seloste.protection.master import KeyDestroyed, KeysError, Master

__all__ = ["KeyDestroyed", "KeyFile", "KeysError", "Master", "finish_master"]

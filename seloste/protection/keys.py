"""The key file as the rest of the program knows it: to be handed about, not looked into."""

from __future__ import annotations

from seloste.protection.keyfile import KeyFile, KeysError, Master, finish_master

__all__ = ["KeyFile", "KeysError", "Master", "finish_master"]

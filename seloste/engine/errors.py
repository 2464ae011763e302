"""Errors that end a command, each with an exit code, a stable code and what to do.

SelosteError
└── EngineError               the embedded PostgreSQL, its home or its account
    ├── HomeUnreachable       the account of the engine can't enter the home
    ├── EngineMissing         the wheel with the binaries isn't installed
    ├── EngineNotStarted      it didn't start, answer or stop
    ├── ForeignDataFolder     the data folder is of another version, place or owner
    ├── DiskFull              no room is left where something is to be written
    ├── Unusable              a file or a database that can't be written or read: read-only, another account's, failing
    ├── ServerGone            the connection to the database broke off
    └── NoRegister            the database is empty, or a restore of it was stopped
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType


class Exit(IntEnum):
    """Exit codes of every command."""

    OK = 0
    REFUSED = 1
    USAGE = 2
    BAD_INPUT = 3
    NOT_PERMITTED = 4
    ENGINE = 5
    INDEX_REBUILDING = 6
    CONFLICT = 7
    RESTORING = 8


class SelosteError(Exception):
    """Something a person can act on.

    ``code`` is stable and made for programs; ``message`` says what happened and to which thing;
    ``help`` says what to do. Neither ever carries personal data. ``words``: the message by language, where
    it is written in several.
    """

    exit_code: Exit = Exit.REFUSED
    code: str = "error"
    words: Mapping[str, str] = MappingProxyType({})

    def __init__(self, message: str, *, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return f"{self.message}\n{self.help}" if self.help else self.message


class EngineError(SelosteError):
    """The embedded PostgreSQL can't be used."""

    exit_code = Exit.ENGINE
    code = "engine"


class HomeUnreachable(EngineError):
    code = "engine_home_unreachable"


class EngineMissing(EngineError):
    code = "engine_missing"


class EngineNotStarted(EngineError):
    code = "engine_not_started"


class ForeignDataFolder(EngineError):
    code = "engine_foreign_data_folder"


class DiskFull(EngineError):
    code = "disk_full"


class Unusable(EngineError):
    code = "unusable"


class ServerGone(EngineError):
    code = "server_gone"


class NoRegister(EngineError):
    code = "no_register"

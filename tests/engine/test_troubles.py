"""What a machine does to a command is told in one sentence that quotes no value."""

from __future__ import annotations

import errno
import os

import psycopg
import pytest

from seloste.engine.errors import DiskFull, EngineError, NoRegister, ServerGone, Unusable
from seloste.engine.troubles import told

SECRET = "aino@example.com"


def of(number: int, name: str | None = "pg") -> OSError:
    return OSError(number, os.strerror(number), name) if name else OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (of(errno.ENOSPC), DiskFull), (of(errno.ENOSPC, None), DiskFull), (of(errno.EDQUOT), DiskFull),
        (of(errno.EFBIG), DiskFull), (of(errno.EROFS), Unusable), (of(errno.EACCES), Unusable), (of(errno.EIO), Unusable),
        (psycopg.errors.DiskFull(SECRET), DiskFull), (psycopg.errors.ReadOnlySqlTransaction(SECRET), Unusable),
        (psycopg.errors.IoError(SECRET), Unusable), (psycopg.errors.DataCorrupted(SECRET), Unusable),
        (psycopg.OperationalError(SECRET), ServerGone), (psycopg.errors.AdminShutdown(SECRET), ServerGone),
        (psycopg.errors.InvalidSchemaName(SECRET), NoRegister), (psycopg.errors.UndefinedFunction(SECRET), NoRegister),
    ],
)  # fmt: skip
def test_each_trouble_has_its_sentence_and_what_to_do(error: Exception, kind: type[EngineError]) -> None:
    found = told(error)

    assert type(found) is kind
    assert found.help
    assert SECRET not in str(found)


@pytest.mark.parametrize(
    "error", [ValueError(SECRET), of(errno.ENOENT), psycopg.errors.UniqueViolation(SECRET), psycopg.errors.QueryCanceled(SECRET)]
)  # fmt: skip
def test_a_fault_of_ours_is_not_told_as_one_of_the_machine(error: Exception) -> None:
    assert told(error) is None


def test_what_failed_first_is_told_and_not_the_rollback_after_it() -> None:
    second = RuntimeError("the rollback failed as well")
    second.__context__ = of(errno.ENOSPC)

    assert isinstance(told(second), DiskFull)

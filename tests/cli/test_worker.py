"""The worker outlives what stops it: a server that goes away and comes back."""

from __future__ import annotations

import threading
from collections.abc import Callable

from seloste.cli import serving
from seloste.protection.vault import Vault
from seloste.register.installation import Installation
from seloste.terms.act import Act
from tests.conftest import Engine
from tests.database import Register, a_register


class Kept(Installation):
    """The places of a test's register, as the worker asks for them."""

    def __init__(self, register: Register) -> None:
        object.__setattr__(self, "register", register)

    def address(self, role: str) -> str:
        return str(getattr(self.register.addresses, role))  # type: ignore[attr-defined]  # set above

    def vault(self, role: str = "app") -> Vault:
        return self.register.vault(role)  # type: ignore[attr-defined,no-any-return]  # set above

    def act(self, actor: str = "first", reason: str = "work") -> Act:
        return self.register.worker  # type: ignore[attr-defined,no-any-return]  # set above


def sealed(register: Register) -> int:
    row = register.superuser().execute("select size from ledger.tree").fetchone()
    return int(row[0]) if row else 0


def test_the_worker_goes_on_sealing_after_its_connections_were_cut(engine: Engine) -> None:
    with a_register(engine) as register:
        stop = threading.Event()
        worker = threading.Thread(target=serving.work, args=(Kept(register), stop))
        worker.start()
        try:
            _wait(lambda: sealed(register) > 0)
            superuser = register.superuser()
            superuser.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = %s",
                (register.roles["worker"],),
            )
            before = sealed(register)
            register.ticket("first")  # a sign-in is a line

            _wait(lambda: sealed(register) > before)
            assert worker.is_alive()
        finally:
            stop.set()
            worker.join(timeout=30)
        assert not worker.is_alive()


def _wait(true: Callable[[], bool]) -> None:
    """Up to a minute, by the clock of an event that nobody sets."""
    for _ in range(300):
        if true():
            return
        threading.Event().wait(0.2)
    raise AssertionError("it did not come to pass")

"""The engines that the whole suite shares.

``engine`` runs a test once for each engine at hand: ``embedded`` always, started once for the
whole run in a home of its own and shared by all workers of xdist (the launcher's lock lets one
of them start it); ``server`` only when ``SELOSTE_TEST_SERVER_URL`` names a PostgreSQL with the
rights of a superuser. What stands on an engine (template databases, people) is made elsewhere.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import django
import pytest
from hypothesis import Phase, settings

from seloste.engine import launcher
from seloste.engine.connect import redirect
from seloste.engine.home import Home
from tests import switches

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seloste.engine.settings")
django.setup()

settings.register_profile("suite", max_examples=40, deadline=None)
settings.load_profile("suite")

_TEST_HOME = "SELOSTE_TEST_HOME"
_GIVEN = "--home"
_SERVER = "SELOSTE_TEST_SERVER_URL"
_ROOM = 4 << 30
_KEPT = {_SERVER, "SELOSTE_SERVICE_USER"}


@dataclass(frozen=True, slots=True)
class Engine:
    """A PostgreSQL that tests may make roles and databases on; ``name`` is embedded or server."""

    name: str
    url: str

    def superuser_dsn(self, dbname: str = "postgres") -> str:
        return redirect(self.url, dbname=dbname)

    def dsn(self, user: str, password: str, dbname: str) -> str:
        return redirect(self.url, user=user, password=password, dbname=dbname)


def _in_memory() -> str | None:
    """Where the databases of tests are made: what they write needs no disk, where memory has room for it."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free >= _ROOM else None


def pytest_addoption(parser: pytest.Parser) -> None:
    """For trials that switch off what keeps a claim (``seloste notice trace --prove``)."""
    parser.addoption(
        "--without", metavar="POINT", help="a marked place of the code that is switched off in this run"
    )
    parser.addoption(_GIVEN, metavar="DIR", help="a home that stands, and is left standing")


def pytest_configure(config: pytest.Config) -> None:
    """The first process chooses the home; workers inherit its name.

    No test may touch what the surrounding shell points to: its home, its databases, its keys.
    """
    if not hasattr(config, "workerinput"):
        for name in [name for name in os.environ if name.startswith("SELOSTE_") and name not in _KEPT]:
            del os.environ[name]
        given = config.getoption(_GIVEN)
        os.environ[_TEST_HOME] = given or tempfile.mkdtemp(prefix="seloste-tests-", dir=_in_memory())
        os.environ["SELOSTE_HOME"] = os.environ[_TEST_HOME]
    if without := config.getoption("--without"):
        switches.OFF = switches.named(without)
        settings.register_profile(
            "without", max_examples=20, phases=(Phase.explicit, Phase.generate), deadline=None
        )
        settings.load_profile("without")  # that it fails is enough: the least example is not looked for
        if switches.OFF.what == "python":
            switches.off_in_process(switches.OFF)


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or config.getoption(_GIVEN):
        return
    if home := os.environ.pop(_TEST_HOME, None):
        launcher.stop(Home(Path(home)))
        shutil.rmtree(home)


ONE_ENGINE = pytest.mark.parametrize("engine", ["embedded"], indirect=True, scope="session")
"""For what doesn't depend on the engine behind it: files, keys, what a browser makes of a page."""


def _engines() -> list[str]:
    return ["embedded", "server"] if os.environ.get(_SERVER) else ["embedded"]


@pytest.fixture(scope="session", params=_engines())
def engine(request: pytest.FixtureRequest) -> Engine:
    return an_engine(request.param)


def an_engine(name: str) -> Engine:
    """By its name; the embedded one is started where it isn't running."""
    if name == "server":
        return Engine(name, os.environ[_SERVER])
    server = launcher.ensure_running(Home(Path(os.environ[_TEST_HOME])))
    return Engine(name, server.superuser_dsn())

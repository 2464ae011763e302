"""Homes and processes for the tests of the launcher."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from seloste.engine import launcher
from seloste.engine.account import Account
from seloste.engine.home import Home

CLONE = Path(__file__).resolve().parents[2]

START = """
from pathlib import Path
from seloste.engine.home import Home
from seloste.engine.launcher import ensure_running
print(ensure_running(Home(Path(sys.argv[1]))).pid, flush=True)
"""


def python(
    code: str, *arguments: str | Path, env: Mapping[str, str] | None = None, account: Account | None = None
) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, with the clone importable and under another account if given."""
    return subprocess.run(
        [_interpreter(account), "-c", f"import sys\n{code}", *map(str, arguments)],
        env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join([str(CLONE), *_packages()]), **(env or {})},
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _packages() -> list[str]:
    return [path for path in sys.path if path.endswith("site-packages")]


def _interpreter(account: Account | None) -> str:
    """This Python, or the system's of the same version where the account can't enter its folder."""
    if account is None or account == Account.current():
        return sys.executable
    same = shutil.which(f"python{sys.version_info.major}.{sys.version_info.minor}", path="/usr/bin:/bin")
    for candidate in filter(None, (sys.executable, same)):
        try:
            subprocess.run([candidate, "-c", ""], user=account.uid, cwd="/", check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    pytest.skip(f"no Python {sys.version_info[:2]} that {account.name} may run")


@contextmanager
def a_folder() -> Iterator[Path]:
    """A short folder that every account can enter; pytest's own belongs to one account alone."""
    made = Path(tempfile.mkdtemp(prefix="st-", dir="/tmp"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        for pg in list(made.rglob("PG_VERSION")):
            if pg.parent.name == "pg":
                launcher.stop(Home(pg.parent.parent))
        shutil.rmtree(made)


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_folder() as made:
        yield made


@pytest.fixture
def home(folder: Path) -> Home:
    return Home(folder / "home")


@pytest.fixture
def as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root")

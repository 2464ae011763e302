"""The walk-through of docs/architecture.md, held against a register in which it happens."""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from seloste.cli.main import main
from tests.conftest import Engine
from tests.database import NOTICE, Register, a_register
from tests.docs.pages import ARCHITECTURE, names
from tests.intake.export_folder import DOUBLE, Folder, someone

HEADS = {
    "cli", "gate", "intake", "ledger", "notice", "protection", "register", "retention", "terms",
}  # fmt: skip
SQL = re.compile(r"\b(?:gate|ledger|register)\.\w+(?=\()")


def walk() -> list[tuple[int, list[str]]]:
    """The numbered steps of the walk-through, each with the functions that it names."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    section = text.partition("## The walk-through")[2].partition("\n## ")[0]
    steps = re.findall(r"^(\d+)\. (.*)$", section, re.MULTILINE)
    return [
        (int(number), [n[:-2] for n in names(ARCHITECTURE, HEADS, body) if n.endswith("()")])
        for number, body in steps
    ]


class Trace:
    """Our functions in the order of their calls, and the SQL functions that statements name."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def __call__(self, frame: FrameType, event: str, _arg: Any) -> None:
        if event != "call":
            return
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("seloste."):
            self.calls.append(f"{module.removeprefix('seloste.')}.{frame.f_code.co_qualname}")
        elif module.startswith("psycopg.") and frame.f_code.co_name == "execute":
            query = frame.f_locals.get("query")
            text = query.decode() if isinstance(query, bytes) else query if isinstance(query, str) else ""
            self.calls += SQL.findall(text)


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        register.superuser().execute(f"alter database {register.name} set track_functions = 'all'".encode())
        yield register


@pytest.fixture
def seloste(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The command line in an installation whose database and keys are this register's."""
    home = tmp_path / "home"
    (home / "tickets").mkdir(parents=True)
    (home / "keys").symlink_to(register.keys_folder)
    (home / "tickets" / "first").write_text(register.act.ticket.secret.hex())
    monkeypatch.setenv("SELOSTE_HOME", str(home))
    monkeypatch.setenv("SELOSTE_DATABASE_URL", register.addresses.app)

    def run(*words: object) -> None:
        assert main([*map(str, words)]) == 0

    return run


def in_order(steps: list[tuple[int, list[str]]], calls: list[str]) -> list[str]:
    """Names of the steps that were not called when their turn had come."""
    missing, place = [], 0
    for number, wanted in steps:
        found = [next((i for i in range(place, len(calls)) if calls[i] == name), None) for name in wanted]
        missing += [f"{number}: {name}" for name, at in zip(wanted, found, strict=True) if at is None]
        reached = [at for at in found if at is not None]
        place = min(reached, default=place)
    return missing


def ran(register: Register, wanted: set[str]) -> set[str]:
    """Which SQL functions ran in this register, called by others too: counted when their session ends."""
    superuser = register.superuser()
    deadline = time.monotonic() + 10
    while True:
        rows = superuser.execute("select schemaname, funcname from pg_stat_user_functions").fetchall()
        found = {f"{schema}.{function}" for schema, function in rows}
        if wanted <= found or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


# A command's connection ends with its process; here many run in one.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_walk_through_is_true(
    register: Register, seloste: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = Folder(tmp_path)
    shown = tmp_path / "shown.txt"
    shown.write_text("I order the newsletter.")
    known = someone("eino@example.com", **DOUBLE)
    arguments = ("--format", "mailchimp", "--source", "mailchimp", "--shown", shown, "--declared-by", "Lempi")
    seloste("import", export.write("subscribed", known), *arguments)
    aino = someone("Aino.Usvalyhty@example.com", **DOUBLE) | {"First Name": "Aino"}
    file = export.write("subscribed", known, aino)

    trace = Trace()
    sys.setprofile(trace)
    try:
        seloste("notice", "publish", NOTICE)
        seloste("import", file, *arguments)
        seloste("ledger", "verify")
        seloste("may", "aino.usvalyhty@example.com", "newsletter.email")
        seloste("audience", "newsletter.email")
        out = tmp_path / "certificate.json"
        seloste("subject", "erase", "aino.usvalyhty@example.com", "--yes", "--now", "-o", out)
    finally:
        sys.setprofile(None)
        gc.collect()

    steps = walk()
    called = set(trace.calls)
    counted = ran(register, {name for _, wanted in steps for name in wanted if name.count(".") == 1})
    direct = [(number, [n for n in wanted if n in called]) for number, wanted in steps]
    told = [f"{number}: {n}" for number, wanted in steps for n in wanted]
    assert [number for number, _ in steps] == list(range(1, 29))
    assert [one for one in told if one.split()[1] not in called | counted] == []
    assert in_order(direct, trace.calls) == []
    assert in_order(direct[::-1], trace.calls) != []  # the check can fail

"""Switching off what keeps a claim, by its marker's own words (``seloste.notice.markers``), to see which tests notice.

``pytest --without gate.reach TEST…`` runs tests with that marked place switched off: in the
database that registers are copied from, or in the functions of this process.
"""

from __future__ import annotations

import inspect
import textwrap
from importlib import import_module
from types import FunctionType
from typing import Any

from seloste.engine.connect import Connection
from seloste.notice.markers import Point, points

_DEFINITION = (
    "select p.oid::regprocedure::text, p.prosrc, pg_get_functiondef(p.oid), l.lanname from pg_proc p"
    " join pg_language l on l.oid = p.prolang where p.pronamespace::regnamespace || '.' || p.proname = %s"
)
_POLICIES = "select format('%%I', polname), polrelid::regclass::text from pg_policy where polname = %s"
_TRIGGERS = "select format('%%I', tgname), tgrelid::regclass::text from pg_trigger where tgname = %s and not tgisinternal"


OFF: Point | None = None
"""What this run is without."""


class NotSwitched(Exception):
    """The marker's words don't fit the code that it speaks of."""


def named(mark: str) -> Point:
    """By its mark, such as ``gate.marks:2``."""
    return next(one for one in points() if one.mark == mark)


def off_in_database(superuser: Connection, point: Point) -> None:
    """Switches a point of the database off. Raises ``NotSwitched``."""
    match point.off.split(" "):
        case ["open"] if point.what == "policy":
            for policy, table in _found(superuser, _POLICIES, point.name):
                superuser.execute(f"alter policy {policy} on {table} using (true)".encode())
        case ["drop"] if point.what == "trigger":
            for trigger, table in _found(superuser, _TRIGGERS, point.name):
                superuser.execute(f"drop trigger {trigger} on {table}".encode())
        case _ if point.what == "function":
            for _, source, definition, language in _found(superuser, _DEFINITION, point.name):
                changed = _changed(source, point, "select" if language == "sql" else "")
                superuser.execute(definition.replace(source, changed, 1).encode())
        case _:
            raise NotSwitched(f"{point.name}: a {point.what} can't be switched off by “{point.off}”")


def off_in_process(point: Point) -> None:
    """Gives a function of this process another body, for everybody who has it. Raises ``NotSwitched``."""
    module = point.where.removesuffix(".py").replace("/", ".")
    found: Any = import_module(f"seloste.{module}")
    for part in point.name.removeprefix(f"{module}.").split("."):
        found = getattr(found, part)
    function = inspect.unwrap(found)
    assert isinstance(function, FunctionType)
    if point.off.startswith("return"):
        text = f"def switched(*_given, **_named):\n    {point.off}\n"
        function.__defaults__ = function.__kwdefaults__ = None
    else:
        text = _changed(textwrap.dedent(inspect.getsource(function)), point, "")
        text = text[text.index("def ") :]
    made: dict[str, FunctionType] = {}
    exec(compile(text, point.where, "exec"), function.__globals__, made)  # our own source
    function.__code__ = next(iter(made.values())).__code__


def _found(superuser: Connection, query: str, name: str) -> list[tuple[str, ...]]:
    rows = superuser.execute(query.encode(), (name,)).fetchall()
    if not rows:
        raise NotSwitched(f"the database has no {name}")
    return rows


def _changed(source: str, point: Point, verb: str) -> str:
    if point.off.startswith("return"):
        answer = point.off.removeprefix("return").strip()
        return f" {verb} {answer} " if verb else f" begin return {answer}; end "
    old, arrow, new = point.off.partition(" => ")
    if not arrow or old not in source:
        raise NotSwitched(f"{point.name}: “{old}” stands nowhere in it")
    return source.replace(old, new)

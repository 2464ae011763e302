"""One model and one entry: a register that stands learns a further kind of data, as the tutorial tells it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from seloste.engine import launcher
from seloste.engine.connect import connect
from seloste.engine.errors import Exit
from seloste.engine.home import Home
from seloste.register.installation import DATABASE
from tests.docs.pages import ROOT, fenced, tour
from tests.docs.test_tour import PLACE, is_shown, place, typed

TOO_SOON = """
import django; django.setup()
from seloste.register import people
from seloste.register.facts import Person, Relation, Row
from seloste.register.installation import here
from seloste.register.people import Origin
rows = (Row("hobbies", "hobby", "melonta"),)
people.add(here().vault(), [Person((Relation("customer"),), rows=rows)], Origin("self", "rights"), here().act())
"""
PAGE = ROOT / "docs" / "tutorial-a-new-category.md"
__all__ = ["place"]  # the folder of a tour, with no engine left behind


def files_of(page: Path) -> dict[str, str]:
    """Files that the page tells to write: each block of code that isn't typed, by the name before it."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(
        rf"Write `{PLACE}/([\w/.]+)`.*?^```(?:python|toml)\n(.*?)^```", text, re.DOTALL | re.MULTILINE
    )
    assert len(named) == sum(word in ("python", "toml") for word, _ in fenced(page))
    return dict(named)


@pytest.fixture
def learned(place: Path) -> tuple[Path, list[list[str]]]:
    """The page typed into a shell, and what each command printed; its register still stands."""
    (place / "hobbies").mkdir()
    (place / "hobbies" / "__init__.py").touch()
    for name, text in files_of(PAGE).items():
        (place / name).write_text(text, encoding="utf-8")
    return place, typed(tour(PAGE), place)


def run(place: Path, *words: str, **variables: str) -> Any:
    """A command of the register: its code, and its JSON where it printed some."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SELOSTE_")}
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, cwd=ROOT, timeout=120,
        env={**kept, "SELOSTE_HOME": str(place / "home"), "PYTHONPATH": f"{place}:{ROOT}", **variables},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_the_tutorial_prints_what_it_shows_and_the_register_stands_as_generated(
    learned: tuple[Path, list[list[str]]],
) -> None:
    place, printed = learned
    steps = tour(PAGE)

    assert len(printed) == len(steps)
    for step, lines in zip(steps, printed, strict=True):
        assert is_shown(step.prints, lines), f"{step.typed}\nprints\n" + "\n".join(lines)

    superuser = connect(
        launcher.ensure_running(Home(place / "home")).superuser_dsn(DATABASE), autocommit=True
    )
    assert superuser.execute("select count(*) from register.hobby").fetchone() == (0,)
    found = superuser.execute(
        "select x.verb from ledger.line l join ledger.named c on c.line = l.id, unnest(c.rows) r,"
        " ledger.named n join ledger.line x on x.id = n.line"
        " where l.tbl = 12 and l.verb = 'collect' and r = any (n.rows)"
    ).fetchall()
    assert {"collect", "open"} <= {row[0] for row in found}, "it came in and was opened, each with its line"
    superuser.close()

    code, out, _ = run(place, "-m", "seloste", "doctor", "--json", SELOSTE_APPS="hobbies")
    tables = [one for one in json.loads(out)["findings"] if one["about"] == "tables"]
    assert [one["state"] for one in tables] == ["good"], tables
    assert "register.hobby" in json.loads(out)["tables"]

    code, _, err = run(place, "-m", "seloste", "setup", "--json")
    assert code == Exit.CONFLICT
    assert "hobbies" in err
    assert "SELOSTE_APPS" in err
    code, out, _ = run(place, "-m", "seloste", "setup", "--json", SELOSTE_APPS="hobbies")
    assert (code, json.loads(out)["made"], json.loads(out)["kinds"]) == (0, [], [])


def test_a_category_that_the_notice_lacks_is_closed_though_its_model_stands(place: Path) -> None:
    """Spine 14: closed, not broken."""
    (place / "hobbies").mkdir()
    (place / "hobbies" / "__init__.py").touch()
    (place / "hobbies" / "models.py").write_text(files_of(PAGE)["hobbies/models.py"], encoding="utf-8")
    app = {"SELOSTE_APPS": "hobbies", "DJANGO_SETTINGS_MODULE": "seloste.engine.settings"}
    assert run(place, "-m", "seloste", "setup", **app)[0] == 0
    notice = str(ROOT / "notices" / "avoin-systems" / "revised.toml")
    assert run(place, "-m", "seloste", "notice", "publish", notice, **app)[0] == 0

    code, _, err = run(place, "-c", TOO_SOON, **app)

    assert code != 0
    assert "the notice lets nobody collect hobbies.hobby" in err
    superuser = connect(
        launcher.ensure_running(Home(place / "home")).superuser_dsn(DATABASE), autocommit=True
    )
    assert superuser.execute(
        "select (select count(*) from register.hobby), (select count(*) from register.subject)"
    ).fetchone() == (0, 0)
    superuser.close()

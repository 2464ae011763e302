"""The commands that are killed, the register that each begins with, and what each must have done at last."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seloste.backup import loading
from seloste.backup.folder import Backups
from seloste.cli.demo_people import write_export
from seloste.protection.keys import KeyFile
from seloste.register.installation import DATABASE
from tests.crash.checking import People
from tests.crash.places import Place
from tests.database import NOTICE

TODAY = date(2026, 11, 20)
NAMES = ("import", "publish", "erase", "undo", "sweep", "rotate", "master", "backup", "restore")
AT_LENGTH = bool(os.environ.get("EVERY"))
"""``make crash`` tries with every command what the suite tries with a few."""

PEOPLE = 120
ROTATED = 192
"""Buckets that a rotation has left to turn."""


def _nothing(_place: Place) -> None:
    """No more than the kept state."""


def _people_alone(_place: Place) -> People:
    return Counter()


@dataclass(frozen=True)
class Command:
    """``state``: what it begins with; ``before``: what happens first; ``beside``: what counts when it is done,
    beside the people."""

    name: str
    state: str
    words: tuple[object, ...]
    before: Callable[[Place], None] = _nothing
    beside: Callable[[Place], People] = _people_alone
    serves: bool = True
    """Whether the register is in use before the command has ended; a restore gives back nothing until then."""


def make_states(place: Place) -> dict[str, Command]:
    """The states kept, and the commands by name."""
    place.done("setup")
    place.done("notice", "publish", NOTICE)
    place.keep("empty")
    bringing = _import_words(place)
    place.done(*bringing)
    place.keep("peopled")
    somebody = _somebody(place)
    place.done("backup", place.folder / "former")
    place.done("subject", "erase", somebody, "--yes", "-o", place.folder / "first.json")
    place.keep("bereft")
    place.back_to("peopled")
    batch = _second_import(place)
    place.keep("twice")
    place.back_to("peopled")
    found = (
        Command("import", "empty", bringing),
        Command("publish", "peopled", ("notice", "publish", next_edition(place.folder))),
        Command("erase", "peopled", ("subject", "erase", somebody, "--yes", "--now", "-o", place.folder / "c.json")),
        Command("undo", "twice", ("import", "undo", batch), beside=_undone),
        Command("sweep", "peopled", ("sweep",)),
        Command("rotate", "peopled", ("keys", "rotate", "--buckets"), before=_begun, beside=_turned),
        Command("master", "peopled", ("keys", "rotate", "--master")),
        Command("backup", "peopled", ("backup", place.folder / "backups"), beside=_copied),
        Command("restore", "bereft", ("restore", place.folder / "former"), before=_bereave, serves=False),
    )  # fmt: skip
    return {one.name: one for one in found}


def _import_words(place: Place) -> tuple[object, ...]:
    folder, text = place.folder / "export", place.folder / "shown.txt"
    folder.mkdir()
    text.write_text("Kyllä, haluan uutiskirjeen sähköpostiini.", encoding="utf-8")
    files = write_export(folder, people=PEOPLE, today=TODAY).files
    return ("import", *files, "--source", "mailchimp", "--shown", text, "--declared-by", "first")


def _second_import(place: Place) -> str:
    """Other people out of another file, some of whom forbid and stay known by a hash; the import's id."""
    place.done("sweep")
    folder = place.folder / "second"
    folder.mkdir()
    files = write_export(folder, people=PEOPLE, today=TODAY, seed=918).files
    place.done(
        "import",
        *files,
        "--source",
        "mailchimp",
        "--shown",
        place.folder / "shown.txt",
        "--declared-by",
        "first",
    )
    newest, *_ = json.loads(place.done("import", "list", "--json").said)
    return str(newest["batch"])


def _undone(place: Place) -> People:
    """The import counts as taken back, and what outlives an erasure does."""
    with place.superuser() as superuser:
        row = superuser.execute(
            "select (select count(*) from gate.import_run where undone is not null),"
            " (select count(distinct hash) from protection.suppression)"
        ).fetchone()
    assert row is not None  # an aggregate
    return Counter({"imports taken back": row[0], "refusals that outlived": row[1]})


def _somebody(place: Place) -> str:
    """Somebody whose period runs, so that no sweep has them meanwhile."""
    with place.superuser() as superuser:
        row = superuser.execute(
            "select subject_id from register.standing where groups <> 0 and prohibited <> 0 order by 1 limit 1"
        ).fetchone()
    assert row is not None
    return str(row[0])


def next_edition(folder: Path) -> Path:
    """Two months less for prospects: everybody's masks and ends are derived anew."""
    text = NOTICE.read_text(encoding="utf-8")
    changed = text.replace("number = 2,", "number = 3,").replace("was = 1,", "was = 2,")
    changed = changed.replace(
        '"24 months after activity for prospect"', '"22 months after activity for prospect"'
    )
    assert changed != text
    path = folder / "next.toml"
    path.write_text(changed, encoding="utf-8")
    return path


def _bereave(place: Place) -> None:
    """The machine has lost its database, and nothing else."""
    with place.superuser("postgres") as superuser:
        superuser.execute(f"drop database {DATABASE} with (force)".encode())


def _begun(place: Place) -> None:
    """A rotation of all buckets that was stopped long ago, with these left: the others would only take time."""
    (place.home.keys / "rotation").write_text(json.dumps(list(range(ROTATED))))


def _turned(place: Place) -> People:
    keys, found = KeyFile(place.home.keys), Counter[str]()
    found["buckets with one key, of a later generation"] = sum(
        len(keys.generations(no)) == 1 and keys.generations(no)[0] > 1 for no in range(2**keys.bits)
    )
    found["journals"] = int((place.home.keys / "rotation").exists())
    return found


def _copied(place: Place) -> People:
    """The newest backup counts, verified; what was half written has gone."""
    backups = Backups(place.folder / "backups")
    manifest, _ = backups.read()
    loading.verify(backups, manifest)
    found = Counter[str]()
    for name, tally in manifest.tables.items():
        if name.startswith("register."):
            found[f"rows of {name} in the backup: {json.dumps(tally.rows)}"] = 1
    found["files of no manifest"] = len(list(backups.path.glob("*"))) - 2 * len(backups.stamps()) - 1
    return found

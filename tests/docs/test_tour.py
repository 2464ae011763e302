"""The README's tour, typed into a shell: it prints what the README shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.engine import launcher
from seloste.engine.home import Home
from tests.docs.pages import ROOT, Step, tour

PLACE = "/tmp/seloste-tour"
# What differs from run to run: ids, days, times, numbers of lines.
CHANGING = (
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID"),
    (r"\d{4}-\d{2}-\d{2}", "DAY"),
    (r"\b\d{1,2} [A-Z][a-z]+ \d{4}", "DAY"),
    (r" \d{2}:\d{2} UTC", " TIME"),
    (r"\d+ lines", "LINES"),
)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the engine's account can enter, and no engine left behind."""
    folder = Path(tempfile.mkdtemp(prefix="seloste-tour-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        launcher.stop(Home(folder / "home"))
        shutil.rmtree(folder)


def typed(steps: list[Step], place: Path) -> list[list[str]]:
    """What each step prints, errors among it, in one shell that stands in the clone."""
    script = "exec 2>&1\n" + "".join(
        f"{step.typed.replace(PLACE, str(place))}\nprintf '\\n@@@\\n'\n" for step in steps
    )
    script = script.replace("$PWD/.venv/bin", str(Path(sys.executable).parent))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SELOSTE_")}
    done = subprocess.run(
        ["bash"], input=script, cwd=ROOT, env=kept | {"PSQLRC": os.devnull, "COLUMNS": "200", "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    parts = done.stdout.replace(str(place), PLACE).split("\n@@@\n")
    return [part.strip("\n").splitlines() for part in parts[:-1]]


def plain(line: str) -> str:
    for pattern, word in CHANGING:
        line = re.sub(pattern, word, line)
    return line.rstrip()


def is_shown(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the lines are those; ``…`` alone stands for any lines, at an end for the rest of its line."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(plain(line)).replace("…", r".*") + r"\n"
        for line in "\n".join(shown).strip("\n").split("\n")
    )
    text = "".join(plain(line) + "\n" for line in printed)
    return re.fullmatch(pattern, text or "\n") is not None


def test_the_tour_prints_what_the_readme_shows(place: Path) -> None:
    steps = tour()

    printed = typed(steps, place)

    assert len(printed) == len(steps)
    for step, lines in zip(steps, printed, strict=True):
        if "notice check" in step.typed:
            continue  # a notice's findings depend on the day: reviews fall due
        assert is_shown(step.prints, lines), f"{step.typed}\nprints\n" + "\n".join(lines)


def test_what_is_not_printed_is_seen() -> None:
    assert is_shown(("a", "…", "z of 2026-01-01"), ["a", "b", "c", "z of 2027-12-31"])
    assert is_shown(("We send …",), ["We send the newsletter."])
    assert not is_shown(("2 people",), ["3 people"])
    assert not is_shown(("a", "z"), ["a", "b", "z"])
    assert not is_shown((), ["an error"])

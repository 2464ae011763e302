"""``seloste notice trace --prove N``: switch off what keeps a claim, and see whether the tests named for it notice.

Needs a checkout with its tests. They run in processes of their own, on registers of their own that are made for the
trial and dropped; the register of this home is left alone.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from seloste.engine.errors import Exit, SelosteError
from seloste.notice.markers import TESTS, Point, Proof
from seloste.notice.record import Named

TIME_LIMIT = 600
"""Seconds for the tests of one point."""
_OUTCOME = re.compile(r"^(PASSED|FAILED|ERROR) (tests/[^\s:]+::\w+)", re.MULTILINE)


class NotProven(SelosteError):
    """A test passes though what it proves is switched off, or doesn't pass as it is; or the trial can't be made."""

    exit_code = Exit.CONFLICT
    code = "not_proven"


class Trial(Named):
    """A point, and the tests that must notice when it is off."""

    point: Point
    tests: tuple[str, ...]


def trials(points: Sequence[Point], proofs: Iterable[Proof]) -> list[Trial]:
    """Every point that can be switched off and has tests, in the order of the files."""
    proofs = tuple(proofs)
    every = [
        Trial(point=point, tests=tuple(dict.fromkeys(one.test for one in proofs if one.is_of(point))))
        for point in points
    ]
    return [one for one in every if one.point.off and one.tests]


def chosen(every: Sequence[Trial], number: int, seed: int) -> list[Trial]:
    """So many of them by lot; the same ones for the same seed."""
    return random.Random(seed).sample(list(every), min(number, len(every)))  # a lot, no secret


def prove(those: Sequence[Trial], home: Path | None = None) -> list[str]:
    """Switches one after the other off; a sentence for each test that does not notice.

    First the tests run with nothing switched off, for one that never passes proves nothing. ``home``: one with an
    engine that runs, where there is one. Raises ``NotProven`` where no trial can be made.
    """
    if not TESTS.is_dir():
        raise NotProven("There are no tests here.", help="Prove in a checkout of the source, with its tests.")
    with tempfile.TemporaryDirectory(prefix="seloste-prove-") as made:
        place = home or Path(made)
        try:
            return [*_sound(those, place), *(said for trial in those for said in _noticed(trial, place))]
        finally:
            if home is None:
                _stop(place)


def _sound(those: Sequence[Trial], home: Path) -> list[str]:
    every = tuple(dict.fromkeys(test for trial in those for test in trial.tests))
    outcomes = _run(every, home)
    return [f"{test} does not pass as it is" for test in every if outcomes.get(test) != "PASSED"]


def _noticed(trial: Trial, home: Path) -> list[str]:
    outcomes = _run(trial.tests, home, "--without", trial.point.mark)
    silent = [test for test in trial.tests if outcomes.get(test) != "FAILED"]
    return [f"{test} does not notice that {trial.point.mark} is off ({trial.point.off})" for test in silent]


def _run(tests: Sequence[str], home: Path, *words: str) -> dict[str, str]:
    """How each test came out: FAILED when any case of it failed, ERROR when it could not be tried."""
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--no-header", "--tb=no", "-p", "no:cacheprovider",
               "--home", str(home), *words, *tests]  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SELOSTE_")}
    done = subprocess.run(command, cwd=TESTS.parent, env=environment, capture_output=True, text=True, timeout=TIME_LIMIT, check=False)  # our own words  # fmt: skip
    outcomes: dict[str, str] = {}
    for outcome, test in _OUTCOME.findall(done.stdout):
        outcomes[test] = max(outcome, outcomes.get(test, ""), key=("", "PASSED", "FAILED", "ERROR").index)
    if not outcomes:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:] or ["it said nothing"]
        raise NotProven(f"The tests did not run: {last[0]}", help=f"Run them: {' '.join(command[1:])}")
    return outcomes


def _stop(home: Path) -> None:
    from seloste.engine import launcher
    from seloste.engine.home import Home

    launcher.stop(Home(home))

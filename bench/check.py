"""``check``: the whole shipped notice read and checked by ``seloste notice check``, as a process of its own.

Baseline: a Python that imports what any such command needs and does nothing. Both start from byte code, as an
installed program does.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
from pathlib import Path

from bench.filling import Filled
from bench.place import NOTICE, Place
from bench.results import Result, against
from bench.rounds import side_by_side

AIM = 2.5
ROUNDS = 21
BASELINE = (sys.executable, "-c", "import tomllib, argparse, json, re")
OURS = (sys.executable, "-m", "seloste", "notice", "check", str(NOTICE))
ROOT = Path(__file__).resolve().parents[1]


def measure(_place: Place, _filled: Filled) -> list[Result]:
    compileall.compile_dir(ROOT / "seloste", quiet=1)
    pair = side_by_side(lambda _round: _run(BASELINE), lambda _round: _run(OURS), ROUNDS)
    return [against("check", len(NOTICE.read_text(encoding="utf-8").splitlines()), pair, AIM)]


def _run(command: tuple[str, ...]) -> None:
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)

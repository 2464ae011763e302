"""How many claims of the shipped notice nothing keeps, or no test proves: a number that may only fall.

``python tools/unkept.py --check`` compares it with ``tools/unkept.toml`` and exits 1 when more claims are unkept than
stand there, or fewer, which is written down at once by ``python tools/unkept.py``; that never writes a greater number.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from seloste.notice import markers, read_file
from seloste.notice.tracing import Keeping, count, trace

ROOT = Path(__file__).resolve().parents[1]
NOTICE = ROOT / "notices" / "avoin-systems" / "revised.toml"
KEPT = ROOT / "tools" / "unkept.toml"
_HEAD = "# Claims of notices/avoin-systems/revised.toml: made by `python tools/unkept.py`, and only ever smaller.\n"
_SAID = {Keeping.NOTHING.value: "kept by nothing", Keeping.UNPROVEN.value: "proven by no test"}


def counted(notice: Path = NOTICE) -> dict[str, int]:
    """The claims that nothing keeps, and those that something keeps and no test proves."""
    found, _ = read_file(notice)
    if found is None:
        raise SystemExit(f"{notice} can't be read")
    numbers = count(trace(found, markers.points(), markers.proofs(ROOT / "tests")))
    return {name: numbers[name] for name in _SAID}


def judged(now: dict[str, int], allowed: dict[str, int]) -> list[str]:
    """What is wrong with the numbers of now; nothing when they are as they were written down."""
    wrong = []
    for name, number in now.items():
        if number > allowed[name]:
            wrong.append(f"{number} claims are {_SAID[name]}, {allowed[name]} before: mark what keeps them")
        elif number < allowed[name]:
            wrong.append(
                f"{number} claims are {_SAID[name]}, not {allowed[name]}: python tools/unkept.py writes it down"
            )
    return wrong


def main(words: list[str]) -> int:
    now, allowed = counted(), tomllib.loads(KEPT.read_text(encoding="utf-8"))
    wrong = judged(now, allowed)
    if "--check" not in words:
        KEPT.write_text(_HEAD + "".join(f"{name} = {min(number, allowed[name])}\n" for name, number in now.items()), encoding="utf-8")  # fmt: skip
        wrong = [one for one in wrong if "before" in one]
    for one in wrong:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

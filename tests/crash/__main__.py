"""``make crash``: kill each command 50 times (LONG=1: 200), and the database server under it 5 times (20).

Prints the seed; ``SEED=`` repeats the same moments, ``ONLY=`` names the commands to kill. Exit code 1 unless nothing
is lost, doubled or stuck.
"""

from __future__ import annotations

import os
import random
import secrets
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seloste.engine.settings")
django.setup()

from tests.crash.commands import make_states  # noqa: E402  # models need Django
from tests.crash.loop import Tally, kills  # noqa: E402
from tests.crash.places import a_place  # noqa: E402

_HEAD = ("command", "kills", "lost", "doubled", "not restartable", "not whole")


def _line(*cells: object) -> str:
    return "".join(f"{cell!s:<18}" for cell in cells).rstrip()


def _told(tally: Tally) -> str:
    return _line(tally.name, tally.kills, tally.lost, tally.doubled, tally.stuck, tally.not_whole)


def main() -> int:
    seed = os.environ.get("SEED") or secrets.token_hex(4)
    wanted, servers = (200, 20) if os.environ.get("LONG") else (50, 5)
    only = set(os.environ.get("ONLY", "").split())
    print(f"SEED={seed}; {wanted} kills of each command, {servers} of the server under it")
    tallies = []
    with a_place() as place:
        commands = make_states(place)
        print(_line(*_HEAD), flush=True)
        for name, command in commands.items():
            if only and name not in only:
                continue
            tally = kills(place, command, wanted, random.Random(f"{seed} {name}"), servers=servers)
            print(_told(tally), flush=True)
            for one in tally.told:
                print(f"  {one}", flush=True)
            tallies.append(tally)
    return 0 if tallies and all(tally.good for tally in tallies) else 1


if __name__ == "__main__":
    sys.exit(main())

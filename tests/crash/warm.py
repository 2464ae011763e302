"""A warm process that runs each command of ``seloste`` in a child of its own and may kill it after a while.

The interpreter and Django stand already, so that a kill falls into the command's own work. One line of JSON in
(``home``, ``words``, ``said``: the file of what it prints, ``kill``: after so many seconds or null, ``victim``: the
process to kill instead of the command), one line out (``code``: negative when killed, ``seconds``).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from importlib import import_module
from typing import Any

POLL = 0.001
PORTION = 60
"""People of a batch of an import: several batches in a small file, so that kills fall between them."""


def _child(order: dict[str, Any]) -> int:
    said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ["SELOSTE_HOME"] = order["home"]
    from seloste.cli.main import main

    code = main(order["words"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _run(order: dict[str, Any]) -> dict[str, Any]:
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            code = _child(order)
        finally:
            os._exit(code)
    kill = order["kill"]
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        passed = time.monotonic() - began
        if ended:
            return {"code": os.waitstatus_to_exitcode(status), "seconds": passed}
        if kill is not None and passed >= kill:
            os.kill(order["victim"] or pid, signal.SIGKILL)
            kill = None
        time.sleep(POLL)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seloste.engine.settings")
    import django

    django.setup()
    from seloste.cli.main import COMMANDS

    for module, _ in COMMANDS.values():
        import_module(f"seloste.cli.{module}")
    setattr(import_module("seloste.intake.importing"), "BATCH", PORTION)  # noqa: B010  # its own name for it
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()

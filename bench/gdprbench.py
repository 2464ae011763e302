"""``gdpr_…``: the workloads of GDPRbench (Shastri et al., VLDB 2020), with 1 and with 8 clients, in a register of their own.

What they do is ``plan.SHARES``. A user is a person, a purpose a use with a field of its own, a record a row
(``bench/gdpr/models.py``). Ours: every operation by its verb, each with its ledger line on disk before the
answer. *Audited* (the aim is against it): one table in the clear with the same indexes, and one committed audit
row with each operation; *plain* beside it (``bench/gdpr/plain.py``). All three do the same operations, and each
answer is compared with the one that the rules ask for; ours must all be right, or the run stops.

What the workloads call metadata is held elsewhere here, and so is changed there: that of a user is an objection
to one purpose (each of the person's rows is derived anew); that of a purpose is who may use it, a grant (no row
is touched; a change of its period would be a publication, which ``publish`` measures). The log that a regulator
reads is a user's. ``gdpr_space``: bytes of everything over bytes of data, after the filling.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bench.filling import Filled
from bench.place import Place
from bench.results import Result


def measure(place: Place, _filled: Filled) -> list[Result]:
    """A process of its own, for its register has a table that the others lack."""
    sizes = place.sizes
    sized = {"--records": sizes.records, "--operations": sizes.record_ops, "--rounds": sizes.record_rounds}
    options = [str(word) for pair in sized.items() for word in pair]
    done = subprocess.run(
        [sys.executable, "-m", "bench.gdpr", *options],
        env={**os.environ, "SELOSTE_APPS": "bench.gdpr"}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return [Result(**json.loads(line)) for line in done.stdout.splitlines()]

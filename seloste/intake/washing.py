"""A list of refusals is held against the register: whoever is here and on it isn't marketed to any more.

Nobody is added, and nothing is kept of those who aren't here. A list grows old: bring a new one in
before a campaign. It takes nothing away; a refusal ends only by the person's own word (R5.7b).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seloste.intake import matching
from seloste.intake.counting import count
from seloste.intake.deciding import Came, Import
from seloste.intake.found import Accepted, Rejected
from seloste.intake.growing import Outcome
from seloste.intake.importing import store_refusals
from seloste.intake.matching import Sought
from seloste.intake.merging import refusal
from seloste.intake.orders import Order, Progress
from seloste.intake.prohibition_lists import SCOPES, Refused
from seloste.intake.readings import AnyReading
from seloste.intake.reports import Report, Sink, ignore
from seloste.intake.running import batches, begun, silent
from seloste.protection.vault import Vault
from seloste.terms.act import Act

Line = Refused | Rejected


def run(
    vault: Vault, reading: AnyReading, order: Order, act: Act, progress: Progress = silent, *,
    dry: bool = False, sink: Sink = ignore,
) -> Report:  # fmt: skip
    """Applies the refusals of these files; what came of it, by numbers of records.

    ``dry`` stores nothing and counts the same. Raises what an import raises.
    """
    done = 0
    with begun(vault, reading, order, act, dry=dry, sink=sink) as work:
        for batch in batches(_lines(reading)):
            came = _decided(work, batch)
            count(work, came if dry else store_refusals(work, came))
            done += len(batch)
            progress(min(done, reading.records), reading.records)
    return work.report


def _decided(work: Import, batch: Sequence[Line]) -> list[Came]:
    """Whom each refusal meets, and what it adds; who isn't here is counted and forgotten."""
    refused = [one for one in batch if isinstance(one, Refused)]
    asked = [
        Sought(one.value) if one.channel == "email" else Sought(None, phones=(one.value,), any_name=True)
        for one in refused
    ]
    found = iter(matching.look_up(work.vault, asked, work.plan.use, work.act))
    came: list[Came] = []
    for one in batch:
        if isinstance(one, Rejected):
            came.append(Came(one, Outcome()))
            continue
        met = next(found)
        if not (met.people or met.kin):
            work.report.counts.update(records=1, not_in_register=1)
            continue
        growths = refusal(met, work.plan, (SCOPES[one.channel],))
        came.append(Came(Accepted(one.at, one.file), Outcome(growths=growths)))
    return came


def _lines(reading: AnyReading) -> Iterator[Line]:
    for file in reading.files:
        for found in reading.of(file):
            if isinstance(found, Refused | Rejected):
                yield found

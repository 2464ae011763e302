"""Whether a processor may receive anything at all: its places against the transfer stance (R8.1)."""

from __future__ import annotations

from datetime import UTC, date, datetime

from seloste.notice.places import MECHANISMS, in_eea
from seloste.notice.policy import Policy, Processor


# keeps: processor.*.entity.seat, processor.*.entity.servers, processor.*.entity.parent by door; off: return None
# keeps: transfer.stance.*, processor.*.transfer.mechanism by door; off: return None
def outside_stance(policy: Policy, processor: Processor, on: date | None = None) -> str | None:
    """The country that puts a processor outside the notice's stance, or None when it is inside.

    Seat, servers and a parent with access count alike (R8.1a). Under the stance ``none`` every place
    is in the EEA; under ``only as listed`` one outside needs the mechanism that the notice names, in
    force on the day.
    """
    today = on or datetime.now(UTC).date()
    places = [place for place in (processor.seat, *processor.servers, processor.parent) if place]
    for place in places:
        if in_eea(place, today):
            continue
        mechanism = MECHANISMS.get(processor.mechanism or "")
        if policy.stance == "none" or mechanism is None or not mechanism.holds(place, today):
            return place
    return None

"""The gate (sections 4 and 8): decides what may be done, and binds the database to it.

``use`` enters a use for one transaction; ``decide`` is the pure rule; ``explain`` puts a decision in
the notice's words; ``collect`` and ``disclosure`` are asked before data come in or go out, and
``disclose`` writes the line of what goes.
"""

from __future__ import annotations

from seloste.gate.bind import use
from seloste.gate.collecting import collect
from seloste.gate.decide import decide
from seloste.gate.disclosing import disclose, disclosure
from seloste.gate.explaining import explain

__all__ = ["collect", "decide", "disclose", "disclosure", "explain", "use"]

from __future__ import annotations

from tests.registers import alone, register

__all__ = ["alone", "register"]

from __future__ import annotations

from tests.registers import alone, register, unpublished

__all__ = ["alone", "register", "unpublished"]

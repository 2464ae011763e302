"""Protection (section 10): carries out what was decided. Keys, sealing, blind index, ledger, erasure of keys."""

"""Retention (section 9): periods, the sweep, and erasure: planned, carried out, certified."""

"""The rounds of upkeep: what a register does by itself, every minute and every night."""

from __future__ import annotations

from dataclasses import dataclass

from seloste.gate import bind
from seloste.protection import indexing, outbox, proof, rotation, turning
from seloste.protection.vault import Vault
from seloste.retention import clock, foreseen, sweeping, undoing
from seloste.retention.clock import ClockJumped, Seen
from seloste.retention.foreseen import Coming
from seloste.retention.sweeping import Swept
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP

SETTLED_AT_ONCE = 2000
LAPSED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Round:
    """What a nightly round did; ``coming``: what it saw coming in the notice in force."""

    settled: int
    swept: Swept
    index_generation: int
    sealed: int
    coming: tuple[Coming, ...] = ()


def settle_due(vault: Vault, act: Act) -> int:
    """Derive anew whoever's mask may have changed by time alone (spine 13); how many people."""
    total = 0
    while True:
        with bind.use(vault.connection, UPKEEP, act):
            row = vault.connection.execute("select gate.settle_due(%s)", (SETTLED_AT_ONCE,)).fetchone()
        assert row is not None  # a function of one row
        total += int(row[0])
        if row[0] < SETTLED_AT_ONCE:
            return total


def consents_lapsed(vault: Vault, act: Act) -> int:
    """What went with no consent when it should have: of how many people something goes now (R5.8a, R5.9c)."""
    total = 0
    while True:
        with bind.use(vault.connection, UPKEEP, act):
            row = vault.connection.execute("select gate.consents_lapsed(%s)", (LAPSED_AT_ONCE,)).fetchone()
        assert row is not None  # a function of one row
        total += int(row[0])
        if row[0] < LAPSED_AT_ONCE:
            return total


def begin(vault: Vault, act: Act) -> None:
    """At a start: finish what a stop has left half done, before anybody reads (spine 20, 24).

    Raises Restoring, ReplayMissing or DatabaseOlder: then nothing may be read yet.
    """
    outbox.check(vault)
    outbox.flush(vault, act)
    rotation.finish_growth(vault, act)
    turning.recover(vault, act)
    indexing.ensure(vault, act)
    clock.look(vault)
    date_no_later_than_now(vault, act)


def minutely(vault: Vault, act: Act) -> int:
    """As :func:`settle_due`, by a clock that can be believed: rows go with a consent that has lapsed. Raises ClockJumped."""
    _put_back(vault, act, clock.must_be_steady(vault))
    return settle_due(vault, act)


def _put_back(vault: Vault, act: Act, seen: Seen) -> None:
    """A refusal, a withdrawal or a restriction that a clock dated in what is to come holds from now on, not only then;
    and when the clock went back, everybody is derived anew."""
    if not seen.back:
        return
    date_no_later_than_now(vault, act)
    with bind.use(vault.connection, UPKEEP, act):
        vault.connection.execute("select gate.all_due_to_settle()")
    settle_due(vault, act)
    clock.mended(vault, seen)


def date_no_later_than_now(vault: Vault, act: Act) -> int:
    """Of how many people a fact that must hold at once was dated in what is to come (R5.7, R4.2d, GDPR 18)."""
    total = 0
    while True:
        with bind.use(vault.connection, UPKEEP, act):
            row = vault.connection.execute("select gate.no_later_than_now(1000)").fetchone()
        assert row is not None  # a function of one row
        total += int(row[0])
        if row[0] == 0:
            return total


def nightly(vault: Vault, act: Act) -> Round:
    """Settle, let go what lost its consent, sweep, renew the index after erasures, seal the ledger, look ahead.

    Raises ClockJumped when what needs no clock is done.
    """
    begin(vault, act)
    jumped = None
    settled, swept = 0, Swept(0, 0)
    try:
        _put_back(vault, act, clock.must_be_steady(vault))
    except ClockJumped as error:
        jumped = error
    else:
        settled, swept = _by_the_clock(vault, act)
    rotation.grow_if_needed(vault, act)
    generation = _renewed(vault, act)
    checkpoint = proof.seal(vault)
    if jumped:
        raise jumped
    sealed = checkpoint.size if checkpoint else proof.sealed(vault)
    return Round(settled, swept, generation, sealed, foreseen.warn(vault.connection))


def _by_the_clock(vault: Vault, act: Act) -> tuple[int, Swept]:
    settled = settle_due(vault, act)
    consents_lapsed(vault, act)
    swept = sweeping.sweep(vault, act)
    undoing.forget(vault, act)
    return settled, swept


def _renewed(vault: Vault, act: Act) -> int:
    """Only after erasures: else the old index answers about nobody who has gone."""
    row = vault.connection.execute("select generation from gate.index_progress()").fetchone()
    waiting = vault.connection.execute("select gate.index_holds_erased()").fetchone()
    assert row is not None  # functions of one row
    assert waiting is not None
    return indexing.renew(vault, act) if waiting[0] else int(row[0])

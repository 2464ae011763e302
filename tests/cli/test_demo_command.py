"""The demo erases people and tampers with the ledger, so it runs in a register of its own alone."""

from __future__ import annotations

from tests.cli.conftest import Shell


def test_the_demo_refuses_a_register_that_it_did_not_begin(shell: Shell):
    refused = shell("demo", "--no-serve", "--json")

    assert refused.code == 7
    assert refused.complaint["error"] == "not_the_demo"
    assert "SELOSTE_HOME" in refused.complaint["help"]

"""From a claim to what keeps it: gathered from markers in code and tests, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from seloste.notice import Notice, markers, read
from seloste.notice.claims import claims_of, matches
from seloste.notice.markers import BadMarker, Point, Proof
from seloste.notice.tracing import Keeping, Traced, count, trace
from tests.notice.builders import TEXT
from tools import unkept

SQL = """-- Sweeps.
-- MARK category.*.keep.*, keep.*.period.* by job; off: return 0
-- MARK right.erase by door
create function gate.sweep(most int) returns int
 language sql as $$ select 1 $$;
"""
PYTHON = '''class Page:
    # MARK controller.name by page; off: return ()
    @cached
    def head(self) -> None:
        """The head."""
'''
TEST = '''# MARK category.*.keep.* through gate.sweep
@pytest.mark.parametrize("n", [1])
def test_it_goes(n):
    pass


def test_it_is_named(n):
    """R2.1: who it is; MARK controller.name."""
'''


@pytest.fixture
def notice() -> Notice:
    found, _ = read(TEXT.encode(), name="notice.toml")
    assert found is not None
    return found


@pytest.fixture
def code(tmp_path: Path) -> Path:
    for name, text in (("seloste/sweep.sql", SQL), ("seloste/page.py", PYTHON), ("tests/test_it.py", TEST)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace("MARK", "keeps:"), encoding="utf-8")
    return tmp_path


def traced(notice: Notice, code: Path) -> dict[str, Traced]:
    points, proofs = markers.points(code / "seloste"), markers.proofs(code / "tests")
    return {one.claim.path: one for one in trace(notice, points, proofs)}


def test_a_marker_names_what_stands_after_it(code: Path):
    found = {one.mark: one for one in markers.points(code / "seloste")}

    assert set(found) == {"gate.sweep", "gate.sweep:2", "page.Page.head"}
    assert (found["gate.sweep"].what, found["gate.sweep"].way, found["gate.sweep"].off) == (
        "function",
        "job",
        "return 0",
    )
    assert found["gate.sweep"].line == 4
    assert found["page.Page.head"].what == "python"


def test_a_test_is_marked_before_it_or_in_its_docstring(code: Path):
    found = {one.test: one for one in markers.proofs(code / "tests")}

    assert found["tests/test_it.py::test_it_goes"].through == ("gate.sweep",)
    assert found["tests/test_it.py::test_it_is_named"].kinds == ("controller.name",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# keeps: right.erase\ndef gone(): ...\n", "is no marker"),
        ("# keeps: right.erase by magic\ndef gone(): ...\n", "is no marker"),
        ("# keeps: right.erase by job\n1 + 1\n", "before nothing"),
    ],
)
def test_a_marker_that_cannot_be_read_is_an_error_and_no_silence(tmp_path: Path, text: str, said: str):
    (tmp_path / "code.py").write_text(text, encoding="utf-8")

    with pytest.raises(BadMarker, match=said):
        markers.points(tmp_path)


def test_a_claim_is_kept_by_what_its_kind_is_marked_at_and_proven_by_tests_of_that(
    notice: Notice, code: Path
):
    found = traced(notice, code)

    kept = found["category.calls.keep.1"]
    assert [one.mark for one in kept.points] == ["gate.sweep"]
    assert kept.tests == ("tests/test_it.py::test_it_goes",)
    assert kept.keeping is Keeping.PROVEN
    assert found["right.erase"].keeping is Keeping.UNPROVEN
    assert found["right.port"].keeping is Keeping.NOTHING


def test_a_page_keeps_no_promise_and_only_a_page_tells(notice: Notice):
    promise = Point(
        name="p", mark="p", kinds=("right.port",), way="page", what="python", where="p.py", line=1
    )
    telling = promise.changed(kinds=("controller.name",), way="job")
    proof = Proof(test="t", kinds=("right.port", "controller.name"), through=())
    found = {one.claim.path: one.keeping for one in trace(notice, (promise, telling), (proof,))}

    assert found["right.port"] is found["controller.name"] is Keeping.NOTHING


def test_a_trial_keeps_nothing_and_is_named_beside_what_does(notice: Notice, code: Path):
    (code / "seloste" / "tried.py").write_text(
        "# keeps: right.erase, right.port by trial\ndef _late(): ...\n"
    )
    found = traced(notice, code)

    assert (found["right.erase"].keeping, found["right.erase"].trials) == (Keeping.UNPROVEN, ("late",))
    assert (found["right.port"].keeping, found["right.port"].points) == (Keeping.NOTHING, ())
    assert found["right.erase.text.1"].trials == ("late",)


def test_a_sentence_is_as_well_kept_as_the_worst_of_what_carries_it(notice: Notice, code: Path):
    found = traced(notice, code)

    assert found["right.erase.text.1"].keeping is Keeping.UNPROVEN
    assert found["purpose.newsletter.text.1"].keeping is Keeping.NOTHING
    assert found["keep.text.1"].keeping is Keeping.NOTHING, "no term carries it"


def test_every_claim_of_the_shipped_notice_is_in_its_trace_once(notice: Notice):
    found = trace(notice, markers.points(), markers.proofs())

    assert [one.claim for one in found] == list(claims_of(notice))
    assert sum(count(found).values()) == len(found)
    assert count(found)["proven"] > count(found)["nothing"] > 0


def test_every_kind_that_code_or_tests_name_is_a_kind_of_the_language(notice: Notice):
    """A marker of a misspelt kind would keep nothing for ever, and nobody would see it."""
    kinds = {one.kind for one in claims_of(notice)} | ELSEWHERE
    named = {kind for point in markers.points() for kind in point.kinds}
    named |= {kind for proof in markers.proofs() for kind in proof.kinds}

    assert {one for one in named if not any(matches(one, kind) for kind in kinds)} == set()


ELSEWHERE = {
    "measure.access", "measure.grants", "measure.encrypted_data", "measure.monitoring", "purpose.*.acts", "purpose.*.people", "source.*.open", "register.people",
    "group.*",
}  # fmt: skip
"""Kinds that other notices have, and the shipped one has not."""


def test_a_test_goes_through_points_that_are_there():
    marks = {one.mark for one in markers.points()}

    assert {name for one in markers.proofs() for name in one.through} <= marks


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({"nothing": 5, "unproven": 2}, []),
        ({"nothing": 6, "unproven": 2}, ["6 claims are kept by nothing, 5 before: mark what keeps them"]),
        ({"nothing": 5, "unproven": 1}, ["1 claims are proven by no test, not 2: python tools/unkept.py writes it down"]),
    ],
)  # fmt: skip
def test_the_number_of_unkept_claims_only_falls(now: dict[str, int], said: list[str]):
    assert unkept.judged(now, {"nothing": 5, "unproven": 2}) == said


def test_the_number_that_is_written_down_is_that_of_now():
    assert unkept.main(["--check"]) == 0

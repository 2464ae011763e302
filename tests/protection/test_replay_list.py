"""The replay list: sealed, in order, and only its end can be cut off unseen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from seloste.protection import replay
from seloste.protection.keys import KeyFile
from seloste.protection.replay import ReplayDamaged, ReplayList


@pytest.fixture
def listed(tmp_path: Path) -> ReplayList:
    return ReplayList(KeyFile.create(tmp_path / "keys"))


def _bodies(*words: str) -> list[dict[str, Any]]:
    return [{"id": word, "what": "erasure"} for word in words]


def _said(listed: ReplayList, after: int = 0) -> list[tuple[int, str]]:
    return [(one.seq, one.body["id"]) for one in listed.records(after)]


def _only_segment(listed: ReplayList) -> Path:
    (path,) = (path for path in listed.folder.iterdir() if path.name.isdigit())
    return path


def test_what_was_added_is_read_in_its_order(listed: ReplayList) -> None:
    assert listed.last() == 0
    with listed.alone():
        assert listed.append(_bodies("a", "b")) == 2
        assert listed.append(_bodies("c")) == 3

    assert _said(listed) == [(1, "a"), (2, "b"), (3, "c")]
    assert _said(listed, after=2) == [(3, "c")]
    assert listed.last() == 3


def test_a_record_changed_in_the_middle_is_found(listed: ReplayList) -> None:
    listed.append(_bodies("a", "b", "c"))
    path = _only_segment(listed)
    whole = path.read_bytes()
    assert b"erasure" not in whole

    path.write_bytes(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])

    with pytest.raises(ReplayDamaged):
        _said(listed)


def test_a_record_left_out_is_found(listed: ReplayList) -> None:
    listed.append(_bodies("a", "b", "c"))
    path = _only_segment(listed)
    whole = path.read_bytes()
    size = 4 + int.from_bytes(whole[16:20], "big")

    path.write_bytes(whole[:16] + whole[16 + size :])

    with pytest.raises(ReplayDamaged):
        _said(listed)


def test_a_file_out_of_an_older_list_is_found_among_the_newer(
    listed: ReplayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two lists of one register, whose records went different ways, nothing of one passes in the other."""
    monkeypatch.setattr(replay, "_LONG", 60)
    listed.append(_bodies("a"))
    former = listed.folder / "000000000002"
    listed.append(_bodies("b"))
    older = former.read_bytes()
    former.unlink()
    for word in "xyz":
        listed.append(_bodies(word))
    assert _said(listed) == list(enumerate("axyz", 1))

    former.write_bytes(older)

    with pytest.raises(ReplayDamaged):
        _said(listed)


def test_another_register_reads_nothing(listed: ReplayList, tmp_path: Path) -> None:
    listed.append(_bodies("a", "b"))
    other = ReplayList(KeyFile.create(tmp_path / "other"))
    other.folder.mkdir()
    _only_segment(listed).rename(other.folder / "000000000001")

    with pytest.raises(ReplayDamaged):
        _said(other)


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_write_that_was_stopped_is_passed_over_and_written_again(listed: ReplayList, cut: int) -> None:
    listed.append(_bodies("a", "b"))
    path = _only_segment(listed)
    path.write_bytes(path.read_bytes()[:-cut])
    assert _said(listed) == [(1, "a")]

    assert listed.append(_bodies("c")) == 2

    assert _said(listed) == [(1, "a"), (2, "c")]


def test_a_long_list_goes_on_in_another_file_and_old_ones_go(
    listed: ReplayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "_LONG", 100)
    for word in "abcdef":
        listed.append(_bodies(word))
    assert len(list(listed.folder.iterdir())) > 2
    assert _said(listed) == list(enumerate("abcdef", 1))

    gone = listed.forget(until=3)

    assert gone > 0
    assert listed.first() <= 4
    assert _said(listed, after=3) == [(4, "d"), (5, "e"), (6, "f")]
    assert listed.append(_bodies("g")) == 7

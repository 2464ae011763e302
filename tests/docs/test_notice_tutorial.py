"""The tutorial of a company's own notice, typed into a shell: it prints what it shows."""

from __future__ import annotations

import re
from pathlib import Path

from seloste.notice import examine
from tests.docs.pages import ROOT, tour
from tests.docs.test_tour import PLACE, is_shown, place, typed

PAGE = ROOT / "docs" / "tutorial-your-notice.md"
__all__ = ["place"]  # the folder of a tour, with no engine left behind


def test_an_hour_leads_from_answers_to_a_notice_in_force(place: Path) -> None:
    (answers,) = re.findall(
        rf"Write `{PLACE}/answers.toml`.*?^```toml\n(.*?)^```",
        PAGE.read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    (place / "answers.toml").write_text(answers, encoding="utf-8")
    steps = tour(PAGE)

    printed = typed(steps, place)

    assert len(printed) == len(steps)
    for step, lines in zip(steps, printed, strict=True):
        assert is_shown(step.prints, lines), f"{step.typed}\nprints\n" + "\n".join(lines)
    notice, findings = examine(place / "notice.toml")
    assert findings == []
    assert notice is not None
    assert [word.value for word in notice.categories["contact"].fields] == ["name", "email", "address"]
    assert (place / "seloste.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (place / "notice.pdf").read_bytes().startswith(b"%PDF")

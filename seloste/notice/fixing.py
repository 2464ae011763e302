"""Mends that can be derived from the file and the law alone, as edits of the file.

Nothing is made up: an edit is offered where a word is misspelt and its neighbour is known, where a slip has one
correction, or where the law itself says what must stand there. An edit that would leave its finding, or bring a new
one, is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from seloste.notice.examining import examine
from seloste.notice.findings import Finding
from seloste.notice.model import Notice
from seloste.notice.record import Record
from seloste.notice.said import Said
from seloste.notice.source import Span
from seloste.notice.splicing import Edit, NotSpliced, add_table, remove, replace, set_value, splice
from seloste.notice.unsaid import RIGHTS
from seloste.notice.vocabulary import LANGUAGES


class Patch(Record):
    """One mend: the finding that it answers, and the edits of the file that make it."""

    finding: Finding
    edits: tuple[Edit, ...]


def fix(
    data: bytes, *, name: str = "notice.toml", on: date | None = None, only: str = ""
) -> tuple[bytes, list[Patch]]:
    """The file with every derived mend made, and the mends in the order in which they were made.

    Each patch's offsets are those of the file as the patches before it left it. ``only``: mends of this code alone.
    """
    made: list[Patch] = []
    known = _faults(data, name, on)
    while patch := _next(data, known, name, on, only):
        data = splice(data, patch.edits)
        made.append(patch)
        known = _faults(data, name, on)
    return data, made


def _faults(data: bytes, name: str, on: date | None) -> dict[tuple[str, str, str], Finding]:
    return {(f.code, f.path, f.text): f for f in examine(data, name=name, on=on)[1]}


def _next(
    data: bytes, known: dict[tuple[str, str, str], Finding], name: str, on: date | None, only: str
) -> Patch | None:
    """The first mend that takes its finding away and brings none."""
    notice = examine(data, name=name, on=on)[0]
    for fault, finding in known.items() if notice else ():
        if only in ("", finding.code) and notice:
            edits = _edits(notice, finding)
            left = _faults(splice(data, edits), name, on) if edits else {}
            if (
                edits
                and fault not in left
                and len(left) < len(known)
                and {c for c, _, _ in left} <= {c for c, _, _ in known}
            ):
                return Patch(finding, edits)
    return None


def _edits(notice: Notice, finding: Finding) -> tuple[Edit, ...]:
    try:
        derived = _nearest(notice, finding) or tuple(_BY_CODE.get(finding.code, _none)(notice, finding))
    except NotSpliced:
        return ()
    return derived


def _none(notice: Notice, finding: Finding) -> Iterator[Edit]:
    yield from ()


def _place(notice: Notice, finding: Finding) -> Span:
    start = notice.source.lines[finding.line - 1] + finding.column - 1
    return Span(start, start + len(finding.text))


def _nearest(notice: Notice, finding: Finding) -> tuple[Edit, ...]:
    """A word that is not known, and the known one that it was most likely meant to be."""
    mend = dict(finding.words).get("mend") or dict(finding.words).get("why")
    if not isinstance(mend, Said) or mend.key not in ("near", "write"):
        return ()
    quote = finding.text[:1] if finding.text[:1] in ('"', "'") else ""
    return (replace(notice, _place(notice, finding), f"{quote}{mend.words[0]}{quote}"),)


# -- mends by code ----------------------------------------------------------------------------------


def _version_of_language(notice: Notice, finding: Finding) -> Iterator[Edit]:
    yield set_value(notice, "seloste", dict(finding.words)["known"].__str__())


def _no_acceptance(notice: Notice, finding: Finding) -> Iterator[Edit]:
    yield remove(notice, "changes.acceptance_by_use")


def _no_form(notice: Notice, finding: Finding) -> Iterator[Edit]:
    if finding.path.endswith(".form"):
        yield remove(notice, finding.path)


def _slip(notice: Notice, finding: Finding) -> Iterator[Edit]:
    """N64: two blanks become one; a word said twice in a row is said once."""
    words = finding.text.split()
    if len(words) == 2 and words[0].lower() == words[1].lower():
        yield replace(notice, _place(notice, finding), words[0])
    elif "  " in finding.text:
        yield replace(notice, _place(notice, finding), " ".join(words))


def _right(notice: Notice, finding: Finding) -> Iterator[Edit]:
    """A right that the law gives (GDPR 13(2)(b)-(d)), under the title by which the notice's languages call it."""
    name = finding.path.removeprefix("right.")
    known = [language for language in notice.languages if language in LANGUAGES]
    if name in RIGHTS and name not in notice.rights and known:
        said = ", ".join(f'{lang} = "{_title(name, lang)}"' for lang in known)
        more = "\nset_apart = true" if name == "object" else ""
        yield add_table(notice, f"[right.{name}]\ntitle = {{ {said} }}{more}")
    elif name == "object" and name in notice.rights:
        yield set_value(notice, "right.object.set_apart", "true")


def _title(name: str, language: str) -> str:
    said = RIGHTS[name][LANGUAGES.index(language)]
    return said[:1].upper() + said[1:]


def _authority(notice: Notice, finding: Finding) -> Iterator[Edit]:
    """GDPR 77: where Finnish law is said to hold, the authority is known."""
    if "complaint" in notice.rights and any(word.value == "fi" for word in notice.jurisdiction):
        yield set_value(notice, "right.complaint.authority", '"fi-tsv"')


def _always(notice: Notice, finding: Finding) -> Iterator[Edit]:
    yield set_value(notice, f"{finding.path.removesuffix('.against')}.marketing", '"always"')


def _answer(notice: Notice, finding: Finding) -> Iterator[Edit]:
    """GDPR 12(3) and 12(5): one month, and free of charge."""
    if "access" in notice.rights:
        yield set_value(notice, "right.access.answer", '"1 month"')
        yield set_value(notice, "right.access.fee", '"none"')


def _number(notice: Notice, finding: Finding) -> Iterator[Edit]:
    if notice.version:
        yield set_value(notice, "version.number", "1")


_BY_CODE: Final[dict[str, Callable[[Notice, Finding], Iterator[Edit]]]] = {
    "SEL1804": _version_of_language, "SEL2103": _right, "SEL2104": _right, "SEL2111": _no_form, "SEL2118": _authority,
    "SEL2159": _always, "SEL2160": _answer, "SEL2164": _slip, "SEL2167": _number, "SEL2202": _no_acceptance,
    "SEL2316": _right,
}  # fmt: skip

"""What isn't on the list of public paths is in no public form: canaries in everything else come out nowhere."""

from __future__ import annotations

import io
import re
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from seloste.disclosure.records import as_xlsx
from seloste.notice import read
from seloste.notice.activities import record
from seloste.notice.document import read_document
from seloste.notice.findings import Findings
from seloste.notice.grammar import NOTICE, SECTIONS, USE, Kind, Shape
from seloste.notice.nodes import Array, Node, Table
from seloste.notice.public import PUBLIC_PATHS, public
from seloste.notice.render import FORMS, render
from seloste.notice.source import Phrase, Source, Span
from tests.notice.builders import TEXT

LANGUAGES = ("fi", "sv", "en")
EXTRA = """
[[accept]]
code    = "SEL1511"
at      = "category.position"
because = "internal:lived with"
review  = 2027-05-01
[role]
sales = ["customer_care"]
[measure.tried]
at    = "10.9"
what  = { fi = "Kokeillaan.", sv = "Prövas.", en = "Tried." }
proof = "internal:nightly"
"""
WHOLE = TEXT + EXTRA
WORLD = Path(__file__).with_name("world.toml").read_text(encoding="utf-8")
HEAD = ("languages", "level", "jurisdiction", "profiling", "forms", "proposed")


def _leaves(node: Node, path: str = "") -> Iterator[tuple[str, Span]]:
    """Every string of the file with its path; a list's strings have the path of the list."""
    if isinstance(node, Table):
        for key, entry in node.entries.items():
            yield from _leaves(entry.node, f"{path}.{key}" if path else key)
    elif isinstance(node, Array):
        for item in node.items:
            yield from _leaves(item, path)
    elif isinstance(node.value, Phrase):
        yield path, node.span


def _is_public(path: str) -> bool:
    head = path.partition(".")[0]
    if head in HEAD:
        return True
    bare = re.sub(rf"\.({'|'.join(LANGUAGES)})$", "", path)
    bare = re.sub(r"\.required\.[a-z_]+$", ".required", bare)
    bare = bare.removesuffix(".not_applicable")  # the reason is part of the fact, and so is whom it names
    bare = re.sub(r"(officer|representative)\.(person|mail|phone)$", r"\1", bare)
    if head in ("group", "service", "source") and bare.count(".") == 1:
        return True  # a title written without the word
    places = (known.replace(".", r"\.").replace("*", r"[a-z_]+(\.[a-z_]+)?") for known in PUBLIC_PATHS)
    return any(re.fullmatch(place, bare) for place in places)


def _tree(text: str) -> Table:
    source = Source.of("notice.toml", text)
    return read_document(source, Findings(source))[0]


def _written(text: str, edits: dict[Span, str]) -> str:
    for span, word in sorted(edits.items(), key=lambda edit: -edit[0].start):
        text = f"{text[: span.start]}{word}{text[span.end :]}"
    return text


def _everywhere(text: str) -> str:
    """All public forms of a notice in all its languages, as one text."""
    notice, _ = read(text.encode())
    assert notice is not None
    made = [render(notice, language, form) for language in LANGUAGES for form in FORMS if form != "pdf"]
    made += [sheet for language in LANGUAGES for sheet in _sheets(as_xlsx(record(notice, language)))]
    pdfs = [pypdf.PdfReader(io.BytesIO(render(notice, language, "pdf"))) for language in LANGUAGES]
    pages = [page.extract_text() for pdf in pdfs for page in pdf.pages]
    information = [str(pdf.metadata) for pdf in pdfs]
    return "\n".join([*(one.decode() for one in made), *pages, *information])


@pytest.mark.parametrize(("whole", "closed"), [
    (WHOLE, {"record", "agreement", "because", "proof"}), (WORLD, {"agreement"}),
], ids=["revised", "world"])  # fmt: skip
def test_canaries_in_everything_that_is_not_public_come_out_nowhere(whole: str, closed: set[str]):
    canaries: dict[str, str] = {}
    edits: dict[Span, str] = {}
    for path, span in _leaves(_tree(whole)):
        if not _is_public(path):
            canary = f"zq{secrets.token_hex(6)}"
            canaries[canary] = path
            edits[span] = f'"internal:{canary}"' if span.start % 2 else f'"{canary}"'
    text = _written(whole, edits)
    remark = f"zq{secrets.token_hex(6)}"
    canaries[remark] = "a remark"
    text = re.sub(r"^# ", f"# {remark} ", text, flags=re.MULTILINE)

    shown = _everywhere(text)

    assert {path.rpartition(".")[2] for path in canaries.values()} >= closed
    assert len(canaries) > 3
    assert {path for canary, path in canaries.items() if canary in shown} == set()


def test_roles_inside_the_house_are_not_even_handed_to_a_writer_of_public_forms():
    notice, _ = read(WHOLE.encode())
    assert notice is not None

    assert list(notice.roles) == ["sales"]
    assert public(notice).roles == {}


def test_the_harness_finds_a_canary_in_a_public_place():
    """The twin: this check can fail."""
    canary = f"zq{secrets.token_hex(6)}"
    (span,) = [span for path, span in _leaves(_tree(WHOLE)) if path == "controller.address.street"]

    assert canary in _everywhere(_written(WHOLE, {span: f'"{canary}"'}))


@pytest.mark.parametrize("path", ["right.access.identity", "processor.google.transfer.copy", "source.colleague.tell",
                                  "processor.google.entity.product", "right.access.fee", "changes.told.what",
                                  "purpose.billing.title.fi"])  # fmt: skip
def test_what_is_marked_as_internal_stays_inside_even_in_a_public_place(path: str):
    canary = f"zq{secrets.token_hex(6)}"
    (span,) = [span for known, span in _leaves(_tree(WHOLE)) if known == path]

    assert canary not in _everywhere(_written(WHOLE, {span: f'"internal:{canary}"'}))


def _paths(shape: Shape, place: str) -> Iterator[str]:
    for key, known in shape.items():
        if known.kind is Kind.TABLES:
            yield from (f"{place}.{key}.*.{inner}" for inner in known.inside or {})
        elif known.kind in (Kind.TABLE, Kind.MANY) and known.inside:
            yield from _paths(known.inside, f"{place}.{key}")
        else:
            yield f"{place}.{key}"


def test_every_listed_path_is_one_of_the_language_and_every_other_is_closed():
    """The list can't outlive a key: each public path is of the grammar, and what is closed is named here."""
    known: set[str] = set(_paths(USE, "use.*"))
    for key, term in NOTICE.items():
        if term.kind is Kind.TABLES and term.inside:
            known |= set(_paths(term.inside, f"{key}.*"))
        elif term.inside:
            known |= set(_paths(term.inside, key))
    known |= {f"{place}.{key}" for place, shape in SECTIONS.items() for key in shape}
    marks = re.compile(r"\.(at|title|text|quote|hedge|proposed|country)$")

    assert {path for path in PUBLIC_PATHS if not marks.search(path)} <= known
    assert {path for path in known - PUBLIC_PATHS if not marks.search(path)} == {
        "as_processor.*.agreement", "disclosure.*.agreement", "joint.agreement",
        "accept.because", "accept.code", "accept.review", "controller.time_zone", "group.*.representative",
        "keep.*.only", "measure.*.proof", "processor.*.agreement", "purpose.*.balance.record", "version.was",
    }  # fmt: skip


def test_the_public_notice_still_says_all_that_is_public():
    notice, _ = read(WHOLE.encode())
    assert notice is not None

    left = public(notice)

    assert left.purposes["newsletter"].interest == notice.purposes["newsletter"].interest
    assert left.processors["google"].agreement is None
    assert notice.processors["google"].agreement is not None
    assert (left.accepts, left.data) == ((), b"")


def _sheets(workbook: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize("form", [*FORMS, "record-xlsx"])
def test_the_harness_looks_into_every_form(form: str):
    """The twin: a canary in a public place of a purpose is found in each form by itself."""
    canary = f"zq{secrets.token_hex(6)}"
    (span,) = [span for path, span in _leaves(_tree(WHOLE)) if path == "purpose.newsletter.title.en"]
    notice, _ = read(_written(WHOLE, {span: f'"{canary}"'}).encode())
    assert notice is not None

    if form == "record-xlsx":
        assert any(canary.encode() in sheet for sheet in _sheets(as_xlsx(record(notice, "en"))))
    elif form == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(render(notice, "en", form))).pages
        assert any(canary in page.extract_text() for page in pages)
    else:
        assert canary.encode() in render(notice, "en", form)

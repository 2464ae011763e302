"""From the bytes of a notice file to a ``Notice`` and everything that is wrong in reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from seloste.notice import model
from seloste.notice.constructs import CONSTRUCTS, INNER, Construct
from seloste.notice.document import read_document
from seloste.notice.findings import Finding, Findings, in_order
from seloste.notice.grammar import (
    CHANNELS,
    LANGUAGE_VERSION,
    LANGUAGES,
    NOTICE,
    USE,
    Key,
    Kind,
    Shape,
    section,
)
from seloste.notice.model import Notice, Term
from seloste.notice.nodes import Array, Entry, Node, Scalar, Table
from seloste.notice.reading import Reading
from seloste.notice.source import At, Source, Span, Word

if TYPE_CHECKING:
    from pathlib import Path

X = TypeVar("X", bound=Term)

_HELD = {"contact": "contacts"}
_NAMES_ITSELF = {model.Law: "names", model.Entity: "legal_name"}
"""Where the key ``name`` is what people call the term; ``names`` unless this says otherwise."""


def read(source: str | Path | bytes, *, name: str = "notice.toml") -> tuple[Notice | None, list[Finding]]:
    """Read a notice from a path or from bytes (then called ``name`` in findings).

    Never raises for what stands in the file. None comes back only where there is no file to
    speak of; otherwise the notice holds all that could be read, and ``compile_notice`` refuses
    it while there are errors.
    """
    if isinstance(source, bytes):
        return _read_bytes(source, name)
    try:
        with open(source, "rb") as file:
            return _read_bytes(file.read(), str(source))
    except OSError as error:
        findings = Findings(Source.of(str(source), ""))
        findings.add("SEL1014", Span(0, 0), why=error.strerror or "unknown")
        return None, findings.found


def _read_bytes(data: bytes, name: str) -> tuple[Notice, list[Finding]]:
    whole_file = data
    data = data.removeprefix(b"\xef\xbb\xbf")  # a byte-order mark is never part of the first key
    bad: UnicodeDecodeError | None = None
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        bad, text = error, data.decode(errors="replace")
    source = Source.of(name, text)
    findings = Findings(source)
    if bad:
        start = len(data[: bad.start].decode())
        findings.add("SEL1001", Span(start, start + 1))
    root, whole = read_document(source, findings)
    builder = _Builder(source, findings, root)
    notice = builder.notice(whole_file, whole and not bad)
    return notice, in_order(findings.found)


class _Builder:
    """Fills the model from the tree, table by table."""

    def __init__(self, source: Source, findings: Findings, root: Table) -> None:
        self.source = source
        self.findings = findings
        self.root = root
        self.languages, self.languages_span = self._languages()
        self.reading = Reading(findings, self.languages)
        top = Table(root.span, {k: e for k, e in root.entries.items() if k != "languages"})
        self.values = self.reading.table(top, NOTICE, "")

    def _languages(self) -> tuple[tuple[str, ...], Span]:
        entry = self.root.entries.get("languages")
        if entry is None:
            return ("fi", "sv", "en"), Span(0, 1)
        words = Reading(self.findings, ()).value(entry.node, Key(Kind.NAMES, LANGUAGES), "languages")
        return tuple(dict.fromkeys(w.value for w in words or ())), entry.key

    def notice(self, data: bytes, whole: bool) -> Notice:
        values = self.values
        level: Word | None = values.get("level")
        sample: At[bool] | None = values.get("sample")
        self._check_language_version(values.get("seloste"))
        made: dict[str, Any] = {one.attribute: self._made(one) for one in CONSTRUCTS}
        made |= {"sections": self._sections(), "forms": self._forms()}
        return Notice(
            source=self.source,
            data=data,
            whole=whole,
            reading=tuple(in_order(self.findings.found)),
            language=values.get("seloste"),
            level=level.value if level else "drive",
            level_span=level.span if level else Span(0, 1),
            languages=self.languages,
            languages_span=self.languages_span,
            jurisdiction=values.get("jurisdiction", ()),
            profiling=values.get("profiling"),
            roles=values.get("role", {}),
            sample=bool(sample and sample.value),
            broken=values["broken"],
            **made,
        )

    def _made(self, one: Construct) -> Any:
        """The terms of one kind: by name, in a row, or a single one."""
        if one.key == "use":
            return self._uses()
        if one.kind is Kind.TABLES:
            return self._named(one.key, one.model)
        return self._many(one.key, one.model) if one.kind is Kind.MANY else self._single(one.key, one.model)

    def _check_language_version(self, said: At[int] | None) -> None:
        if said and said.value != LANGUAGE_VERSION:
            self.findings.add(
                "SEL1804", said.span, "seloste", known=str(LANGUAGE_VERSION), number=str(said.value)
            )

    # -- terms -------------------------------------------------------------------------------------

    def _term(self, cls: type[X], table: Table, shape: Shape, path: str, name: Word, **more: Any) -> X:
        values = self.reading.table(table, shape, path)
        for key, value in list(values.items()):
            inside = shape[key].inside if key in shape else None
            if inside is None:
                continue
            below = f"{path}.{key}"
            if shape[key].kind is Kind.TABLES:
                values[key] = self._fields(value, inside, below)
            elif shape[key].kind is Kind.MANY:
                place = [At(key, one.span) for one in value]
                made = [
                    self._term(INNER[key], one, inside, below, at)
                    for one, at in zip(value, place, strict=True)
                ]
                values[_HELD.get(key, key)] = tuple(made)
            else:
                place_of = At(key, table.entries[key].key)
                values[key] = self._term(INNER[key], value, inside, below, place_of)
        for key in _HELD.keys() & values.keys():
            del values[key]
        proposed: At[bool | tuple[str, ...]] | None = values.get("proposed")
        if proposed and isinstance(proposed.value, tuple):
            for key in set(proposed.value) - set(shape):
                self.reading.unknown_key(key, proposed.span, shape, path)
        if "name" in values:
            values[_NAMES_ITSELF.get(cls, "names")] = values.pop("name")
        return cls(path=path, name=name, **values, **more)

    def _fields(self, table: Table, shape: Shape, path: str) -> dict[str, model.FieldTitle]:
        return {
            key: self._term(model.FieldTitle, entry.node, shape, f"{path}.{key}", At(key, entry.key))
            for key, entry in table.entries.items()
            if self._is_table(entry, shape, f"{path}.{key}") and isinstance(entry.node, Table)
        }

    def _is_table(self, entry: Entry, shape: Shape, path: str) -> bool:
        return self.reading.value(entry.node, Key(Kind.TABLE, inside=shape), path) is not None

    def _named(self, key: str, cls: type[X]) -> dict[str, X]:
        """The named tables of a section, its own keys left aside."""
        table, shape = self.values.get(key), NOTICE[key].inside or {}
        made: dict[str, X] = {}
        if not isinstance(table, Table):
            return made
        for name, entry in table.entries.items():
            path = f"{key}.{name}"
            if name in section(key):
                continue
            if isinstance(entry.node, Scalar | Array):
                self._not_a_term(key, name, entry, path)
                continue
            word = self.reading.name(name, entry.key, path)
            if word:
                made[name] = self._term(cls, entry.node, shape, path, word)
        return made

    def _not_a_term(self, key: str, name: str, entry: Entry, path: str) -> None:
        if key in ("keep", "right", "disclosure"):
            self.reading.unknown_key(name, entry.key, section(key), key)
        else:
            self.reading.value(entry.node, Key(Kind.TABLE), path)

    def _single(self, key: str, cls: type[X]) -> X | None:
        table, entry = self.values.get(key), self.root.entries.get(key)
        if not isinstance(table, Table) or entry is None:
            return None
        return self._term(cls, table, NOTICE[key].inside or {}, key, At(key, entry.key))

    def _many(self, key: str, cls: type[X]) -> tuple[X, ...]:
        """``[x]`` and ``[[x]]`` are the same list; a notice that contradicts itself keeps both."""
        tables = self.values.get(key, ())
        shape = NOTICE[key].inside or {}
        made = []
        for table in tables:
            at = At(key, table.span)
            made.append(self._term(cls, table, shape, key, at))
        return tuple(made)

    # -- uses, sections, forms ---------------------------------------------------------------------

    def _uses(self) -> dict[str, model.UseEntry]:
        table = self.values.get("use")
        made: dict[str, model.UseEntry] = {}
        for name, entry in table.entries.items() if isinstance(table, Table) else ():
            path = f"use.{name}"
            purpose = self.reading.name(name, entry.key, path)
            if purpose is None or not self._is_table(entry, USE, path) or not isinstance(entry.node, Table):
                continue
            own = {k: e for k, e in entry.node.entries.items() if k not in CHANNELS and not _by_channel(k, e)}
            if own:
                node = Table(entry.node.span, own)
                made[name] = self._term(model.UseEntry, node, USE, path, purpose, purpose=purpose)
            for channel, inner in entry.node.entries.items():
                if channel not in own:
                    self._channel(made, purpose, channel, inner)
        return made

    def _channel(self, made: dict[str, model.UseEntry], purpose: Word, channel: str, entry: Entry) -> None:
        name = f"{purpose.value}.{channel}"
        path = f"use.{name}"
        if channel not in CHANNELS:
            self.reading.unknown_key(channel, entry.key, dict.fromkeys(CHANNELS), f"use.{purpose.value}")
        elif self._is_table(entry, USE, path) and isinstance(entry.node, Table):
            word = At(name, entry.key)
            made[name] = self._term(
                model.UseEntry, entry.node, USE, path, word, purpose=purpose, channel=channel
            )

    def _sections(self) -> dict[str, model.Section]:
        made = {}
        for key, known in NOTICE.items():
            table, entry = self.values.get(key), self.root.entries.get(key)
            if known.kind is not Kind.TABLES or not isinstance(table, Table) or entry is None:
                continue
            shape = section(key)
            own = Table(table.span, {k: e for k, e in table.entries.items() if k in shape})
            made[key] = self._term(model.Section, own, shape, key, At(key, entry.key))
        return made

    def _forms(self) -> dict[str, dict[str, dict[str, str]]]:
        """``[forms.fi]``: a word and its inflected forms."""
        table = self.values.get("forms")
        made: dict[str, dict[str, dict[str, str]]] = {}
        for language, entry in table.entries.items() if isinstance(table, Table) else ():
            if language not in self.languages:
                self.findings.add("SEL1105", entry.key, f"forms.{language}", language=language)
            elif isinstance(entry.node, Table):
                made[language] = {
                    word: self._forms_of(inner.node, f"forms.{language}.{word}")
                    for word, inner in entry.node.entries.items()
                }
        return made

    def _forms_of(self, node: Node, path: str) -> dict[str, str]:
        words = self.reading.value(node, Key(Kind.WORDS), path) or {}
        return {form: word.value for form, word in words.items()}


def _by_channel(key: str, entry: Entry) -> bool:
    """A table under ``use.PURPOSE`` that is no key of a use can only be meant as a channel."""
    return isinstance(entry.node, Table) and key not in USE

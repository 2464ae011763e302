"""The reference in ``docs/notice-language.md``, made from the docstrings of the model and from the grammar.

``python tools/language_reference.py`` writes it anew; with ``--check`` it only says whether it is current, and
exits 1 when it isn't, or when a key has no word of explanation.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from seloste.notice.constructs import CONSTRUCTS, INNER, SHAPES, Construct
from seloste.notice.grammar import SECTIONS, Key, Kind, Shape
from seloste.notice.grammar_kinds import EVERY_TERM
from seloste.notice.model import Section, Term
from seloste.notice.public import PUBLIC_PATHS
from seloste.terms.law import LAW

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "notice-language.md"
BEGIN, END = "<!-- reference -->", "<!-- /reference -->"
_KEY = re.compile(r"^ *([a-z_]+): (.+)$", re.MULTILINE)
_NAMED = {
    "group": "groups", "data": "categories or fields", "category": "categories", "purpose": "purposes", "source": "sources",
    "law": "a law of `[law]`, with its section", "use": "uses", "processor": "processors",
    "receiver": "processors or recipients", "register": "a register's `id`", "authority": "an authority",
}  # fmt: skip


def told(model: type[Term]) -> tuple[str, dict[str, str]]:
    """What a docstring says of a kind of term, and of each of its keys."""
    doc = inspect.cleandoc(model.__doc__ or "")
    keys = dict(_KEY.findall(doc))
    prose = re.sub(r"``", "`", _KEY.sub("", doc))
    return re.sub(r"\n{3,}", "\n\n", prose).strip(), keys


def value(key: Key) -> str:
    """What may stand after the ``=``."""
    if key.words:
        words = ", ".join(f"`{word}`" for word in key.words)
        return f"{'some of ' if key.kind in (Kind.STRINGS, Kind.NAMES) else ''}{words}"
    if key.of:
        return f"names: {_NAMED[key.of]}"
    return key.kind.called


def rows(shape: Shape, keys: dict[str, str], place: str) -> Iterator[str]:
    """A line for each key; what isn't public is marked."""
    yield "| key | value | |"
    yield "|---|---|---|"
    for name, key in shape.items():
        if name == "title" or (name in EVERY_TERM and name not in keys):
            continue
        inner = f"{place}.{name}."
        public = f"{place}.{name}" in PUBLIC_PATHS or any(path.startswith(inner) for path in PUBLIC_PATHS)
        closed = "" if public or key.kind in (Kind.TABLE, Kind.TABLES, Kind.MANY) else " *Never published.*"
        said = keys.get(name, "").rstrip(".").replace("``", "`").replace("|", "\\|")
        yield f"| `{name}` | {value(key)} | {said}{closed} |"


def header(one: Construct) -> str:
    if one.key == "use":
        return "`[use.PURPOSE]`, `[use.PURPOSE.CHANNEL]`"
    return {
        Kind.TABLES: f"`[{one.key}.NAME]`",
        Kind.MANY: f"`[{one.key}]`, `[[{one.key}]]`",
    }.get(one.kind, f"`[{one.key}]`")


def part(title: str, model: type[Term], shape: Shape, place: str) -> Iterator[str]:
    prose, keys = told(model)
    yield f"### {title}"
    yield prose
    yield "\n".join(rows(shape, keys, place))


def reference() -> str:
    """All of it, as Markdown."""
    prose, keys = told(Term)
    parts = ["### Any term", prose, "\n".join(rows({**EVERY_TERM}, keys, "purpose.*"))]
    for one in CONSTRUCTS:
        place = f"{one.key}.*" if one.kind is Kind.TABLES else one.key
        parts += part(header(one), one.model, one.shape, place)
        if one.key in SECTIONS:
            own = {key: known for key, known in SECTIONS[one.key].items() if key not in EVERY_TERM}
            of_section = "\n".join(rows(own, told(Section)[1], one.key))
            parts += [f"The section itself, `[{one.key}]`:", of_section]
    done = set()
    for one in CONSTRUCTS:
        for key, known in one.shape.items():
            if key in INNER and known.inside and INNER[key] not in done:
                done.add(INNER[key])
                place = f"{one.key}.*.{key}" if one.kind is Kind.TABLES else f"{one.key}.{key}"
                name = f"{place}.*" if known.kind is Kind.TABLES else place
                parts += part(f"`{key}` inside a term", INNER[key], known.inside, name)
    return "\n\n".join([*parts, *mechanisms()])


def mechanisms() -> Iterator[str]:
    """The mechanisms of transfer that the law knows, from its data."""
    yield "### Mechanisms of transfer"
    lines = ["| name | where | from | until | source |", "|---|---|---|---|---|"]
    for one in LAW.mechanisms:
        where, until = ", ".join(one.countries) or "anywhere", one.until.isoformat() if one.until else ""
        lines.append(f"| `{one.name}` | {where} | {one.since.isoformat()} | {until} | {one.source} |")
    yield "\n".join(lines)


def unexplained() -> list[str]:
    """Keys that no docstring says a word about."""
    found = []
    for model, shape in SHAPES.items():
        keys = told(model)[1]
        silent = [key for key in shape if key not in {*EVERY_TERM, *keys, "title", "proposed", "text"}]
        found += [f"{model.__name__}.{key}" for key in silent]
    return found


def main(arguments: list[str]) -> int:
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]
    made = f"{before}{BEGIN}\n{reference()}\n{END}{after}"
    for silent in unexplained():
        print(f"{silent}: no word of explanation in its docstring")
    if "--check" not in arguments:
        PAGE.write_text(made, encoding="utf-8")
    elif made != page:
        print(f"{PAGE.name} is not current: python tools/language_reference.py")
    return 1 if unexplained() or ("--check" in arguments and made != page) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

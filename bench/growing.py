"""A notice of any length: the shipped one with its terms said again and again under other names."""

from __future__ import annotations

import re

_OWN = ("purpose", "use", "category", "source", "processor", "disclosure", "keep", "measure", "group", "law")
_HEADER = re.compile(rf"^\[({'|'.join(_OWN)})\.(\w+)([^\]\n]*)\]", re.MULTILINE)


def grown(text: str, size: int) -> str:
    """The notice and copies of its named tables, each copy's terms under names of its own, of ``size`` bytes or more."""
    tables = [table for table in re.split(r"^(?=\[)", text, flags=re.MULTILINE) if _HEADER.match(table)]
    names = {match[2] for table in tables if (match := _HEADER.match(table))}
    word = re.compile(rf"(?<![\w-])({'|'.join(sorted(names, key=len, reverse=True))})(?=[.\"\] ,])")
    once = "".join(tables)
    made, held, number = [text], len(text.encode()), 0
    while held < size:
        number += 1
        copy = "\n".join(_renamed(line, word, number) for line in once.split("\n"))
        made.append(copy)
        held += len(copy.encode())
    return "".join(made)


def _renamed(line: str, word: re.Pattern[str], number: int) -> str:
    """Headers and lists of names; what people read stays."""
    key = line.partition("=")[0].strip()
    if line.startswith("[") or key in ("data", "uses", "sources", "only"):
        return word.sub(lambda found: f"{found[1]}_{number}", line)
    return line

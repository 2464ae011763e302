#!/usr/bin/env python3
"""Verify an exported ledger, or an erasure certificate, without the register that it came from.

Needs Python 3.11 and the package `cryptography`, and nothing else. docs/ledger.md gives the formats.
Exit code 0: everything fits. 1: something does not, or the file can't be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Json = dict[str, Any]
FIELDS = {"actor", "at", "cause", "detail", "id", "ids_hash", "mask", "people", "policy", "reason",
          "salt", "tbl", "use", "verb"}  # fmt: skip
STATED = ("subject", "erased_at", "final", "pending", "residue")
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Report:
    def __init__(self, kind: str) -> None:
        self.kind, self.problems, self.facts = kind, list[Json](), Json()

    def problem(self, code: str, text: str, **where: int) -> None:
        self.problems.append({"code": code, "text": text, **where})


def leaf_of(line: Json) -> bytes:
    """The leaf hash of a line (RFC 6962) over its canonical bytes."""
    if set(line) != FIELDS:
        raise ValueError(f"a line has other fields than a ledger line: {sorted(set(line) ^ FIELDS)}")
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(b"\x00seloste line 1\n" + text.encode("ascii")).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def roots_at(sizes: set[int], leaves: Iterable[bytes]) -> dict[int, str]:
    """The roots over the first so many leaves: those of the perfect subtrees, folded from the right."""
    peaks: list[bytes] = []
    found: dict[int, str] = {}
    for position, leaf in enumerate(leaves):
        carry, rest = leaf, position
        while rest & 1:
            carry, rest = node(peaks.pop(), carry), rest >> 1
        peaks.append(carry)
        if position + 1 in sizes:
            root = peaks[-1]
            for peak in reversed(peaks[:-1]):
                root = node(peak, root)
            found[position + 1] = root.hex()
    return found


def root_from(leaf: bytes, position: int, size: int, path: list[str]) -> str | None:
    """The root that this path gives for a leaf at this position (RFC 9162, 2.1.3.2); None if it can't."""
    last, steps = size - 1, [bytes.fromhex(step) for step in reversed(path)]
    while last > 0:
        if position & 1 or position < last:  # the last node of an odd level moves up as it is
            if not steps:
                return None
            leaf = node(steps.pop(), leaf) if position & 1 else node(leaf, steps.pop())
        position, last = position >> 1, last >> 1
    return None if steps or position else leaf.hex()


def check_signature(point: Json, keys: set[str], report: Report) -> None:
    """A checkpoint must be signed, and by a key that is known if any is."""
    size, root, at = int(point["size"]), bytes.fromhex(point["root"]).hex(), int(point["at"])
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(point["public_key"]))
        said = f"seloste checkpoint 1\n{size}\n{root}\n{at}\n"
        key.verify(bytes.fromhex(point["signature"]), said.encode("ascii"))
    except (InvalidSignature, ValueError):
        report.problem("signature", f"the checkpoint of size {size} is not signed by its key")
    if keys and point["public_key"] not in keys:
        report.problem("key", f"the checkpoint of size {size} is signed by a key that is not the known one")


def verify_export(rows: list[Json], kept: Json | None, keys: set[str]) -> Report:
    report = Report("export")
    if rows[0] != {"kind": "ledger", "format": 1}:
        raise ValueError("this is no export of a ledger in format 1")
    points, leaves, shown = ([r for r in rows if r["kind"] == k] for k in ("checkpoint", "leaf", "line"))
    leaves.sort(key=lambda leaf: int(leaf["position"]))
    lines = {line["id"]: {name: line[name] for name in line if name != "kind"} for line in shown}
    if len(lines) != len(shown) or len({leaf["line"] for leaf in leaves}) != len(leaves):
        report.problem("twice", "a line stands twice")
    gap = next((n for n, leaf in enumerate(leaves) if leaf["position"] != n), None)
    if gap is not None:
        report.problem("gap", f"the tree has no leaf at position {gap}", position=gap)
    keys = keys or {points[-1]["public_key"]}  # one key must have signed them all
    expired = compare_lines(leaves, lines, report)
    vouched = max(point["size"] for point in points)
    for alone in sorted(lines.keys() - {leaf["line"] for leaf in leaves[:vouched]}):
        report.problem("inserted", f"no checkpoint covers line {alone}: it was inserted", line=alone)
    points += [kept] if kept else []
    roots = roots_at({point["size"] for point in points}, (bytes.fromhex(leaf["hash"]) for leaf in leaves))
    for point in points:
        check_signature(point, keys, report)
        if point["size"] not in roots:
            report.problem("cut", f"{point['size']} leaves are signed, but only {len(leaves)} are here")
        elif roots[point["size"]] != point["root"]:
            report.problem("root", f"the first {point['size']} leaves do not give the root that was signed")
    report.facts = {"leaves": len(leaves), "lines": len(lines), "expired": expired, "keys": sorted(keys)}
    return report


def compare_lines(leaves: list[Json], lines: dict[int, Json], report: Report) -> int:
    """Every leaf must have its line, unless an `expire` line names it; returns how many have expired."""
    records = [json.loads(line["detail"])["runs"] for line in lines.values() if line["verb"] == "expire"]
    runs = [run for record in records for run in record]
    excused = {(position + i, line + i) for position, line, n in runs for i in range(min(n, 10_000))}
    expired = 0
    for leaf in leaves:
        line_id, place = leaf["line"], leaf["position"]
        if line_id not in lines and (place, line_id) in excused:
            expired += 1
        elif line_id not in lines:
            report.problem("removed", f"line {line_id} was removed", line=line_id, position=place)
        elif leaf_of(lines[line_id]).hex() != leaf["hash"]:
            report.problem("changed", f"line {line_id} or its hash was changed", line=line_id, position=place)
    return expired


def verify_certificate(paper: Json, kept: Json | None, keys: set[str]) -> Report:
    report, point = Report("certificate"), paper["checkpoint"]
    if set(paper) != {"certificate", "lines", "proofs", "checkpoint", *STATED} or paper["certificate"] != 1:
        raise ValueError("this is no erasure certificate of format 1")
    for each in [point, *([kept] if kept else [])]:
        check_signature(each, keys, report)
    if kept and kept["size"] != point["size"]:
        sizes = f"{kept['size']} and {point['size']}: compare both with an export of the ledger"
        report.problem("other_size", f"the kept checkpoint and the certificate's have the sizes {sizes}")
    elif kept and kept["root"] != point["root"]:
        report.problem("root", "the kept checkpoint has another root than the certificate's")
    proofs = {proof["line"]: proof for proof in paper["proofs"]}
    subject, erased_at, erased = UUID(paper["subject"]), datetime.fromisoformat(paper["erased_at"]), False
    for body in paper["lines"]:
        named = sorted({UUID(person).bytes for person in body.pop("named", [])})
        line_id, proof = body["id"], proofs.get(body["id"], {"position": -1, "path": []})
        if root_from(leaf_of(body), proof["position"], point["size"], proof["path"]) != point["root"]:
            report.problem("not_included", f"line {line_id} is not in the signed ledger", line=line_id)
        if named and sha256(b"".join(named)).hexdigest() != body["ids_hash"]:
            report.problem("names", f"line {line_id} does not name these people", line=line_id)
        at = EPOCH + timedelta(microseconds=body["at"])
        erased |= body["verb"] == "erase" and subject.bytes in named and at == erased_at
    if not erased:
        report.problem("not_erased", "no line says that this person was erased at this time")
    report.facts = {name: paper[name] for name in STATED}
    return report


def read(path: Path) -> list[Json]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(part) for part in (text.splitlines() if "\n{" in text else [text])]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Verify an exported ledger or an erasure certificate.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint that was kept elsewhere")
    parser.add_argument("--public-key", action="append", default=[], metavar="HEX", help="may be repeated")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        rows, kept = read(chosen.file), read(chosen.checkpoint)[0] if chosen.checkpoint else None
        keys = {key.lower() for key in chosen.public_key} or ({kept["public_key"]} if kept else set())
        if "certificate" in rows[0]:
            report = verify_certificate(rows[0], kept, keys)
        else:
            report = verify_export(rows, kept, keys)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        report, keys = Report("unknown"), {"none"}
        report.problem("unreadable", f"the file can't be verified: {error!r}")
    if chosen.json:
        told = {"intact": not report.problems, "kind": report.kind, "problems": report.problems}
        print(json.dumps(told | report.facts, indent=1))
    else:
        print("\n".join(f"{name}: {value}" for name, value in report.facts.items()))
        print("\n".join(f"NOT INTACT: {found['text']}" for found in report.problems) or "INTACT")
        print("" if keys else "Whose key signed this is not known: give --public-key or --checkpoint.")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())

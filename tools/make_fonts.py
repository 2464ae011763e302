"""Makes the faces of the PDF out of the pages' own: still fonts, for Typst reads no WOFF2 and no axes.

The Open Font License keeps the name "Source" for Adobe's own files, so what is made here is called
Seloste Serif and Seloste Sans. Run in an environment with ``fonttools`` and ``brotli``:
``python tools/make_fonts.py``. The same sources and versions give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1] / "seloste"
PAGES, PRINT = ROOT / "web" / "static" / "seloste" / "fonts", ROOT / "notice" / "fonts"
FACES = {"Seloste Serif": "source-serif-4", "Seloste Sans": "hyperlegible-next"}
WEIGHTS = {"Regular": 400, "Bold": 680}


def still(source: Path, weight: int, target: Path) -> None:
    """One weight of a variable font, uncompressed."""
    font = TTFont(source)
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    font.save(target)


def named(font: TTFont, family: str, style: str) -> None:
    """Gives the font its own name: whoever looks into the PDF sees what it is."""
    said = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}",
            6: f"{family.replace(' ', '')}-{style}", 13: "SIL Open Font License 1.1"}  # fmt: skip
    kept = [record for record in font["name"].names if record.nameID == 0]
    font["name"].names = kept
    for number, text in said.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if style == "Bold" else 400
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0


def main() -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    PRINT.mkdir(exist_ok=True)
    for family, file in FACES.items():
        for style, weight in WEIGHTS.items():
            with tempfile.TemporaryDirectory() as folder:
                parts = [Path(folder) / f"{part}.ttf" for part in ("latin", "ext")]
                for part, end in zip(parts, ("", "-ext"), strict=True):
                    still(PAGES / f"{file}{end}.woff2", weight, part)
                font = Merger().merge([str(part) for part in parts])
            named(font, family, style)
            font["head"].created = font["head"].modified = 0
            font.save(PRINT / f"{family.lower().replace(' ', '-')}-{style.lower()}.ttf")
    for licence in PAGES.glob("LICENSE-*.txt"):
        shutil.copy(licence, PRINT)


if __name__ == "__main__":
    main()

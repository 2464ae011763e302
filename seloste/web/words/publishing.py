"""Words round the published notice in its other forms, and of the record of processing."""

from __future__ import annotations

from typing import Final

from seloste.web.words.text import Text

WORDS: Final[dict[str, Text]] = {
    "forms": Text("Muissa muodoissa", "I andra format", "In other forms"),
    "forms.pdf": Text("PDF tulostettavaksi", "PDF för utskrift", "PDF for printing"),
    "forms.txt": Text("Pelkkä teksti", "Ren text", "Plain text"),
    "forms.md": Text("Markdown", "Markdown", "Markdown"),
    "forms.jsonld": Text(
        "JSON-LD ohjelmille, kaikki kielet", "JSON-LD för program, alla språk", "JSON-LD for programs, all languages"
    ),
    "record": Text("Seloste käsittelytoimista", "Register över behandling", "Record of processing"),
    "record.sub": Text(
        "Tehty tietosuojaselosteen versiosta {version}. {law}.",
        "Gjort av dataskyddsbeskrivningens version {version}. {law}.",
        "Made from version {version} of the privacy notice. {law}.",
    ),
    "record.xlsx": Text("Lataa taulukkona (XLSX)", "Ladda ner som tabell (XLSX)", "Download as a workbook (XLSX)"),
    "record.json": Text("Lataa JSON", "Ladda ner JSON", "Download JSON"),
}  # fmt: skip

"""Each table of the language: its kind of term, where the notice holds it, and its section on the page.

Reader, checks, public paths, page and reference walk this list; a table that is added here, in the grammar and
in the words of the page is known to all of them.
"""

from __future__ import annotations

from typing import Final

from seloste.notice import model
from seloste.notice.grammar import NOTICE, SECTIONS, USE, Kind, Shape
from seloste.notice.model import Term
from seloste.notice.record import Record


class Construct(Record):
    """A table: its key in the file, the attribute of ``Notice`` that holds it, and what it is made to.

    ``section``: where the page shows it; 0 where other code of the page does. ``columns``: shown as a table of these.
    """

    key: str
    attribute: str
    model: type[Term]
    section: int = 0
    columns: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        return NOTICE[self.key].kind

    @property
    def shape(self) -> Shape:
        return USE if self.key == "use" else NOTICE[self.key].inside or {}


CONSTRUCTS: Final[tuple[Construct, ...]] = (
    Construct("version", "version", model.Version),
    Construct("general", "general", model.General),
    Construct("group", "groups", model.GroupTerm),
    Construct("service", "services", model.Service),
    Construct("delegated", "delegated", model.Delegated, 1),
    Construct("promise", "promises", model.Promise, 1),
    Construct("controller", "controllers", model.Controller),
    Construct("joint", "joint", model.Joint, 2),
    Construct("register", "registers", model.Register),
    Construct("purpose", "purposes", model.PurposeTerm),
    Construct("use", "uses", model.UseEntry),
    Construct("basis", "bases", model.StatedBasis),
    Construct("consent", "consents", model.Consent, 4),
    Construct("decision", "decisions", model.AutomatedDecision, 4),
    Construct("secondary", "secondaries", model.Secondary, 4),
    Construct("age", "ages", model.Age, 4),
    Construct("work", "works", model.Work, 4),
    Construct("category", "categories", model.CategoryEntry),
    Construct("organisation", "organisation", model.OrganisationTerm),
    Construct("recording", "recordings", model.Recording, 5),
    Construct("third_person", "third_persons", model.ThirdPerson, 5),
    Construct("derived", "derived", model.Derived, 5),
    Construct("source", "sources", model.SourceTerm),
    Construct("processor", "processors", model.ProcessorTerm),
    Construct("as_processor", "as_processors", model.AsProcessor, 6),
    Construct("disclosure", "recipients", model.Recipient),
    Construct("occasion", "occasions", model.Occasion, 7),
    Construct("visible", "visibles", model.Visible, 7),
    Construct("transfer", "transfers", model.Transfer),
    Construct("hosting", "hosting", model.Hosting),
    Construct("law", "laws", model.Law),
    Construct("keep", "keeps", model.NamedPeriod),
    Construct("measure", "measures", model.Measure),
    Construct("secrecy", "secrecies", model.Secrecy, 10),
    Construct("breach", "breach", model.Breach, 10),
    Construct("right", "rights", model.Right),
    Construct("authority", "authorities", model.Authority, 11),
    Construct("changes", "changes", model.Changes),
    Construct(
        "device",
        "devices",
        model.Device,
        13,
        ("kind", "called", "party", "whose", "purpose", "why", "life", "session", "necessary", "where"),
    ),
    Construct("accept", "accepts", model.Accept),
)
INNER: Final[dict[str, type[Term]]] = {
    "address": model.Address,
    "contact": model.Contact,
    "balance": model.Balance,
    "entity": model.Entity,
    "transfer": model.Mechanism,
    "told": model.Told,
    "unless": model.Unless,
    "field": model.FieldTitle,
}
"""Tables inside a term, by their key."""

ATTRIBUTES: Final[dict[str, str]] = {"names": "name", "legal_name": "name", "contacts": "contact"}
"""How the file calls what the model calls otherwise; the name of a term is the key of its table."""


def _inner(shape: Shape) -> dict[type[Term], Shape]:
    return {INNER[key]: known.inside for key, known in shape.items() if key in INNER and known.inside}


SHAPES: Final[dict[type[Term], Shape]] = {
    **{inner: shape for one in CONSTRUCTS for inner, shape in _inner(one.shape).items()},
    **{one.model: one.shape for one in CONSTRUCTS},
    model.Section: {key: known for shape in SECTIONS.values() for key, known in shape.items()},
}
"""The keys of each kind of term, by how the file calls them."""

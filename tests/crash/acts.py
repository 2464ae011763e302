"""The business acts that are broken off, and the register that they find: four people, one of them overdue."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

from seloste.backup import backing, restoring
from seloste.backup.loading import Target
from seloste.gate import bind, publishing
from seloste.intake import importing
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import Order, ShownText
from seloste.notice import load_policy
from seloste.protection import indexing, rotation, turning
from seloste.protection.vault import Vault
from seloste.register import deals, installation, invoices, kinds, organisations, people
from seloste.register.deals import Deal, Kind
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation
from seloste.register.invoices import Invoice
from seloste.register.organisations import Organisation
from seloste.register.people import Origin
from seloste.retention import erasures, sweeping, undoing
from seloste.rights import exporting
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, Basis, Scope
from tests.crash.commands import next_edition
from tests.crash.places import Place
from tests.database import NOTICE
from tests.intake.import_files import export as export_file
from tests.intake.import_files import opted_in
from tests.people import SHOWN, Made, a_person, canary

OVERDUE = timedelta(days=800)
CARE, BILLING, NEWSLETTER = "customer_care", "billing", "newsletter.email"
DAY = date(2026, 9, 1)


@dataclass(frozen=True)
class Scene:
    """A register with a consenting prospect, a representative of a company, and files to bring in."""

    place: Place
    prospect: Made
    representative: UUID
    company: UUID
    files: tuple[Path, ...]
    edition: Path

    def act(self) -> Act:
        return self.place.installation.act(reason="request")

    def vault(self) -> Vault:
        return self.place.installation.vault()


Do = Callable[[Scene, Vault, Act], object]


@dataclass(frozen=True)
class Broken:
    """An act, and the state that it finds. ``serves``: whether the register is in use while it is half done."""

    do: Callable[[Scene], object]
    state: str = "acting"
    serves: bool = True


def _inside(do: Do, state: str = "acting") -> Broken:
    """An act in a vault of the application's role."""

    def run(scene: Scene) -> None:
        with closing((vault := scene.vault()).connection):
            do(scene, vault, scene.act())

    return Broken(run, state)


def make_scene(place: Place) -> Scene:
    """The states ``acting``, ``imported`` and ``lost``."""
    place.done("setup")
    place.done("notice", "publish", NOTICE)
    made = [a_person(consent=True) for _ in range(2)]
    late = a_person(active=datetime.now(UTC) - OVERDUE)
    origin, rights = Origin("website", NEWSLETTER), Origin("self", RIGHTS)
    with (vault := place.installation.vault()).connection:
        act = place.installation.act()
        people.add(vault, [person for person, _ in (*made, late)], origin, act)
        company = organisations.add(vault, Organisation(f"Keksitty {canary()} Oy"))
        name = Contact("name", {"given": "Edla", "family": canary()})
        stands = Person(
            (Relation("customer_rep", organisation=company), Relation("customer")),
            (Ground(Basis.CONTRACT, BILLING, {"contract": "A-1"}),), contacts=(name,),
        )  # fmt: skip
        people.add(vault, [stands], rights, act)
    file = export_file(
        place.folder / "bring", "subscribed", *(opted_in(f"{canary()}@example.com") for _ in range(3))
    )
    scene = Scene(place, made[0][1], stands.id, company, (file,), next_edition(place.folder))
    place.keep("acting")
    _inside(_import).do(scene)
    place.keep("imported")
    place.back_to("acting")
    _back_up(scene, "former")
    _inside(_forbid).do(scene)
    place.keep("lost")
    return scene


def _add(_scene: Scene, vault: Vault, act: Act) -> None:
    people.add(vault, [a_person(consent=True)[0]], Origin("website", NEWSLETTER), act)


def _extend(scene: Scene, vault: Vault, act: Act) -> None:
    more = Person(contacts=(Contact("email", f"{canary()}@example.com"),), id=scene.prospect.id)
    people.extend(vault, [more], Origin("self", RIGHTS), act)


def _consent(scene: Scene, vault: Vault, act: Act) -> None:
    given = Ground(Basis.CONSENT, NEWSLETTER, SHOWN, row=scene.prospect.email_row)
    people.extend(vault, [Person(grounds=(given,), id=scene.prospect.id)], Origin("website", NEWSLETTER), act)


def _withdraw(scene: Scene, vault: Vault, act: Act) -> None:
    with bind.use(vault.connection, RIGHTS, act):
        vault.connection.execute(
            "select gate.end_grounds(%s, %s, 'withdrawn')", ([scene.prospect.id], [scene.prospect.ground])
        )


def _forbid(scene: Scene, vault: Vault, act: Act) -> None:
    said = Person(prohibitions=(Prohibition(Scope.MARKETING_EMAIL),), id=scene.prospect.id)
    people.extend(vault, [said], Origin("self", RIGHTS), act)


def _access(scene: Scene, vault: Vault, act: Act) -> None:
    published = publishing.published(vault.connection)
    assert published is not None
    exporting.export(vault, scene.prospect.id, published.policy, act)


def _restrict(scene: Scene, vault: Vault, act: Act) -> None:
    with bind.use(vault.connection, RIGHTS, act):
        vault.connection.execute("select gate.restrict(%s, %s, 'accuracy')", ([scene.prospect.id], [uuid4()]))


def _rectify(scene: Scene, vault: Vault, act: Act) -> None:
    """R11.2a: the right row comes, and the one that it supersedes goes."""
    right = Contact("name", {"given": "Aino", "family": canary()})
    people.extend(vault, [Person(contacts=(right,), id=scene.prospect.id)], Origin("self", RIGHTS), act)
    with bind.use(vault.connection, RIGHTS, act):
        vault.connection.execute(
            "select gate.remove_rows(1::smallint, %s, %s)", ([scene.prospect.id], [scene.prospect.name_row])
        )


def _erase(scene: Scene, vault: Vault, act: Act) -> None:
    with bind.use(vault.connection, RIGHTS, act):
        row = vault.connection.execute("select gate.count_rows_of(%s)", (scene.prospect.id,)).fetchone()
    if row is not None:  # else the start has finished the erasure
        erasures.carry_out(vault, erasures.plan(vault, scene.prospect.id, act), act)


def _deal(scene: Scene, vault: Vault, act: Act) -> None:
    """A contract with its representative, and an invoice with its copy under the key of what the law keeps."""
    deal = deals.add(vault, Deal(scene.company, Kind.CONTRACT, "S-2026/1", DAY, Decimal("1200.00"), "EUR"))
    deals.represent(vault, deal, scene.representative, Origin("self", CARE), act)
    invoice = Invoice("2026-1001", DAY, Decimal("124.50"), "Ylläpito")
    invoices.issue(vault, scene.representative, invoice, Origin("self", BILLING), act)


def _sweep(_scene: Scene, vault: Vault, act: Act) -> None:
    sweeping.sweep(vault, act)


def _turn(scene: Scene, vault: Vault, act: Act) -> None:
    turning.turn(vault, act, [vault.keys.bucket_of(scene.prospect.id)])


def _grow(_scene: Scene, vault: Vault, act: Act) -> None:
    rotation.grow(vault, act)


def _renew(_scene: Scene, vault: Vault, act: Act) -> None:
    indexing.renew(vault, act)


def _publish(scene: Scene, vault: Vault, act: Act) -> None:
    policy, published = load_policy(scene.edition), publishing.published(vault.connection)
    if published is None or published.policy.version != policy.version:
        publishing.publish(vault.connection, policy, scene.edition, act, kinds())


def _import(scene: Scene, vault: Vault, act: Act) -> None:
    text = ShownText("Kyllä, haluan uutiskirjeen sähköpostiini.", "Tiina Tietosuoja")
    importing.run(vault, read_export(list(scene.files)), Order("mailchimp", None, text), act)


def _undo(_scene: Scene, vault: Vault, act: Act) -> None:
    (run,) = undoing.imports(vault, act)
    undoing.undo(vault, run, act)


def _back_up(scene: Scene, into: str = "copies") -> None:
    register = backing.register_of(scene.place.installation)
    with register.vault.connection:
        backing.back_up(register, scene.place.folder / into)


def _restore(scene: Scene) -> None:
    here = scene.place.installation
    target = Target(
        installation.superuser_of(here), here.roles.prefix, here.roles, installation.given_or_new_passwords(here), here.home
    )  # fmt: skip
    restoring.restore(target, scene.place.folder / "former", over=True)


ACTS: dict[str, Broken] = {
    "add": _inside(_add), "extend": _inside(_extend), "consent": _inside(_consent), "withdraw": _inside(_withdraw),
    "forbid": _inside(_forbid), "access": _inside(_access), "restrict": _inside(_restrict), "rectify": _inside(_rectify),
    "erase": _inside(_erase), "deal": _inside(_deal), "sweep": _inside(_sweep), "turn": _inside(_turn),
    "grow": _inside(_grow), "renew": _inside(_renew), "publish": _inside(_publish), "import": _inside(_import),
    "undo": _inside(_undo, "imported"), "backup": Broken(_back_up), "restore": Broken(_restore, "lost", serves=False),
}  # fmt: skip


def begin(scene: Scene, one: Broken) -> None:
    """The register as the act finds it."""
    scene.place.back_to(one.state)
    shutil.rmtree(scene.place.folder / "copies", ignore_errors=True)

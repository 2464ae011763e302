"""An import that was undone after a backup stays undone when that backup is restored."""

from __future__ import annotations

from pathlib import Path

from seloste.backup import backing, restoring
from seloste.gate import bind
from seloste.protection.opening import look_and_open
from seloste.retention import erasures
from tests.backup.conftest import Elsewhere, copied
from tests.backup.since import flush
from tests.conftest import ONE_ENGINE
from tests.database import Register
from tests.intake.import_files import bring, export, opted_in, who
from tests.intake.undone import of_odoo, undone


@ONE_ENGINE
def test_its_people_stay_erased_and_a_name_that_returned_is_there(
    register: Register, folder: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    """Spine 20: whoever was erased comes back in no copy, and what was put right is put right again."""
    of_odoo(register, tmp_path, "kauan", called="Kauan Entinen")
    changed = of_odoo(register, tmp_path, "kauan", "b", called="Kauan Uusi")
    came = bring(register, export(tmp_path, "subscribed", opted_in("hetken@example.com")))
    (person,) = who(register, "kauan@example.com")
    backing.back_up(copied(register), folder)
    undone(register, changed)
    undone(register, came)
    flush(register)
    elsewhere.bring(register.keys_folder)

    restoring.restore(elsewhere.target, folder)

    assert elsewhere.shown() == {person: "kauan@example.com"}
    vault = elsewhere.vault()
    names = look_and_open(
        vault.connection, vault.keys, "rights", elsewhere.act(), "contact",
        "select subject_id, id from register.contact where kind = 1",
    )  # fmt: skip
    assert [one.content.show()["full"] for one in names] == ["Kauan Entinen"]


def test_what_an_import_replaced_goes_with_whoever_was_erased_since(
    register: Register, folder: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    """The former name is sealed under the person's key, and nothing of it is left without that key."""
    of_odoo(register, tmp_path, "poistuva", called="Poistuva Entinen")
    of_odoo(register, tmp_path, "poistuva", "b", called="Poistuva Uusi")
    of_odoo(register, tmp_path, "jaava", called="Jaava Entinen")
    of_odoo(register, tmp_path, "jaava", "b", called="Jaava Uusi")
    (person,) = who(register, "poistuva@example.com")
    (other,) = who(register, "jaava@example.com")
    backing.back_up(copied(register), folder)
    vault = register.vault()
    erasures.carry_out(vault, erasures.plan(vault, person, register.act), register.act)
    flush(register)
    elsewhere.bring(register.keys_folder)

    restoring.restore(elsewhere.target, folder)

    owner = elsewhere.vault("owner").connection
    with bind.refusing(owner):
        left = owner.execute("select subject_id from register.former").fetchall()
    assert left == [(other,)]

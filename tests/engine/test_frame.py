"""What surrounds the code is as the documents say: dependencies, lock files, sizes."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
MOST_PACKAGES = 40


def locked(lock: str) -> dict[str, list[str]]:
    """Package → hashes."""
    found: dict[str, list[str]] = {}
    for line in (CLONE / lock).read_text().splitlines():
        if named := re.match(r"([a-z0-9-]+)==\S+ \\$", line):
            name = named[1]
            found[name] = []
        elif hashed := re.match(r"    --hash=(sha256:[0-9a-f]{64})", line):
            found[name].append(hashed[1])
    return found


def direct() -> set[str]:
    """The runtime dependencies that pyproject.toml names."""
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]
    return {re.split(r"[\[<>=]", named)[0].lower() for named in project["dependencies"]}


def test_the_runtime_needs_few_packages() -> None:
    assert direct() <= set(locked("requirements.lock"))
    assert len(locked("requirements.lock")) <= MOST_PACKAGES


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    assert all(locked(lock).values())
    assert "://" not in (CLONE / lock).read_text()


def test_both_lock_files_agree() -> None:
    runtime, tests = (locked(lock) for lock in LOCKS)

    assert runtime == {name: tests[name] for name in runtime}


def test_the_documentation_explains_every_dependency() -> None:
    text = (CLONE / "docs" / "dependencies.md").read_text()

    explained = {name.lower() for name in re.findall(r"^### (\S+)", text, re.MULTILINE)}
    told = re.search(r"(\d+) packages in all", text)

    assert explained == direct()
    assert told is not None
    assert int(told[1]) == len(locked("requirements.lock"))


def check_size(folder: Path) -> tuple[int, str]:
    told = subprocess.run(
        [sys.executable, str(CLONE / "tools" / "check_size.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout


def test_the_check_of_sizes_finds_what_is_too_long(tmp_path: Path) -> None:
    body = "    pass\n" * 50
    (tmp_path / "module.py").write_text("pass\n" * 401)
    (tmp_path / "plain.py").write_text(f"def f() -> None:\n{body}")
    (tmp_path / "nested.py").write_text(
        f"class A:\n    async def g(self) -> None:\n{body.replace('    ', ' ' * 8)}"
    )

    code, said = check_size(tmp_path)

    assert code == 1
    assert [line.split(":")[0].rpartition("/")[2] for line in said.splitlines()] == [
        "module.py",
        "nested.py",
        "plain.py",
    ]


def test_the_check_of_sizes_accepts_limits_and_reasons(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("pass\n" * 400)
    (tmp_path / "fits.py").write_text("def f() -> None:\n" + "    pass\n" * 49)
    (tmp_path / "reason.py").write_text("def f() -> None:  # long: one row a rule\n" + "    pass\n" * 90)

    assert check_size(tmp_path) == (0, "")

"""Imports point strictly down, and the check that says so would notice if they did not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_LINTER = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
_CONTRACTS = 4


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_LINTER, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_layers_hold(root: Path) -> None:
    told = _lint(root)
    assert told.returncode == 0, told.stdout + told.stderr
    assert f"Contracts: {_CONTRACTS} kept, 0 broken." in told.stdout


# One import that each contract forbids: module that says it, what it says.
_FORBIDDEN = {
    "upward": ("store/upward.py", "import tillsyn.workflow"),
    "a craft by a craft": ("reading/sideways.py", "import tillsyn.store"),
    "a library by the domain": ("domain/heavy.py", "import click"),
    "tables outside the store": ("workflow/rows.py", "import sqlmodel"),
    "drawing below the app": ("stats/drawing.py", "import textual"),
}


@pytest.mark.slow
@pytest.mark.parametrize("about", _FORBIDDEN)
def test_the_contracts_notice(about: str, root: Path, tmp_path: Path) -> None:
    file, forbidden = _FORBIDDEN[about]
    (tmp_path / "pyproject.toml").write_bytes((root / "pyproject.toml").read_bytes())
    for package in sorted((root / "tillsyn").rglob("__init__.py")):
        empty = tmp_path / package.relative_to(root)
        empty.parent.mkdir(parents=True, exist_ok=True)
        empty.touch()
    for module in ("errors", "language", "nouns", "resources"):
        (tmp_path / "tillsyn" / f"{module}.py").touch()
    assert _lint(tmp_path).returncode == 0
    (tmp_path / "tillsyn" / file).write_text(forbidden)
    assert _lint(tmp_path).returncode == 1

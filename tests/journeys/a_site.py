"""What a journey starts from: the files of a place, written into a folder, and commands run in it one after another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tillsyn.cli.main import main


def enter(folder: Path, files: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Write `files` (path below the folder → text) and work in the folder from now on."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)


def run(lines: Iterable[str]) -> None:
    """Run commands; each must succeed."""
    for line in lines:
        assert main(line.split()) == 0, line

"""Style, formatting and types, so that one command and one summary tell of everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("tool", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join)
def test_nothing_to_remark(tool: list[str], root: Path) -> None:
    told = subprocess.run([sys.executable, "-m", *tool], cwd=root, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr

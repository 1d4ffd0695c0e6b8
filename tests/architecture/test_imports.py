"""The two commands that must be quick import nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "textual",
    "sqlmodel",
    "sqlalchemy",
    "pandas",
    "numpy",
    "jinja2",
    "weasyprint",
    "pydantic",
    "openpyxl",
    "pypdf",
}
_ASK = """
import json, sys
from tillsyn.cli.main import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["criteria", "check", "criteria/missbruk-vuxna"]], ids=" ".join
)
def test_a_quick_command_imports_nothing_heavy(arguments: list[str], root: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _ASK, *arguments], cwd=root, capture_output=True, text=True, check=True
    )
    code, modules = json.loads(told.stdout.splitlines()[-1])
    assert code == 0, told.stderr
    assert HEAVY.isdisjoint(modules)
    assert "tillsyn" in modules
    if arguments == ["--version"]:
        assert "yaml" not in modules

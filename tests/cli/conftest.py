"""Running a command in this process: its exit code and what it printed where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tillsyn.cli.main import main


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its data, where it was asked for JSON."""
        import json

        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("audit", "status", …)`; no command ever shows a trace or breaks."""

    def run_command(*arguments: object) -> Said:
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        said = Said(int(code), printed.out, printed.err)
        assert "Traceback" not in said.out + said.err, said
        assert said.code != 70, said
        return said

    return run_command


@pytest.fixture
def at(run: Run, small: Path) -> Run:
    """The same, in the small audit's store."""
    return lambda *arguments: run("--store", small, *arguments)

"""What tests of control and remarks begin from: a colleague, and a file that she has approved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflow.in_control import control, fill
from tillsyn.domain.control import Move
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.quality import take_step


@pytest.fixture
def colleague(desk: Desk, small: Path) -> Iterator[Desk]:
    """A colleague at the same store."""
    with open_desk(small, "Karin Kollega") as other:
        yield other


@pytest.fixture
def approved(desk: Desk, colleague: Desk) -> Desk:
    """The file, filled in by one and approved by the other."""
    fill(desk)
    take_step(desk, control(desk), Move.SUBMIT)
    take_step(colleague, control(colleague), Move.APPROVE)
    return desk

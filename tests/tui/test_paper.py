"""`P` in the seat: the open file's protocol, written beside the store while one goes on, blind at the second seat."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, notices, press
from tests.workflow.a_whole_case import AUDITEE, CASE, judge
from tillsyn.domain.seats import Seat
from tillsyn.errors import DocumentFault
from tillsyn.tui.app import StartAt
from tillsyn.workflow import case_protocol

pytestmark = pytest.mark.tui
Asked = list[tuple[str, str, Path, Seat | None]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What is asked for is noted; the paper itself is another test's."""
    found: Asked = []

    def write(_desk: object, _opened: object, auditee: str, case: str, path: Path, seat: Seat | None, noted: bool
              ) -> case_protocol.WrittenProtocol:  # fmt: skip
        assert not noted  # the seat has noted that the file is open
        found.append((auditee, case, path, seat))
        return case_protocol.WrittenProtocol(path, ("PLA-02, kommentaren",) if seat is None else ())

    monkeypatch.setattr(case_protocol, "write_case_protocol", write)
    return found


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_it_is_written_beside_the_store_and_says_where(small: Path, asked: Asked, size: tuple[int, int]) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "P")
        assert notices(pilot)[-1].startswith(f"Protokollet är skrivet: {small.parent / 'protokoll liten'}")
        assert "På 1 ställe pekar orden i det ut en person; protokollet säger var." in notices(pilot)[-1]

    drive(small, scenario, StartAt(AUDITEE, CASE), size=size)
    ((auditee, case, path, seat),) = asked
    assert (auditee, case, seat) == (AUDITEE, CASE, None)
    assert path.parent == small.parent / "protokoll liten" and path.name == "vik-03-V-01.pdf"


def test_the_second_reader_gets_her_own_alone(small: Path, asked: Asked) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "P")

    drive(small, scenario, StartAt(AUDITEE, CASE, Seat.SECOND))
    assert [(path.name, seat) for _auditee, _case, path, seat in asked] == [
        ("vik-03-V-01-andra-lasningen.pdf", Seat.SECOND)
    ]


def test_what_hinders_it_is_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise DocumentFault("PDF kan inte göras här.", "Installera Pango.")

    monkeypatch.setattr(case_protocol, "write_case_protocol", refuse)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "P")
        assert notices(pilot)[-1] == "PDF kan inte göras här.\nInstallera Pango."

    drive(small, scenario, StartAt(AUDITEE, CASE))


@pytest.mark.pdf
def test_the_paper_itself_is_there(small: Path) -> None:
    judge(small)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "P")

    drive(small, scenario, StartAt(AUDITEE, CASE))
    written = small.parent / "protokoll liten" / "vik-03-V-01.pdf"
    assert written.read_bytes().startswith(b"%PDF-")

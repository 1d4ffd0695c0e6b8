"""The documents of the seat: the hit before, contents, timeline, quotes of several lines, and endless documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.driving import NARROW, WIDE, drive, press, rows, seat, settle, shown, write
from tillsyn.domain.entries import canonical, subject
from tillsyn.store.journal import Draft
from tillsyn.tui.app import StartAt
from tillsyn.tui.dialogs.outline import OutlineDialog
from tillsyn.tui.dialogs.timeline import TimelineDialog
from tillsyn.tui.screens import papers as papers_module
from tillsyn.tui.widgets.document import DocumentView
from tillsyn.workflow.desk import open_desk

pytestmark = pytest.mark.tui

FIRST = StartAt("vik", "V-01")
PAGES = (
    "Utredning\n\nPlanering\n\nHär finns planeringen av vården.\n\n— sida 2 —\n\n"
    "Beslut den 14 mars 2025.\nEn plan finns."
)


def _take_in(path: Path, name: str, text: str, kind: str = "journal", day: str = "") -> None:
    with open_desk(path) as desk:
        draft = subject("document", "liten", "vik", "V-01", name)
        content = canonical({"title": name, "text": text})
        desk.record([Draft("document", draft, {"kind": kind, "day": day}, content)])


def _place(pilot: Pilot[None]) -> tuple[int, int]:
    return seat(pilot).papers.shown, seat(pilot).query_one(DocumentView).line


def test_hits_are_stepped_forwards_and_backwards_in_their_order(small: Path) -> None:
    _take_in(small, "03-journal-2025-04-01", "# Journal\n\nVårdplan.\n\nPlanen lästes.\n\nEn plan.")

    async def scenario(pilot: Pilot[None]) -> None:
        places = [_place(pilot)]
        for _turn in range(len(seat(pilot).papers.found) - 1):
            await press(pilot, "f")
            places.append(_place(pilot))
        assert places[:2] == [(1, 4), (1, 1)]  # the plan comes first: the question points to it
        assert places[2:] == [(2, 7), (2, 5), (2, 3)]  # as written, inflected, inside a longer word
        await press(pilot, "F")
        assert _place(pilot) == (2, 5)
        await press(pilot, "f", "f")
        assert _place(pilot) == places[0]
        await press(pilot, "F")
        assert _place(pilot) == places[-1]
        assert "·3" in shown(pilot)

    drive(small, scenario, FIRST)


def test_nothing_found_is_said(small: Path) -> None:
    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "slash")
        await write(pilot, "zebra")
        assert "inga träffar för ”zebra”" in seat(pilot).papers._hit_words()
        await press(pilot, "enter", "escape", "F")

    drive(small, scenario, FIRST)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_outline_goes_to_a_heading(small: Path, size: tuple[int, int]) -> None:
    _take_in(small, "03-journal-2025-04-01", PAGES)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "O")
        assert isinstance(pilot.app.screen, OutlineDialog)
        assert "Innehåll i 3 Journal" in shown(pilot)
        assert "Planering  s. 1 r. 3" in shown(pilot)
        await press(pilot, "down", "enter")
        assert _place(pilot) == (2, 3)
        await press(pilot, "O", "escape")
        assert _place(pilot) == (2, 3)

    drive(small, scenario, FIRST, size)


def test_a_document_without_headings_says_so(small: Path) -> None:
    _take_in(small, "03-journal-2025-04-01", "bara text.")

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "O")
        assert "Inga rubriker hittades" in shown(pilot)

    drive(small, scenario, FIRST)


@pytest.mark.parametrize("at_once", [300_000, 0])
def test_the_timeline_tells_dates_beside_those_recorded(
    small: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tillsyn.tui.screens.seat_papers.DATES_AT_ONCE", at_once)
    _take_in(small, "03-journal-2025-04-01", PAGES)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "T")
        assert isinstance(pilot.app.screen, TimelineDialog)
        text = shown(pilot)
        assert "3 datum i handlingarna" in text
        assert "! 2025-03-10  Beslut om insats, enligt uppgifterna: handlingarna har 2025-03-14" in text
        assert "2025-03-14  beslut      3 Journal r. 9" in text
        await press(pilot, "end", "enter")
        assert _place(pilot) == (2, 9)
        await press(pilot, "T")
        await press(pilot, *["down"] * 2, "enter")
        assert seat(pilot).is_current

    drive(small, scenario, FIRST)


def test_several_lines_are_cited_as_one_quote_and_told_with_their_page(small: Path) -> None:
    _take_in(small, "03-journal-2025-04-01", PAGES)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "tab", *["down"] * 8, "shift+down", "b")
        assert "3 Journal s. 2 r. 9–10" in shown(pilot)
        document = seat(pilot).query_one(DocumentView)
        assert document._cited == {9, 10}
        await press(pilot, "up", "b")
        assert "s. 2 r. 9–10" not in shown(pilot)

    drive(small, scenario, FIRST)
    assert rows(small, "SELECT line, quote FROM evidence") == []


def _endless() -> Iterator[tuple[str, str]]:
    page = "\n".join(f"Rad {n} om planering och mål, [/red] \x1b[2J \x9b \u202e slut." for n in range(40))
    yield "pages", "\n\n".join(f"{page}\n\n— sida {n} —" for n in range(2, 120))
    yield "one line", "ordet planering \u202e[/]" * 6_000
    yield "one word", "a" * 100_000
    yield "tabs", "\t" * 5_000 + "plan"
    yield "empty", ""


@pytest.mark.parametrize(("name", "text"), _endless())
def test_endless_and_nasty_documents_open_and_scroll_to_their_end(small: Path, name: str, text: str) -> None:
    _take_in(small, "03-journal-2025-04-01", text)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "3", "tab", "pagedown")
        first = shown(pilot)
        assert not {"\x1b", "\x9b", "\u202e", "\t"} & set(first)
        document = seat(pilot).query_one(DocumentView)
        before = document._top
        await press(pilot, "pagedown", "down", "down")
        assert document._top > before or name in ("tabs", "empty")
        await press(pilot, "end", "up", "pageup", "home", "shift+down", "b", "f", "F", "O", "escape", "T", "escape")
        await press(pilot, "end")
        assert document._bottom == document._layout.end
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        await press(pilot, "pageup", "home")
        assert document._top == (0, 0)

    drive(small, scenario, FIRST)


def test_a_hit_far_into_one_long_line_is_brought_into_view(small: Path) -> None:
    _take_in(small, "03-journal-2025-04-01", "ord " * 20_000 + "zebra " + "ord " * 20_000)

    async def scenario(pilot: Pilot[None]) -> None:
        await press(pilot, "slash")
        await write(pilot, "zebra")
        await press(pilot, "enter")
        assert "zebra" in shown(pilot).replace("”zebra”", "")

    drive(small, scenario, FIRST)


def test_a_search_of_very_many_pages_goes_on_beside_the_keys(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_module.Papers.beside, "__defaults__", (0,))

    async def scenario(pilot: Pilot[None]) -> None:
        assert "sökträff 1 av" in shown(pilot)
        await press(pilot, "slash")
        await write(pilot, "undertecknad")
        await press(pilot, "enter")
        assert "sökträff 1 av 1 för ”undertecknad”" in seat(pilot).papers._hit_words()

    drive(small, scenario, FIRST)

"""The document beside the question: its lines, the search hits in them, and what is cited.

Owns what is visible of a document, the chosen line, and one promise: it never moves by itself, except to bring
a hit into view, and never away from where the reader has scrolled. Paints only the rows that are seen. Leaves
which words are searched for, and citing, to the screen.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tillsyn.domain.text import plain
from tillsyn.tui.bindings import DOCUMENT
from tillsyn.tui.widgets.wrapping import Piece, lay_out

GUTTER = 7
WHEEL = 3
"""Rows that one step of the wheel moves."""
WIDEST = 88
"""Longer rows are hard to read, however wide the screen is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the document: its line from 1, and offsets in that line."""

    line: int
    start: int
    end: int


class DocumentView(Widget, can_focus=True):
    """One document with line numbers.

    It keeps its own place and draws its own scroll bar: a scrolling view of Textual's lays the whole screen out
    anew whenever another document is shown, which is felt when answers are given fast.
    """

    BINDINGS = [*DOCUMENT]
    COMPONENT_CLASSES = {
        "document--number",
        "document--chosen",
        "document--line",
        "document--heading",
        "document--hit",
        "document--current",
        "document--cited",
        "document--bar",
    }

    @dataclass
    class LineChosen(Message):
        """The reader chose a line."""

        line: int

    def __init__(self) -> None:
        super().__init__(id="document")
        self._lines: list[str] = [""]
        self._rows: list[tuple[Piece, ...]] = []
        self._first_row: list[int] = []
        self._wrapped_at = 0
        self._hits: dict[int, list[Hit]] = {}
        self._current: Hit | None = None
        self._cited: frozenset[int] = frozenset()
        self._anchor = 1
        self._top = 0
        self.line = 1
        self.scrolled_by_reader = False

    def show(self, text: str) -> None:
        """Show a document from its beginning."""
        self._lines = plain(text).split("\n")
        self._wrapped_at = 0
        self.line = self._anchor = 1
        self.scrolled_by_reader = False
        self._hits, self._current, self._cited = {}, None, frozenset()
        self._top = 0
        self._wrap()
        self.refresh()

    def mark(self, hits: Sequence[Hit], current: Hit | None, cited: Collection[int]) -> None:
        """Show other hits and cited lines, without moving."""
        found: dict[int, list[Hit]] = {}
        for hit in hits:
            found.setdefault(hit.line, []).append(hit)
        if (found, current, cited) != (self._hits, self._current, self._cited):
            before = self._marked()
            self._hits, self._current, self._cited = found, current, frozenset(cited)
            self._repaint(before | self._marked())

    def go_to(self, line: int) -> None:
        """Choose a line and bring it into view, a third down, unless it is seen already."""
        before = {self.line, self._anchor}
        self.line = self._anchor = max(1, min(line, len(self._lines)))
        self.scrolled_by_reader = False
        if self.sees(self.line):
            self._repaint(before | {self.line})
        else:
            self._move_to(self._row_of(self.line) - self.size.height // 3)
            self.refresh()

    def sees(self, line: int) -> bool:
        """Whether the first row of a line is on the screen."""
        return self._top <= self._row_of(line) < self._top + self.size.height

    @property
    def chosen(self) -> tuple[int, str]:
        """The first chosen line, and the text of all chosen lines as one quote."""
        first, last = sorted((self._anchor, self.line))
        words = " ".join(" ".join(self._lines[first - 1 : last]).split())
        return first, words

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew and keep the same line in view."""
        top = self._line_at(self._top)
        if self._wrapped_at != self._row_width:
            self._wrap()
        self._move_to(self._row_of(top))
        self.refresh()

    def on_focus(self) -> None:
        """Show the chosen line as the one keys act on."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys act elsewhere."""
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """Move, and remember that the reader moved the document herself."""
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Move, and remember that the reader moved the document herself."""
        self._scroll(-WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the line under the pointer."""
        row = event.y + self._top
        if event.x >= self.size.width - 1:
            self.scrolled_by_reader = True
            self._move_to(event.y * len(self._rows) // max(1, self.size.height) - self.size.height // 2)
            self.refresh()
        elif row < len(self._rows):
            self.line = self._line_at(row)
            self._anchor = self._anchor if event.shift else self.line
            self.refresh()
            self.post_message(self.LineChosen(self.line))

    def action_line(self, step: int, more: bool = False) -> None:
        """Choose the next line, or several."""
        self.scrolled_by_reader = True
        self.line = max(1, min(self.line + step, len(self._lines)))
        self._anchor = self._anchor if more else self.line
        self._keep_line_in_view()
        self.refresh()
        self.post_message(self.LineChosen(self.line))

    def action_page(self, step: int) -> None:
        """Move a page, and choose the line at its top."""
        self.scrolled_by_reader = True
        height = max(1, self.size.height - 2)
        row = max(0, min(self._row_of(self.line) + step * height, len(self._rows) - 1))
        self.line = self._anchor = self._line_at(row)
        self._move_to(self._top + step * height)
        self._keep_line_in_view()
        self.refresh()

    def action_edge(self, step: int) -> None:
        """Go to the first or the last line."""
        self.scrolled_by_reader = True
        self.line = self._anchor = 1 if step < 0 else len(self._lines)
        self._keep_line_in_view()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row = y + self._top
        width = self.size.width - 1
        base = self.visual_style.rich_style
        if row >= len(self._rows):
            return Strip.blank(width + 1, base)
        pieces = self._rows[row]
        segments = [self._number(row, pieces, base)]
        for number, piece in enumerate(pieces):
            segments += [Segment(" ", base)] if number else []
            segments += self._words(*piece, base)
        return Strip([*Strip(segments).crop_extend(0, width, base), self._bar(y, base)], width + 1)

    def _bar(self, y: int, base: Style) -> Segment:
        """The scroll bar: where in the document one is, when not all of it is seen."""
        rows, height = len(self._rows), self.size.height
        first = self._top * height // rows
        last = first + max(1, height * height // rows)
        on = rows > height and first <= y < last
        return Segment("▐" if on else " ", base + self.get_visual_style("document--bar").rich_style)

    def _number(self, row: int, pieces: tuple[Piece, ...], base: Style) -> Segment:
        """The gutter: the number of the first line that begins in the row, and signs for chosen and cited."""
        beginning = [line for line, start, _end in pieces if start == 0 and self._first_row[line - 1] == row]
        number = f"{beginning[0]:>4}" if beginning else "    "
        cited = "❝" if any(line in self._cited for line in beginning) else " "
        chosen = any(self._is_chosen(line) for line, _start, _end in pieces)
        pointer = "▸" if any(self._is_chosen(line) for line in beginning) else " "
        part = "document--chosen" if chosen and pointer != " " and self.has_focus else "document--number"
        return Segment(f"{pointer}{number}{cited} ", base + self.get_visual_style(part).rich_style)

    def _is_chosen(self, line: int) -> bool:
        first, last = sorted((self._anchor, self.line))
        return first <= line <= last

    def _words(self, line: int, start: int, end: int, base: Style) -> list[Segment]:
        text = self._lines[line - 1]
        style = base
        if text.startswith("#"):
            style = base + self.get_visual_style("document--heading").rich_style
        if line in self._cited:
            style = style + self.get_visual_style("document--cited").rich_style
        if self.has_focus and self._is_chosen(line):
            style = style + self.get_visual_style("document--line").rich_style
        segments, at = [], start
        for hit in self._hits.get(line, ()):
            left, right = max(hit.start, at), min(hit.end, end)
            if left >= right:
                continue
            kind = "document--current" if hit == self._current else "document--hit"
            segments += [
                Segment(text[at:left], style),
                Segment(text[left:right], style + self.get_visual_style(kind).rich_style),
            ]
            at = right
        segments.append(Segment(text[at:end].rstrip() if end == len(text) else text[at:end], style))
        return segments

    @property
    def _row_width(self) -> int:
        return min(WIDEST, max(20, self.size.width - GUTTER - 2))

    def _wrap(self) -> None:
        width = self._row_width
        self._wrapped_at = width
        self._rows = lay_out(self._lines, width)
        first: dict[int, int] = {}
        for row, pieces in enumerate(self._rows):
            for line, _start, _end in pieces:
                first.setdefault(line, row)
        self._first_row = [first.get(number, 0) for number in range(1, len(self._lines) + 1)]

    def _line_at(self, row: int) -> int:
        """The first line that begins in a row, else the one that goes on in it."""
        pieces = self._rows[row] if row < len(self._rows) else ()
        return next((line for line, start, _end in pieces if start == 0), pieces[0][0] if pieces else 1)

    def _marked(self) -> set[int]:
        return {*self._hits, *self._cited}

    def _repaint(self, lines: Collection[int]) -> None:
        """Paint only the rows where one of these lines is seen."""
        rows = self._rows[self._top : self._top + self.size.height]
        for y, pieces in enumerate(rows):
            if any(line in lines for line, _start, _end in pieces):
                self.refresh(Region(0, y, self.size.width, 1))

    def _row_of(self, line: int) -> int:
        return self._first_row[line - 1] if 0 < line <= len(self._first_row) else 0

    def _scroll(self, rows: int) -> None:
        self.scrolled_by_reader = True
        self._move_to(self._top + rows)
        self.refresh()

    def _move_to(self, row: int) -> None:
        """Put a row at the top, without showing more than one screen of nothing."""
        self._top = max(0, min(row, len(self._rows) - self.size.height))

    def _keep_line_in_view(self) -> None:
        row, height = self._row_of(self.line), self.size.height
        if row < self._top:
            self._top = row
        elif row >= self._top + height:
            self._top = row - height + 1

"""The document beside the question: its lines, the search hits in them, and what is cited.

Owns what is visible of a document, the chosen line, and one promise: it never moves by itself, except to bring
a hit into view, and never away from where the reader has scrolled. Paints only the rows that are seen. Leaves
breaking into rows to `widgets.layout`, and which words are searched for, and citing, to the screen.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tillsyn.domain.pages import is_page_mark
from tillsyn.domain.passages import Hit, Marks
from tillsyn.tui.bindings import DOCUMENT
from tillsyn.tui.widgets.layout import START, Layout, Place, Row, source_of
from tillsyn.tui.widgets.wrapping import Piece

LEAST_DIGITS = 4
WHEEL = 3
"""Rows that one step of the wheel moves."""
WIDEST = 88
"""Longer rows are hard to read, however wide the screen is."""


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
        self._source = source_of("")
        self._layout = Layout(self._source, 20)
        self._hits = Marks()
        self._current: Hit | None = None
        self._cited: frozenset[int] = frozenset()
        self._anchor = 1
        self._top: Place = START
        self._painted: tuple[Layout, Place, int] | None = None
        self._rows: list[tuple[Place, Row]] = []
        self.line = 1
        self.scrolled_by_reader = False

    def show(self, text: str) -> None:
        """Show a document from its beginning."""
        self._source = source_of(text)
        self._layout = Layout(self._source, self._row_width)
        self.line = self._anchor = 1
        self.scrolled_by_reader = False
        self._hits, self._current, self._cited = Marks(), None, frozenset()
        self._top = START
        self.refresh()

    def mark(self, hits: Marks, current: Hit | None, cited: Collection[int]) -> None:
        """Show other hits and cited lines, without moving."""
        if (hits, current, cited) != (self._hits, self._current, self._cited):
            before = self._marked()
            self._hits, self._current, self._cited = hits, current, frozenset(cited)
            self._repaint(before | self._marked())

    def go_to(self, line: int, offset: int = 0) -> None:
        """Choose a line and bring a place in it into view, a third down, unless it is seen already."""
        before = {self.line, self._anchor}
        self.line = self._anchor = max(1, min(line, len(self._source.lines)))
        self.scrolled_by_reader = False
        if self.sees(self.line, offset):
            self._repaint(before | {self.line})
        else:
            self._move_to(self._layout.step(self._layout.row_of(self.line, offset), -(self.size.height // 3)))
            self.refresh()

    def sees(self, line: int, offset: int = 0) -> bool:
        """Whether the row that holds a place in a line is on the screen."""
        return self._top <= self._layout.row_of(line, offset) <= self._bottom

    @property
    def chosen(self) -> tuple[int, str]:
        """The first chosen line, and the text of all chosen lines as one quote."""
        first, last = sorted((self._anchor, self.line))
        words = " ".join(" ".join(self._source.lines[first - 1 : last]).split())
        return first, words

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew and keep the same line in view."""
        top = self._layout.line_at(self._top)
        self._layout = Layout(self._source, self._row_width)
        self._move_to(self._layout.row_of(top))
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
        if event.x >= self.size.width - 1:
            self.scrolled_by_reader = True
            height = max(1, self.size.height)
            self._move_to(self._layout.step(self._layout.at_share(event.y / height), -(height // 2)))
            self.refresh()
        elif event.y < len(self._seen):
            self.line = self._layout.line_at(self._seen[event.y][0])
            self._anchor = self._anchor if event.shift else self.line
            self.refresh()
            self.post_message(self.LineChosen(self.line))

    def action_line(self, step: int, more: bool = False) -> None:
        """Choose the next line, or several; of a line that is taller than the screen, show what follows first."""
        self.scrolled_by_reader = True
        first, last = self._ends(self.line)
        goes_on = last > self._bottom if step > 0 else first < self._top
        if goes_on and self._top <= last and first <= self._bottom:
            self._move_to(self._layout.step(self._top, step))
        else:
            self.line = max(1, min(self.line + step, len(self._source.lines)))
            self._keep_line_in_view()
        self._anchor = self._anchor if more else self.line
        self.refresh()
        self.post_message(self.LineChosen(self.line))

    def action_page(self, step: int) -> None:
        """Move a page, and choose the line at its top; where there is no more to see, the first or the last line."""
        self.scrolled_by_reader = True
        before = self._top
        self._move_to(self._layout.step(self._top, step * max(1, self.size.height - 2)))
        at_the_end = 1 if step < 0 else len(self._source.lines)
        self.line = self._anchor = self._layout.line_at(self._top) if self._top != before else at_the_end
        self.refresh()

    def action_edge(self, step: int) -> None:
        """Go to the first or the last line."""
        self.scrolled_by_reader = True
        self.line = self._anchor = 1 if step < 0 else len(self._source.lines)
        self._move_to(START if step < 0 else self._layout.last_top(self.size.height))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self.size.width - 1
        base = self.visual_style.rich_style
        if y >= len(self._seen):
            return Strip.blank(width + 1, base)
        _place, pieces = self._seen[y]
        segments = [self._number(pieces, base)]
        for number, piece in enumerate(pieces):
            segments += [Segment(" ", base)] if number else []
            segments += self._words(*piece, base)
        return Strip([*Strip(segments).crop_extend(0, width, base), self._bar(y, base)], width + 1)

    def _bar(self, y: int, base: Style) -> Segment:
        """The scroll bar: where in the document one is, when not all of it is seen."""
        height = self.size.height
        begin, end = self._layout.share(self._top), self._layout.share(self._layout.step(self._top, height))
        first = int(begin * height)
        last = first + max(1, int((end - begin) * height))
        on = self._top != START or self._bottom < self._layout.end
        shown = on and first <= y < last
        return Segment("▐" if shown else " ", base + self.get_visual_style("document--bar").rich_style)

    def _number(self, pieces: tuple[Piece, ...], base: Style) -> Segment:
        """The gutter: the number of the first line that begins in the row, and signs for chosen and cited."""
        beginning = [line for line, start, _end in pieces if start == 0]
        number = f"{beginning[0] if beginning else '':>{self._digits}}"
        cited = "❝" if any(line in self._cited for line in beginning) else " "
        chosen = any(self._is_chosen(line) for line, _start, _end in pieces)
        pointer = "▸" if any(self._is_chosen(line) for line in beginning) else " "
        part = "document--chosen" if chosen and pointer != " " and self.has_focus else "document--number"
        return Segment(f"{pointer}{number}{cited} ", base + self.get_visual_style(part).rich_style)

    def _is_chosen(self, line: int) -> bool:
        first, last = sorted((self._anchor, self.line))
        return first <= line <= last

    def _words(self, line: int, start: int, end: int, base: Style) -> list[Segment]:
        text = self._source.lines[line - 1]
        style = base
        if text.startswith("#"):
            style = base + self.get_visual_style("document--heading").rich_style
        elif is_page_mark(text):
            style = base + self.get_visual_style("document--number").rich_style
        if line in self._cited:
            style = style + self.get_visual_style("document--cited").rich_style
        if self.has_focus and self._is_chosen(line):
            style = style + self.get_visual_style("document--line").rich_style
        segments, at = [], start
        for hit in self._hits.within(line, start, end):
            left, right = max(hit.start, at), min(hit.end, end)
            kind = "document--current" if hit == self._current else "document--hit"
            segments += [
                Segment(text[at:left], style),
                Segment(text[left:right], style + self.get_visual_style(kind).rich_style),
            ]
            at = right
        segments.append(Segment(text[at:end].rstrip() if end == len(text) else text[at:end], style))
        return segments

    @property
    def _digits(self) -> int:
        return max(LEAST_DIGITS, len(str(len(self._source.lines))))

    @property
    def _row_width(self) -> int:
        gutter = self._digits + 3
        return min(WIDEST, max(20, self.size.width - gutter - 2))

    @property
    def _seen(self) -> list[tuple[Place, Row]]:
        """The rows that are on the screen; put together once for all of them."""
        about = (self._layout, self._top, self.size.height)
        if about != self._painted:
            self._painted = about
            self._rows = self._layout.rows_from(self._top, self.size.height)
        return self._rows

    @property
    def _bottom(self) -> Place:
        """The last row that is on the screen."""
        return self._layout.step(self._top, self.size.height - 1)

    def _ends(self, line: int) -> tuple[Place, Place]:
        """The first and the last row of a line."""
        return self._layout.row_of(line), self._layout.row_of(line, len(self._source.lines[line - 1]))

    def _marked(self) -> set[int]:
        """The lines on the screen that hold a hit or are cited."""
        seen = {line for _place, pieces in self._seen for line, _start, _end in pieces}
        return {line for line in seen if line in self._hits or line in self._cited}

    def _repaint(self, lines: Collection[int]) -> None:
        """Paint only the rows where one of these lines is seen."""
        for y, (_place, pieces) in enumerate(self._seen):
            if any(line in lines for line, _start, _end in pieces):
                self.refresh(Region(0, y, self.size.width, 1))

    def _scroll(self, rows: int) -> None:
        self.scrolled_by_reader = True
        self._move_to(self._layout.step(self._top, rows))
        self.refresh()

    def _move_to(self, place: Place) -> None:
        """Put a row at the top, without showing more than one screen of nothing."""
        self._top = min(place, self._layout.last_top(max(1, self.size.height)))

    def _keep_line_in_view(self) -> None:
        """Bring the chosen line into view; of one that is taller than the screen, the end that is nearest."""
        first, last = self._ends(self.line)
        height = max(1, self.size.height)
        if first < self._top:
            fits = self._layout.step(first, height - 1) >= last
            self._move_to(first if fits else self._layout.step(last, 1 - height))
        elif first > self._bottom:
            self._move_to(self._layout.step(first, 1 - height))

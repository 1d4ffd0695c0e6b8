"""A list of rows to choose from, of which only those are painted that are seen.

Owns its rows, the chosen one and what is visible. Textual's own list measures every row before the first is shown,
which takes a second where a document has two thousand dates. Leaves what a row leads to to its dialog.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tillsyn.language import N_

WHEEL = 3


class LongList(Widget, can_focus=True):
    """Rows of one line each; what has no room is cut."""

    BINDINGS = [
        Binding("up", "move(-1)", N_("row before"), show=False, id="list.up"),
        Binding("down", "move(1)", N_("row after"), show=False, id="list.down"),
        Binding("pageup", "page(-1)", N_("page before"), show=False, id="list.pageup"),
        Binding("pagedown,space", "page(1)", N_("page after"), show=False, id="list.pagedown"),
        Binding("home", "edge(0)", N_("first row"), show=False, id="list.home"),
        Binding("end", "edge(-1)", N_("last row"), show=False, id="list.end"),
        Binding("enter", "choose", N_("choose"), show=False, id="list.choose"),
    ]

    @dataclass
    class Chosen(Message):
        """A row was chosen; `index` counts from 0."""

        index: int

    def __init__(self, rows: Sequence[Content], at: int = 0) -> None:
        super().__init__()
        self._rows = rows
        self._at = max(0, min(at, len(rows) - 1))
        self._top = 0

    def on_resize(self) -> None:
        """Keep the chosen row in view."""
        self._move_to(self._at)

    def on_mouse_scroll_down(self) -> None:
        """Go on."""
        self._move_to(self._at + WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Go back."""
        self._move_to(self._at - WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked row."""
        at = self._top + event.get_content_offset_capture(self).y
        if 0 <= at < len(self._rows):
            self._move_to(at)
            self.action_choose()

    def action_move(self, step: int) -> None:
        """Go to a neighbouring row."""
        self._move_to(self._at + step)

    def action_page(self, step: int) -> None:
        """Go a page on or back."""
        self._move_to(self._at + step * max(1, self.content_size.height - 1))

    def action_edge(self, at: int) -> None:
        """Go to the first or the last row."""
        self._move_to(at % max(1, len(self._rows)))

    def action_choose(self) -> None:
        """Tell which row is chosen."""
        if self._rows:
            self.post_message(self.Chosen(self._at))

    def render(self) -> Content:
        """The rows that are seen."""
        return Content("\n").join(self._row(y) for y in range(min(self.content_size.height, len(self._rows))))

    def _row(self, y: int) -> Content:
        row = self._rows[self._top + y].truncate(max(1, self.content_size.width - 1), ellipsis=True, pad=True)
        if self._top + y == self._at:
            row = row.stylize("reverse")
        return row + Content.styled(self._bar(y), "$foreground-muted")

    def _bar(self, y: int) -> str:
        height, count = self.content_size.height, len(self._rows)
        if count <= height:
            return " "
        first = self._top * height // count
        return "▐" if first <= y < first + max(1, height * height // count) else " "

    def _move_to(self, at: int) -> None:
        self._at = max(0, min(at, len(self._rows) - 1))
        height = max(1, self.content_size.height)
        self._top = max(self._at - height + 1, min(self._top, self._at, max(0, len(self._rows) - height)))
        self.refresh()

"""The documents of a file on one line, each with its number and how many hits it holds.

Owns the line and which part of it is seen. Leaves showing a document to the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widget import Widget

from tillsyn.language import _
from tillsyn.tui.messages import DocumentChosen


@dataclass(frozen=True, slots=True)
class Tab:
    """One document: its name, the number of hits in it, and whether the criterion points to its kind."""

    name: str
    hits: int = 0
    pointed_to: bool = False


class DocumentTabs(Widget):
    """The tabs; the shown one is reversed, and always in view."""

    def __init__(self) -> None:
        super().__init__(id="tabs")
        self._tabs: tuple[Tab, ...] = ()
        self._shown = 0
        self._places: list[tuple[int, int, int]] = []

    def show(self, tabs: Sequence[Tab], shown: int) -> None:
        """Show other tabs, or another of them as the shown one."""
        if (tuple(tabs), shown) != (self._tabs, self._shown):
            self._tabs, self._shown = tuple(tabs), shown
            self.refresh()

    def render(self) -> Content:
        """The line, beginning where the shown tab can be seen."""
        if not self._tabs:
            return Content.styled(_("no documents"), "$foreground-muted")
        parts = [self._part(number, tab) for number, tab in enumerate(self._tabs)]
        first = self._first_seen([part.cell_length + 1 for part in parts])
        more = Content.styled("‹", "$foreground-muted") if first else Content("")
        self._places, at = [], more.cell_length
        for number, part in enumerate(parts[first:], start=first):
            self._places.append((at, at + part.cell_length, number))
            at += part.cell_length + 1
        line = more + Content(" ").join(parts[first:])
        width = self.content_size.width
        if line.cell_length <= width:
            return line
        return line.truncate(max(0, width - 1)) + Content.styled("›", "$foreground-muted")

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked document."""
        x = event.x - self.gutter.left
        for start, end, number in self._places:
            if start <= x < end:
                self.post_message(DocumentChosen(number))

    def _part(self, number: int, tab: Tab) -> Content:
        shown = number == self._shown
        style = "bold reverse" if shown else ("bold" if tab.pointed_to else "$foreground-muted")
        count = f"·{tab.hits}" if tab.hits else ""
        sign = "▸" if shown else " "
        return Content.assemble((f"{sign}{number + 1} {tab.name}{count} ", style))

    def _first_seen(self, widths: list[int]) -> int:
        width = self.content_size.width
        if sum(widths) <= width:
            return 0
        first = 0
        while first < self._shown and sum(widths[first : self._shown + 1]) > width - 2:
            first += 1
        return first

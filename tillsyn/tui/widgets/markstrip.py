"""Every criterion of a file as one sign, by area: what is answered and what is missing, at a glance.

Owns the strip, as many rows as it needs (or one, around where one is), and being clicked. Leaves the signs to
`tui.marks`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from tillsyn.tui.marks import HERE, STYLES
from tillsyn.tui.messages import CriterionChosen

GAP = 3


class MarkStrip(Widget):
    """The signs of all criteria; `areas` is (name, criterion ids) in order."""

    def __init__(self) -> None:
        super().__init__(id="marks")
        self._areas: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._marks: Mapping[str, str] = {}
        self._here = ""
        self._missing = ""
        self._places: dict[tuple[int, int], str] = {}

    def show(
        self, areas: Sequence[tuple[str, tuple[str, ...]]], marks: Mapping[str, str], here: str, missing: str
    ) -> None:
        """Show other signs; `missing` says in words what the file lacks."""
        new = (tuple(areas), dict(marks), here, missing)
        if new != (self._areas, self._marks, self._here, self._missing):
            grown = new[0] != self._areas
            self._areas, self._marks, self._here, self._missing = new
            self.refresh(layout=grown)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as the areas need, and one for what is missing."""
        return len(self._laid_out(width)) + 1

    def render(self) -> Content:
        """The strip; remembers where each criterion stands."""
        width, height = self.content_size.width, self.content_size.height
        rows = self._laid_out(width)
        self._places = {}
        if height == 1:
            return self._one_row(rows, width)
        shown = [self._row(y, row) for y, row in enumerate(rows)]
        shown.append(Content.styled(self._missing.rjust(width), "$foreground-muted"))
        return Content("\n").join(shown)

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked criterion."""
        place = (event.x - self.gutter.left, event.y - self.gutter.top)
        if place in self._places:
            self.post_message(CriterionChosen(self._places[place]))

    def _laid_out(self, width: int) -> list[list[tuple[str, tuple[str, ...]]]]:
        rows: list[list[tuple[str, tuple[str, ...]]]] = [[]]
        used = 0
        for name, ids in self._areas:
            needed = len(name) + 1 + len(ids)
            if rows[-1] and used + GAP + needed > width:
                rows.append([])
                used = 0
            used += needed + (GAP if rows[-1] else 0)
            rows[-1].append((name, ids))
        return rows

    def _row(self, y: int, areas: Sequence[tuple[str, tuple[str, ...]]]) -> Content:
        parts: list[Content | str | tuple[str, str]] = []
        x = 0
        for number, (name, ids) in enumerate(areas):
            lead = " " * GAP if number else ""
            parts.append((f"{lead}{name} ", "$foreground-muted"))
            x += len(lead) + len(name) + 1
            for criterion in ids:
                sign = HERE if criterion == self._here else self._marks.get(criterion, " ")
                parts.append((sign, STYLES.get(sign, "")))
                self._places[(x, y)] = criterion
                x += 1
        return Content.assemble(*parts)

    def _one_row(self, rows: Sequence[Sequence[tuple[str, tuple[str, ...]]]], width: int) -> Content:
        """The row one is in, with what is missing beside it where there is room."""
        every = [area for row in rows for area in row]
        if sum(len(name) + 1 + len(ids) + GAP for name, ids in every) - GAP <= width:
            return self._row(0, every)
        mine = next((row for row in rows if any(self._here in ids for _, ids in row)), rows[0])
        return self._row(0, mine)

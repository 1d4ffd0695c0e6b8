"""The line at the top: where one is, what it is about, and how far it has come.

Owns fitting three texts on one line. Leaves what they say to the screens.
"""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tillsyn.domain.text import one_line


class TopLine(Widget):
    """Three texts on one line: where there is no room, the middle one gives way first, then the left one."""

    def __init__(self, left: str = "", middle: str = "", right: str = "") -> None:
        super().__init__()
        self._texts = (left, middle, right)

    def show(self, left: str, middle: str = "", right: str = "") -> None:
        """Show other texts."""
        texts = (one_line(left), one_line(middle), right)
        if texts != self._texts:
            self._texts = texts
            self.refresh()

    def render(self) -> Content:
        """The line, as wide as there is room."""
        width = self.content_size.width
        left, middle, right = (Content(text) for text in self._texts)
        if left.cell_length + middle.cell_length + right.cell_length + 6 > width:
            middle = Content("")
        room = width - right.cell_length - (middle.cell_length + 3 if middle else 0) - 2
        left = left.truncate(max(room, 8), ellipsis=True)
        gap = width - left.cell_length - middle.cell_length - right.cell_length
        before = max(2, gap // 2) if middle else 0
        after = max(1, gap - before)
        return Content.assemble(
            left.stylize("bold"), " " * before, middle.stylize("$foreground-muted"), " " * after, right.stylize("bold")
        )

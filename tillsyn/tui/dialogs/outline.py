"""The headings of the document that is shown: a list to go from.

Owns the list. Leaves what counts as a heading to `domain.outline`, and going there to the seat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget

from tillsyn.domain.outline import Heading
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.widgets.longlist import LongList
from tillsyn.workflow.finder import line_in_words


class OutlineDialog(Dialog[int]):
    """Returns the line to go to, or None."""

    SIZE = "-large"
    AUTO_FOCUS = "LongList"

    def __init__(self, name: str, text: str, headings: Sequence[Heading], line: int) -> None:
        super().__init__(_("Contents of {document}").format(document=one_line(name)), _("Enter goes there"))
        self._text = text
        self._headings = headings
        self._line = line

    def middle(self) -> Iterator[Widget]:
        """The list; one stands on the heading that the reader is below."""
        depths = sorted({heading.depth for heading in self._headings})  # bold words lie deep, whatever stands above
        above = [n for n, heading in enumerate(self._headings) if heading.line <= self._line]
        rows = [self._row(heading, depths.index(heading.depth)) for heading in self._headings]
        yield LongList(rows, above[-1] if above else 0)

    @on(LongList.Chosen)
    def chosen(self, message: LongList.Chosen) -> None:
        """Return the line."""
        self.dismiss(self._headings[message.index].line)

    def _row(self, heading: Heading, depth: int) -> Content:
        place = line_in_words(self._text, heading.line)
        words = "  " * depth + one_line(heading.title)
        return Content.assemble((words, "" if depth else "bold"), (f"  {place}", "$foreground-muted"))

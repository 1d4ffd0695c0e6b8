"""The headings of the document that is shown: a list to go from.

Owns the list. Leaves what counts as a heading to `domain.outline`, and going there to the seat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tillsyn.domain.outline import Heading
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.workflow.finder import place_in_words

MOST = 500
"""Headings that are listed; a document with more has lines that only look like headings."""


class OutlineDialog(Dialog[int]):
    """Returns the line to go to, or None."""

    SIZE = "-large"
    AUTO_FOCUS = "OptionList"

    def __init__(self, name: str, text: str, headings: Sequence[Heading], line: int) -> None:
        super().__init__(_("Contents of {document}").format(document=one_line(name)), self._hint_for(headings))
        self._text = text
        self._headings = headings[:MOST]
        self._line = line

    def middle(self) -> Iterator[Widget]:
        """The list."""
        least = min((heading.depth for heading in self._headings), default=1)
        yield OptionList(*(self._option(heading, least) for heading in self._headings), compact=True)

    def on_mount(self) -> None:
        """Stand on the heading that the reader is below."""
        above = [n for n, heading in enumerate(self._headings) if heading.line <= self._line]
        self.query_one(OptionList).highlighted = above[-1] if above else 0

    @on(OptionList.OptionSelected)
    def chosen(self, message: OptionList.OptionSelected) -> None:
        """Return the line."""
        self.dismiss(int(message.option_id or 1))

    def _hint_for(self, headings: Sequence[Heading]) -> str:
        if len(headings) > MOST:
            return _("Enter goes there · the first {n} of {count} headings").format(n=MOST, count=len(headings))
        return _("Enter goes there")

    def _option(self, heading: Heading, least: int) -> Option:
        place = place_in_words(self._text, heading.line)
        words = "  " * (heading.depth - least) + one_line(heading.title)
        return Option(
            Content.assemble((words, "bold" if heading.depth == least else ""), (f"  {place}", "$foreground-muted")),
            str(heading.line),
        )

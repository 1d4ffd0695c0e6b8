"""The frame of a dialog with a larger text to write: what is typed is handed over as it is typed.

Owns the editor. Leaves what the text is, and how it is left, to each dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from textual import on
from textual.widget import Widget
from textual.widgets import TextArea

from tillsyn.tui.dialogs.base import Dialog

T = TypeVar("T")


class Editor(Dialog[T], Generic[T]):
    """A text to go on with, under a title."""

    AUTO_FOCUS = "TextArea"

    def __init__(self, title: str, hint: str, text: str, typed: Callable[[str], None]) -> None:
        super().__init__(title, hint)
        self._text = text
        self._typed = typed

    def middle(self) -> Iterator[Widget]:
        """The editor."""
        yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, compact=True)

    def on_mount(self) -> None:
        """Go on where the text ends."""
        editor = self.query_one(TextArea)
        editor.move_cursor(editor.document.end)

    @on(TextArea.Changed)
    def changed(self) -> None:
        """Hand over what is typed."""
        self._typed(self.query_one(TextArea).text)

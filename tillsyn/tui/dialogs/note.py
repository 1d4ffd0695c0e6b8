"""A note to oneself on the file: kept as it is typed, on this computer alone.

Owns the editor. Leaves keeping it to its caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import TextArea

from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.tui.dialogs.base import Dialog


class NoteDialog(Dialog[None]):
    """Returns nothing: what is typed is kept already."""

    BINDINGS = [Binding("ctrl+s", "close", N_("close"), show=False, id="note.close", priority=True)]
    AUTO_FOCUS = "TextArea"

    def __init__(self, unit: str, text: str, typed: Callable[[str], None]) -> None:
        super().__init__(
            put(unit, _("Note to yourself on {the_row}")),
            _("Kept as you type, on this computer alone: it is never merged, printed or shown to others · Esc closes"),
        )
        self._text = text
        self._typed = typed

    def middle(self) -> Iterator[Widget]:
        """The editor."""
        yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, compact=True, id="note")

    def on_mount(self) -> None:
        """Go on where the text ends."""
        editor = self.query_one(TextArea)
        editor.move_cursor(editor.document.end)

    @on(TextArea.Changed)
    def changed(self) -> None:
        """Hand over what is typed."""
        self._typed(self.query_one(TextArea).text)

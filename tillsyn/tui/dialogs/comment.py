"""The larger editor for a comment.

Owns the editor. What is typed is handed over as it is typed; Ctrl+S returns it, Esc leaves it as a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import TextArea

from tillsyn.language import N_, _
from tillsyn.tui.dialogs.base import Dialog


class CommentDialog(Dialog[str]):
    """Returns the comment, or None when it is left as a draft."""

    BINDINGS = [Binding("ctrl+s", "keep", N_("keep"), show=False, id="comment.keep", priority=True)]
    SIZE = "-large"
    AUTO_FOCUS = "TextArea"

    def __init__(self, criterion: str, text: str, typed: Callable[[str], None]) -> None:
        super().__init__(
            _("Comment on {criterion}").format(criterion=criterion),
            _("Ctrl+S keeps the comment · Esc leaves it as a draft"),
        )
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

    def action_keep(self) -> None:
        """Return the comment."""
        self.dismiss(self.query_one(TextArea).text)

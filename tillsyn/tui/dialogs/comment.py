"""The larger editor for a comment.

Owns how it is left: Ctrl+S returns the comment, Esc leaves it as a draft. Leaves the editor to `dialogs.editor`.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding
from textual.widgets import TextArea

from tillsyn.language import N_, _
from tillsyn.tui.dialogs.editor import Editor


class CommentDialog(Editor[str]):
    """Returns the comment, or None when it is left as a draft."""

    BINDINGS = [Binding("ctrl+s", "keep", N_("keep"), show=False, id="comment.keep", priority=True)]
    SIZE = "-large"

    def __init__(self, criterion: str, text: str, typed: Callable[[str], None]) -> None:
        title = _("Comment on {criterion}").format(criterion=criterion)
        super().__init__(title, _("Ctrl+S keeps the comment · Esc leaves it as a draft"), text, typed)

    def action_keep(self) -> None:
        """Return the comment."""
        self.dismiss(self.query_one(TextArea).text)

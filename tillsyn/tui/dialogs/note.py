"""A note to oneself on the file: kept as it is typed, on this computer alone.

Owns what it says of itself. Leaves the editor to `dialogs.editor`, keeping the note to its caller.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding

from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.tui.dialogs.editor import Editor


class NoteDialog(Editor[None]):
    """Returns nothing: what is typed is kept already."""

    BINDINGS = [Binding("ctrl+s", "close", N_("close"), show=False, id="note.close", priority=True)]

    def __init__(self, unit: str, text: str, typed: Callable[[str], None]) -> None:
        title = put(unit, _("Note to yourself on {the_row}"))
        hint = _(
            "Kept as you type, on this computer alone: it is never merged, printed or shown to others · Esc closes"
        )
        super().__init__(title, hint, text, typed)

"""Help for where one stands: what has the focus, what it is for, and its keys.

Owns putting it together from what screens and dialogs say of themselves, so that it cannot go stale.
"""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen

from tillsyn.language import N_, _
from tillsyn.tui.dialogs.base import Dialog, Reading
from tillsyn.tui.dialogs.help import part
from tillsyn.tui.screens.base import Place


class HereDialog(Reading):
    """A text about where one stands."""

    SIZE = "-large"

    def __init__(self, title: str, text: Content) -> None:
        super().__init__(title, _("Esc closes · ? shows every key · Ctrl+P searches among everything that can be done"))
        self._text = text

    def text(self) -> Content:
        """The text."""
        return self._text


def help_for(screen: Screen[object]) -> tuple[str, Content] | None:
    """The title and text for what has the focus on a screen or in a dialog; None where there is none of its own."""
    if isinstance(screen, Dialog):
        keys = part(N_("Keys here"), screen.keys(), "")
        return screen.heading, Content("\n\n").join([Content(screen.hint), keys])
    return screen.help_here() if isinstance(screen, Place) else None

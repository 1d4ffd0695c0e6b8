"""A break: the whole screen is covered, and one key returns to the very place.

Owns the cover. Nothing is recorded of a break.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Center, Middle
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tillsyn.language import N_, _


class PauseScreen(ModalScreen[None]):
    """Covers everything; what is below keeps its place, its line and what is being typed."""

    COVERED = True
    """Neither help nor palette opens above it."""
    BINDINGS = [Binding("z", "return", N_("return"), show=False, id="pause.return")]

    def compose(self) -> ComposeResult:
        """Three lines in the middle, so that it is seen that the program has not stopped."""
        words = [
            Content.styled(_("Break"), "bold $text-primary"),
            Content(_("Everything is saved. The file is covered until you come back.")),
            Content.styled(_("z returns to the very place"), "bold $text-accent"),
        ]
        yield Middle(Center(Static(Content("\n\n").join(words), id="pause")))

    def action_return(self) -> None:
        """Uncover the screen."""
        self.dismiss(None)

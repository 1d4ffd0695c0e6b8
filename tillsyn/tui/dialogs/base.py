"""The frame of a dialog: a title, a middle, and one line that says which keys end it.

Owns the frame and Esc. Leaves what is asked to each dialog, and what is done with the answer to its caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from tillsyn.language import N_

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """A question over the screen."""

    BINDINGS = [Binding("escape", "close", N_("close"), show=False, id="dialog.close")]
    SIZE = ""
    """A class of the stylesheet: "-small", "-large" or nothing."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._title = title
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The frame."""
        with Vertical(classes=f"dialog {self.SIZE}".strip()):
            yield Static(Content.styled(self._title, "bold $text-primary"), classes="dialog-title")
            yield from self.middle()
            yield Static(Content.styled(self._hint, "$foreground-muted"), classes="dialog-hint")

    def middle(self) -> Iterator[Widget]:
        """What is asked."""
        yield from ()

    def on_mount(self) -> None:
        """Take away what was said in passing: it would cover the line of keys."""
        self.app.clear_notifications()

    @classmethod
    def keys(cls) -> tuple[Binding, ...]:
        """The keys of the dialog, its own first, then those that every one has."""
        tables = (kind.__dict__.get("BINDINGS", ()) for kind in cls.__mro__ if issubclass(kind, Dialog))
        return tuple(binding for table in tables for binding in table)

    @property
    def heading(self) -> str:
        """What it asks or shows."""
        return self._title

    @property
    def hint(self) -> str:
        """Which keys do what."""
        return self._hint

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Reading(Dialog[None]):
    """A dialog that only shows a text, which scrolls."""

    BINDINGS = [Binding("enter", "close", N_("close"), show=False, id="reading.close")]
    AUTO_FOCUS = ".dialog-text"

    def middle(self) -> Iterator[Widget]:
        """The text."""
        from textual.containers import VerticalScroll

        with VerticalScroll(classes="dialog-text", can_focus=True):
            yield Static(self.text())

    def text(self) -> Content:
        """What is shown."""
        return Content("")

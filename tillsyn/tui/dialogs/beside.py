"""Who shares the seat: the names of those beside the person whose computer it is.

Owns the line they are written on. Leaves who signs from then on to the seat.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tillsyn.domain.seats import people
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.widgets.line import TypedLine


class BesideDialog(Dialog[tuple[str, ...]]):
    """Returns the names of the others, none for somebody who sits alone, or None when nothing is changed."""

    SIZE = "-small"
    AUTO_FOCUS = "Input"

    def __init__(self, actor: str) -> None:
        super().__init__(_("Who sits here?"), _("Enter: all of you stand by every answer from now on · Esc as before"))
        self._first, *self._others = people(actor)

    def middle(self) -> Iterator[Widget]:
        """Whose computer it is, and a line for the others."""
        about = _("{name}, and beside her or him (names with commas between; nothing: alone):")
        yield Static(Content(about.format(name=one_line(self._first))))
        yield TypedLine(value=", ".join(map(one_line, self._others)), compact=True)

    @on(Input.Submitted)
    def submitted(self, message: Input.Submitted) -> None:
        """Return the names."""
        self.dismiss(tuple(name.strip() for name in message.value.split(",") if name.strip()))

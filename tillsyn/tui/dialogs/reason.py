"""The reason for a decision, in a sentence.

Owns asking for it. Leaves recording the decision to its caller.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.widgets.line import TypedLine


class ReasonDialog(Dialog[str]):
    """Returns the reason, or None when nothing is decided."""

    SIZE = "-small"
    AUTO_FOCUS = "Input"

    def __init__(self, what: str, about: str, reason: str = "") -> None:
        super().__init__(what, _("Enter records the decision · Esc decides nothing"))
        self._about = about
        self._reason = reason

    def middle(self) -> Iterator[Widget]:
        """What it is about, and a line for the reason."""
        yield Static(Content(one_line(self._about)))
        yield TypedLine(value=one_line(self._reason), placeholder=_("The reason, in a sentence"), compact=True)
        yield Static("", id="reason-missing", markup=False)

    @on(Input.Submitted)
    def submitted(self, message: Input.Submitted) -> None:
        """Return the reason; a decision without one is none."""
        if message.value.strip():
            self.dismiss(message.value.strip())
        else:
            self.query_one(TypedLine).left = False
            self.query_one("#reason-missing", Static).update(_("Say in a sentence why; the letter rests on it."))

"""The person at the seat: who shares it, a break, coming back, and somebody who may be in danger.

Owns these keys, and what of the place is kept beside the question. Leaves who signs to `workflow.desk`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tillsyn.language import _
from tillsyn.nouns import persons
from tillsyn.tui.screens.seat_part import SeatPart
from tillsyn.tui.widgets.document import DocumentView


class SeatPerson(SeatPart):
    """Keys that are about those who sit here, not about the file."""

    _start_line: tuple[str, int] = ("", 1)
    """The document and the line to come back to, where there is one."""

    _view: DocumentView | None = None
    """Held, since it can no longer be asked for when the screen is left."""

    def open_comment(self, demanded: bool = False) -> None:
        """Open the line under the answer."""
        raise NotImplementedError

    def come_back(self) -> None:
        """Return to the line of the document, and to a comment that was being written."""
        self._view = self.query_one(DocumentView)
        name, line = self._start_line
        names = [document.name for document in self.papers.documents]
        if name in names and (name, line) != self.place_in_documents():
            self.papers.go_to(names.index(name), line)
        draft = self.sitting.draft_here
        if name and draft and draft != self.sitting.comment_here:
            self.open_comment(demanded=self.sitting.wants_comment)

    def place_in_documents(self) -> tuple[str, int]:
        """The document that is shown, and its chosen line; an empty name where there is none."""
        if self._view is None or not self.papers.documents:
            return "", 1
        return self.papers.documents[self.papers.shown].name, self._view.line

    def action_beside(self) -> None:
        """Name who shares the seat."""
        from tillsyn.tui.dialogs.beside import BesideDialog

        self.app.push_screen(BesideDialog(self.sitting.desk.pen.actor), self._shared)

    def _shared(self, names: Sequence[str] | None) -> None:
        if names is None:
            return
        with self.faults_told():
            self.tillsyn.desk = self.sitting.share(names)
            self.show()
            together = [self.tillsyn.desk.person, *names]
            if names:
                self.tell(_("{names} stand by everything from now on.").format(names=persons(together)))
            else:
                self.tell(_("{name} sits here alone from now on.").format(name=persons(together)))

    def action_pause(self) -> None:
        """Cover the screen."""
        from tillsyn.tui.dialogs.pause import PauseScreen

        self.app.clear_notifications()
        self.app.push_screen(PauseScreen())

    def action_danger(self) -> None:
        """Show the routine; nothing is recorded."""
        from tillsyn.tui.dialogs.danger import DangerDialog

        self.app.push_screen(DangerDialog())

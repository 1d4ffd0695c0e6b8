"""The dialogs of the seat: facts, gaps, reasons, history and the larger editor.

Owns opening them and acting on what they return. Leaves judging to `screens.review`.
"""

from __future__ import annotations

from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.tui.screens.base import Place
from tillsyn.tui.sitting import Sitting


class SeatDialogs(Place):
    """What the seat asks beside the question itself."""

    sitting: Sitting

    def moved(self) -> None:
        """Another question stands in front of the reader."""
        raise NotImplementedError

    def show(self, moved: bool = False) -> None:
        """Bring every widget in step with the sitting."""
        raise NotImplementedError

    def write_comment(self, text: str) -> None:
        """Record the comment."""
        raise NotImplementedError

    def action_long_comment(self) -> None:
        """Open the larger editor."""
        from tillsyn.tui.dialogs.comment import CommentDialog

        text = self.sitting.draft_here or self.sitting.comment_here
        dialog = CommentDialog(self.sitting.here, text, self._keep_draft)
        self.app.push_screen(dialog, self._long_comment_left)

    def action_gaps(self) -> None:
        """List what is missing."""
        from tillsyn.tui.dialogs.gaps import GapsDialog

        self.app.push_screen(GapsDialog(self.sitting), self.go_to)

    def action_facts(self) -> None:
        """Fill in facts."""
        from tillsyn.tui.dialogs.facts import FactsDialog

        if not self.sitting.facts:
            self.tell(put(self.sitting.sheet.unit, _("The criteria have no {facts} to fill in here.")))
            return
        self.app.push_screen(FactsDialog(self.sitting), self._facts_left)

    def action_why(self) -> None:
        """Say why the question is asked or not."""
        from tillsyn.tui.dialogs.why import WhyDialog

        self.app.push_screen(WhyDialog(self.sitting))

    def action_history(self) -> None:
        """Show everything recorded about the answer."""
        from tillsyn.tui.dialogs.history import HistoryDialog

        self.app.push_screen(HistoryDialog(self.sitting))

    def go_to(self, criterion: str | None) -> None:
        """Go to a criterion, if one was chosen."""
        if criterion is not None:
            self.sitting.here = criterion
            self.moved()

    def _facts_left(self, changed: bool | None) -> None:
        if changed:
            self.moved()

    def _long_comment_left(self, text: str | None) -> None:
        if text is not None:
            self.write_comment(text)
        else:
            self.show()

    def _keep_draft(self, text: str) -> None:
        with self.faults_told():
            self.sitting.keep_draft(text)

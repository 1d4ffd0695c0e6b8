"""The dialogs of the seat: gaps, reasons and history.

Owns opening them and acting on what they return. Leaves judging to `screens.review`.
"""

from __future__ import annotations

from tillsyn.tui.screens.seat_part import SeatPart


class SeatDialogs(SeatPart):
    """What the seat asks beside the question itself."""

    def action_gaps(self) -> None:
        """List what is missing."""
        from tillsyn.tui.dialogs.gaps import GapsDialog

        self.app.push_screen(GapsDialog(self.sitting), self.go_to)

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

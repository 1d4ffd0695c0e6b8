"""Facts first: where questions wait for a fact, the facts stand in the question's place until they are known.

Owns opening and leaving them. Leaves the list to `screens.facts_panel`.
"""

from __future__ import annotations

from textual import on
from textual.widget import Widget

from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.tui.screens.facts_panel import FactsPanel
from tillsyn.tui.screens.seat_part import SeatPart
from tillsyn.tui.widgets.question import QuestionView
from tillsyn.workflow.firstfacts import unknown_facts


class SeatFacts(SeatPart):
    """The facts of the file, at the top of the seat."""

    _panel: FactsPanel | None = None

    async def facts_first(self) -> None:
        """Make the list, once the seat is seen; open it where questions wait for a fact."""
        if not self.sitting.facts or not self.is_attached:
            return
        panel = FactsPanel(self.sitting)
        await self.query_one("#side").mount(panel, before=0)
        self._panel = panel
        if self._start_at is None and unknown_facts(self.sitting.sheet) and not self.has_class("-commenting"):
            self.open_facts()

    _start_at: str | None = None
    """The question the seat was opened at, where one was asked for."""

    def open_facts(self, fact: str | None = None) -> None:
        """Show the facts in the question's place, and stand on one of them."""
        if self._panel is None:
            return
        self.remove_class("-question-whole", "-document-whole")
        self.add_class("-facts")
        self._panel.begin(fact)

    def close_facts(self) -> None:
        """Show the question again."""
        if self._panel is not None and self.has_class("-facts"):
            self.remove_class("-facts")
            self.set_focus(self.query_one(QuestionView))

    @property
    def question_side(self) -> Widget:
        """What takes the focus beside the document: the question, or the facts in its place."""
        if self._panel is not None and self.has_class("-facts"):
            return self._panel.query_one("#fact-list")
        return self.query_one(QuestionView)

    def uncover_question(self) -> None:
        """Bring the question back where the document had the whole height: nothing is answered unseen."""
        if self.has_class("-document-whole"):
            self.leave_whole()

    def leave_whole(self) -> bool:
        """Put document and question beside each other again; whether either had the whole height."""
        if not self.has_class("-document-whole") and not self.has_class("-question-whole"):
            return False
        self.remove_class("-document-whole", "-question-whole")
        self.set_focus(self.question_side)
        return True

    def leave_facts(self) -> bool:
        """Close the line that is written on, else the facts; whether any of them was open."""
        if self._panel is None or not self.has_class("-facts"):
            return False
        if not self._panel.close_line():
            self.moved()
        return True

    def action_facts(self) -> None:
        """Fill in facts."""
        if not self.sitting.facts:
            self.tell(put(self.sitting.sheet.unit, _("The criteria have no {facts} to fill in here.")))
        elif self.has_class("-facts") and not self.has_class("-document-whole"):
            self.moved()
        else:
            self.open_facts()

    @on(FactsPanel.Left)
    def facts_left(self, message: FactsPanel.Left) -> None:
        """Go on to the questions."""
        message.stop()
        self.moved()

    @on(FactsPanel.Filled)
    def fact_filled(self, message: FactsPanel.Filled) -> None:
        """Bring marks and counts in step; the question is shown anew when the facts are left."""
        message.stop()
        self.show()

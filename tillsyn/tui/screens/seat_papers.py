"""What the seat does with its documents beside reading them: back to the hit before, contents, timeline.

Owns these keys. Leaves which document is shown to `screens.papers`, and what is found to `workflow`.
"""

from __future__ import annotations

from tillsyn.language import _
from tillsyn.tui.screens.base import Place
from tillsyn.tui.screens.papers import Papers
from tillsyn.tui.sitting import Sitting
from tillsyn.tui.widgets.document import DocumentView
from tillsyn.workflow.finder import outline


class SeatPapers(Place):
    """The documents of the file, by heading and by date."""

    papers: Papers
    sitting: Sitting

    def action_previous_hit(self) -> None:
        """Go back to the hit before."""
        self.papers.previous_hit()

    def action_outline(self) -> None:
        """List the headings of the document."""
        from tillsyn.tui.dialogs.outline import OutlineDialog

        papers = self.papers
        document = papers.documents[papers.shown]
        found = outline(document)
        if not found:
            self.tell(_("No headings are found in this document."))
            return
        line = self.query_one(DocumentView).line
        dialog = OutlineDialog(papers.titles[document.name], document.text, found, line)
        self.app.push_screen(dialog, self._go_to_heading)

    def _go_to_heading(self, line: int | None) -> None:
        if line is not None:
            self.papers.go_to(self.papers.shown, line)

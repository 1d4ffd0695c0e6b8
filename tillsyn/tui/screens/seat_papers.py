"""What the seat does with its documents beside reading them: back to the hit before, contents, timeline.

Owns these keys, and that none of them waits for a long document. Leaves which document is shown to `screens.papers`,
and what is found to `workflow`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tillsyn.domain.timeline import DatedPlace, TimelineRow
from tillsyn.language import _
from tillsyn.tui.screens.base import Place
from tillsyn.tui.screens.papers import Papers
from tillsyn.tui.widgets.document import DocumentView
from tillsyn.workflow.finder import outline
from tillsyn.workflow.sitting import Sitting
from tillsyn.workflow.timeline import timeline_of

DATES_AT_ONCE = 300_000
"""Signs in which dates are found before the next key; 500 pages take a tenth of a second, in a thread."""


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

    def action_timeline(self) -> None:
        """List the dates in the documents, beside those that are recorded."""
        sheet = self.sitting.sheet
        self.papers.beside("dates", lambda: timeline_of(sheet), self._show_timeline, DATES_AT_ONCE)

    def _show_timeline(self, rows: Sequence[TimelineRow]) -> None:
        from tillsyn.tui.dialogs.timeline import TimelineDialog

        if not rows:
            self.tell(_("No dates are found in the documents."))
            return
        self.app.push_screen(TimelineDialog(rows, self.papers.short_names), self._go_to_date)

    def _go_to_date(self, place: DatedPlace | None) -> None:
        if place is not None:
            self.papers.go_to(place.document, place.line)

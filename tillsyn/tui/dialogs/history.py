"""Everything ever recorded about an answer, oldest first.

Owns how it looks. Leaves the entries to `workflow.review`, and their words to `workflow.seat_words`.
"""

from __future__ import annotations

from textual.content import Content

from tillsyn.domain.moments import local_time
from tillsyn.domain.seats import people
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.nouns import persons
from tillsyn.tui.dialogs.base import Reading
from tillsyn.workflow.review import Past, history
from tillsyn.workflow.seat_words import past_words
from tillsyn.workflow.sitting import Sitting


class HistoryDialog(Reading):
    """The history of one answer and its comment."""

    SIZE = "-large"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(_("History of {criterion}").format(criterion=sitting.here), _("Esc closes"))
        self._sitting = sitting

    def text(self) -> Content:
        """One line for each entry."""
        sitting = self._sitting
        entries = history(sitting.desk, sitting.sheet, sitting.here)
        lines = [self._line(entry) for entry in entries] or [Content(_("Nothing is recorded yet."))]
        if sitting.answer_here and sitting.answer_here.conflict:
            note = _("≠ Differing answers both stand; the latest counts. Answer again to settle it.")
            lines = [Content.styled(note, "bold $text-error"), Content(""), *lines]
        return Content("\n").join(lines)

    def _line(self, past: Past) -> Content:
        who, what = persons(people(one_line(past.actor))), past_words(past, self._sitting.scale)
        return Content.assemble((f"{local_time(past.at)}  ", "$foreground-muted"), (who, "bold"), f"  {what}")

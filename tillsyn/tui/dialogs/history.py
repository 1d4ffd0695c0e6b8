"""Everything ever recorded about an answer, oldest first.

Owns its words. Leaves the entries to `workflow.review`.
"""

from __future__ import annotations

from textual.content import Content

from tillsyn.domain.seats import people
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.nouns import persons
from tillsyn.tui.dialogs.base import Reading
from tillsyn.workflow.review import Past, history
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
        when = f"{past.at[:10]} {past.at[11:16]}"
        if past.kind == "answer":
            what = self._sitting.label(past.content) if past.content else _("answer withdrawn")
        else:
            what = _("comment: {text}").format(text=one_line(past.content)) if past.content else _("comment removed")
        who = persons(people(one_line(past.actor)))
        return Content.assemble((f"{when}  ", "$foreground-muted"), (who, "bold"), f"  {what}")

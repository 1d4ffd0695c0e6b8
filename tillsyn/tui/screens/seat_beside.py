"""What is said beside an answer: made again, a good example, where it comes from, and a note to oneself.

Owns these keys. Leaves what is recorded, and what is only kept here, to the sitting.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tillsyn.domain.answers import Source
from tillsyn.language import _
from tillsyn.tui.screens.seat_part import SeatPart
from tillsyn.workflow.seat_words import turned_words
from tillsyn.workflow.sheet import Step


class SeatBeside(SeatPart):
    """Keys that say something about an answer, or about the file, without answering."""

    def idle(self) -> dict[str, bool]:
        """What cannot be done now."""
        sitting = self.sitting
        return {**super().idle(), "redo": not sitting.sheet.undone, "good": sitting.answer_here is None}

    def action_redo(self) -> None:
        """Make again what was last taken back."""
        if self.sitting.sheet.undone and self.done(self.sitting.redo, self.action_redo):
            self.turned(_("Made again: {what}. u takes it back."), self.sitting.sheet.steps[-1])

    def turned(self, sentence: str, step: Step) -> None:
        """Show where something was taken back or made again, and say what it was: it may be another question."""
        self.moved()
        self.tell(sentence.format(what=turned_words(self.sitting.sheet, step)))

    def action_good(self) -> None:
        """Mark the answer as a good example, or take the mark away."""
        if not self.done(self.sitting.mark_good, self.action_good):
            return
        self.show()
        if self.sitting.here in self.sitting.sheet.good:
            self.tell(_("Marked as a good example. Others will see the place, never the comment."))
        else:
            self.tell(_("No longer marked as a good example."))

    def action_sources(self) -> None:
        """Say where the comment comes from."""
        from tillsyn.tui.dialogs.sources import SourcesDialog

        self.app.push_screen(SourcesDialog(self.sitting), self._sources_named)

    def _sources_named(self, sources: Sequence[Source] | None) -> None:
        if sources is not None and self.done(
            lambda: self.sitting.name_sources(sources), partial(self._sources_named, sources)
        ):
            self.show(moved=True)

    def action_ratings(self, area: str = "") -> None:
        """Show what each area comes to, and rate one otherwise."""
        from tillsyn.tui.dialogs.ratings import RatingsDialog

        dialog = RatingsDialog(self.sitting, area or self.sitting.criterion.area, self.done)
        self.app.push_screen(dialog, lambda _closed: self.show())

    def action_note(self) -> None:
        """Write a note to oneself."""
        from tillsyn.tui.dialogs.note import NoteDialog

        self.app.push_screen(NoteDialog(self.unit, self.sitting.note, self._keep_note), lambda _closed: self.show())

    def _keep_note(self, text: str) -> None:
        with self.faults_told():
            self.sitting.write_note(text)

"""The comment of the answer: the line it is written on, the larger editor, and phrases put into it.

Owns opening and leaving the line. What is typed is kept as it is typed. Leaves recording to the sitting, and what
comes next to `screens.review`.
"""

from __future__ import annotations

from functools import partial

from textual import on
from textual.widgets import Input
from textual.widgets.input import Selection

from tillsyn.domain.phrases import GAP
from tillsyn.tui.screens.seat_facts import SeatFacts
from tillsyn.tui.widgets.line import TypedLine
from tillsyn.tui.widgets.question import QuestionView


class SeatComment(SeatFacts):
    """Writing the comment."""

    _demanded = False
    """Whether the answer demanded the comment: then the next question comes when it is left."""

    def action_comment(self) -> None:
        """Open the comment line."""
        with self.faults_told():
            self.sitting.expect_unlocked()
            self.open_comment()

    def open_comment(self, demanded: bool = False) -> None:
        """Open the line under the answer; what was being typed is there again.

        What has several lines is opened in the larger editor: one line cannot show it, and dies of a long one.
        """
        self._demanded = demanded
        if "\n" in self._so_far:
            self.action_long_comment()
            return
        self.close_facts()
        self.uncover_question()
        self.add_class("-commenting")
        field = self.query_one("#comment", Input)
        with self.prevent(Input.Changed):
            field.value = self._so_far
        field.cursor_position = len(field.value)
        self.set_focus(field)
        self.show()

    def close_comment(self) -> None:
        """Close the line."""
        if self.has_class("-commenting"):
            self.remove_class("-commenting")
            self.set_focus(self.query_one(QuestionView))

    def leave_comment(self) -> None:
        """Close the line without recording: what is typed stays a draft, and a demand stays a gap."""
        demanded, self._demanded = self._demanded, False
        self.close_comment()
        self.go_on() if demanded else self.show()

    @on(Input.Changed, "#comment")
    def comment_typed(self, message: Input.Changed) -> None:
        """Keep what is typed, as it is typed."""
        with self.faults_told():
            self.sitting.keep_draft(message.value)

    @on(Input.Submitted, "#comment")
    def comment_left(self, message: Input.Submitted) -> None:
        """Record the comment. Keys that were typed after it follow, and find the line closed, or still open."""
        self.write_comment(message.value)
        self.query_one("#comment", TypedLine).left = False

    def write_comment(self, text: str) -> None:
        """Record the comment, and go on where it was demanded."""
        if not self.done(lambda: self.sitting.comment(text), partial(self.write_comment, text)):
            return
        if self._demanded:
            self._demanded = False
            self.go_on()
            return
        self.close_comment()
        self.show()

    def action_phrases(self) -> None:
        """Choose a phrase for the comment."""
        from tillsyn.tui.dialogs.phrases import PhrasesDialog
        from tillsyn.workflow.phrases import phrase_bank

        with self.faults_told():
            self.sitting.expect_unlocked()
            bank = phrase_bank(self.sitting.desk, self.sitting.sheet, self.sitting.here)
            self.app.push_screen(PhrasesDialog(self.sitting.here, bank), self._phrase_chosen)

    def _phrase_chosen(self, text: str | None) -> None:
        """Put a phrase where the cursor is; what is to be filled in is chosen, so that typing replaces it."""
        if text is None:
            return
        if not self.has_class("-commenting"):
            self._demanded = self.sitting.wants_comment
            if "\n" in self._so_far:
                self._open_editor(f"{self._so_far} {text}")
                return
            self.open_comment(self._demanded)
        field = self.query_one("#comment", Input)
        at = field.cursor_position
        before = field.value[:at]
        start = at + (0 if not before or before.endswith(" ") else 1)
        field.insert_text_at_cursor(" " * (start - at) + text)
        gap = text.find(GAP)
        if gap >= 0:
            field.selection = Selection(start + gap, start + gap + len(GAP))

    def action_long_comment(self) -> None:
        """Open the larger editor."""
        with self.faults_told():
            self.sitting.expect_unlocked()
            self._open_editor(self._so_far)

    @property
    def _so_far(self) -> str:
        """What is being written, else what stands."""
        return self.sitting.draft_here or self.sitting.comment_here

    def _open_editor(self, text: str) -> None:
        from tillsyn.tui.dialogs.comment import CommentDialog

        dialog = CommentDialog(self.sitting.here, text, self._keep_draft)
        self.app.push_screen(dialog, self._long_comment_left)

    def _long_comment_left(self, text: str | None) -> None:
        if text is not None:
            self.write_comment(text)
        else:
            self.leave_comment()

    def _keep_draft(self, text: str) -> None:
        with self.faults_told():
            self.sitting.keep_draft(text)

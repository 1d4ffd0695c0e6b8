"""Differences: what two readings of a file say otherwise, side by side, settled with one key each.

Owns the list, the two readings and the line for a comment. Leaves settling to `workflow.differences`, and the texts to
`screens.differing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual import events, on
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.casefiles import Auditee
from tillsyn.domain.criteria import ScaleStep
from tillsyn.domain.seats import Seat
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.tui import bindings
from tillsyn.tui.jobs import start_job
from tillsyn.tui.screens.base import Place
from tillsyn.tui.screens.differing import about_difference, difference_line, reading_words
from tillsyn.tui.widgets.line import TypedLine
from tillsyn.workflow import differences as workflow
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.differences import Differing, FileDifferences
from tillsyn.workflow.review import note_opening

_IDS = {Seat.FIRST: "first-reading", Seat.SECOND: "second-reading"}


class DifferencesScreen(Place):
    """The differences of one file."""

    KEYS = bindings.DIFFERENCES
    BINDINGS = [*bindings.DIFFERENCES]
    AUTO_FOCUS = "#differences"

    def __init__(self, opened: OpenAudit, auditee: Auditee, found: FileDifferences) -> None:
        super().__init__()
        self.opened = opened
        self.auditee = auditee
        self._found = found
        self._words_too = not found.main
        self._left = False

    def middle(self) -> Iterator[Widget]:
        """The list, what the chosen one is about, and both readings of it."""
        yield OptionList(id="differences", compact=True)
        yield Static(id="difference")
        with Horizontal(id="readings"):
            for name in _IDS.values():
                with VerticalScroll(can_focus=False):
                    yield Static(id=name)
        yield TypedLine(id="comment", compact=True, placeholder=_("Comment – Enter keeps it, Esc leaves a gap"))

    def on_mount(self) -> None:
        """Stand on the first that waits; whoever compares has both readings of the file open."""
        self.call_after_refresh(self._go_on)
        start_job(self, "opened", lambda desk: note_opening(desk, self._found.sheet), lambda _done: None)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the list out for the width."""
        self._fill()

    def on_screen_resume(self) -> None:
        """Read again after the seat of consensus was open."""
        if self._left:
            self._left = False
            work = partial(_read, self.opened, self.auditee.id, self._found.sheet.case.code)
            start_job(self, "differences", work, self._take)

    @property
    def _listed(self) -> tuple[Differing, ...]:
        return self._found.found if self._words_too else self._found.main

    @property
    def _chosen(self) -> Differing | None:
        at = self.query_one("#differences", OptionList).highlighted
        return self._listed[at] if at is not None and at < len(self._listed) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what does nothing now."""
        if not self.is_mounted or not self.query("#differences"):
            return None
        one = self._chosen
        idle = {
            "take": one is None or (not one.needed and not one.only_words and not one.settled),
            "undo": not self._found.done,
            "unsettle": one is None or one.settled is None,
            "comment": one is None or one.is_fact or one.settled is None,
        }
        return None if idle.get(action, False) else True

    # Settling

    def action_take(self, seat: str) -> None:
        """Take what one of the readers says."""
        if one := self._chosen:
            self._settled(one, lambda: workflow.take(self.tillsyn.desk, self._found, one, Seat(seat)))

    def on_key(self, event: events.Key) -> None:
        """Settle with a key of the question's own scale; a key meant for the comment belongs to its line."""
        if isinstance(self.focused, Input):
            return
        one = self._chosen
        step = self._step(one, event.character or "") if one and not one.is_fact else None
        if one and step:
            event.stop()
            event.prevent_default()
            code = step.code
            self._settled(one, lambda: workflow.settle(self.tillsyn.desk, self._found, one, code))

    def action_undo(self) -> None:
        """Take back what was settled last."""
        with self.faults_told():
            found, about = workflow.take_back(self.tillsyn.desk, self._found)
            self._take(found, about)

    def action_unsettle(self) -> None:
        """Take the consensus of the chosen one away."""
        one = self._chosen
        if one and one.settled:
            with self.faults_told():
                self._take(workflow.unsettle(self.tillsyn.desk, self._found, one), one.id)

    def action_comment(self) -> None:
        """Write the comment of what is settled."""
        one = self._chosen
        if one and one.settled and not one.is_fact:
            self._open_comment(one.settled.comment)

    @on(Input.Submitted, "#comment")
    def comment_left(self, message: Input.Submitted) -> None:
        """Record the comment and go on."""
        self.query_one("#comment", TypedLine).left = False
        one = self._chosen
        if one is None:
            return
        with self.faults_told():
            self._take(workflow.comment(self.tillsyn.desk, self._found, one, message.value), one.id)
            self._close_comment()
            self._go_on()

    # Going about

    def action_words(self) -> None:
        """Show also, or no longer, where only words differ."""
        one = self._chosen
        self._words_too = not self._words_too
        self._fill(one.id if one else None)

    def action_open(self) -> None:
        """Open the question at the seat of consensus."""
        one = self._chosen
        self._left = True
        at = None if one is None or one.is_fact else one.id
        self.tillsyn.review(self.opened, self.auditee.id, self._found.sheet.case.code, Seat.CONSENSUS, at)

    def action_back(self) -> None:
        """Close the comment's line, else go back."""
        if self.has_class("-commenting"):
            self._close_comment()
            self._go_on()
        else:
            super().action_back()

    @on(OptionList.OptionHighlighted, "#differences")
    def chosen(self) -> None:
        """Show both readings of it."""
        self._show()

    @on(OptionList.OptionSelected, "#differences")
    def selected(self) -> None:
        """Open the question."""
        self.action_open()

    # What is shown

    def _settled(self, one: Differing, settle: Callable[[], FileDifferences]) -> None:
        with self.faults_told():
            self._take(settle(), one.id)
            if workflow.lacks_comment(self._found, one):
                self._open_comment("")
            else:
                self._go_on()

    def _take(self, found: FileDifferences, about: str | None = None) -> None:
        chosen = self._chosen
        self._found = found
        self._fill(about or (chosen.id if chosen else None))

    def _go_on(self) -> None:
        """Stand on the next that waits, round the end; at the end say that nothing is left."""
        choices = self.query_one("#differences", OptionList)
        at = choices.highlighted or 0
        waiting = [place for place, one in enumerate(self._listed) if one.waits]
        if waiting:
            choices.highlighted = next((place for place in waiting if place >= at), waiting[0])
        elif self._found.done:
            self.tell(put(self._found.sheet.unit, _("Everything is settled for {the_row}.")))

    def _fill(self, about: str | None = None) -> None:
        choices = self.query_one("#differences", OptionList)
        ids = [one.id for one in self._listed]
        at = ids.index(about) if about in ids else min(choices.highlighted or 0, max(0, len(ids) - 1))
        width = self.size.width - 4
        with self.prevent(OptionList.OptionHighlighted):
            lines = [Option(difference_line(self._found, one, width), one.id) for one in self._listed]
            choices.clear_options().add_options(lines)
            choices.highlighted = at if ids else None
        self._show()

    def _show(self) -> None:
        sheet, one = self._found.sheet, self._chosen
        name = put(sheet.unit, _("{Case} {number}") if sheet.case.code else "{Kind_itself}", self.who,
                   number=sheet.case.number)  # fmt: skip
        left = f"{sheet.auditee.name} › {name} › {_('Differences')}"
        self.topline.show(left, "", _("{n} to settle").format(n=self._found.waiting))
        if one:
            self.query_one("#difference", Static).update(about_difference(self._found, one))
            for seat, ident in _IDS.items():
                self.query_one(f"#{ident}", Static).update(reading_words(self._found, one, seat))
            steps = [] if one.is_fact else sheet.opened.criteria.scale_of(sheet.opened.criteria.criterion[one.id]).steps
            self.keyline.show_answers([step.key for step in steps] or ["–"])
        self.keyline.look()

    def _step(self, one: Differing, key: str) -> ScaleStep | None:
        criteria = self._found.sheet.opened.criteria
        return next((s for s in criteria.scale_of(criteria.criterion[one.id]).steps if s.key == key), None)

    def _open_comment(self, text: str) -> None:
        self.add_class("-commenting")
        field = self.query_one("#comment", TypedLine)
        field.value = text
        field.cursor_position = len(text)
        self.set_focus(field)

    def _close_comment(self) -> None:
        self.remove_class("-commenting")
        self.set_focus(self.query_one("#differences"))


def _read(opened: OpenAudit, auditee: str, case: str, desk: Desk) -> FileDifferences:
    return workflow.differences(desk, opened, auditee, case)

"""The seat: the document left, one question right; one key answers and the next question stands in its place.

Owns the keys of the seat and keeping its widgets in step with the sitting. What is given is on disk before it
is shown. Leaves what is known and what comes next to `workflow.sitting`, and the documents to `screens.papers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from textual import events, on
from textual.containers import Container, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tillsyn.domain.applicability import Asked
from tillsyn.domain.document_names import spellings
from tillsyn.domain.seats import Seat, people
from tillsyn.errors import StoreFault, TillsynError
from tillsyn.language import _
from tillsyn.nouns import persons, put
from tillsyn.tui import bindings
from tillsyn.tui.marks import NOTED, bar, marks_of
from tillsyn.tui.messages import CriterionChosen, DocumentChosen, StepChosen
from tillsyn.tui.screens.papers import HitLine, Papers
from tillsyn.tui.screens.seat_comment import SeatComment
from tillsyn.tui.screens.seat_control import SeatControl
from tillsyn.tui.screens.seat_dialogs import SeatDialogs
from tillsyn.tui.screens.seat_faults import seat_fault
from tillsyn.tui.screens.seat_help import SeatHelp
from tillsyn.tui.screens.seat_idle import SeatIdle
from tillsyn.tui.screens.seat_papers import SeatPapers
from tillsyn.tui.screens.seat_papers_out import SeatPapersOut
from tillsyn.tui.screens.seat_person import SeatPerson
from tillsyn.tui.widgets.answer import AnswerView
from tillsyn.tui.widgets.document import DocumentView
from tillsyn.tui.widgets.line import TypedLine
from tillsyn.tui.widgets.markstrip import MarkStrip
from tillsyn.tui.widgets.question import QuestionView
from tillsyn.tui.widgets.steps import Steps
from tillsyn.tui.widgets.tabs import DocumentTabs
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.seat_words import source_words
from tillsyn.workflow.sheet import load_sheet
from tillsyn.workflow.sitting import Sitting

LOOK_FOR_OTHERS = 2.0
"""Seconds between looks for what another process has written."""
KEEP_PLACE_AFTER = 0.3
"""Seconds of rest before the place is kept once more: by then the documents stand where they are to."""


class ReviewScreen(SeatComment, SeatHelp, SeatPerson, SeatControl, SeatDialogs, SeatPapers, SeatPapersOut, SeatIdle):
    """One file (or the auditee itself) at one seat."""

    KEYS = bindings.REVIEW
    BINDINGS = [*bindings.REVIEW]
    AUTO_FOCUS = "#question"

    def __init__(
        self,
        opened: OpenAudit,
        auditee: str,
        case: str,
        seat: Seat,
        at: str | None = None,
        line: tuple[str, int] = ("", 1),
    ) -> None:
        super().__init__()
        self._warned: tuple[str, ...] = ()
        self._start_line = line
        self.opened = opened
        self._start = (opened, auditee, case, seat)
        self._start_at = at
        self._failed: Callable[[], None] | None = None
        self._place_timer: Timer | None = None
        self._others_timer: Timer | None = None

    def middle(self) -> Iterator[Widget]:
        """Question, document, marks: the stylesheet places them for the width there is."""
        hint = _("Comment – Enter keeps it, Esc leaves a gap")
        comment = TypedLine(id="comment", compact=True, placeholder=hint, select_on_focus=False)
        find = Input(id="find", compact=True, placeholder=_("Find in the documents – Enter goes on, Esc ends"))
        with Container(id="seat"):
            with Vertical(id="side"):
                yield QuestionView()
                yield Steps()
                yield AnswerView()
                yield comment
            with Vertical(id="papers"):
                yield DocumentTabs()
                yield DocumentView()
                yield HitLine()
                yield find
            yield MarkStrip()

    def on_mount(self) -> None:
        """Read the file."""
        opened, auditee, case, seat = self._start
        sheet = load_sheet(self.tillsyn.desk, opened, auditee, case, seat)
        self.sitting = Sitting(self.tillsyn.desk, sheet, self._start_at)
        spelled = spellings(opened.criteria)
        self.query_one(QuestionView).spelled = spelled
        self.papers = Papers(self, sheet.documents, spelled)
        self._others_timer = self.set_interval(LOOK_FOR_OTHERS, self._look_for_others)
        self.call_after_refresh(self._open_first)

    def on_screen_suspend(self) -> None:
        """Stop looking while another screen covers this one."""
        if self._others_timer:
            self._others_timer.pause()

    def on_screen_resume(self) -> None:
        """Look again, at once."""
        if self._others_timer:
            self._others_timer.resume()
            self._look_for_others()

    def on_unmount(self) -> None:
        """Remember the place; failing to is no reason to stop anybody."""
        self._keep_place()

    # What is shown

    def _open_first(self) -> None:
        self.papers.open(0)
        self.show(moved=True)
        self.come_back()
        self.call_after_refresh(self.facts_first)
        self.call_after_refresh(self._note_opening)

    def _note_opening(self) -> None:
        """Record who opened the file; once it is seen, so that nobody waits for it."""
        with self.faults_told():
            self.sitting.note_opening()

    def show(self, moved: bool = False) -> None:
        """Bring every widget in step with the sitting; those that show the same already do nothing."""
        sitting = self.sitting
        self.was_complete = sitting.progress.complete
        if moved:
            self.papers.look_for(sitting.criterion, sitting.following)
        warned = sitting.changed_here or sitting.warnings_here
        if moved or warned != self._warned:
            self._warned = warned
            self.set_class(bool(warned), "-reconsider")
            self.query_one(QuestionView).show(sitting.state, sitting.criterion, sitting.place, warned)
        self.query_one(Steps).show(
            sitting.scale, sitting.answer_here.code if sitting.answer_here else "", sitting.instead_of_steps()
        )
        self._show_answer()
        self.query_one(MarkStrip).show(sitting.areas(), marks_of(sitting), sitting.here, sitting.missing())
        self.query_one(HitLine).show(missing=sitting.missing())
        self._show_lines()
        self.papers.show_cited(sitting.evidence_here)

    def _show_answer(self) -> None:
        sitting = self.sitting
        answer = sitting.answer_here
        self.query_one(AnswerView).show(
            sitting.label(answer.code) if answer else "",
            answer,
            self.papers.places(sitting.evidence_here),
            sitting.comment_here,
            sitting.draft_here,
            sitting.other_readings_here,
            source_words(sitting.sources_here, self.unit, self.who),
            self.remarks_here(),
            _("missing: c writes it") if sitting.wants_comment else "",
        )

    def _show_lines(self) -> None:
        sheet, done = self.sitting.sheet, self.sitting.progress
        sentence = _("{Case} {number}") if sheet.case.code else "{Kind_itself}"
        name = put(self.unit, sentence, sheet.kinds, number=sheet.case.number)
        code = f" ({sheet.case.code})" if sheet.case.code else ""
        seat = {Seat.FIRST: "", Seat.SECOND: _("second reading"), Seat.CONSENSUS: _("consensus")}[sheet.seat]
        together = people(self.sitting.desk.pen.actor)
        with_whom = [persons(together)] if len(together) > 1 else []
        left = " › ".join([sheet.auditee.name, f"{name}{code}", *with_whom])
        right = _("done {done} of {asked}").format(done=done.done, asked=done.asked)
        right = f"{NOTED} {right}" if self.sitting.note else right
        where = " · ".join(filter(None, (seat, self.sitting.control)))
        right = f"[{where}] {right}" if where else f"{right} {bar(done.done, done.asked)}"
        self.topline.show(left, self.sitting.about(), right)
        askable = self.sitting.asked_here.asked is Asked.YES
        self.keyline.show_answers([step.key for step in self.sitting.scale.steps] if askable else ["–"])
        self.keyline.look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what does nothing now."""
        if not hasattr(self, "papers"):
            return None
        idle = {
            "undo": not self.sitting.sheet.steps,
            "again": self._failed is None,
            "next_hit": not self.papers.found,
            "previous_hit": not self.papers.found,
            "outline": not self.papers.documents,
            "timeline": not self.papers.documents,
            "cite": not self.papers.documents,
            "find": not self.papers.documents,
            "next_gap": self.sitting.progress.complete,
        }
        return None if {**idle, **self.idle()}.get(action, False) else True

    # Judging

    def on_key(self, event: events.Key) -> None:
        """Answer with a key of the criterion's own scale.

        A key that was on its way when a line to write on opened belongs on that line: it must neither answer
        the next question nor be lost.
        """
        if isinstance(self.focused, Input):
            if event.key == "enter" and isinstance(self.focused, TypedLine):
                self._take(event)
                self.write_comment(self.focused.value)
            elif event.is_printable and event.character:
                self._take(event)
                self.focused.insert_text_at_cursor(event.character)
            return
        answering = hasattr(self, "papers") and not self.has_class("-facts")
        step = self.sitting.step(event.character or "") if answering else None
        if step:
            self._take(event)
            self.give(step.code)
        elif hasattr(self, "papers"):
            self.tell_idle(event)

    def _take(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    @on(StepChosen)
    def step_chosen(self, message: StepChosen) -> None:
        """Answer with a click."""
        self.give(message.code)

    def give(self, code: str) -> None:
        """Give an answer; the next question comes once it is on disk."""
        if not self.done(lambda: self.sitting.answer(code), partial(self.give, code)):
            return
        if self.sitting.wants_comment:
            self.open_comment(demanded=True)
        else:
            self.go_on()

    def go_on(self) -> None:
        """Show the next question that is asked; at the end, and where the last gap was filled, say what comes now."""
        if told := self.told_at_end(last=not self.sitting.go_on()):
            self.tell(told)
        self.moved()

    def moved(self) -> None:
        """Another question stands in front of the reader."""
        self.close_facts()
        self.close_comment()
        self.uncover_question()
        self.show(moved=True)
        self._keep_place()
        if self._place_timer:
            self._place_timer.stop()
        self._place_timer = self.set_timer(KEEP_PLACE_AFTER, self._keep_place)

    def done(self, change: Callable[[], object], again: Callable[[], None]) -> bool:
        """Whether a change was recorded; otherwise says why, and `r` tries again."""
        if self.holds_back():
            return False
        try:
            change()
        except TillsynError as fault:
            self._failed = again if isinstance(fault, StoreFault) else None
            self.tell_fault(*seat_fault(fault, self.sitting))
            self.keyline.look()
            return False
        self._failed = None
        return True

    # Keys

    def action_cite(self) -> None:
        """Cite the chosen line, or take it away."""
        document, line, quote = self.papers.chosen()
        if document is None or not quote:
            self.tell(_("Choose a line with text first."))
            return
        if self.done(lambda: self.sitting.cite(document, line, quote), self.action_cite):
            self.show()

    def action_undo(self) -> None:
        """Take back the latest change, and say where it was: the question in front may be another."""
        if self.sitting.sheet.steps and self.done(self.sitting.undo, self.action_undo):
            self.turned(_("Taken back: {what}. U makes it again."), self.sitting.sheet.undone[-1])

    def action_withdraw(self) -> None:
        """Take the answer away."""
        if self.done(self.sitting.withdraw, self.action_withdraw):
            self.moved()

    def action_again(self) -> None:
        """Try again what failed."""
        if self._failed:
            again, self._failed = self._failed, None
            again()

    def action_next_gap(self) -> None:
        """Go to the next gap."""
        if self.sitting.go_to_gap():
            self.moved()

    def action_next_hit(self) -> None:
        """Go to the next hit."""
        self.papers.next_hit()

    def action_find(self) -> None:
        """Open the line that finds a word."""
        self.papers.open_find()

    def action_document(self, number: int) -> None:
        """Show a document by its number."""
        self.papers.choose(number - 1)

    def action_criterion(self, step: int) -> None:
        """Go to a neighbouring question."""
        before = self.sitting.here
        self.sitting.move(step)
        if self.sitting.here != before or self.has_class("-facts"):
            self.moved()
        elif step < 0:
            self.open_facts()

    def action_other_side(self) -> None:
        """Move between document and question; on a narrow screen, either takes the whole height in turn."""
        document = self.query_one(DocumentView)
        if not self.app.screen.has_class("-narrow"):
            (self.question_side if document.has_focus else document).focus()
            return
        order = ["", "-document-whole", "-question-whole"]
        now = next((name for name in order[1:] if self.has_class(name)), "")
        then = order[(order.index(now) + 1) % len(order)]
        self.remove_class(*order[1:])
        if then:
            self.add_class(then)
        (document if then == "-document-whole" else self.question_side).focus()

    def action_back(self) -> None:
        """Close what is open, else go back."""
        if self.has_class("-finding"):
            self.papers.close_find()
        elif self.leave_facts():
            return
        elif self.has_class("-commenting"):
            self.leave_comment()
        elif not self.leave_whole():
            super().action_back()

    # What comes from elsewhere

    @on(CriterionChosen)
    def criterion_chosen(self, message: CriterionChosen) -> None:
        """Go to the clicked criterion."""
        self.go_to(message.criterion)

    @on(DocumentChosen)
    def document_chosen(self, message: DocumentChosen) -> None:
        """Show the clicked document."""
        self.papers.choose(message.index)

    @on(Input.Changed, "#find")
    def find_typed(self, message: Input.Changed) -> None:
        """Find as it is typed."""
        self.papers.find(message.value)

    @on(Input.Submitted, "#find")
    def find_next(self) -> None:
        """Go to the next place."""
        self.papers.next_hit()

    def _keep_place(self) -> None:
        with suppress(StoreFault):
            self.sitting.keep_place(*self.place_in_documents())

    def _look_for_others(self) -> None:
        self._keep_place()
        with self.faults_told():
            if hasattr(self, "papers") and self.sitting.reload_if_others_wrote():
                self.show()

"""Where a file is in its control: the state, every step so far, and the steps there are, with why one may not be taken.

Owns the list of steps and the line for a reason. Leaves the rules and recording to `workflow.quality`.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.control import Move, follows
from tillsyn.domain.text import one_line
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.widgets.line import TypedLine
from tillsyn.workflow.control_words import MOVES, step_words, whole_state
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.quality import REASONED, FileControl, expect_allowed, take_step


class ControlDialog(Dialog[str]):
    """Returns how the file stands after a step, in words, or None when none was taken."""

    SIZE = "-large"
    AUTO_FOCUS = "#moves"

    def __init__(self, desk: Desk, file: FileControl) -> None:
        name = put(file.unit, _("{Case} {number}") if file.judged.case.code else "{Kind_itself}", file.kinds,
                   number=file.judged.case.number)  # fmt: skip
        super().__init__(
            _("Control of {name}").format(name=name), _("↑ ↓ choose a step · Enter takes it · Esc changes nothing")
        )
        self._desk = desk
        self._file = file
        self._move: Move | None = None
        self._hindered = {move: _hindrance(desk, file, move) for move in Move}

    def middle(self) -> Iterator[Widget]:
        """The state, the steps so far, what can be done now, and a line for a reason."""
        yield Static(self._state(), id="control-state")
        with VerticalScroll(classes="dialog-text", can_focus=False):
            yield Static(Content("\n").join(Content(step_words(step)) for step in self._file.steps))
        yield OptionList(*self._options(), id="moves", compact=True)
        yield Static("", id="control-note", markup=False)
        yield TypedLine(id="remark-line", compact=True, placeholder=_("The reason, in a sentence"))

    def on_mount(self) -> None:
        """Stand on the first step that may be taken."""
        moves = self.query_one("#moves", OptionList)
        moves.highlighted = next((at for at, move in enumerate(Move) if not self._hindered[move]), 0)

    @on(OptionList.OptionHighlighted, "#moves")
    def looked_at(self, message: OptionList.OptionHighlighted) -> None:
        """Say why the step may not be taken."""
        self.query_one("#control-note", Static).update(self._hindered[Move(str(message.option_id))])

    @on(OptionList.OptionSelected, "#moves")
    def chosen(self, message: OptionList.OptionSelected) -> None:
        """Take the step, after a reason where it takes one."""
        move = Move(str(message.option_id))
        if self._hindered[move]:
            return
        if move in REASONED or move is Move.RETURN:
            self._move = move
            self.add_class("-writing")
            optional = move is Move.RETURN and bool(self._file.controlled.remarks)
            note = _("The remarks say what is wanted; a reason may be added.") if optional else ""
            self.query_one("#control-note", Static).update(note)
            self.set_focus(self.query_one("#remark-line"))
        else:
            self._take(move, "")

    @on(Input.Submitted, "#remark-line")
    def reasoned(self, message: Input.Submitted) -> None:
        """Take the step with its reason."""
        self.query_one("#remark-line", TypedLine).left = False
        if self._move:
            self._take(self._move, message.value)

    def action_close(self) -> None:
        """Close the line, else the dialog."""
        if self._move is None:
            self.dismiss(None)
            return
        self._move = None
        self.remove_class("-writing")
        self.set_focus(self.query_one("#moves"))

    def _take(self, move: Move, reason: str) -> None:
        try:
            after = take_step(self._desk, self._file, move, reason)
        except UsageFault as fault:
            self.query_one("#control-note", Static).update(f"{fault.message} {fault.remedy}".strip())
            return
        self.dismiss(whole_state(after.controlled, after.opened))

    def _state(self) -> Content:
        found = self._file.controlled
        lines = [Content.styled(whole_state(found, self._file.opened), "bold")]
        gaps = len(self._file.judged.progress.gaps)
        if gaps:
            lines.append(Content.styled(_("{n} missing: G lists them.").format(n=gaps), "$text-warning"))
        return Content("\n").join(lines)

    def _options(self) -> list[Option]:
        found = []
        for move in Move:
            style = "$foreground-disabled" if self._hindered[move] else "bold"
            sign = "–" if self._hindered[move] else "•"
            found.append(Option(Content.styled(f"{sign} {_(MOVES[move])}", style), move.value))
        return found


def _hindrance(desk: Desk, file: FileControl, move: Move) -> str:
    """Why a step may not be taken now, on one line; empty where it may."""
    try:
        expect_allowed(desk, file, move)
    except UsageFault as fault:
        in_turn = follows(move, file.states, bool(file.controlled.changed))
        return one_line(f"{fault.message} {fault.remedy}" if in_turn else fault.message)
    return ""

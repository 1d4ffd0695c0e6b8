"""The remarks on one answer: the conversation about each, and writing, replying, resolving and opening again.

Owns the list and the line to write on. Leaves recording, and who may resolve what, to the seat and
`workflow.remarks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.control import Act, Remark, Weight
from tillsyn.domain.moments import local_time
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.widgets.line import TypedLine
from tillsyn.workflow.control_words import ACTS, WEIGHTS
from tillsyn.workflow.sitting import Sitting

Write = Callable[[Weight, str], bool]
Answer = Callable[[Remark, Act, str], bool]
_LINES = {
    Weight.MUST_FIX: N_("What must be fixed? Enter keeps it, Esc writes nothing"),
    Weight.INFORMATION: N_("For information. Enter keeps it, Esc writes nothing"),
    Act.REPLY: N_("Your reply. Enter keeps it, Esc writes nothing"),
    Act.REOPEN: N_("Why is it opened again? Enter keeps it, Esc writes nothing"),
}


class RemarkDialog(Dialog[None]):
    """Returns nothing: what is done is recorded already."""

    BINDINGS = [
        Binding("m", "write('must_fix')", N_("must be fixed"), show=False, id="remark.must"),
        Binding("i", "write('information')", N_("for information"), show=False, id="remark.info"),
        Binding("s", "reply", N_("reply"), show=False, id="remark.reply"),
        Binding("l", "resolve", N_("resolved"), show=False, id="remark.resolve"),
        Binding("o", "reopen", N_("opened again"), show=False, id="remark.reopen"),
    ]
    SIZE = "-large"
    AUTO_FOCUS = "#remarks-here"

    def __init__(self, sitting: Sitting, write: Write, answer: Answer) -> None:
        super().__init__(
            _("Remarks on {criterion}").format(criterion=sitting.here),
            _("m must be fixed · i for information · s reply · l resolve · o open again · Esc closes"),
        )
        self._sitting = sitting
        self._write = write
        self._answer = answer
        self._writing: Weight | Act | None = None

    def middle(self) -> Iterator[Widget]:
        """Every remark with its conversation, and a line to write on."""
        yield OptionList(id="remarks-here")
        yield Static("", id="remark-note", markup=False)
        yield TypedLine(id="remark-line", compact=True)

    def on_mount(self) -> None:
        """Stand on the first open one."""
        self._fill(None)

    def action_write(self, weight: str) -> None:
        """Open the line for a new remark."""
        self._open_line(Weight(weight))

    def action_reply(self) -> None:
        """Open the line for a reply to the remark one stands on."""
        if self._chosen:
            self._open_line(Act.REPLY)

    def action_resolve(self) -> None:
        """Resolve the remark one stands on."""
        if (remark := self._chosen) and self._answer(remark, Act.RESOLVE, ""):
            self._fill(remark.id)

    def action_reopen(self) -> None:
        """Open the line for why the remark one stands on is opened again."""
        if self._chosen and not self._chosen.is_open:
            self._open_line(Act.REOPEN)

    def action_close(self) -> None:
        """Close the line, else the dialog."""
        if self._writing is None:
            self.dismiss(None)
        else:
            self._close_line()

    @on(Input.Submitted, "#remark-line")
    def written(self, message: Input.Submitted) -> None:
        """Record what was written; without words nothing is."""
        line, writing, remark = self.query_one("#remark-line", TypedLine), self._writing, self._chosen
        line.left = False
        if not message.value.strip():
            self.query_one("#remark-note", Static).update(_("Write a sentence, or leave with Esc."))
            return
        if isinstance(writing, Weight):
            done = self._write(writing, message.value)
            about = None
        else:
            done = bool(remark and writing and self._answer(remark, writing, message.value))
            about = remark.id if remark else None
        if done:
            self._close_line()
            self._fill(about)

    @property
    def _here(self) -> list[Remark]:
        return [r for r in self._sitting.sheet.remarks if r.criterion == self._sitting.here]

    @property
    def _chosen(self) -> Remark | None:
        at = self.query_one("#remarks-here", OptionList).highlighted
        return self._here[at] if at is not None and at < len(self._here) else None

    def _fill(self, about: str | None) -> None:
        choices, here = self.query_one("#remarks-here", OptionList), self._here
        choices.clear_options().add_options([Option(_conversation(remark), remark.id) for remark in here])
        ids = [remark.id for remark in here]
        waiting = [place for place, remark in enumerate(here) if remark.is_open]
        at = ids.index(about) if about in ids else len(here) - 1 if about is None and waiting else 0
        choices.highlighted = at if here else None
        note = "" if here else _("No remark yet. m writes one that must be fixed, i one for information.")
        self.query_one("#remark-note", Static).update(note)

    def _open_line(self, writing: Weight | Act) -> None:
        self._writing = writing
        self.add_class("-writing")
        line = self.query_one("#remark-line", TypedLine)
        line.value, line.placeholder = "", _(_LINES[writing])
        self.query_one("#remark-note", Static).update("")
        self.set_focus(line)

    def _close_line(self) -> None:
        self._writing = None
        self.remove_class("-writing")
        self.set_focus(self.query_one("#remarks-here"))


def _conversation(remark: Remark) -> Content:
    """A remark and what was said since, oldest first, with who and when."""
    must = remark.weight is Weight.MUST_FIX
    state = Content.styled("¶ " + _(WEIGHTS[remark.weight]), "bold $text-warning" if must else "bold $text-accent")
    if not remark.is_open:
        state = Content.styled("✓ " + _("resolved") + f" ({_(WEIGHTS[remark.weight])})", "$text-success")
    lines = [state, _line(remark.at, remark.actor, "", remark.text)]
    lines += [
        _line(reply.at, reply.actor, "" if reply.act is Act.REPLY else _(ACTS[reply.act]), reply.text)
        for reply in remark.replies
    ]
    return Content("\n").join([*lines, Content("")])


def _line(at: str, actor: str, act: str, text: str) -> Content:
    return Content.assemble(
        (f"  {local_time(at)} ", "$foreground-muted"),
        (one_line(actor), "bold"),
        (f" {act}" if act else "", "$text-success"),
        f"  {one_line(text)}" if text else "",
    )

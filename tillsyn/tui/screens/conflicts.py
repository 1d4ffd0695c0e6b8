"""Conflicts: what two people recorded differently, side by side, settled by choosing a version or by a new answer.

Owns the list and the columns of versions. Leaves settling to `workflow.settling`, and words to
`workflow.settling_words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual import events, on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.criteria import ScaleStep
from tillsyn.domain.moments import local_time
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.language import _, ngettext
from tillsyn.tui.bindings_control import CONFLICTS
from tillsyn.tui.jobs import start_job
from tillsyn.tui.marks import CONFLICT
from tillsyn.tui.screens.base import Place
from tillsyn.workflow import settling
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.settling import Conflict, Version
from tillsyn.workflow.settling_words import about_words, kind_words, place_words, version_words


class ConflictsScreen(Place):
    """Every conflict of an audit."""

    KEYS = CONFLICTS
    BINDINGS = [*CONFLICTS]
    AUTO_FOCUS = "#conflicts"

    def __init__(self, opened: OpenAudit) -> None:
        super().__init__()
        self.opened = opened
        self._found: tuple[Conflict, ...] = ()

    def middle(self) -> Iterator[Widget]:
        """The list, the question of the chosen one, and its versions side by side."""
        yield OptionList(id="conflicts", compact=True)
        yield Static(id="conflict")
        yield Horizontal(id="versions")
        yield Static("", id="next", markup=False)

    def on_mount(self) -> None:
        """Read them."""
        self._read()

    def on_screen_resume(self) -> None:
        """Read again after the place was open."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what does nothing now."""
        chosen = self._chosen if self.is_mounted else None
        idle = {
            "choose": chosen is None,
            "open": chosen is None or not self._place(chosen),
            "comment": chosen is None or chosen.kind != "comment",
        }
        return None if idle.get(action, False) else True

    # Settling

    def action_choose(self, number: int) -> None:
        """Settle that the version of a number holds."""
        chosen = self._chosen
        if chosen and number <= len(chosen.versions):
            version = chosen.versions[number - 1]
            self._settle(lambda: settling.choose(self.tillsyn.desk, self.opened, chosen, version))

    def on_key(self, event: events.Key) -> None:
        """Settle differing answers by a key of the question's own scale."""
        chosen = self._chosen
        step = next((step for step in self._steps(chosen) if step.key == event.character), None) if chosen else None
        if chosen and step:
            event.stop()
            event.prevent_default()
            code = step.code
            self._settle(lambda: settling.answer_anew(self.tillsyn.desk, self.opened, chosen, code))

    def action_comment(self) -> None:
        """Settle differing comments by another one."""
        from tillsyn.tui.dialogs.comment import CommentDialog

        chosen = self._chosen
        if chosen is None or chosen.kind != "comment":
            return

        def left(text: str | None) -> None:
            if text is not None:
                self._settle(lambda: settling.write_anew(self.tillsyn.desk, self.opened, chosen, text))

        standing = chosen.versions[-1].text or ""
        self.app.push_screen(CommentDialog(chosen.criterion, standing, lambda _typed: None), left)

    def action_open(self) -> None:
        """Open the place."""
        chosen = self._chosen
        if chosen is None or not (place := self._place(chosen)):
            return
        if place == "findings":
            from tillsyn.tui.screens.findings import FindingsScreen

            self.app.push_screen(FindingsScreen(self.opened, chosen.auditee))
            return
        seat = Seat(chosen.seat) if chosen.seat else Seat.FIRST
        with self.faults_told():
            self.tillsyn.review(self.opened, chosen.auditee, chosen.case or "", seat, chosen.criterion or None)

    @on(OptionList.OptionHighlighted, "#conflicts")
    def looked_at(self) -> None:
        """Show the versions."""
        self.run_worker(self._show(), group="fill", exclusive=True)

    @on(OptionList.OptionSelected, "#conflicts")
    def selected(self) -> None:
        """Open the place."""
        self.action_open()

    @property
    def _chosen(self) -> Conflict | None:
        at = self.query_one("#conflicts", OptionList).highlighted
        return self._found[at] if at is not None and at < len(self._found) else None

    def _settle(self, settle: Callable[[], None]) -> None:
        with self.faults_told():
            settle()
            self.tell(_("Settled; every version is kept in the journal."))
        self._read()

    def _place(self, conflict: Conflict) -> str:
        """Where its place is opened: at the seat, among the findings, or nowhere."""
        if conflict.kind == "decision":
            return "findings"
        return "seat" if conflict.case is not None and conflict.kind != "left_out" else ""

    def _steps(self, conflict: Conflict) -> tuple[ScaleStep, ...]:
        criterion = self.opened.criteria.criterion.get(conflict.criterion)
        return self.opened.criteria.scale_of(criterion).steps if criterion and conflict.kind == "answer" else ()

    # What is shown

    def _read(self) -> None:
        start_job(self, "conflicts", partial(_gather, self.opened), self._gathered)

    async def _fill(self) -> None:
        choices = self.query_one("#conflicts", OptionList)
        at = choices.highlighted or 0
        with self.prevent(OptionList.OptionHighlighted):
            choices.clear_options().add_options([Option(self._line(one), one.subject) for one in self._found])
            choices.highlighted = min(at, len(self._found) - 1) if self._found else None
        await self._show()

    def _gathered(self, found: tuple[Conflict, ...]) -> None:
        self._found = found
        n = len(found)
        right = ngettext("{n} conflict", "{n} conflicts", n).format(n=n)
        self.topline.show(f"{self.opened.audit.title} › {_('Conflicts')}", "", right)
        self.run_worker(self._fill(), group="fill", exclusive=True)

    def _line(self, conflict: Conflict) -> Content:
        return Content.assemble(
            (f"{CONFLICT} ", "bold $text-error"),
            (about_words(conflict, self.opened) or kind_words(conflict), "bold"),
            f"  {kind_words(conflict)}  ",
            (place_words(conflict, self.opened), "$foreground-muted"),
        )

    async def _show(self) -> None:
        chosen = self._chosen
        about, columns = self.query_one("#conflict", Static), self.query_one("#versions", Horizontal)
        await columns.remove_children()
        if chosen is None:
            about.update(Content(_("Nothing is recorded differently by different people.")))
        else:
            about.update(self._question(chosen))
            await columns.mount_all(
                VerticalScroll(Static(self._version(chosen, version, number)), can_focus=False)
                for number, version in enumerate(chosen.versions, start=1)
            )
        steps = self._steps(chosen) if chosen else ()
        self.keyline.show_answers([step.key for step in steps])
        self.keyline.look()

    def _question(self, conflict: Conflict) -> Content:
        criterion = self.opened.criteria.criterion.get(conflict.criterion)
        question = criterion.question.on(self.opened.audit.day) if criterion else kind_words(conflict)
        return Content("\n").join(
            [Content.styled(one_line(question), "bold"), Content(place_words(conflict, self.opened))]
        )

    def _said_beside(self, conflict: Conflict, version: Version) -> str:
        """Of an answer: the comment of the same person, where comments differ too."""
        if conflict.kind != "answer":
            return ""
        place = (conflict.auditee, conflict.case, conflict.seat, conflict.about)
        beside = (c for c in self._found if c.kind == "comment" and (c.auditee, c.case, c.seat, c.about) == place)
        said = [version_words(c, v, self.opened) for c in beside for v in c.versions if v.actor == version.actor]
        return "\n".join(said)

    def _version(self, conflict: Conflict, version: Version, number: int) -> Content:
        stands = version is conflict.versions[-1]
        note = _("counts until it is settled") if stands else ""
        return Content("\n").join(
            [
                Content.assemble(
                    (f"{number}  ", "bold $text-accent"), (one_line(version.actor), "bold"),
                    (f"  {local_time(version.at)}", "$foreground-muted"),
                ),
                Content.styled(note, "$foreground-muted"),
                Content(version_words(conflict, version, self.opened)),
                Content.styled(self._said_beside(conflict, version), "$foreground-muted"),
            ]
        )  # fmt: skip


def _gather(opened: OpenAudit, desk: Desk) -> tuple[Conflict, ...]:
    return settling.conflicts(desk, opened)

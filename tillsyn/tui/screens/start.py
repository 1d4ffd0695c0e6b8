"""The start: the audits of the store, and the place to go on from.

Owns the choice. Leaves what comes next to the app.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.casefiles import Audit, AuditKind
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _, ngettext
from tillsyn.tui import bindings
from tillsyn.tui.opening import push_overview
from tillsyn.tui.screens.base import Place
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.overview import AuditsInStore, audits_in, place_of_bookmark

KINDS = {
    AuditKind.SUPERVISION: N_("supervision"),
    AuditKind.SELF_AUDIT: N_("self-audit"),
    AuditKind.USER_LED: N_("user-led audit"),
}
CONTINUE = "continue"


class StartScreen(Place):
    """What there is to open."""

    KEYS = bindings.START
    BINDINGS = [*bindings.START]
    AUTO_FOCUS = "OptionList"

    def __init__(self, found: AuditsInStore) -> None:
        super().__init__()
        self._found = found

    def middle(self) -> Iterator[Widget]:
        """A list, or what to do when there is nothing to list."""
        yield Static(Content.styled("tillsyn", "bold $text-primary"), id="title")
        yield OptionList(*self._options(), id="choices", compact=True)
        yield Static(self._advice(), id="advice")

    def on_mount(self) -> None:
        """Say whose desk it is."""
        desk = self.tillsyn.desk
        self.topline.show("tillsyn", "", one_line(desk.pen.actor))

    def on_screen_resume(self) -> None:
        """Read again where one is."""
        self._found = audits_in(self.tillsyn.desk, self.tillsyn.audit_id)
        choices = self.query_one(OptionList)
        choices.clear_options().add_options(self._options())
        choices.highlighted = 0

    @on(OptionList.OptionSelected)
    def chosen(self, message: OptionList.OptionSelected) -> None:
        """Open what is chosen."""
        bookmark = self._found.bookmark
        with self.faults_told():
            if message.option_id != CONTINUE:
                push_overview(self.tillsyn, open_audit(self.tillsyn.desk, message.option_id))
            elif bookmark:
                opened = open_audit(self.tillsyn.desk, bookmark.audit)
                self.tillsyn.open_all_the_way(opened, bookmark)

    def action_open(self) -> None:
        """Open what is chosen."""
        self.query_one(OptionList).action_select()

    def _options(self) -> list[Option]:
        go_on = [Option(self._go_on(), CONTINUE)] if self._found.bookmark else []
        return [*go_on, *(Option(self._audit(audit), audit.id) for audit in self._found.audits)]

    def _go_on(self) -> Content:
        place = place_of_bookmark(self._found)
        return Content.assemble((_("Go on where you were"), "bold"), "\n", (place, "$foreground-muted"), "\n")

    def _audit(self, audit: Audit) -> Content:
        count = self._found.sizes[audit.id]
        about = " · ".join(
            [
                _(KINDS[audit.kind]),
                audit.day.isoformat(),
                ngettext("{n} to audit", "{n} to audit", count).format(n=count),
            ]
        )
        return Content.assemble((one_line(audit.title), "bold"), "\n", (about, "$foreground-muted"), "\n")

    def _advice(self) -> str:
        if self._found.audits:
            return ""
        return _("There is no audit in this store yet. Make one with “tillsyn audit new”, or try “tillsyn demo”.")

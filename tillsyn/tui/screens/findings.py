"""The findings: what the rules propose, left; the whole chain behind one of them, right; and the decision.

Owns the two lists and asking for the reason. Leaves the rules and recording to `workflow.findings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.containers import Container, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.findings import Decision, Disposition
from tillsyn.domain.seats import Seat
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.tui import bindings
from tillsyn.tui.jobs import start_job
from tillsyn.tui.screens.base import Place
from tillsyn.tui.screens.chain import DECIDED, finding_line, finding_words, link_words
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.findings import Explanation, Finding, decide, explain, findings

AT_ONCE = 8
"""Judgements that are put on the screen in one go."""
PAUSE = 0.15
"""Seconds until the next ones follow."""
REST = 0.05
"""Seconds of rest on a finding before its chain is shown: whoever steps on does not wait for those she passes."""


class FindingsScreen(Place):
    """The findings of an audit, or of one auditee."""

    KEYS = bindings.FINDINGS
    BINDINGS = [*bindings.FINDINGS]
    AUTO_FOCUS = "#findings"

    def __init__(self, opened: OpenAudit, auditee: str | None = None) -> None:
        super().__init__()
        self.opened = opened
        self._auditee = auditee
        self._found: list[Finding] = []
        self._explained: Explanation | None = None
        self._more: Timer | None = None
        self._resting: Timer | None = None

    def middle(self) -> Iterator[Widget]:
        """The proposals, and the chain of the one that is chosen."""
        with Container(id="findings-body"):
            yield OptionList(id="findings", compact=True)
            with Vertical(id="chain"):
                yield Static(id="finding")
                yield OptionList(id="links", compact=True)

    def on_mount(self) -> None:
        """Read the findings."""
        self._read()

    def on_screen_resume(self) -> None:
        """Read again after a file was read."""
        if self._found:
            self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be decided where nothing is found."""
        return None if action in ("decide", "open", "other_side") and not self._found else True

    @on(OptionList.OptionHighlighted, "#findings")
    def finding_chosen(self) -> None:
        """Show the chain, once one stays."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._explain)

    @on(OptionList.OptionSelected)
    def selected(self) -> None:
        """Open the file at the judgement."""
        self.action_open()

    def action_other_side(self) -> None:
        """Move between the findings and the chain."""
        self._explain_at_last()
        links, left = self.query_one("#links", OptionList), self.query_one("#findings", OptionList)
        (left if links.has_focus else links).focus()

    def action_open(self) -> None:
        """Open the file at the judgement one stands on."""
        self._explain_at_last()
        if self._explained and self._explained.links:
            at = self.query_one("#links", OptionList).highlighted or 0
            link = self._explained.links[at]
            auditee = self._explained.finding.auditee.id
            self.tillsyn.review(self.opened, auditee, link.case, Seat.FIRST, link.criterion.id)

    def action_decide(self, disposition: str) -> None:
        """Ask for the reason, then record the decision."""
        if not self._found:
            return
        from tillsyn.tui.dialogs.reason import ReasonDialog

        finding = self._chosen
        wanted = Disposition(disposition)
        requirement = finding.proposal.requirement
        text = requirement.advice if wanted is Disposition.ADVICE else requirement.text
        day = self.opened.audit.day
        short = one_line(finding.proposal.told(requirement.title, day))
        title = f"{_(DECIDED[wanted])}: {short} · {one_line(finding.auditee.name)}"
        before = finding.decision.reason if finding.decision else ""

        def decided(reason: str | None) -> None:
            if reason is not None:
                self._decide(Decision(finding.auditee.id, requirement.id, wanted, reason))

        self.app.push_screen(ReasonDialog(title, text.on(day), before), decided)

    @property
    def _chosen(self) -> Finding:
        return self._found[self.query_one("#findings", OptionList).highlighted or 0]

    def _decide(self, decision: Decision) -> None:
        with self.faults_told():
            decide(self.tillsyn.desk, self.opened, decision)
            self._read()

    def _read(self) -> None:
        """One auditee's findings come at once, everybody's from a thread."""
        if self._auditee is None:
            start_job(self, "findings", partial(_every_finding, self.opened), self._show)
        else:
            self._show(findings(self.tillsyn.desk, self.opened, self._auditee))

    def _show(self, found: tuple[Finding, ...]) -> None:
        choices = self.query_one("#findings", OptionList)
        at = choices.highlighted or 0
        self._found = list(found)
        with self.prevent(OptionList.OptionHighlighted):
            choices.clear_options().add_options(self._options())
            choices.highlighted = min(at, len(self._found) - 1) if self._found else None
        where = self.opened.auditee(self._auditee).name if self._auditee else self.opened.audit.title
        waiting = sum(f.proposal.proposed and f.decision is None for f in self._found)
        self.topline.show(f"{where} › {_('Findings')}", "", _("{n} to decide").format(n=waiting))
        self._explain()
        self.keyline.look()

    def _options(self) -> list[Option]:
        several = self._auditee is None
        return [
            Option(
                finding_line(finding, several, self.opened),
                f"{finding.auditee.id}|{finding.proposal.requirement.id}",
            )
            for finding in self._found
        ]

    def _explain_at_last(self) -> None:
        """Show the chain of the finding one stands on before anything is done with it."""
        if self._resting:
            self._explain()

    def _explain(self) -> None:
        if self._resting:
            self._resting.stop()
            self._resting = None
        links = self.query_one("#links", OptionList)
        if not self._found:
            self._explained = None
            self.query_one("#finding", Static).update(
                Content(put(self.unit, _("{No_row} lacks anything yet."), self.who))
            )
            links.clear_options()
            return
        chosen = self._chosen
        requirement = chosen.proposal.requirement.id
        with self.faults_told():
            self._explained = explain(self.tillsyn.desk, self.opened, chosen.auditee.id, requirement)
            self.query_one("#finding", Static).update(finding_words(self._explained, self.opened))
            links.clear_options()
            self._show_links()
            links.highlighted = 0 if self._explained.links else None

    def _show_links(self) -> None:
        """Show the judgements that have room at once, and the rest a few at a time: no key is to wait for hundreds."""
        links, explained = self.query_one("#links", OptionList), self._explained
        if self._more:
            self._more.stop()
        if explained is None:
            return
        kind = explained.finding.auditee.kind.value
        there = links.option_count
        some = explained.links[there : there + AT_ONCE]
        links.add_options([Option(link_words(link, self.opened, kind)) for link in some])
        if there + len(some) < len(explained.links):
            self._more = self.set_timer(PAUSE, self._show_links)


def _every_finding(opened: OpenAudit, desk: Desk) -> tuple[Finding, ...]:
    return findings(desk, opened)

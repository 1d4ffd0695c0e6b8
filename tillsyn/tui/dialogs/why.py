"""Why a question is asked of a file, or why it is not, and the law behind it: then, before and after.

Owns how it looks. Leaves the words to `workflow.reasons`.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tillsyn.domain.conditions import Truth
from tillsyn.domain.law import LegalBasis
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.tui.dialogs.base import Reading
from tillsyn.tui.marks import law_sign
from tillsyn.workflow import reasons
from tillsyn.workflow.sitting import Sitting

SIGNS = {Truth.TRUE: "✓", Truth.FALSE: "✗", Truth.UNKNOWN: "·", Truth.ABSENT: "–"}


class WhyDialog(Reading):
    """The reasons, statement by statement."""

    SIZE = "-large"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(reasons.asked_in_words(sitting.state, sitting.here, sitting.sheet.unit), _("Esc closes"))
        self._unit = sitting.sheet.unit
        self._state = sitting.state
        self._criterion = sitting.criterion

    def text(self) -> Content:
        """The condition, then the law."""
        return Content("\n").join([*self._condition(), *self._law()])

    def _condition(self) -> Iterator[Content]:
        if words := reasons.unconditional(self._state, self._criterion, self._unit):
            yield Content(words)
            return
        assert self._criterion.applies_when is not None
        words = reasons.condition_words(self._criterion.applies_when, self._state.criteria)
        yield Content.assemble((_("Condition: "), "$foreground-muted"), words)
        yield Content("")
        for said in reasons.statements(self._state, self._criterion):
            sign, truth = f"{SIGNS[said.truth]} ", f"  {_(reasons.TRUTHS[said.truth])}: "
            yield Content.assemble((sign, "bold"), said.words, (truth, "$foreground-muted"), said.values)

    def _law(self) -> Iterator[Content]:
        """What holds on the file's own day, then what held before, what comes after, and what holds for others."""
        for group in reasons.law_groups(self._state, self._criterion, self._unit):
            yield Content.styled(f"\n{group.title}", "bold $text-primary")
            yield from (self._provision(basis, group.holds) for basis in group.provisions)
            if not group.provisions:
                yield Content.styled(_("No provision is given for that day."), "$text-warning")

    def _provision(self, basis: LegalBasis, holds: bool) -> Content:
        """Citation on a row of its own, then binding, days and how far it was checked, then what it says in short."""
        facts = " · ".join(reasons.provision_parts(basis, self._state.criteria, law_sign(basis)))
        rows = [Content.styled(f"{'▸' if holds else ' '} {one_line(basis.citation)}", "bold"), Content(f"    {facts}")]
        if basis.about:
            rows.append(Content.styled(f"    {one_line(basis.about)}", "$foreground-muted"))
        return Content("\n").join(rows)

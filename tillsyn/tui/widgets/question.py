"""The question: its words, the guidance, where to look, and the law in force on the file's own date.

Owns the text of the panel, always beginning at its top. Leaves the answer steps to `steps`.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tillsyn.domain.applicability import CaseState
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.law import Binding, LegalBasis
from tillsyn.domain.text import one_line
from tillsyn.language import _
from tillsyn.tui.bindings import QUESTION
from tillsyn.tui.marks import law_sign
from tillsyn.tui.widgets.wrapping import break_line
from tillsyn.workflow.reasons import day_label

Row = tuple[tuple[str, str], ...]
"""One row of the panel: texts, each with the name of its style."""
BLANK: Row = (("", ""),)
FEW = 6
"""Rows so few that none can be spared to tell that more follows."""


class QuestionView(Widget, can_focus=True):
    """The question that is asked now. It scrolls when its law is long; it does not grow.

    It keeps its own place in the text: a scrolling view of Textual's lays the whole screen out anew with every
    question, which is felt when answers are given fast.
    """

    BINDINGS = [*QUESTION]
    COMPONENT_CLASSES = {"question--id", "question--asked", "question--dim", "question--warning"}

    def __init__(self) -> None:
        super().__init__(id="question")
        self._asked: tuple[CaseState, Criterion, str, tuple[str, ...]] | None = None
        self._rows: list[Row] = []
        self._top = 0
        self.spelled: Mapping[str, str] = {}
        """Sorts of documents in words, for “look in”."""

    def show(self, state: CaseState, criterion: Criterion, place: str, changed: tuple[str, ...] = ()) -> None:
        """Show a criterion as it is asked of one file; `place` is where it stands, as “12 av 44”.

        `changed` says why an answer must be reconsidered, and how the criterion read before.
        """
        self._asked = (state, criterion, place, changed)
        self._top = 0
        self._wrap()

    def on_resize(self) -> None:
        """Wrap the same text for another width."""
        self._wrap()

    def on_mouse_scroll_down(self) -> None:
        """Show what follows."""
        self._scroll(2)

    def on_mouse_scroll_up(self) -> None:
        """Show what came before."""
        self._scroll(-2)

    def action_page(self, step: int) -> None:
        """Show the next page of the question."""
        self._scroll(step * max(1, self.size.height - 2))

    def render_line(self, y: int) -> Strip:
        """One row of the panel; the last one tells when more follows."""
        width, base = self.size.width, self.visual_style.rich_style
        row = self._top + y
        more = y == self.size.height - 1 and row < len(self._rows) - 1 and self.size.height > FEW
        parts: Row = ((_("↓ PgDn shows more"), "dim"),) if more else self._rows[row] if row < len(self._rows) else ()
        segments = [Segment(" ", base), *(Segment(text, self._style(name, base)) for text, name in parts)]
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str, base: Style) -> Style:
        return base + self.get_visual_style(f"question--{name}").rich_style if name else base

    def _scroll(self, rows: int) -> None:
        last = max(0, len(self._rows) - self.size.height)
        top = max(0, min(self._top + rows, last))
        if top != self._top:
            self._top = top
            self.refresh()

    def _wrap(self) -> None:
        width = max(20, self.size.width - 2)
        parts = _parts(*self._asked, width, self.spelled) if self._asked else []
        self._rows = [row for part in parts for row in _rows(part, width)]
        self.refresh()


def _rows(part: Row, width: int) -> list[Row]:
    """A part of one style as rows of the width; one of several styles is one row as it is."""
    if len(part) != 1:
        return [part]
    ((text, name),) = part
    return [((text[start:end].rstrip(), name),) for start, end in break_line(text, width)]


def _parts(
    state: CaseState,
    criterion: Criterion,
    place: str,
    changed: tuple[str, ...],
    width: int,
    spelled: Mapping[str, str],
) -> list[Row]:
    day, missing = state.judged_on(criterion)
    area = next((a.title for a in state.criteria.areas if a.id == criterion.area), "")
    title = f" · {one_line(area)}"[: width - len(criterion.id) - len(place) - 2]
    gap = " " * (width - len(criterion.id) - len(title) - len(place))
    parts: list[Row] = [((criterion.id, "id"), (f"{title}{gap}{place}", "dim"))]
    parts.append(((one_line(criterion.question.on(day)), "asked"),))  # before what has changed: it keeps its place
    parts += [((one_line(line), "dim" if number else "warning"),) for number, line in enumerate(changed)]
    if guidance := one_line(criterion.guidance.on(day)):
        parts += [BLANK, ((guidance, ""),)]
    if criterion.look_in:
        kinds = ", ".join(one_line(spelled.get(kind, kind)) for kind in criterion.look_in)
        parts.append(((_("Look in: {kinds}").format(kinds=kinds), "dim"),))
    why = day_label(state, criterion, missing)
    parts += [BLANK, ((_("Law on {day} ({why})").format(day=day.isoformat(), why=why), "dim"),)]
    return parts + _law(state.law(criterion))


def _law(bases: tuple[LegalBasis, ...]) -> list[Row]:
    if not bases:
        return [((_("No provision is given for that day."), "warning"),)]
    return [part for basis in bases for part in _provision(basis)]


def _provision(basis: LegalBasis) -> list[Row]:
    binding = _("must") if basis.binding is Binding.MUST else _("should")
    line: Row = ((one_line(basis.citation), "asked"), (f" {law_sign(basis)} · {binding}", ""))
    return [line, ((one_line(basis.about), "dim"),)] if basis.about else [line]

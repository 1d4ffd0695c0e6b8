"""The question: its words, the guidance, where to look, and the law in force on the file's own date.

Owns the text of the panel, always beginning at its top. Leaves the answer steps to `steps`.
"""

from __future__ import annotations

from datetime import date

from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tillsyn.domain.applicability import CaseState
from tillsyn.domain.criteria import Criterion
from tillsyn.domain.law import Binding, LegalBasis, law_on
from tillsyn.domain.text import one_line, plain
from tillsyn.language import _
from tillsyn.tui.bindings import QUESTION
from tillsyn.tui.marks import law_sign


class QuestionView(ScrollView, can_focus=True, inherit_bindings=False):
    """The question that is asked now. It scrolls when its law is long; it does not grow."""

    BINDINGS = [*QUESTION]

    def __init__(self) -> None:
        super().__init__(id="question")
        self._asked: tuple[CaseState, Criterion, str] | None = None
        self._rows: list[Content] = []

    def show(self, state: CaseState, criterion: Criterion, place: str) -> None:
        """Show a criterion as it is asked of one file; `place` is where it stands, as “12 av 44”."""
        self._asked = (state, criterion, place)
        self._wrap()
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap the same text for another width."""
        self._wrap()

    def render_line(self, y: int) -> Strip:
        """One row of the panel."""
        row = y + self.scroll_offset.y
        base = self.visual_style
        width = self.scrollable_content_region.width
        if row >= len(self._rows):
            return Strip.blank(width, base.rich_style)
        return Strip(self._rows[row].render_segments(base)).crop_extend(0, width, base.rich_style)

    @property
    def _width(self) -> int:
        return max(20, self.scrollable_content_region.width)

    def _wrap(self) -> None:
        parts = _parts(*self._asked, self._width) if self._asked else []
        self._rows = [row for part in parts for row in part.wrap(self._width)]
        self.virtual_size = Size(0, len(self._rows))


def _parts(state: CaseState, criterion: Criterion, place: str, width: int) -> list[Content]:
    day, missing = state.judged_on(criterion)
    area = next((a.title for a in state.criteria.areas if a.id == criterion.area), "")
    head = Content.assemble((criterion.id, "bold $text-accent"), (f" · {one_line(area)}", "$foreground-muted"))
    gap = " " * max(2, width - head.cell_length - len(place))
    parts = [head + Content.styled(gap + place, "$foreground-muted")]
    parts.append(Content.styled(plain(criterion.question.on(day)), "bold"))
    if guidance := plain(criterion.guidance.on(day)):
        parts += [Content(""), Content(guidance)]
    if criterion.look_in:
        kinds = ", ".join(criterion.look_in)
        parts.append(Content.styled(_("Look in: {kinds}").format(kinds=kinds), "$foreground-muted"))
    parts += [Content(""), *_law(law_on(criterion.legal_basis, day), day, _day_label(state, criterion, missing))]
    return parts


def _law(bases: tuple[LegalBasis, ...], day: date, why: str) -> list[Content]:
    head = Content.styled(_("Law on {day} ({why})").format(day=day.isoformat(), why=why), "$foreground-muted")
    if not bases:
        return [head, Content.styled(_("No provision is given for that day."), "$text-warning")]
    return [head, *(part for basis in bases for part in _provision(basis))]


def _provision(basis: LegalBasis) -> list[Content]:
    binding = _("must") if basis.binding is Binding.MUST else _("should")
    line = Content.assemble((one_line(basis.citation), "bold"), f" {law_sign(basis)} · {binding}")
    return [line, Content.styled(f"  {one_line(basis.about)}", "$foreground-muted")] if basis.about else [line]


def _day_label(state: CaseState, criterion: Criterion, missing: bool) -> str:
    if criterion.judged_by_date is None:
        return _("the day of the audit")
    fact = state.criteria.fact.get(criterion.judged_by_date)
    label = one_line(fact.label) if fact else criterion.judged_by_date
    return _("the day of the audit, since {fact} is missing").format(fact=label) if missing else label

"""What a file lacks, and on request every question of it: a list to go from.

Owns the list. Leaves going there to the seat.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tillsyn.domain.text import one_line
from tillsyn.language import N_, _
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.marks import STYLES, marks_of
from tillsyn.workflow.seat_words import gap_words
from tillsyn.workflow.sitting import Sitting


class GapsDialog(Dialog[str]):
    """Returns the criterion to go to, or None."""

    BINDINGS = [Binding("a", "all", N_("all or gaps"), show=False, id="gaps.all")]
    SIZE = "-large"
    AUTO_FOCUS = "OptionList"

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting.missing().capitalize(), _("Enter goes there · a shows all questions or only the gaps"))
        self._sitting = sitting
        self._all = not sitting.progress.gaps

    def middle(self) -> Iterator[Widget]:
        """The list."""
        yield OptionList(*self._options(), compact=True)

    def on_mount(self) -> None:
        """Stand on the question in front of the reader."""
        self._point_here()

    def action_all(self) -> None:
        """Show every question, or only what is missing."""
        self._all = not self._all
        self.query_one(OptionList).clear_options().add_options(self._options())
        self._point_here()

    @on(OptionList.OptionSelected)
    def chosen(self, message: OptionList.OptionSelected) -> None:
        """Return the criterion."""
        self.dismiss(message.option_id)

    def _point_here(self) -> None:
        choices = self.query_one(OptionList)
        ids = [option.id for option in choices.options]
        choices.highlighted = ids.index(self._sitting.here) if self._sitting.here in ids else 0

    def _options(self) -> list[Option]:
        gaps = {gap.criterion: gap for gap in self._sitting.progress.gaps}
        marks = marks_of(self._sitting)
        found = []
        for criterion in self._sitting.sheet.criteria:
            gap = gaps.get(criterion.id)
            if gap is None and not self._all:
                continue
            what = gap_words(self._sitting.sheet, gap) if gap else ""
            day, _missing = self._sitting.state.judged_on(criterion)
            sign = marks[criterion.id]
            found.append(
                Option(
                    Content.assemble(
                        (f"{sign} ", STYLES.get(sign, "")),
                        (f"{criterion.id}  ", "bold"),
                        (f"{what}  " if what else "", "$text-warning"),
                        one_line(criterion.question.on(day)),
                    ),
                    criterion.id,
                )
            )
        return found

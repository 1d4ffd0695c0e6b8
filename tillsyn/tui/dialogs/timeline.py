"""The dates of a file in time order, recorded ones among them: a list to go from.

Owns the list. Leaves finding dates to `domain.timeline`, their words to `workflow.timeline`, going there to the seat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.content import Content
from textual.widget import Widget

from tillsyn.domain.timeline import DatedPlace, RecordedDate, Support, TimelineRow, place_behind
from tillsyn.language import _, ngettext
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.widgets.longlist import LongList
from tillsyn.workflow.timeline import day_in_words, matter_in_words, recorded_in_words

LONGEST_MATTER = 11
RECORDED, UNSUPPORTED, FOUND = "●", "!", "·"


class TimelineDialog(Dialog[DatedPlace]):
    """Returns the place to go to, or None."""

    SIZE = "-large"
    AUTO_FOCUS = "LongList"

    def __init__(self, rows: Sequence[TimelineRow], names: Sequence[str]) -> None:
        super().__init__(_title(rows), _("Enter goes there · ● recorded · ! recorded, and not so in the documents"))
        self._rows = rows
        self._names = names

    def middle(self) -> Iterator[Widget]:
        """The list."""
        yield LongList([self._words(row) for row in self._rows])

    @on(LongList.Chosen)
    def chosen(self, message: LongList.Chosen) -> None:
        """Return the place; a recorded date that stands nowhere leads nowhere."""
        place = place_behind(self._rows, self._rows[message.index])
        if place is not None:
            self.dismiss(place)

    def _words(self, row: TimelineRow) -> Content:
        day = f"{day_in_words(row):<10} "
        if isinstance(row, RecordedDate):
            found = row.support is Support.FOUND
            style = "bold" if found else "bold $text-warning"
            return Content.assemble((f"{RECORDED if found else UNSUPPORTED} {day} ", style), recorded_in_words(row))
        matter = matter_in_words(row.matter)
        more = f" (+{row.more})" if row.more else ""
        return Content.assemble(
            (f"{FOUND} {day} ", ""),
            (f"{matter:<{LONGEST_MATTER}}", "bold"),
            (f" {self._names[row.document]} {_('l. {lines}').format(lines=row.line)}{more}  ", "$foreground-muted"),
            row.words,
        )


def _title(rows: Sequence[TimelineRow]) -> str:
    count = sum(isinstance(row, DatedPlace) for row in rows)
    dates = ngettext("{n} date in the documents", "{n} dates in the documents", count).format(n=count)
    wanting = sum(isinstance(row, RecordedDate) and row.support is not Support.FOUND for row in rows)
    if not wanting:
        return dates
    return f"{dates}, " + ngettext("{n} recorded is not there", "{n} recorded are not there", wanting).format(n=wanting)

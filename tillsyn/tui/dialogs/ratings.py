"""What each area comes to in the file; and rating one otherwise, with the reason, beside what was computed.

Owns the list and the line a reason is written on. Leaves recording to the sitting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tillsyn.domain.counting import Tally, tally
from tillsyn.domain.moments import local_day
from tillsyn.domain.ratings import AreaRating
from tillsyn.domain.seats import people
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _
from tillsyn.nouns import persons, put
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.widgets.line import TypedLine
from tillsyn.workflow.review import computed_ratings
from tillsyn.workflow.seat_words import RATINGS
from tillsyn.workflow.sitting import Sitting

KEYS = {"u": AreaRating.MET, "b": AreaRating.LACKING, "e": AreaRating.NOT_APPLICABLE}
Done = Callable[[Callable[[], object], Callable[[], None]], bool]


class RatingsDialog(Dialog[None]):
    """Returns nothing: each rating is recorded as it is given."""

    BINDINGS = [Binding("delete,backspace", "withdraw", N_("as computed"), show=False, id="ratings.withdraw")]
    SIZE = "-large"
    AUTO_FOCUS = "OptionList"

    def __init__(self, sitting: Sitting, area: str, done: Done) -> None:
        super().__init__(
            put(sitting.sheet.unit, _("What each area comes to in {the_row}"), sitting.sheet.kinds),
            _("u met · b lacking · e not applicable · Delete: as computed · Esc closes"),
        )
        self._sitting = sitting
        self._done = done
        self._areas = list(computed_ratings(sitting.sheet))
        self._start = self._areas.index(area) if area in self._areas else 0
        self._rating: AreaRating | None = None

    def middle(self) -> Iterator[Widget]:
        """The areas, the reason of the one one stands on, and a line to write one."""
        yield OptionList(*(Option(self._row(area), area) for area in self._areas), compact=True)
        yield Static("", id="rating-about", markup=False)
        reason = TypedLine(placeholder=_("The reason, in a sentence; Enter records it"), compact=True, id="rating")
        reason.display = False
        yield reason
        yield Static(_("Findings and requirements count the answers, whatever an area is rated as."), id="rating-note")

    def on_mount(self) -> None:
        """Stand on the area of the question."""
        self.query_one(OptionList).highlighted = self._start

    def on_key(self, event: events.Key) -> None:
        """Choose a rating; then its reason is asked for."""
        if not isinstance(self.focused, Input) and event.character in KEYS:
            event.stop()
            self._ask(KEYS[event.character])

    def action_withdraw(self) -> None:
        """Go back to what is computed."""
        if not isinstance(self.focused, Input):
            self._rate(None, "")

    def action_close(self) -> None:
        """Close the line, else the dialog."""
        if isinstance(self.focused, Input):
            self._close_line()
        else:
            self.dismiss(None)

    @on(OptionList.OptionHighlighted)
    def highlighted(self) -> None:
        """Tell who rated the area otherwise, and why."""
        self._tell()

    @on(Input.Submitted)
    def submitted(self, message: Input.Submitted) -> None:
        """Record the rating; without a reason it is none."""
        self.query_one(TypedLine).left = False
        if not message.value.strip():
            self._say(_("A rating other than the computed one takes a reason."))
            return
        self._rate(self._rating, message.value)

    @property
    def _area(self) -> str:
        return self._areas[self.query_one(OptionList).highlighted or 0]

    def _ask(self, rating: AreaRating) -> None:
        computed = computed_ratings(self._sitting.sheet)[self._area]
        if computed is AreaRating.INCOMPLETE:
            self._say(_("{area} cannot be rated yet: answers are missing.").format(area=self._area))
        elif rating is computed:
            self._rate(None, "")  # what the answers come to anyway is no override
        else:
            self._rating = rating
            field = self.query_one(TypedLine)
            field.value, field.display = "", True
            field.focus()
            self._say(f"{self._area}: {_(RATINGS[rating])}")

    def _rate(self, rating: AreaRating | None, reason: str) -> None:
        area = self._area
        if self._done(lambda: self._sitting.rate(area, rating, reason), lambda: self._rate(rating, reason)):
            self._close_line()
            choices = self.query_one(OptionList)
            choices.replace_option_prompt_at_index(choices.highlighted or 0, self._row(area))
            self._tell()

    def _close_line(self) -> None:
        self.query_one(TypedLine).display = False
        self.query_one(OptionList).focus()
        self._tell()

    def _tell(self) -> None:
        override = self._sitting.sheet.overrides.get(self._area)
        if override is None:
            self._say(self._counts(self._area))
            return
        who = persons(people(one_line(override.actor)))
        self._say(f"{self._counts(self._area)}\n{who} {local_day(override.at)}: {one_line(override.reason)}")

    def _say(self, words: str) -> None:
        self.query_one("#rating-about", Static).update(words)

    def _counts(self, area: str) -> str:
        found = self._tally(area)
        return _("{area}: {lacking} of {applicable} questions lacking, {missing} without an answer").format(
            area=area, lacking=found.lacking, applicable=found.applicable, missing=found.unanswered
        )

    def _tally(self, area: str) -> Tally:
        state = self._sitting.state
        return tally(state.meaning(c.id) for c in self._sitting.sheet.criteria if c.area == area)

    def _row(self, area: str) -> Content:
        """The area, its counts, what they come to, and beside it the rating that somebody gave."""
        sheet = self._sitting.sheet
        title = next((a.title for a in sheet.opened.criteria.areas if a.id == area), "")
        found, computed = self._tally(area), computed_ratings(sheet)[area]
        override = sheet.overrides.get(area)
        rated = override is not None and computed not in (AreaRating.INCOMPLETE, override.rating)
        waits = override is not None and computed is AreaRating.INCOMPLETE
        beside = f"  → {_(RATINGS[override.rating])}" if override and (rated or waits) else ""
        return Content.assemble(
            ("* " if rated else "  ", "bold $text-warning"),
            (f"{one_line(area):<4} ", "bold"),
            f"{one_line(title):<24.24} ",
            (f"{found.lacking}/{found.applicable} ".rjust(7), "$foreground-muted"),
            (_(RATINGS[computed]), "" if rated else "bold"),
            (beside, "bold"),
            (_(" (does not count while answers are missing)") if waits else "", "$foreground-muted"),
        )

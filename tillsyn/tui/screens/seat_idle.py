"""What the seat says when a key does nothing now: a key that is pressed in vain must not look like one that was lost.

Owns these sentences. Leaves when a key does nothing to `check_action` and to the parts of the seat.
"""

from __future__ import annotations

from textual import events

from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.tui.screens.seat_part import SeatPart

NO_HITS = N_("None of the question's search words stands in the documents.")
NO_DOCUMENTS = N_("{The_row} has no documents here.")
NO_CONTROL = N_("A second reading has neither remarks nor control: {the_row} is compared with the first.")
WORDS = {
    "undo": N_("There is nothing to take back in this sitting."),
    "redo": N_("Nothing was just taken back."),
    "again": N_("Nothing waits to be tried again: everything is saved."),
    "good": N_("Answer the question first: it is the answer that is a good example."),
    "next_hit": NO_HITS,
    "previous_hit": NO_HITS,
    "outline": NO_DOCUMENTS,
    "timeline": NO_DOCUMENTS,
    "cite": NO_DOCUMENTS,
    "find": NO_DOCUMENTS,
    "next_gap": N_("Nothing is missing."),
    "next_remark": N_("No remark is open here."),
    "remark": NO_CONTROL,
    "control": NO_CONTROL,
}


class SeatIdle(SeatPart):
    """Saying why a key does nothing."""

    def tell_idle(self, event: events.Key) -> None:
        """Say why the key does nothing now, where it is one of the seat's."""
        bound = self.active_bindings.get(event.key)
        if bound is None or bound.enabled:
            return
        if words := WORDS.get(bound.binding.action.split("(")[0]):
            self.tell(put(self.sitting.sheet.unit, _(words)))

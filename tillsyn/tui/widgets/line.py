"""The line a comment or a reason is written on: what is typed after Enter is no longer part of it.

Owns when the line counts as left. Leaves what is recorded, and where the keys after it lead, to the screen.
"""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class TypedLine(Input):
    """An input that is left with Enter at once, also where the screen is busy and keys wait in line.

    Otherwise Enter is looked up only when it has passed through the whole screen, and the keys that were typed
    after it stand in the text by then.
    """

    left = False
    """Enter was typed, and the screen has not dealt with it yet."""

    def on_key(self, event: events.Key) -> None:
        """Leave with Enter; let through to the screen what is typed after it."""
        if self.left or self.screen.focused is not self:
            event.prevent_default()
        elif event.key == "enter":
            event.prevent_default()
            event.stop()
            self.left = True
            self.screen.post_message(self.Submitted(self, self.value))

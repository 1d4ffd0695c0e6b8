"""What the parts of the seat have in common: the sitting, the documents, and telling what is shown.

Owns these names alone, so that each part stands in a module of its own. `screens.review` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable

from tillsyn.tui.screens.base import Place
from tillsyn.tui.screens.papers import Papers
from tillsyn.workflow.sitting import Sitting


class SeatPart(Place):
    """A part of the seat."""

    sitting: Sitting
    papers: Papers

    def moved(self) -> None:
        """Another question stands in front of the reader."""
        raise NotImplementedError

    def show(self, moved: bool = False) -> None:
        """Bring every widget in step with the sitting."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Show the next question that is asked; at the end, say what is left."""
        raise NotImplementedError

    def go_to(self, criterion: str | None) -> None:
        """Go to a criterion, if one was chosen."""
        raise NotImplementedError

    def done(self, change: Callable[[], object], again: Callable[[], None]) -> bool:
        """Whether a change was recorded; otherwise says why, and `r` tries again."""
        raise NotImplementedError

    def idle(self) -> dict[str, bool]:
        """Actions of the part that do nothing now, each with whether that is so: their keys are dimmed."""
        return {}

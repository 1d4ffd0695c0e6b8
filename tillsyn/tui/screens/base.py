"""What every screen has: a line at the top, a line of keys at the foot, and a way back.

Owns the frame and how a fault is told. Leaves the middle to each screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from tillsyn.domain.units import Unit
from tillsyn.errors import TillsynError
from tillsyn.tui.widgets.keyline import KeyLine
from tillsyn.tui.widgets.topline import TopLine

if TYPE_CHECKING:
    from textual.content import Content

    from tillsyn.domain.casefiles import Auditee
    from tillsyn.tui.app import TillsynApp
    from tillsyn.workflow.audits import OpenAudit


@dataclass(frozen=True, slots=True)
class Command:
    """Something the palette can do: its name, what it says of itself, and the doing of it."""

    name: str
    help: str
    run: Callable[[], object]


class Place(Screen[None]):
    """A screen of the app."""

    KEYS: tuple[Binding, ...] = ()
    """Its table in `tui.bindings`; the first seven that are shown stand at the foot."""
    AUTO_FOCUS = "*"

    @property
    def tillsyn(self) -> TillsynApp:
        """The app, with its desk."""
        return cast("TillsynApp", self.app)

    def compose(self) -> ComposeResult:
        """The frame around the middle."""
        yield TopLine()
        yield from self.middle()
        yield KeyLine([*self.KEYS, *self.tillsyn.KEYS], self.unit, self.who)

    @property
    def unit(self) -> Unit:
        """What the screen's sentences are about: what is counted in the audit that is open."""
        opened: OpenAudit | None = getattr(self, "opened", None)
        return opened.criteria.counted_unit if opened else Unit.CASE_FILE

    @property
    def who(self) -> tuple[str, ...]:
        """The kinds of auditee the screen is about: that of the one it shows, else all of the audit."""
        opened: OpenAudit | None = getattr(self, "opened", None)
        shown: Auditee | None = getattr(self, "auditee", None)
        return (shown.kind.value,) if shown else opened.kinds if opened else ()

    def middle(self) -> Iterator[Widget]:
        """What stands between the lines."""
        yield from ()

    @property
    def topline(self) -> TopLine:
        """The line at the top."""
        return self.query_one(TopLine)

    @property
    def keyline(self) -> KeyLine:
        """The line at the foot."""
        return self.query_one(KeyLine)

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        """Tell what stops an intention calmly; nothing that was confirmed is lost."""
        try:
            yield
        except TillsynError as fault:
            self.tell_fault(fault.message, fault.remedy)

    def tell_fault(self, message: str, remedy: str) -> None:
        """Show a sentence and what to do."""
        self.app.clear_notifications()
        self.notify(f"{message}\n{remedy}".strip(), severity="warning", timeout=12, markup=False)

    def tell(self, message: str) -> None:
        """Show a sentence in passing, in place of the one before."""
        self.app.clear_notifications()
        self.notify(message, timeout=4, markup=False)

    def commands(self) -> Iterator[Command]:
        """What the palette can do here beside the keys: places to go to, by name."""
        yield from ()

    def help_here(self) -> tuple[str, Content] | None:
        """Help for what has the focus, as a title and a text; None where the keys of the screen say it all."""
        return None

    def action_back(self) -> None:
        """Go back to the screen before; from the first one, out."""
        self.tillsyn.go_back()

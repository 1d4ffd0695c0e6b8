"""The app: which screen is shown, the keys that work everywhere, and how it ends.

Owns the stack of screens, the two looks, and the return code. Leaves everything a person does on a screen to
that screen; screens are imported when they are first shown, so that the first one comes at once.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen
from textual.theme import Theme

from tillsyn.domain.seats import Seat
from tillsyn.domain.units import Unit
from tillsyn.language import _
from tillsyn.tui import bindings
from tillsyn.tui.ending import watch
from tillsyn.tui.palette import Commands
from tillsyn.tui.screens.base import Place
from tillsyn.tui.themes import DARK, LIGHT
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.memory import Memory
from tillsyn.workflow.opening import first_look
from tillsyn.workflow.settings import keep_theme, kept_theme

if TYPE_CHECKING:
    from tillsyn.workflow.audits import OpenAudit
    from tillsyn.workflow.review import Bookmark

SWITCH = 0.0005
"""Seconds that a thread may hold Python before the one that draws has its turn: while 500 files are counted in the
background, every key would wait several times for the usual ten times as long."""
SETTLED_AFTER = 1.0
"""Seconds until everything that the start takes is there."""
SEARCH_AFTER = 20_000
"""New values that refer to others until Python looks for circles among them; 700 would be a search at every key."""
OWN_THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


@dataclass(frozen=True, slots=True)
class StartAt:
    """Where to open the seat at once; without a case, the auditee itself or its first unfinished file."""

    auditee: str
    case: str | None = None
    seat: Seat = Seat.FIRST


class TillsynApp(App[None]):
    """tillsyn in a terminal, at one desk."""

    TITLE = "tillsyn"
    CSS_PATH = "tillsyn.tcss"
    BINDINGS = [*bindings.APP]
    KEYS = bindings.APP
    COMMANDS = {Commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 6

    def __init__(self, desk: Desk, audit_id: str | None = None, start: StartAt | None = None) -> None:
        super().__init__()
        self.desk = replace(desk, memory=Memory())
        self.audit_id = audit_id
        self.start_at = start
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        kept = kept_theme()
        self.theme = kept if kept in self.available_themes else DARK.name
        if self.theme not in OWN_THEMES:
            self._chosen = self.available_themes[self.theme]

    _chosen: Theme | None = None
    """The theme that was chosen, where it is one of Textual's."""

    def get_theme(self, theme_name: str) -> Theme | None:
        """The look that is chosen at once: Textual asks for every painted row, and gathers all its themes each time."""
        if self._chosen is not None and self._chosen.name == theme_name:
            return self._chosen
        return OWN_THEMES.get(theme_name) or super().get_theme(theme_name)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: they are in English, and the palette has the app's keys."""
        return ()

    def on_mount(self) -> None:
        """Show the first screen: names at once where it is clear which, everything else after that."""
        watch(self)
        self.set_timer(SETTLED_AFTER, _settle_memory)
        if self.start_at is None and (look := first_look(self.desk, self.audit_id)) is not None:
            from tillsyn.tui.screens.names import NamesScreen

            self.push_screen(NamesScreen(look))
            return
        from tillsyn.tui.opening import open_first

        open_first(self)

    def go_back(self) -> None:
        """Leave the screen that is shown; leaving the last one ends the app."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """End the app; every screen has saved what it holds."""
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C does not end the app: say what does."""
        self.notify(_("Press q to leave; everything is already saved."), markup=False)

    def action_toggle_theme(self) -> None:
        """Switch between the dark and the light look."""
        self.choose_theme(LIGHT.name if self.current_theme.dark else DARK.name)

    def action_help(self) -> None:
        """Show every key."""
        from tillsyn.tui.dialogs.help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            self.push_screen(HelpDialog(type(self.screen), self.unit, self.place.who if self.place else ()))

    def action_help_here(self) -> None:
        """Show help for what has the focus; without any, every key."""
        from tillsyn.tui.dialogs.here import HereDialog, help_for

        if self._covered or isinstance(self.screen, HereDialog | CommandPalette):
            return
        found = help_for(self.screen)
        if found is None:
            self.action_help()
        else:
            self.push_screen(HereDialog(*found))

    @property
    def _covered(self) -> bool:
        """Whether the screen is covered for a break."""
        return bool(getattr(self.screen, "COVERED", False))

    def choose_theme(self, name: str) -> None:
        """Use a theme, now and the next time."""
        self._chosen = None if name in OWN_THEMES else self.available_themes[name]
        self.theme = name
        keep_theme(name)

    @property
    def place(self) -> Place | None:
        """The uppermost screen; dialogs speak of what is below them."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Place)), None)

    @property
    def unit(self) -> Unit:
        """What the sentences of the uppermost screen are about."""
        return self.place.unit if self.place else Unit.CASE_FILE

    def action_command_palette(self) -> None:
        """Open the palette with words of our own."""
        if not isinstance(self.screen, CommandPalette) and not self._covered:
            self.push_screen(CommandPalette(placeholder=_("Search for a command …"), id="--command-palette"))

    def review(
        self,
        opened: OpenAudit,
        auditee: str,
        case: str,
        seat: Seat = Seat.FIRST,
        at: str | None = None,
        line: tuple[str, int] = ("", 1),
    ) -> None:
        """Open the seat on a file (or the auditee itself, by an empty case code); `line` is (document, its line)."""
        from tillsyn.tui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(opened, auditee, case, seat, at, line))

    def open_all_the_way(self, opened: OpenAudit, bookmark: Bookmark) -> None:
        """Open the seat where somebody was, above the screens that going back leads to."""
        from tillsyn.tui.opening import push_overview
        from tillsyn.tui.screens.cases import CasesScreen

        push_overview(self, opened)
        self.push_screen(CasesScreen(opened, opened.auditee(bookmark.auditee)))
        line = (bookmark.document, bookmark.line)
        self.review(opened, bookmark.auditee, bookmark.case, bookmark.seat, bookmark.criterion, line)


def _settle_memory() -> None:
    """Look for rubbish less often, and not among what the start made, which stays: a search is felt as a late key."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SEARCH_AFTER, 20, 20)


def run_app(desk: Desk, audit_id: str | None = None, start: StartAt | None = None) -> int:
    """Run the app until it is left; returns the exit code, which is not 0 after a crash.

    Raises:
        UsageFault: when there is no such audit, or no such place to start at; the screen is not touched then.
    """
    if start is not None or first_look(desk, audit_id) is None:  # else the place is there, and names come at once
        from tillsyn.tui.opening import expect_place

        expect_place(desk, audit_id, start)
    app = TillsynApp(desk, audit_id, start)
    sys.setswitchinterval(SWITCH)
    app.run()
    return app.return_code or 0

"""The palette: everything that can be done here, by name.

Owns turning the tables of keys, the places of the screen and the themes into commands. Leaves doing them to the
screens.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tillsyn.domain.units import Unit
from tillsyn.language import _
from tillsyn.nouns import put
from tillsyn.tui.bindings import APP, PARTS, listed
from tillsyn.tui.dialogs.base import Dialog
from tillsyn.tui.keys import show_key
from tillsyn.tui.screens.base import Command, Place
from tillsyn.tui.themes import theme_names

_NOT_LISTED = ("document", "criterion", "app.command_palette")


class Commands(Provider):
    """The keys of the screen or dialog and of the app; then, when something is typed, every place and theme."""

    async def discover(self) -> Hits:
        """The keys, before anything is typed."""
        for command in self._by_key():
            yield DiscoveryHit(command.name, command.run, help=command.help or None)

    async def search(self, query: str) -> Hits:
        """The commands that match, or a line of our own that none does: Textual's is in English."""
        matcher = self.matcher(query)
        scored = [(matcher.match(command.name), command) for command in self._every()]
        if all(score <= 0 for score, _command in scored):
            yield Hit(1, _("No command has that name."), self._nothing)
        for score, command in scored:
            if score > 0:
                yield Hit(score, matcher.highlight(command.name), command.run, help=command.help or None)

    def _every(self) -> Iterator[Command]:
        yield from self._by_key()
        if isinstance(self.screen, Place):
            yield from self.screen.commands()
        for name in theme_names(self.app.available_themes):
            words = _("Theme: {name}").format(name=name)
            yield Command(words, "", partial(self.app.choose_theme, name))  # type: ignore[attr-defined]

    def _by_key(self) -> Iterator[Command]:
        """Named “place: what it does (key)”."""
        tables = {id(table): title for title, table in PARTS}
        for table in (self._own, APP):
            title = self._said(tables.get(id(table), "")) or self._heading
            for binding in listed(table):
                if not binding.action.startswith(_NOT_LISTED):
                    name = f"{title}: {self._said(binding.description)}  ({show_key(binding)})"
                    yield Command(name, self._said(binding.tooltip), partial(self._run, binding.action))

    @property
    def _own(self) -> tuple[Binding, ...]:
        if isinstance(self.screen, Dialog):
            return self.screen.keys()
        keys: tuple[Binding, ...] = getattr(self.screen, "KEYS", ())
        return keys

    @property
    def _heading(self) -> str:
        return self.screen.heading if isinstance(self.screen, Dialog) else ""

    def _said(self, label: str) -> str:
        """A label of the tables in the language spoken; an empty one stays so."""
        if not isinstance(self.screen, Place):
            return put(Unit.CASE_FILE, _(label)) if label else ""
        return put(self.screen.unit, _(label), self.screen.who) if label else ""

    def _nothing(self) -> None:
        """What a line that is no command does."""

    async def _run(self, action: str) -> None:
        await self.screen.run_action(action)

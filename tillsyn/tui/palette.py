"""The palette: everything the screen can do, by name.

Owns turning the tables of keys into commands. Leaves doing them to the screens.
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
from tillsyn.tui.keys import show_key
from tillsyn.tui.screens.base import Place


class KeyCommands(Provider):
    """One command for each key of the screen and of the app."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for name, binding in self._commands():
            yield DiscoveryHit(name, partial(self._run, binding.action), help=self._said(binding.tooltip))

    async def search(self, query: str) -> Hits:
        """The commands that match, or a line of our own that none does: Textual's is in English."""
        matcher = self.matcher(query)
        scored = [(matcher.match(name), name, binding) for name, binding in self._commands()]
        if all(score <= 0 for score, _name, _binding in scored):
            yield Hit(1, _("No command has that name."), self._nothing)
        for score, name, binding in scored:
            if score > 0:
                run = partial(self._run, binding.action)
                yield Hit(score, matcher.highlight(name), run, help=self._said(binding.tooltip))

    def _commands(self) -> Iterator[tuple[str, Binding]]:
        """Named “place: what it does (key)”."""
        tables = {id(table): title for title, table in PARTS}
        own: tuple[Binding, ...] = getattr(self.screen, "KEYS", ())
        for table in (own, APP):
            for binding in listed(table):
                if binding.action.startswith(("document", "criterion", "app.command_palette")):
                    continue
                title = self._said(tables.get(id(table), ""))
                yield f"{title}: {self._said(binding.description)}  ({show_key(binding)})", binding

    def _said(self, label: str) -> str:
        """A label of the tables in the language spoken; an empty one stays so."""
        if not isinstance(self.screen, Place):
            return put(Unit.CASE_FILE, _(label)) if label else ""
        return put(self.screen.unit, _(label), self.screen.who) if label else ""

    def _nothing(self) -> None:
        """What a line that is no command does."""

    async def _run(self, action: str) -> None:
        await self.screen.run_action(action)

"""How a key of the app is declared, and how it is printed.

Owns the form of one binding and the key that goes back everywhere. Leaves which keys there are to `tui.bindings`.
"""

from __future__ import annotations

from textual.binding import Binding

from tillsyn.language import N_

DISPLAY = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "question_mark": "?",
    "slash": "/",
    "asterisk": "*",
    "exclamation_mark": "!",
    "ctrl+p": "Ctrl+P",
    "f1": "F1",
    "space": "Space",
    "backspace": "Backspace",
    "ctrl+s": "Ctrl+S",
    "delete": "Delete",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "shift+up": "Shift+↑",
    "shift+down": "Shift+↓",
}


def key(key: str, action: str, label: str, tooltip: str, ident: str, show: bool = False) -> Binding:
    """A key with its action, its label, what it says of itself, and its id; `show`: at the foot too."""
    return Binding(key, action, label, show=show, tooltip=tooltip, id=ident)


BACK = key("escape", "back", N_("back"), N_("Back to the screen before"), "app.back", True)


def show_key(binding: Binding) -> str:
    """A key as it is printed on a keyboard."""
    if binding.key_display:
        return binding.key_display
    return " ".join(DISPLAY.get(key, key) for key in binding.key.split(","))

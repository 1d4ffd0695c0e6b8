"""What a person has chosen on this computer: so far the look of the app.

Owns the small files in the user's folder. Nothing here is journalled, merged or needed: what cannot be read or kept is
passed over.
"""

from __future__ import annotations

from contextlib import suppress

from tillsyn.resources import user_folder

_THEME = "theme"
_LONGEST = 60


def kept_theme() -> str:
    """The name of the theme that was chosen last, or an empty text."""
    with suppress(OSError, UnicodeDecodeError):
        return (user_folder() / _THEME).read_text(encoding="utf-8")[:_LONGEST].strip()
    return ""


def keep_theme(name: str) -> None:
    """Remember a theme for the next time."""
    with suppress(OSError):
        folder = user_folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _THEME).write_text(f"{name}\n", encoding="utf-8")

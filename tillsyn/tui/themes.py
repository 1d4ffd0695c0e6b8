"""The two looks of the app: a dark and a light one, calm, with enough contrast to read for a whole day.

Owns the colours, which the stylesheet knows by the theme's variables alone, and which of Textual's themes can be chosen
beside them.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.theme import Theme

DARK = Theme(
    name="tillsyn-dark",
    dark=True,
    primary="#6ea8d8",
    secondary="#8fb7a3",
    accent="#e0b060",
    warning="#e0b060",
    error="#e0796b",
    success="#84c08a",
    foreground="#e4e6e8",
    background="#14181d",
    surface="#1a1f26",
    panel="#242b34",
)
LIGHT = Theme(
    name="tillsyn-light",
    dark=False,
    primary="#1f5f8b",
    secondary="#3d7059",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#a8281d",
    success="#2c6e35",
    foreground="#1b1f24",
    background="#f3f1ec",
    surface="#fbfaf7",
    panel="#e4e1da",
)


def theme_names(known: Iterable[str]) -> list[str]:
    """The themes to choose among, our own first; not those that leave the colours to the terminal: shades need them."""
    return sorted((name for name in known if "ansi" not in name), key=lambda name: ("tillsyn" not in name, name))

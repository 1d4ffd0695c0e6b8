"""Where the files that other people own are looked for: criteria, templates, sample cases.

Owns one question, `find`, with one order: an explicit place, the working folder, the user's folder, and last
what came with the program (inside the wheel, or the repository it runs from).
"""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(kind: str) -> Path:
    """The folder `kind` ("criteria", "templates", "sample_cases") that came with the program."""
    inside = _PACKAGE / "bundled" / kind
    return inside if inside.is_dir() else _PACKAGE.parent / kind


def find(kind: str, name: str, explicit: Path | None = None) -> Path | None:
    """The first existing `name` of `kind`, in the order this module describes; None where there is none."""
    return next((place / name for place in places(kind, explicit) if (place / name).exists()), None)


def places(kind: str, explicit: Path | None = None) -> tuple[Path, ...]:
    """The folders `kind` is looked for in, first to last; what came with the program is the last."""
    return (explicit,) if explicit else (Path.cwd() / kind, user_folder() / kind, bundled(kind))


def user_folder() -> Path:
    """The user's data folder (`TILLSYN_HOME` overrides): default store, installation id, own criteria."""
    if chosen := os.environ.get("TILLSYN_HOME"):
        return Path(chosen)
    from platformdirs import user_data_path  # 10 ms, needed only without TILLSYN_HOME

    return user_data_path("tillsyn", appauthor=False)

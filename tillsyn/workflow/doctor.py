"""What works on this machine: Python, SQLite, PDF, and where things are kept.

Owns the examination. Changes nothing.
"""

from __future__ import annotations

import platform
import sqlite3
import sys
from dataclasses import dataclass

from tillsyn.errors import DocumentFault
from tillsyn.language import _
from tillsyn.resources import bundled, user_folder
from tillsyn.writing.pdf import expect_available


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing looked at: whether it works, what was found, and what to do where it does not."""

    what: str
    works: bool
    note: str
    remedy: str = ""


def examine() -> tuple[Examined, ...]:
    """Look at everything tillsyn rests on."""
    home = user_folder()
    return (
        Examined("Python", sys.version_info >= (3, 11), platform.python_version(), _("Install Python 3.11 or newer.")),
        Examined(
            "SQLite", sqlite3.sqlite_version_info >= (3, 35), sqlite3.sqlite_version, _("Install a newer Python.")
        ),
        _pdf(),
        Examined(_("criteria"), any(bundled("criteria").glob("*/set.yaml")), str(bundled("criteria"))),
        Examined(_("user's folder"), True, str(home)),
    )


def _pdf() -> Examined:
    try:
        expect_available()
    except DocumentFault as fault:
        return Examined("PDF", False, fault.message, fault.remedy)
    return Examined("PDF", True, "WeasyPrint")

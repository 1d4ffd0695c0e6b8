"""Faults in answer files and decision files (codes A…). Sentences are msgids: English here, Swedish in the catalogue."""

from __future__ import annotations

from tillsyn.language import N_  # noqa: F401

ANSWERS: dict[str, str] = {
}

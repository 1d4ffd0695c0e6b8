"""Faults in criteria files (codes C…). Sentences are msgids: English here, Swedish in the catalogue."""

from __future__ import annotations

from tillsyn.language import N_  # noqa: F401

CRITERIA: dict[str, str] = {
}

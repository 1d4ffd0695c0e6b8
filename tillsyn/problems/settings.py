"""Faults in the sender's profile, templates and text that leaves (codes S…). Sentences are msgids: English here, Swedish in the catalogue."""

from __future__ import annotations

from tillsyn.language import N_  # noqa: F401

SETTINGS: dict[str, str] = {
}

"""Faults in registers of case files, lists of auditees and folders of documents (codes R…). Sentences are msgids: English here, Swedish in the catalogue."""

from __future__ import annotations

from tillsyn.language import N_  # noqa: F401

REGISTERS: dict[str, str] = {
}

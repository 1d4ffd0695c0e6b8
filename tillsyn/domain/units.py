"""What one answer, fact or row is about: a case file, an agreement, or the auditee itself.

Owns this one distinction. Leaves the words for it to `writing.words` and `language`.
"""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """What one answer is about. The rows of a register are case files or agreements, never both."""

    CASE_FILE = "case_file"
    AUDITEE = "auditee"
    AGREEMENT = "agreement"

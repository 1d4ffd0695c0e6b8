"""The sender of letters: the authority's name and address, and who signs.

Owns these values alone. Leaves reading them to `reading.agency`. The sender's own contact details belong here
and nowhere else: no template and no code knows an authority.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Official:
    """A person who acts for the sender, by name and title."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class AgencyProfile:
    """Who sends: what a letterhead, a signature and a return address need."""

    name: str
    address: tuple[str, ...]
    email: str
    officer: Official
    """Who handled the matter and answers questions."""
    decider: Official
    """Who decided and signs."""
    place: str
    """The place a letter is dated at."""
    short_name: str = ""
    department: str = ""
    phone: str = ""
    web: str = ""
    rapporteur: Official | None = None
    """Who presented the matter to the decider (föredragande), where that was somebody."""
    closing: str = ""
    """The words above the signature."""
    logo: str = ""
    """The logo as the text of an SVG picture."""
    account_email: str = ""
    """Where accounts are sent; `email` where it is empty."""
    letter_date: date | None = None
    """A fixed date for letters; the day they are made where it is None."""
    language: str = "sv"
    answer_within_days: int | None = None
    """How long an auditee has to hand over its register; None leaves it to the program."""

    @property
    def account_address(self) -> str:
        """The e-mail address accounts are sent to."""
        return self.account_email or self.email

    @property
    def logo_uri(self) -> str:
        """The logo as a data URI, so that a letter carries it within itself; empty where there is none."""
        if not self.logo:
            return ""
        return "data:image/svg+xml;base64," + base64.b64encode(self.logo.encode()).decode("ascii")

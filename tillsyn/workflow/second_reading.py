"""Which files a second reader reads, blind, and how far that has come.

Owns drawing them at any time and telling who reads what. Leaves the order to `domain.subsample`, and that a second
reader sees nothing of the first to `workflow.sheet`.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tillsyn.domain.casefiles import SampleRole
from tillsyn.domain.entries import Json, subject
from tillsyn.domain.seats import Seat
from tillsyn.domain.subsample import FileKey, HowMany, added
from tillsyn.domain.text import one_line, plain
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.store import seat_queries
from tillsyn.store.journal import Draft
from tillsyn.workflow.audits import AUDITEE_LEVEL, OpenAudit, case_files
from tillsyn.workflow.desk import Desk
from tillsyn.workflow.readings import ReadFile, read_files


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for: how many, of whom, by which seed (a random one if empty), read by whom, and why."""

    how_many: HowMany
    seed: str = ""
    auditee: str = ""
    reader: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a draw of second readings came to: the files it added, beside those chosen before, of all there are."""

    seed: str
    added: tuple[FileKey, ...]
    before: int
    files: int


@dataclass(frozen=True, slots=True)
class SecondReading:
    """One file that is read twice: who is to read it or has, and how far both have come (answered, asked)."""

    file: ReadFile
    reader: str
    """Whom the draw names; empty where it names nobody."""
    drawn: bool
    """Whether it was drawn; otherwise somebody chose to read it."""

    @property
    def key(self) -> FileKey:
        """Auditee id and case code."""
        return self.file.key

    def how_far(self, seat: Seat) -> tuple[int, int]:
        """Questions answered of those asked, at a seat."""
        asked = self.file.readings[seat].progress.asked
        return asked - len(self.file.readings[seat].unanswered), asked


def draw_second(desk: Desk, opened: OpenAudit, asked: Asked) -> Drawn:
    """Draw files to be read a second time and record it; nothing is recorded where enough are chosen already.

    What was chosen before for the same auditee, or for the whole audit, stays chosen.

    Raises:
        UsageFault: when there is nothing to draw from, or the seed or the number cannot be used.
    """
    if asked.auditee:
        opened.auditee(asked.auditee)
    seed = one_line(asked.seed) or secrets.token_hex(16)
    with desk.store.transaction():  # two draws at once would both fill up to the number
        files = counted_files(desk, opened, asked.auditee)
        if not files:
            raise UsageFault(_("There is nothing drawn to read a second time."), _("Draw with “tillsyn sample draw”."))
        chosen = [key for key in chosen_files(desk, opened) if key in files]
        try:
            new = added(seed, files, chosen, asked.how_many.of(len(files)))
        except ValueError as error:
            raise UsageFault(_("A seed may not hold the sign |."), _("Choose another.")) from error
        if new:
            _record(desk, opened, asked, seed, new, len(files))
    return Drawn(seed, new, len(chosen), len(files))


def counted_files(desk: Desk, opened: OpenAudit, auditee: str = "") -> tuple[FileKey, ...]:
    """The files that can be drawn: those sampled, or the auditees themselves where nothing is asked of files."""
    if not opened.criteria.asks_of_rows:
        return tuple((one.id, AUDITEE_LEVEL) for one in opened.auditees if auditee in ("", one.id))
    files = case_files(desk, opened, auditee or None, {})
    sampled = SampleRole.SAMPLE
    return tuple(
        (one.id, case.code) for one in opened.auditees for case in files.get(one.id, ()) if case.role is sampled
    )


def chosen_files(desk: Desk, opened: OpenAudit) -> dict[FileKey, str]:
    """Every file that was drawn for a second reading, with whom the latest draw names as its reader."""
    found: dict[FileKey, str] = {}
    for reread in seat_queries.rereads(desk.store, opened.audit.id):
        for auditee, case in reread.said["cases"]:
            found[auditee, case] = str(reread.said.get("reader", "")) or found.get((auditee, case), "")
    return found


def second_readings(desk: Desk, opened: OpenAudit, auditee: str = "") -> tuple[SecondReading, ...]:
    """The files that are read twice: those drawn that still stand, and those somebody has begun on, in file order."""
    chosen = chosen_files(desk, opened)
    return tuple(
        SecondReading(file, chosen.get(file.key, ""), file.key in chosen)
        for file in read_files(desk, opened, auditee or None)
        if file.key in chosen or file.readings[Seat.SECOND].begun
    )


def second_json(found: SecondReading) -> Mapping[str, Json]:
    """One file of the list as plain values; keys as in docs/formats.md."""
    first, second = found.how_far(Seat.FIRST), found.how_far(Seat.SECOND)
    readings = found.file.readings
    return {
        "auditee": found.file.auditee.id,
        "number": found.file.case.number,
        "case": found.file.case.code,
        "drawn": found.drawn,
        "reader": found.reader,
        "first_reader": readings[Seat.FIRST].reader,
        "second_reader": readings[Seat.SECOND].reader,
        "first_answered": first[0],
        "first_asked": first[1],
        "second_answered": second[0],
        "second_asked": second[1],
    }


def share_of(text: str) -> Fraction:
    """A share as people write it: 10 %, 10, 0,1 or 1/10.

    Raises:
        UsageFault: when it is no share between 0 and 1.
    """
    written = text.replace(" ", "").replace(",", ".")
    try:
        share = Fraction(written.rstrip("%"))
    except (ValueError, ZeroDivisionError) as error:
        raise _no_share(text) from error
    if written.endswith("%") or share > 1:
        share /= 100
    if not 0 < share <= 1:
        raise _no_share(text)
    return share


def _no_share(text: str) -> UsageFault:
    return UsageFault(
        _("“{text}” is no share of the files.").format(text=one_line(text)[:40]), _("Write it as 10 % or 1/10.")
    )


def _record(desk: Desk, opened: OpenAudit, asked: Asked, seed: str, new: tuple[FileKey, ...], files: int) -> None:
    number = str(len(seat_queries.rereads(desk.store, opened.audit.id)) + 1)
    identifier = f"{number}-{secrets.token_hex(4)}"  # two copies of a store may both make their next one
    data: dict[str, Json] = {
        "seed": seed,
        "cases": [list(key) for key in new],
        "size": asked.how_many.of(files),
        "files": files,
        "auditee": asked.auditee,
        "reader": one_line(asked.reader),
    }
    text = plain(asked.reason).strip()
    desk.record([Draft("reread", subject("reread", opened.audit.id, identifier), data, text, ())])

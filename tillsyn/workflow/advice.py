"""Advice on size before the draw: what so many files will see, in numbers and in words a committee understands.

Owns the tables and sentences of `sample advice`. Leaves the chances to `domain.sizes`, intervals to `stats.intervals`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tillsyn.domain.plans import Steps
from tillsyn.domain.sizes import Chances, OneStep, at_most, chances, lacking_files, seen, size_for_margin, smallest_plan
from tillsyn.domain.units import Unit
from tillsyn.errors import UsageFault
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.stats.intervals import Interval, Sampled, interval
from tillsyn.store import queries
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk

LARGEST = 1_000_000
_SIZES = (5, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100)
_SHARES = {
    Fraction(1, 20): N_("every twentieth {row}"),
    Fraction(1, 10): N_("every tenth {row}"),
    Fraction(1, 5): N_("every fifth {row}"),
    Fraction(1, 3): N_("every third {row}"),
    Fraction(1, 2): N_("every second {row}"),
}
_PLANS_UP_TO = 2_000
"""Where the smallest plan of acceptance is still looked for: beyond, it hardly changes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How likely a fault in a share of the files is seen at least once, in hundredths."""

    share: Fraction
    lacking: int
    chance: Fraction

    def words(self, unit: Unit) -> str:
        """The share in words; `unit` is what would be drawn."""
        return put(unit, _(_SHARES[self.share]))


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One size: the chance to see a fault in every tenth and fifth file, and what is known of all files afterwards."""

    size: int
    tenth: Fraction
    fifth: Fraction
    none_lacking: Interval
    fifth_lacking: Interval


@dataclass(frozen=True, slots=True)
class StepRow:
    """A two-stage plan, or a plan of one step, at one share of lacking files."""

    share: Fraction
    lacking: int
    two: Chances | None
    accepted: Fraction


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything `sample advice` tells about one size of register."""

    files: int
    size: int
    seen: tuple[Seen, ...]
    sizes: tuple[SizeRow, ...]
    margins: tuple[tuple[Fraction, int], ...]
    """(margin, files to read) for a share of a half, in the form n₀/(1 + n₀/N)."""
    smallest: OneStep | None
    steps: tuple[StepRow, ...]
    unit: Unit = Unit.CASE_FILE

    @property
    def sentence(self) -> str:
        """The one thing to remember."""
        fifth = next(told for told in self.seen if told.share == Fraction(1, 5))
        return put(
            self.unit,
            _("{n} of {files} {rows}: a fault in every fifth {row} is seen with {chance} % probability."),
            n=self.size,
            files=self.files,
            chance=percent(fifth.chance),
        )


def files_of(desk: Desk, opened: OpenAudit, auditee_id: str) -> int:
    """How many rows an auditee's register holds.

    Raises:
        UsageFault: when it has none yet, or needs none.
    """
    opened.expect_rows()
    frames = queries.frame_heads(desk.store, opened.audit.id)
    if opened.auditee(auditee_id).id not in frames:
        raise UsageFault(
            _("{auditee} has no register yet.").format(auditee=auditee_id),
            _("Take it in with “tillsyn frame import”, or give the number with --frame-size."),
        )
    return frames[auditee_id].cases


def advise(files: int, size: int, steps: Steps | None = None, unit: Unit = Unit.CASE_FILE) -> Advice:
    """What reading `size` of `files` (or what `unit` says) will tell, and what other sizes would.

    Raises:
        UsageFault: when there are no files, or more than can be reckoned with.
    """
    if not 1 <= files <= LARGEST or size < 1:
        raise UsageFault(
            _("The size must be at least 1, and the register between 1 and {most} files.").format(most=LARGEST), ""
        )
    if steps and not (steps.more > 0 and 0 <= steps.pass_at < steps.fail_at <= size):
        raise UsageFault(
            _("The limits of the two steps do not fit the size."), _("Pass is below fail, and fail at most the size.")
        )
    read = min(size, files)
    sizes = sorted({*(n for n in _SIZES if n <= files), read})
    return Advice(
        files,
        read,
        tuple(Seen(share, lacking_files(files, share), _chance(files, share, read)) for share in _SHARES),
        tuple(_size_row(files, n) for n in sizes),
        tuple(
            (margin, size_for_margin(margin, Fraction(1, 2), files)) for margin in (Fraction(1, 20), Fraction(1, 10))
        ),
        smallest_plan(min(files, _PLANS_UP_TO)),
        _step_rows(files, read, steps),
        unit,
    )


def percent(chance: Fraction) -> int:
    """A chance in whole hundredths, never 100 or 0 where it is not quite that."""
    if chance in (0, 1):
        return int(100 * chance)
    return min(max(round(100 * chance), 1), 99)


def _chance(files: int, share: Fraction, size: int) -> Fraction:
    return seen(files, lacking_files(files, share), size)


def _size_row(files: int, size: int) -> SizeRow:
    tenth, fifth = _chance(files, Fraction(1, 10), size), _chance(files, Fraction(1, 5), size)
    none, some = (interval(Sampled(files, size, lacking)) for lacking in (0, size // 5))
    return SizeRow(size, tenth, fifth, none, some)


def _step_rows(files: int, size: int, steps: Steps | None) -> tuple[StepRow, ...]:
    """The operating characteristic: of the two steps, or of the smallest plan's limit where there is one step."""
    rows = []
    for share in (Fraction(n, 20) for n in (1, 2, 4, 6, 8, 10)):
        lacking = lacking_files(files, share)
        two = chances(files, lacking, size, steps.pass_at, steps.fail_at, steps.more) if steps else None
        limit = steps.pass_at if steps else max(size // 5, 0)
        rows.append(StepRow(share, lacking, two, at_most(files, lacking, size, limit)))
    return tuple(rows)

"""Making a register neutral before it leaves the auditee: codes for numbers, and no columns that point out people.

Owns which columns are kept, and what hinders. Run by the auditee on its own machine, without a store. Leaves the
key and its list to `workflow.codekeys`, how codes are made to `domain.codes`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.codes import (
    give_codes,
    is_lengthened,
    may_name_cases,
    normal_number,
    points_out_people,
    shown_number,
)
from tillsyn.domain.disclosure import find_personal_numbers, is_spread_number, looks_like_name_column
from tillsyn.errors import InputFaults, UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem, errors
from tillsyn.reading.columns import Headings, Row, Wanted, folded
from tillsyn.reading.faults import fault, nearest
from tillsyn.reading.lists import read_list
from tillsyn.reading.registers import CASE_COLUMNS
from tillsyn.reading.registers_notes import is_note, is_sum
from tillsyn.workflow import clock
from tillsyn.workflow.codekeys import CodeKey, keep_key, open_key
from tillsyn.workflow.files import write_file
from tillsyn.workflow.plan import refuse_faults
from tillsyn.writing.exports import guarded

KEY_NAME = "kodning.key"
# Where the headings stand is told by these: systems write a title and a date above them.
_USUAL_HEADINGS = {
    "personnummer", "personnr", "pnr", "diarienummer", "diarienr", "dnr", "ärendenummer", "ärendenr", "aktnummer",
    "aktnr", "namn", "förnamn", "efternamn", "handläggare", "insats", "insatsform", "utförare", "beslutsdatum",
}  # fmt: skip
_CODE_COLUMN = CASE_COLUMNS[0]


@dataclass(frozen=True, slots=True)
class CodedRegister:
    """What became of a register: its number of cases, which columns were left out, and where the key lies."""

    cases: int
    number_column: str
    kept: tuple[str, ...]
    left_out: tuple[str, ...]
    key: CodeKey
    lengthened: tuple[str, ...]
    """Codes that are longer than others, since two numbers gave the same ten signs."""
    problems: tuple[Problem, ...] = ()
    """What is worth knowing about the file, a guessed encoding for one."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What is asked for: a register, where the clean one goes, and what the auditee says about columns and key."""

    register: Path
    out: Path
    key: Path | None = None
    number_column: str | None = None
    leave_out: tuple[str, ...] = ()

    @property
    def key_path(self) -> Path:
        """The key pointed out, else the one in the register's folder."""
        return self.key or self.register.with_name(KEY_NAME)


def code_register(asked: Coding) -> CodedRegister:
    """Write the register anew with codes in place of numbers; the key and its list are made or added to.

    Raises:
        InputFaults: when a row has no number or another row's, or an identity number is left; nothing was written.
        UsageFault: when the columns cannot be told, or key and list do not belong together.
        DocumentFault: when a file cannot be written.
    """
    year = clock.today().year
    key = open_key(asked.key_path, year)
    _expect_own_places(asked, key)
    register = _Register(asked, year)
    refuse_faults(_("The register has faults; nothing was written."), tuple(register.faults()))
    codes = give_codes(key.secret, register.numbers, key.known)
    shown = dict(zip(register.numbers, register.shown(), strict=True))
    keep_key(key, {code: shown[number] for number, code in codes.items()})
    write_file(asked.out, register.rewritten([codes[number] for number in register.numbers]))
    return CodedRegister(
        len(codes),
        register.headings.names[register.number],
        register.named(register.kept),
        register.named(set(range(len(register.headings.names))) - {*register.kept, register.number}),
        key,
        tuple(sorted(filter(is_lengthened, codes.values()))),
        tuple(register.problems),
    )


def _expect_own_places(asked: Coding, key: CodeKey) -> None:
    """Refuse to write one of the files over another."""
    places = [path.resolve() for path in (asked.register, asked.out, key.path, key.list_path)]
    if len(set(places)) < len(places):
        raise UsageFault(
            _("The register, the new list, the key and the list of codes must be four different files."),
            _("Give the new list another name with -o."),
        )
    if asked.out.exists() and not _is_earlier_list(asked.out):
        raise UsageFault(
            _("There is another file at {path}, which is no list with codes made before.").format(path=asked.out),
            _("Give the new list another name with -o. Nothing was written."),
        )


def _is_earlier_list(path: Path) -> bool:
    """Whether a file begins as the lists that are written here do; the list of codes and numbers does not."""
    if not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8-sig") as file:
            heads = file.readline(10_000).rstrip("\n").split(";")
    except (OSError, UnicodeError):
        return False
    return heads[0] == _CODE_COLUMN and heads[1:] not in (["Nummer"], ["Number"])


class _Register:
    """A register as it came out of the case system, with the place of its number and of the columns to keep."""

    def __init__(self, asked: Coding, year: int) -> None:
        self.file = str(asked.register)
        self.problems: list[Problem] = []
        key = {folded(asked.number_column)} if asked.number_column else ()
        headings, rows = read_list(asked.register, self.file, self.problems, Wanted(_USUAL_HEADINGS, key))
        if headings is None:
            raise InputFaults(_("The register has faults; nothing was written."), self.problems)
        self.headings: Headings = headings
        self.number = self._place(asked.number_column) if asked.number_column else self._number_column()
        self.rows = [row for row in rows if self._is_case(row) and headings.fits(row)]
        self.kept = tuple(self._kept({self._place(name) for name in asked.leave_out}))
        self.numbers = [normal_number(row.cells[self.number], year) for row in self.rows]

    def faults(self) -> list[Problem]:
        """Everything that hinders, with line and column, and nothing quoted."""
        first_line: dict[str, int] = {}
        for row, number in zip(self.rows, self.numbers, strict=True):
            first = first_line.setdefault(number, row.line)
            if not number:
                self._report("R071", row, self.number)
            elif first != row.line:
                self._report("R072", row, self.number, first=first)
            self._search(row)
        if not self.rows and not errors(self.problems):
            self.headings.report("R001")
        return self.problems

    def shown(self) -> Iterator[str]:
        """Each number as the list of codes tells it."""
        return (
            shown_number(row.cells[self.number], normal) for row, normal in zip(self.rows, self.numbers, strict=True)
        )

    def rewritten(self, codes: Sequence[str]) -> bytes:
        """The register with codes, in their order: that of the rows may tell names or births."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow([_CODE_COLUMN, *(guarded(self.headings.names[place]) for place in self.kept)])
        for code, row in sorted(zip(codes, self.rows, strict=True), key=lambda pair: pair[0]):
            writer.writerow([code, *(guarded(row.cells[place]) for place in self.kept)])
        return out.getvalue().encode("utf-8-sig")

    def named(self, places: Collection[int]) -> tuple[str, ...]:
        """The headings at some places, in the order of the file."""
        return tuple(self.headings.names[place] for place in sorted(places))

    def _is_case(self, row: Row) -> bool:
        """Whether a row is a case; a sum, or a note of how the list was made, is told and gets no code."""
        number = row.cells[self.number] if self.number < len(row.cells) else ""
        code = "R022W" if is_sum(row.cells, number) else "R046W" if is_note(row.cells, number) else ""
        if code:
            self.problems.append(fault(code, self.file, (row.line, 1)))
        return not code

    def _search(self, row: Row) -> None:
        """Report every kept cell that holds an identity number."""
        for place in self.kept:
            cell = row.cells[place]
            if cell and (is_spread_number(cell) or find_personal_numbers(cell)):
                self._report("R070", row, place)

    def _kept(self, left_out: Collection[int]) -> Iterator[int]:
        for place, name in enumerate(self.headings.names):
            cells = [row.cells[place] for row in self.rows]
            if place == self.number or place in left_out:
                continue
            if points_out_people(name, cells) or looks_like_name_column(name, cells):
                continue
            if folded(name) in map(folded, CASE_COLUMNS):
                raise UsageFault(
                    _("The register has a column “{column}” already.").format(column=name),
                    _("Take it in as it is if it holds neutral codes, or leave it out with --leave-out."),
                )
            yield place

    def _number_column(self) -> int:
        candidates = [place for place, name in enumerate(self.headings.names) if may_name_cases(name)]
        if len(candidates) == 1:
            return candidates[0]
        raise UsageFault(
            _("It cannot be told which column holds the cases' numbers. The file has: {found}.").format(
                found=self.headings.found
            ),
            _("Name it with --number."),
        )

    def _place(self, name: str) -> int:
        places = [place for place, heading in enumerate(self.headings.names) if folded(heading) == folded(name)]
        if places:
            return places[0]
        near = nearest(name, self.headings.names)
        remedy = _("Did you mean “{nearest}”?").format(nearest=near) if near else _("Check the spelling.")
        raise UsageFault(
            _("There is no column “{column}”. The file has: {found}.").format(column=name, found=self.headings.found),
            remedy,
        )

    def _report(self, code: str, row: Row, place: int, **about: object) -> None:
        column = self.headings.names[place] or str(place + 1)
        self.problems.append(fault(code, self.file, (row.line, 1), column=column, **about))

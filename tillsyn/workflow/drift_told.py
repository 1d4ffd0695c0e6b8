"""Drift, told: each reader's rates as a table, plain values and words.

Owns the words and the rule as a sentence. Names stand in what is shown alone; in what leaves, readers have numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tillsyn.domain.seats import Seat
from tillsyn.domain.tables import Cell, Column, Table, table_of
from tillsyn.domain.text import one_line
from tillsyn.language import N_, _
from tillsyn.nouns import put
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.basis import ROWS, basis
from tillsyn.workflow.drift import APART, ENOUGH, Against, DriftCase, DriftRow, Rate, Share, readers_of
from tillsyn.writing.exports import table_file

RATES = {
    Rate.LACKING: N_("lacking"),
    Rate.CANNOT_JUDGE: N_("cannot be judged"),
    Rate.NOT_APPLICABLE: N_("not applicable"),
}
MARK = "◂"


def drift_file(opened: OpenAudit, rows: Sequence[DriftRow], form: str, names: bool) -> bytes:
    """Drift as a terminal (table), a spreadsheet (csv) or a program (json) takes it."""
    called = called_by(rows, names)
    told = [_json(row, called[row.reader]) for row in rows]
    return table_file(drift_table(opened, rows, names), form, told)


def called_by(rows: Sequence[DriftRow], names: bool) -> dict[str, str]:
    """What each reader is called: by name, or by a number."""
    readers = readers_of(rows)
    if names:
        return {name: name for name in readers}
    return {name: _("reader {n}").format(n=n) for n, name in enumerate(readers, start=1)}


def drift_table(opened: OpenAudit, rows: Sequence[DriftRow], names: bool) -> Table:
    """A row per criterion and reader: each rate beside the others', and what is worth looking at."""
    called = called_by(rows, names)
    columns = [Column("criterion", _("Criterion")), Column("reader", _("Reader"))]
    for rate, label in RATES.items():
        columns.append(Column(rate.value, _(label)))
        columns.append(Column(f"others_{rate.value}", _("the others")))
    columns.append(Column("look_at", _("worth looking at")))
    title = _("How readers judge against one another")
    files = {case.file for row in rows for case in row.own}
    about = basis(opened, **{ROWS[opened.criteria.counted_unit]: len(files)})
    return table_of("drift", title, columns, [_record(r, called) for r in rows], about=about)


def case_lines(opened: OpenAudit, rows: Sequence[DriftRow]) -> Iterator[str]:
    """The cases behind the rates, reader by reader, for a terminal."""
    for row in rows:
        yield f"{row.reader}: {row.criterion.id}"
        yield from (f"  {label_words(opened, row, case)} · {case_words(opened, case)}" for case in row.own)


def label_words(opened: OpenAudit, row: DriftRow, case: DriftCase) -> str:
    """What a judgement came to, by the words of its scale."""
    step = opened.criteria.scale_of(row.criterion).step(case.code)
    return one_line(step.label) if step else case.code


def case_words(opened: OpenAudit, case: DriftCase) -> str:
    """Which file a judgement is of, and whether it was read a second time."""
    unit, auditee = opened.criteria.counted_unit, opened.auditee(case.file[0])
    named = put(unit, _("{Case} {number}"), opened.kinds, number=case.number)
    row_name = f"{named} ({case.file[1]})" if case.file[1] else ""
    second = _("second reading") if case.seat is Seat.SECOND else ""
    return " · ".join(part for part in (row_name, second, one_line(auditee.name)) if part)


def rule_words(opened: OpenAudit) -> str:
    """The rule for what is marked, and what a mark does not say."""
    sentence = _(
        "Marked where reader and others have each judged at least {n} {rows} and their shares lie at least {percent} "
        "per cent units apart. They have read different {rows}: a mark is a reason to talk, not a fault."
    )
    return put(opened.criteria.counted_unit, sentence, opened.kinds, n=ENOUGH, percent=100 // APART)


def share_words(share: Share) -> str:
    """So many of so many: “3/10”; a dash where there is nothing to count."""
    return f"{share.count}/{share.of}" if share.of else "–"


def marked_words(row: DriftRow) -> str:
    """Which of a row's rates are worth looking at."""
    return ", ".join(_(RATES[rate]) for rate, against in row.rates.items() if against.marked)


def _record(row: DriftRow, called: dict[str, str]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"criterion": row.criterion.id, "reader": called[row.reader]}
    for rate, against in row.rates.items():
        cells[rate.value] = share_words(against.own)
        cells[f"others_{rate.value}"] = share_words(against.others)
    return {**cells, "look_at": marked_words(row)}


def _json(row: DriftRow, reader: str) -> dict[str, object]:
    return {
        "criterion": row.criterion.id,
        "reader": reader,
        **{rate.value: _against(against) for rate, against in row.rates.items()},
        "cases": [_case(case) for case in row.own],
        "other_cases": [_case(case) for case in row.others],
    }


def _against(against: Against) -> dict[str, object]:
    return {
        "count": against.own.count,
        "of": against.own.of,
        "others_count": against.others.count,
        "others_of": against.others.of,
        "look_at": against.marked,
    }


def _case(case: DriftCase) -> dict[str, object]:
    return {"auditee": case.file[0], "case": case.file[1], "seat": case.seat.value, "code": case.code}

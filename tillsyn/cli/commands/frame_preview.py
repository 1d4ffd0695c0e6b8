"""How a register looks before it is taken in, for a person and for programs.

Owns the words of the preview. Leaves what is in it to `reading.registers_preview`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tillsyn.cli.output import problem_json, tell
from tillsyn.domain.text import one_line
from tillsyn.language import _, ngettext
from tillsyn.nouns import put

if TYPE_CHECKING:
    from tillsyn.domain.criteria import CriteriaSet
    from tillsyn.reading.registers_preview import Preview
    from tillsyn.workflow.intake import Delivery

_CASE = "case"
_MOST_STRATA = 20


def tell_preview(preview: Preview, criteria: CriteriaSet) -> None:
    """Print the preview as narration."""
    for line in _lines(preview, criteria):
        tell(line)


def register_json(delivery: Delivery, taken: bool) -> dict[str, Any]:
    """A register that was read, and whether it was taken in, as plain values."""
    preview, reading = delivery.reading.preview, delivery.reading
    origin = preview.origin if preview else None
    return {
        "auditee": delivery.auditee,
        "taken": taken,
        "rows": delivery.count,
        "sha256": reading.sha256,
        "file": {
            "kind": origin.kind if origin else "",
            "encoding": origin.encoding if origin else "",
            "delimiter": origin.delimiter if origin else "",
            "sheet": origin.sheet if origin else "",
            "heading_line": preview.heading_line if preview else 0,
        },
        "columns": [{"heading": one.heading, "field": one.field} for one in preview.columns] if preview else [],
        "strata": [{"stratum": name, "cases": n} for name, n in preview.strata.items()] if preview else [],
        "dates": [{"fact": name, "first": a, "last": b} for name, (a, b) in preview.spans.items()] if preview else [],
        "empty": [{"fact": name, "cells": n} for name, n in preview.empty.items()] if preview else [],
        "first_rows": [dict(row) for row in preview.first_rows] if preview else [],
        "problems": problem_json(reading.problems),
    }


def _lines(preview: Preview, criteria: CriteriaSet) -> Iterator[str]:
    labels = {_CASE: put(criteria.row_unit, "{code}"), **{fact.id: fact.label for fact in criteria.facts}}
    yield _file(preview)
    for column in preview.columns:
        yield f"  {one_line(column.heading)} → {labels.get(column.field) or _('not used')}"
    yield ngettext("{n} row", "{n} rows", preview.rows).format(n=preview.rows)
    strata = [f"{name or _('not stated')} {n}" for name, n in preview.strata.items()]
    if strata:
        more = ["…"] if len(strata) > _MOST_STRATA else []
        yield "  " + _("Strata: {strata}").format(strata=", ".join(strata[:_MOST_STRATA] + more))
    for name, (first, last) in preview.spans.items():
        yield f"  {labels[name]}: {first} – {last}"
    empty = [f"{labels[name]} {n}" for name, n in preview.empty.items() if n]
    if empty:
        yield "  " + _("Empty cells: {facts}").format(facts=", ".join(empty))
    yield from _first_rows(preview, labels)


def _file(preview: Preview) -> str:
    origin, line = preview.origin, preview.heading_line
    if origin.kind == "xlsx":
        return _("Workbook, sheet {sheet}, headings in row {line}").format(sheet=one_line(origin.sheet), line=line)
    names = {";": _("semicolon"), ",": _("comma"), "\t": _("tab")}
    return _("CSV, {encoding}, {delimiter} between cells, headings in row {line}").format(
        encoding=origin.encoding, delimiter=names.get(origin.delimiter, origin.delimiter), line=line
    )


def _first_rows(preview: Preview, labels: dict[str, str]) -> Iterator[str]:
    """The first rows as a table, as wide as what they hold."""
    if not preview.first_rows:
        return
    yield _("The first rows as they were read:")
    names = list(preview.first_rows[0])
    cells = [[one_line(row.get(name, "")) for name in names] for row in preview.first_rows]
    rows = [[labels[name] for name in names], *cells]
    widths = [max(len(row[place]) for row in rows) for place in range(len(names))]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()

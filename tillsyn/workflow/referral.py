"""Sending a criteria set out for opinions: the whole of it as a table, with room for what respondents say.

Owns `write_referral`. Leaves what the table holds to `writing.referral`.
"""

from __future__ import annotations

from pathlib import Path

from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.workflow.files import write_file
from tillsyn.workflow.library import read_set
from tillsyn.writing.exports import csv_people, xlsx_pages
from tillsyn.writing.referral import WIDTHS, referral_table


def write_referral(name: str, path: Path) -> int:
    """Write a set (by name or folder) as a table to `path`, whose ending says CSV or XLSX; gives how many rows.

    Raises:
        UsageFault: when the ending is another, or there is no such set.
        InputFaults: when the set has faults.
        DocumentFault: when the file cannot be written.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageFault(
            _("{path} is neither CSV nor XLSX.").format(path=path), _("Give a file that ends in .csv or .xlsx.")
        )
    found = read_set(name)
    table = referral_table(found.criteria, found.sha256)
    write_file(path, csv_people(table) if path.suffix.lower() == ".csv" else xlsx_pages(table, WIDTHS))
    return len(table.rows)

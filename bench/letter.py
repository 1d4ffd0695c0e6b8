"""How long a letter takes in a warm process, from its view to PDF, beside WeasyPrint alone on the same HTML."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.measure import RUNS, SampleCounty, in_turns, tell, tell_machine, timed
from tillsyn.domain.entries import Json
from tillsyn.resources import bundled
from tillsyn.writing.environment import render, source
from tillsyn.writing.letters import STYLE, letter_pdf
from tillsyn.writing.pdf import VARIANT


def a_letter_in(store: Path) -> dict[str, Json]:
    """The longest letter's view, as the journal keeps it."""
    with sqlite3.connect(store) as reader:
        rows = reader.execute(
            "SELECT text FROM entry_text JOIN entry ON entry_text.entry = entry.hash WHERE kind = 'letter'"
        ).fetchall()
    view: dict[str, Json] = json.loads(max((row[0] for row in rows), key=len))
    return view


def main() -> None:
    """Measure."""
    tell_machine()
    with SampleCounty() as store:
        view = a_letter_in(store)
    html = render(f"letters/{view['kind']}.html", view)
    fonts = FontConfiguration()
    sheets = [
        CSS(string=source("fonts/fonts.css"), base_url=f"{bundled('templates')}/", font_config=fonts),
        CSS(string=source(STYLE), font_config=fonts),
    ]

    def bare() -> bytes:
        return bytes(HTML(string=html).write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant=VARIANT))

    times = in_turns(
        {"a letter, from its view": timed(lambda: letter_pdf(view)), "bare WeasyPrint": timed(bare)}, runs=RUNS
    )
    tell(times, goal=1.2)


if __name__ == "__main__":
    main()

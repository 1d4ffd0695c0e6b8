"""`tillsyn letters`: a letter per auditee."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tillsyn.cli.base import DAY, Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import progress, say, say_json, shown_path, tell
from tillsyn.domain.letters import LetterKind
from tillsyn.language import N_, _

if TYPE_CHECKING:
    from tillsyn.workflow.letters import WrittenLetter


@click.group(cls=Group, help=N_("Write letters."))
def letters() -> None:
    """Hold the commands together."""


@letters.command(
    help=N_("Write each auditee's letter as HTML and PDF: a notice before the draw, then what its decisions lead to.")
)
@click.option("-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help=N_("Where to."))
@click.option("--auditee", "auditees", multiple=True, metavar="ID", help=N_("Only this auditee's; may be repeated."))
@click.option(
    "--kind", type=click.Choice([kind.value for kind in LetterKind]), help=N_("This kind, whatever is decided.")
)
@click.option(
    "--agency", metavar="FILE", type=click.Path(path_type=Path), help=N_("The sender's profile (agency.yaml).")
)
@click.option("--date", "day", type=DAY, help=N_("The letter's date."))
@click.option("--templates", metavar="DIR", type=click.Path(path_type=Path), help=N_("Templates of your own."))
@click.option("--format", "formats", multiple=True, type=click.Choice(["html", "pdf"]), help=N_("Only this format."))
@click.pass_obj
def render(
    call: Call,
    output: Path,
    auditees: tuple[str, ...],
    kind: str | None,
    agency: Path | None,
    day: datetime | None,
    templates: Path | None,
    formats: tuple[str, ...],
) -> None:
    """Write letters."""
    from tillsyn.workflow.letters import FORMATS, render_letters
    from tillsyn.workflow.profile import read_profile

    with audit_of(call, sign=False) as (desk, opened), progress(_("Letters:")) as tick:
        written = render_letters(
            desk,
            opened,
            read_profile(agency, desk.store.path),
            output,
            auditees,
            LetterKind(kind) if kind else None,
            day.date() if day else None,
            formats or FORMATS,
            templates,
            tick,
        )
    if call.json:
        say_json([_plain(letter) for letter in written])
        return
    for letter in written:
        for path in filter(None, (letter.html, letter.pdf)):
            say(shown_path(path))
        if letter.draft:
            tell(
                _("{auditee}: a draft, since something is not settled. The letter says what.").format(
                    auditee=letter.auditee
                )
            )


def _plain(letter: WrittenLetter) -> dict[str, object]:
    """A letter as plain values; keys as in docs/formats.md."""
    return {
        "auditee": letter.auditee,
        "kind": letter.kind.value,
        "draft": letter.draft,
        "html": str(letter.html) if letter.html else None,
        "pdf": str(letter.pdf) if letter.pdf else None,
        "view_sha256": letter.view_sha256,
    }

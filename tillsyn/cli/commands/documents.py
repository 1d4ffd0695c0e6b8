"""`tillsyn documents`: take in the documents of drawn case files."""

from __future__ import annotations

from pathlib import Path

import click

from tillsyn.cli.base import Call, Group
from tillsyn.cli.opening import audit_of
from tillsyn.cli.output import tell, tell_problems
from tillsyn.language import N_, ngettext


@click.group(cls=Group, help=N_("Take in the documents of case files."))
def documents() -> None:
    """Hold the commands together."""


@documents.command("import", help=N_("Take in documents from DIR/auditee/case/: Markdown, text, Word (.docx) and PDF."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--auditee", metavar="ID", help=N_("Only this auditee's."))
@click.pass_obj
def import_documents(call: Call, folder: Path, auditee: str | None) -> None:
    """Take in documents."""
    call.expect_no_json()
    from tillsyn.workflow.documents import import_documents as take_in

    with audit_of(call) as (desk, opened):
        taken = take_in(desk, opened, folder, auditee)
    tell_problems(taken.problems)
    tell(ngettext("{n} new document.", "{n} new documents.", taken.count).format(n=taken.count))

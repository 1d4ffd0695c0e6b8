"""A large audit to measure in: a register of 50,000 rows, a sample of 500 files, most of them judged.

Owns making its store, once for each run that asks. Beside the large auditee the others of the sample county are
listed, without registers; each judged file has two documents, a comment where the scale demands one, and a quote.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.intake import write_register
from bench.measure import ROOT

ROWS, SAMPLE, JUDGED = 50_000, 500, 470
AUDIT, AUDITEE = "stor", "norrskog"
_CODES = ("ja",) * 12 + ("delvis",) * 2 + ("nej",) * 2
_TEXT = "\n\n".join(f"## Anteckning {n}\n\nPlanen följs upp med Alex den {1 + n % 28} maj." for n in range(40))


class LargeAudit:
    """The large audit in a folder of its own, with a home of its own, for as long as it is open."""

    def __enter__(self) -> Path:
        """Build it; gives the path of its store."""
        self._folder = TemporaryDirectory(prefix="tillsyn-bench-")
        folder = Path(self._folder.name)
        os.environ |= {"TILLSYN_HOME": str(folder / "home"), "TILLSYN_ACTOR": "bench", "TILLSYN_LANG": "en"}
        return build(folder)

    def __exit__(self, *unused: object) -> None:
        """Remove it."""
        self._folder.cleanup()


def build(folder: Path) -> Path:
    """Make the store in `folder`."""
    from tillsyn.domain.casefiles import AuditKind
    from tillsyn.workflow import intake, sample
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.desk import open_desk
    from tillsyn.workflow.plan import AuditPlan, new_audit
    from tillsyn.workflow.sampleplan import Choice

    register, store = folder / f"{AUDITEE}.csv", folder / "stor.tillsyn"
    write_register(register, ROWS)
    auditees = ROOT / "sample_cases" / "exempellan" / "auditees.csv"
    with open_desk(store, "bench", create=True) as desk:
        day = date(2026, 3, 2)
        new_audit(desk, AuditPlan(AUDIT, "Stor", AuditKind.SUPERVISION, day, "missbruk-vuxna", auditees))
        opened = open_audit(desk)
        intake.import_frame(desk, opened, AUDITEE, register)
        sample.draw(desk, opened, Choice("bench", SAMPLE, 20), AUDITEE)
        _fill(desk, opened)
        _judge(desk, opened)
    return store


def _fill(desk: object, opened: object) -> None:
    """What the register says nothing of, in every file, so that all that is asked can be answered."""
    from tillsyn.domain.entries import subject
    from tillsyn.domain.facts import FactType
    from tillsyn.store.journal import Draft
    from tillsyn.workflow.audits import OpenAudit, audit_work
    from tillsyn.workflow.desk import Desk

    assert isinstance(desk, Desk)
    assert isinstance(opened, OpenAudit)
    chance = random.Random(2)
    (work,) = audit_work(desk, opened, AUDITEE)
    questions = [
        fact.id for fact in opened.criteria.facts_of(opened.criteria.row_unit) if fact.type is FactType.BOOLEAN
    ]
    desk.record(
        [
            Draft(
                "fact", subject("fact", AUDIT, AUDITEE, file.case.code, fact), {"value": chance.choice(("ja", "nej"))}
            )
            for file in work.cases
            for fact in questions
            if fact not in file.case.facts
        ]
    )


def _judge(desk: object, opened: object) -> None:
    """Answers to all that is or may be asked in most files, entered at once: measured is what comes after."""
    from tillsyn.domain.applicability import Asked
    from tillsyn.domain.entries import canonical, subject
    from tillsyn.store.journal import Draft
    from tillsyn.workflow.audits import OpenAudit, audit_work
    from tillsyn.workflow.desk import Desk

    assert isinstance(desk, Desk)
    assert isinstance(opened, OpenAudit)
    chance = random.Random(1)
    (work,) = audit_work(desk, opened, AUDITEE)

    def drafts() -> Iterator[Draft]:
        for judged in work.cases[:JUDGED]:
            code = judged.case.code
            for kind in ("utredning", "journal"):
                name = subject("document", AUDIT, AUDITEE, code, f"01-{kind}")
                yield Draft("document", name, {"kind": kind, "day": ""}, canonical({"title": kind, "text": _TEXT}), ())
            for criterion in opened.criteria.criteria_of(opened.criteria.counted_unit):
                if judged.state.applicability(criterion.id).asked is Asked.NO:
                    continue
                place = (AUDIT, AUDITEE, code, "first", criterion.id)
                given = chance.choice(_CODES)
                yield Draft("answer", subject("answer", *place), {"code": given}, None, ())
                if given != "ja":
                    yield Draft("comment", subject("comment", *place), {}, "Framgår inte av akten.", ())
                if chance.random() < 0.1:
                    quoted = subject("evidence", *place, "01-journal", str(4 * chance.randrange(1, 40) - 1))
                    yield Draft("evidence", quoted, {"cited": True}, "Planen följs upp.", ())

    desk.record(list(drafts()))


if __name__ == "__main__":
    import sys

    print(build(Path(sys.argv[1])))

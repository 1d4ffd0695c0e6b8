"""The sample county as a store: built once a session by the ordinary steps, copied for each test that wants it.

Beside it a small audit with everything of each sort, for tests that need no county.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tillsyn.domain.casefiles import AuditKind
from tillsyn.workflow import answers, documents, findings, intake, sample
from tillsyn.workflow.audits import OpenAudit, open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.plan import AuditPlan, new_audit

SAMPLE_CASES = Path(__file__).resolve().parent.parent / "sample_cases"
SMALL = Path(__file__).resolve().parent / "small"
DAY = date(2026, 3, 2)
SMALL_CASES = ("V-01", "V-02", "V-03", "V-04")
"""The cases of the committee *vik* in the small audit, all of them drawn."""


def build_county(path: Path) -> None:
    """Both audits of the sample county; the second is left unscored."""
    kinds = {"exempellan": AuditKind.SUPERVISION, "ovning": AuditKind.SELF_AUDIT}
    with open_desk(path, "Inga Granskare", create=True) as desk:
        for audit, kind in kinds.items():
            folder = SAMPLE_CASES / audit
            new_audit(desk, AuditPlan(audit, audit.title(), kind, DAY, "missbruk-vuxna", folder / "auditees.csv"))
            opened = open_audit(desk, audit)
            for register in sorted((folder / "registers").glob("*.csv")):
                intake.import_frame(desk, opened, register.stem, register)
            sample.draw(desk, opened, sample.Choice(f"{audit}-2026-03-02"))
            documents.import_documents(desk, opened, folder / "documents")
            for file in sorted((folder / "answers").glob("*.yaml")):
                answers.import_answers(desk, opened, file)
            for file in sorted((folder / "decisions").glob("*.yaml")):
                findings.decide_from_file(desk, opened, file)


def build_small(path: Path) -> None:
    """An audit of two committees: *vik* drawn, with documents, nothing judged; *ö-nas* listed alone."""
    with open_desk(path, "Inga Granskare", create=True) as desk:
        plan = AuditPlan("liten", "Liten", AuditKind.SUPERVISION, DAY, str(SMALL / "criteria"), SMALL / "auditees.csv")
        new_audit(desk, plan)
        opened = open_audit(desk)
        intake.import_frame(desk, opened, "vik", SMALL / "vik.csv")
        sample.draw(desk, opened, sample.Choice("frö", size=4, reserve=0), "vik")
        documents.import_documents(desk, opened, SMALL / "documents")


@pytest.fixture(scope="session")
def county_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's store, to be read alone."""
    return _built(tmp_path_factory, "county", build_county)


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small audit's store, to be read alone."""
    return _built(tmp_path_factory, "small", build_small)


@pytest.fixture
def county(county_file: Path, tmp_path: Path) -> Path:
    """A copy of the county's store."""
    return Path(shutil.copy(county_file, tmp_path / "county.tillsyn"))


@pytest.fixture
def small(small_file: Path, tmp_path: Path) -> Path:
    """A copy of the small audit's store."""
    return Path(shutil.copy(small_file, tmp_path / "liten.tillsyn"))


@pytest.fixture
def desk(small: Path) -> Iterator[Desk]:
    """The small audit's store, open."""
    with open_desk(small) as opened:
        yield opened


@pytest.fixture
def liten(desk: Desk) -> OpenAudit:
    """The small audit, open."""
    return open_audit(desk)


@pytest.fixture(scope="session")
def region(county_file: Path) -> Iterator[tuple[Desk, OpenAudit]]:
    """The county's audit, open on the shared store: for looking alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILLSYN_HOME", str(county_file.parent / "home"))
        with open_desk(county_file, "Läsare") as desk:
            yield desk, open_audit(desk, "exempellan")


def _built(factory: pytest.TempPathFactory, name: str, build: object) -> Path:
    folder = factory.mktemp(name)
    path = folder / f"{name}.tillsyn"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILLSYN_HOME", str(folder / "home"))
        patch.setenv("TILLSYN_NOW", "2026-03-02T08:00:00+01:00")
        assert callable(build)
        build(path)
    return path

"""Folders of case files: ``auditee/case code/number-kind-date.md``, as documents of plain text.

Owns what folders and file names mean, and which files are read. Leaves each sort of file to a reader of its own,
and whether a case was drawn to `workflow.documents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tillsyn.domain.casefiles import Document
from tillsyn.domain.disclosure import find_personal_numbers, masked
from tillsyn.domain.entries import SUBJECT_SEPARATOR
from tillsyn.domain.text import nfc, one_line, plain
from tillsyn.problems import Problem
from tillsyn.reading.documents_text import read_document_text
from tillsyn.reading.docx import read_docx
from tillsyn.reading.faults import fault
from tillsyn.reading.fields import read_date
from tillsyn.reading.pdftext import read_pdf

_LONGEST_TITLE = 120
_NAME = re.compile(r"(?:\d+-)?(?P<kind>[a-zåäö]+(?:[-_][a-zåäö]+)*)(?:-(?P<day>\d{4}-\d\d-\d\d))?", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_READERS = {".md": read_document_text, ".txt": read_document_text, ".pdf": read_pdf, ".docx": read_docx}
_DEEPEST = 8
"""Folders within a case."""


@dataclass(frozen=True, slots=True)
class DocumentsReading:
    """Each document with the id of its auditee, in the order of the folders, and every fault."""

    documents: tuple[tuple[str, Document], ...]
    problems: tuple[Problem, ...]


def read_documents(folder: Path, only: str | None = None) -> DocumentsReading:
    """Read every document below `folder` (or `only` one auditee's); nothing outside it is touched. Never raises."""
    reader = _Folder(folder)
    documents = tuple(reader.read(only))
    if not documents and not reader.problems:
        reader.report("R062W", folder)
    return DocumentsReading(documents, tuple(reader.problems))


@dataclass(frozen=True, slots=True)
class CasesReading:
    """The documents of every case in a folder of cases, and every fault."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def read_cases(folder: Path) -> CasesReading:
    """Read every document of the cases that lie as folders in `folder`; files beside them are left alone."""
    reader = _Folder(folder)
    cases = [path for path in reader.entries(folder) if path.is_dir()]
    documents = tuple(document for case in cases for _auditee, document in reader.case(folder, case))
    return CasesReading(documents, tuple(reader.problems))


class _Folder:
    """Walks one folder of auditees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def read(self, only: str | None) -> Iterator[tuple[str, Document]]:
        if not self.folder.is_dir():
            self.report("R050", self.folder)
            return
        for auditee in self.entries(self.folder):
            if only is not None and nfc(auditee.name) != only:
                continue
            for case in self.entries(auditee) if auditee.is_dir() else self.stray(auditee):
                yield from self.case(auditee, case)

    def case(self, auditee: Path, folder: Path) -> Iterator[tuple[str, Document]]:
        if not folder.is_dir():
            self.stray(folder)
            return
        seen: set[str] = set()
        for path in self.files(folder, []):
            document = self.document(nfc(folder.name), path)
            if document is None:
                continue
            if document.name.casefold() in seen:
                self.report("R055", path, name=document.name)
                continue
            seen.add(document.name.casefold())
            yield nfc(auditee.name), document

    def files(self, folder: Path, above: list[Path]) -> Iterator[Path]:
        """The files of a case, those in folders of its own too: only the last name tells what a document is."""
        within = [*above, folder.resolve()]
        for path in self.entries(folder):
            if not path.is_dir():
                yield path
            elif len(within) > _DEEPEST:
                self.report("R089", path, most=_DEEPEST)
            elif path.resolve() not in within:  # a link to a folder it stands in goes nowhere new
                yield from self.files(path, within)

    def entries(self, folder: Path) -> list[Path]:
        """What lies in a folder, by name: no hidden files, no links out, no names that point out a person."""
        try:
            found = sorted(
                (path for path in folder.iterdir() if not path.name.startswith(".")), key=lambda p: nfc(p.name)
            )
        except OSError:
            self.report("R063", folder)
            return []
        return [path for path in found if self.is_allowed(path)]

    def is_allowed(self, path: Path) -> bool:
        if find_personal_numbers(path.name):
            self.report("R061", path)
        elif not self.lies_inside(path):
            self.report("R051", path)
        else:
            return True
        return False

    def lies_inside(self, path: Path) -> bool:
        """Whether the path, with every link followed, is still below the folder."""
        try:
            return path.resolve(strict=True).is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError):  # a link to nothing, or to itself
            return False

    def stray(self, path: Path) -> tuple[Path, ...]:
        """Report a file where a folder was expected."""
        self.report("R060W", path)
        return ()

    def document(self, case: str, path: Path) -> Document | None:
        read = _READERS.get(path.suffix.lower())
        if read is None:
            self.report("R052W", path)
            return None
        text, problems = read(path, self.shown(path))
        self.problems.extend(problems)
        if text is None:
            return None
        name = _name(path)
        kind, day = self.kind_and_day(name, path)
        shown = plain(text)
        return Document(case, name, kind, _title(shown, kind or name), shown, day)

    def kind_and_day(self, name: str, path: Path) -> tuple[str, date | None]:
        """What the file name tells; an empty kind where it tells nothing."""
        hit = _NAME.fullmatch(name)
        if hit is None:
            self.report("R053W", path)
            return "", None
        day = read_date(hit["day"] or "")
        if hit["day"] and day is None:
            self.report("R054W", path, value=hit["day"])
        return hit["kind"].lower(), day

    def report(self, code: str, path: Path, **about: object) -> None:
        self.problems.append(fault(code, self.shown(path), (0, 0), **about))

    def shown(self, path: Path) -> str:
        """The path for messages, with anything that points out a person made unreadable."""
        return masked(one_line(str(path)))


def _name(path: Path) -> str:
    """The file's name as the journal can hold it: one line of whole characters, without the separator of subjects."""
    whole = path.stem.encode(errors="replace").decode()
    return one_line(whole).replace(SUBJECT_SEPARATOR, "-") or "-"


def _title(text: str, otherwise: str) -> str:
    """The first heading, else the first line with words, else what the file name tells."""
    heading = _HEADING.search(text)
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("— "))
    first = heading[1] if heading else next(lines, otherwise)
    return one_line(first)[:_LONGEST_TITLE] or otherwise

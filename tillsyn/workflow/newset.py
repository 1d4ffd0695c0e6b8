"""Beginning a criteria set: from a few answers to a folder that passes its check and teaches as it is read.

Owns what may be answered and that the folder comes to be whole or not at all. Leaves the words of its files to
`workflow.newset_texts`, asking to `cli`.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.text import one_line
from tillsyn.domain.units import Unit
from tillsyn.errors import DocumentFault, UsageFault
from tillsyn.language import _, speaking
from tillsyn.reading.criteria import read_criteria
from tillsyn.reading.criteria_keys import AREA_ID, SET_ID
from tillsyn.reading.schema import schema_file
from tillsyn.workflow.files import write_file
from tillsyn.workflow.newset_texts import NewArea, NewLaw, NewSet, area_text, readme_text, set_text
from tillsyn.workflow.plan import refuse_faults

_SCHEMA = "schema.json"


@dataclass(frozen=True, slots=True)
class NewSetAnswers:
    """What a person has answered, in her own words; `law` is ``act; number; provision``, or empty."""

    id: str
    title: str
    reads: Unit
    areas: Sequence[str]
    question: str
    law: str = ""
    language: str = "sv"


def write_set(folder: Path, answers: NewSetAnswers) -> tuple[Path, ...]:
    """Write the files of a new set into `folder`, which must be empty or missing; returns them.

    Raises:
        UsageFault: when an answer cannot be used, or the folder holds something.
        DocumentFault: when it cannot be written; nothing is there then.
    """
    expect_room(folder)
    wanted = new_set(answers)
    beside = folder.resolve().parent
    schema = f"../{_SCHEMA}" if (beside / _SCHEMA).is_file() else _SCHEMA
    with speaking(answers.language):
        texts = {"set.yaml": set_text(wanted, schema), "README.md": readme_text(wanted, folder.resolve().name)}
        texts |= {area.file: area_text(wanted, area, schema) for area in wanted.areas}
    partial = beside / f".{folder.resolve().name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        for name, text in texts.items():
            write_file(partial / name, text.encode())
        if schema == _SCHEMA:
            write_file(partial / _SCHEMA, schema_file())
        refuse_faults(_("The set would have faults; nothing was written."), read_criteria(partial).problems)
        _move(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return tuple(folder / name for name in (*texts, *([_SCHEMA] if schema == _SCHEMA else [])))


def expect_room(folder: Path) -> None:
    """Stop where a new set cannot lie.

    Raises:
        UsageFault: when there is a file of that name, or the folder holds something.
    """
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        raise UsageFault(
            _("{path} already holds something, so no set was begun there.").format(path=folder),
            _("Choose another folder, or an empty one."),
        )


def new_set(answers: NewSetAnswers) -> NewSet:
    """The answers as what the files are made of.

    Raises:
        UsageFault: when one of them cannot be used.
    """
    areas: list[NewArea] = []
    for said in answers.areas:
        areas.append(read_area(said, areas))
    if not areas:
        raise UsageFault(_("A set has at least one area."), _("Name one, for example Planering."))
    return NewSet(
        read_id(answers.id),
        read_words(answers.title),
        answers.reads,
        tuple(areas),
        read_words(answers.question),
        read_law(answers.law),
        answers.language,
    )


def read_id(said: str) -> str:
    """A set's id.

    Raises:
        UsageFault: when it cannot be one.
    """
    if not re.fullmatch(SET_ID, said):
        raise UsageFault(
            _("“{id}” cannot be the id of a set.").format(id=one_line(said)),
            _("Write lower-case letters, digits and hyphens: ekonomiskt-bistand."),
        )
    return said


def read_words(said: str) -> str:
    """A title or a question.

    Raises:
        UsageFault: when it is empty.
    """
    words = one_line(said)
    if not words:
        raise UsageFault(_("Something must be written here."), _("A few words are enough; they can be changed later."))
    return words


def read_area(said: str, before: Sequence[NewArea] = ()) -> NewArea:
    """An area from ``PLA=Planering`` or a title alone, with letters and a file name that none of `before` has.

    Raises:
        UsageFault: when it has no title, or its letters cannot be used.
    """
    letters, sign, title = said.rpartition("=")
    title, letters = read_words(title), letters.strip()
    taken = {area.id for area in before}
    if not sign:
        letters = next((one for one in _letters(title) if one not in taken), "")
    if not re.fullmatch(AREA_ID, letters) or letters in taken:
        raise UsageFault(
            _("“{letters}” cannot be the letters of the area {title}.").format(letters=letters, title=title),
            _("Write two to four capital letters that no other area has: PLA=Planering."),
        )
    plain = re.sub("[^a-z0-9]+", "_", _unaccented(title.lower())).strip("_") or letters.lower()
    file = f"{plain}.yaml"
    if file in {"set.yaml", *(area.file for area in before)}:
        file = f"{plain}_{_unaccented(letters.lower())}.yaml"
    return NewArea(letters, title, file)


def read_law(said: str) -> NewLaw | None:
    """A provision from ``act; number; provision``, None where nothing is said.

    Raises:
        UsageFault: when it is not written so.
    """
    if not said.strip():
        return None
    parts = [one_line(part) for part in said.split(";")]
    if len(parts) != 3 or not all(parts):
        raise UsageFault(
            _("“{law}” cannot be understood as a provision.").format(law=one_line(said)),
            _("Write act, number and provision with semicolons between: SoL; 2025:400; 13 kap. 10 §."),
        )
    return NewLaw(*parts)


def _letters(title: str) -> list[str]:
    """Letters an area could go by: its first three, then its first two with each of the others."""
    found = [sign for sign in title.upper() if re.fullmatch("[A-ZÅÄÖ]", sign)]
    return ["".join(found[:3]), *("".join([*found[:2], sign]) for sign in found[3:]), "".join(found[:4])]


def _unaccented(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _move(partial: Path, folder: Path) -> None:
    try:
        if folder.is_dir():
            folder.rmdir()
        partial.replace(folder)
    except OSError as error:
        raise DocumentFault(
            _("{path} could not be written: {reason}.").format(path=folder, reason=error.strerror or error),
            _("Nothing was left there. Check the disk and the folder, and try again."),
        ) from error

"""What stays with the auditee: the key that codes are made with, and the list of which code is which number.

Owns both files, readable by their owner alone, and that they belong together. Neither ever enters a store,
and no message quotes them. Leaves how codes are made to `domain.codes`.
"""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.codes import KEY_BYTES, is_code_of, normal_number
from tillsyn.errors import UsageFault
from tillsyn.language import _
from tillsyn.problems import Problem
from tillsyn.reading.lists import read_list
from tillsyn.reading.textfile import read_text
from tillsyn.workflow.files import write_file
from tillsyn.workflow.plan import refuse_faults
from tillsyn.writing.exports import guarded

_LARGEST_KEY = 10_000
_KEY = re.compile(rf"[0-9a-fA-F]{{{2 * KEY_BYTES}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CodeKey:
    """A key, where it lies, and what the list beside it holds: code → number as it is shown, number as it is → code."""

    secret: bytes
    path: Path
    is_new: bool
    listed: Mapping[str, str]
    known: Mapping[str, str]

    @property
    def list_path(self) -> Path:
        """Where the list of codes and numbers lies: ``kodning-nyckel.csv`` beside ``kodning.key``."""
        return self.path.with_name(f"{self.path.stem}-nyckel.csv")

    @property
    def is_open_to_others(self) -> bool:
        """Whether others on the same computer can read the key."""
        return os.name != "nt" and self.path.exists() and bool(self.path.stat().st_mode & 0o077)


def open_key(path: Path, year: int) -> CodeKey:
    """The key at `path` with its list, or a new key, not yet written.

    Raises:
        UsageFault: when the file holds no key, or key and list do not belong together.
        InputFaults: when a file cannot be read.
    """
    new = CodeKey(secrets.token_bytes(KEY_BYTES), path, True, {}, {})
    if not path.exists():
        if new.list_path.exists():
            raise UsageFault(
                _("There is a list of codes, {list}, but not the key it was made with.").format(list=new.list_path),
                _("Put the key {key} back beside it, or give another name with --key.").format(key=path),
            )
        return new
    listed = _read_list(new.list_path)
    known = {normal_number(number, year): code for code, number in listed.items()}
    key = CodeKey(_read_key(path), path, False, listed, known)
    if not all(is_code_of(code, key.secret, number) for number, code in known.items()):
        raise UsageFault(
            _("The list of codes {list} was made with another key than {key}.").format(list=key.list_path, key=path),
            _("Put the right key beside its list, or give another name with --key."),
        )
    return key


def keep_key(key: CodeKey, given: Mapping[str, str]) -> None:
    """Write the key where it is new, and the list: what it held before and what was `given` now, code → number.

    Raises:
        DocumentFault: when a file cannot be written.
    """
    if key.is_new:
        write_file(key.path, f"{key.secret.hex()}\n".encode("ascii"), private=True)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([_("Case code"), _("Number")])
    writer.writerows((code, guarded(number)) for code, number in sorted({**given, **key.listed}.items()))
    write_file(key.list_path, out.getvalue().encode("utf-8-sig"), private=True)


def _read_key(path: Path) -> bytes:
    text, problems = read_text(path, str(path), _LARGEST_KEY)
    if text is None or not _KEY.fullmatch(text.strip()):
        refuse_faults(_("The key could not be read; nothing was written."), problems)
        raise UsageFault(
            _("{key} holds no key.").format(key=path),
            _("Point out the right file with --key, or name one that is not there to have a new key made."),
        )
    return bytes.fromhex(text.strip())


def _read_list(path: Path) -> dict[str, str]:
    """Code → number, empty where there is no list yet."""
    if not path.exists():
        return {}
    problems: list[Problem] = []
    rows = list(read_list(path, str(path), problems)[1])
    refuse_faults(_("The list of codes could not be read; nothing was written."), tuple(problems))
    return {row.cells[0]: row.cells[1] for row in rows if len(row.cells) > 1}

"""The sender's profile, `agency.yaml`, with the logo that lies beside it.

Owns the keys of the profile and what a logo may be. Leaves the value to `domain.agency`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tillsyn.domain.agency import AgencyProfile, Official
from tillsyn.domain.disclosure import find_personal_numbers
from tillsyn.domain.text import one_line
from tillsyn.language import LANGUAGES
from tillsyn.problems import Problem
from tillsyn.reading.fields import Fields, top_fields
from tillsyn.reading.textfile import read_text
from tillsyn.reading.tree import read_tree

_LINES = ("name", "place", "short_name", "department", "phone", "web", "closing")
_KEYS = (*_LINES, "address", "email", "account_email", "officer", "decider", "rapporteur")
_OTHER_KEYS = ("logo", "letter_date", "language", "answer_within_days")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+")
_LOGO_BYTES = 500_000
_SVG = re.compile(r"(?>\s+|<\?xml[^>]*\?>|<!--.*?-->)*+<svg[\s>]", re.DOTALL)
_CARRIES_MORE = re.compile(
    r"<!DOCTYPE|<!ENTITY|<script|<foreignObject|<\?xml-stylesheet|\son\w+\s*=|@import"
    r"|href\s*=\s*[\"']?\s*(?!#|data:image/(?:png|jpeg);)[^\"'\s#]|url\(\s*[\"']?(?!#|\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AgencyReading:
    """The profile, None where a fault hinders, and every fault."""

    profile: AgencyProfile | None
    problems: tuple[Problem, ...]


def read_agency(path: Path) -> AgencyReading:
    """Read a profile and the logo it names."""
    problems: list[Problem] = []
    top = top_fields(read_tree(path, str(path)), problems)
    profile = _profile(top, path.parent) if top else None
    return AgencyReading(None if problems else profile, tuple(problems))


def _profile(top: Fields, folder: Path) -> AgencyProfile | None:
    top.done((*_KEYS, *_OTHER_KEYS))
    lines = {key: _line(top, key, required=key in ("name", "place")) for key in _LINES}
    address, email, account_email = _address(top), _email(top, "email"), _email(top, "account_email", False)
    officer, decider = _official(top, "officer"), _official(top, "decider")
    rapporteur = _official(top, "rapporteur", required=False)
    letter_date, logo = top.date("letter_date", required=False), _logo(top, folder)
    language = top.word("language", LANGUAGES, required=False)
    within = top.integer("answer_within_days", required=False, least=1)
    if officer is None or decider is None or not address:
        return None
    return AgencyProfile(
        lines["name"],
        address,
        email,
        officer,
        decider,
        lines["place"],
        lines["short_name"],
        lines["department"],
        lines["phone"],
        lines["web"],
        rapporteur,
        lines["closing"],
        logo,
        account_email,
        letter_date,
        language or "sv",
        within,
    )


def _line(fields: Fields, key: str, required: bool = True) -> str:
    """One line of text, never with an identity number; empty where there is none."""
    text = one_line(fields.text(key, required) or "")
    if find_personal_numbers(text):
        fields.report("S005", fields.place(key), key=key)
    return text


def _email(fields: Fields, key: str, required: bool = True) -> str:
    text = _line(fields, key, required)
    if text and not _EMAIL.fullmatch(text):
        fields.report("S001", fields.place(key), key=key)
    return text


def _address(fields: Fields) -> tuple[str, ...]:
    lines = fields.texts("address")
    if lines is not None and not lines:
        fields.report("S006", fields.place("address"), key="address")
    for line in lines or ():
        if find_personal_numbers(line):
            fields.report("S005", fields.place("address"), key="address")
    return tuple(one_line(line) for line in lines or ())


def _official(top: Fields, key: str, required: bool = True) -> Official | None:
    fields = top.fields(key, required)
    if fields is None:
        return None
    fields.done(("name", "title"))
    return Official(_line(fields, "name"), _line(fields, "title"))


def _logo(fields: Fields, folder: Path) -> str:
    """The text of the SVG file named, which must lie in `folder` itself and carry nothing but a picture."""
    name = fields.text("logo", required=False)
    if name is None:
        return ""
    place = fields.place("logo")
    if not _lies_in(folder, name):
        fields.report("S002", place, value=name)
        return ""
    text, problems = read_text(folder / name, str(folder / name), _LOGO_BYTES)
    fields.problems.extend(problems)
    if text is None:
        return ""
    if not _SVG.match(text):
        fields.report("S003", place, value=name)
    elif _CARRIES_MORE.search(text):
        fields.report("S004", place, value=name)
    return text


def _lies_in(folder: Path, name: str) -> bool:
    """Whether `name` is a plain file name of a file in `folder`, no link that leads elsewhere."""
    try:
        path = folder / name
        return Path(name).name == name and path.is_file() and path.resolve().parent == folder.resolve()
    except (OSError, ValueError, RuntimeError):
        return False

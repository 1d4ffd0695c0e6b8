"""Translations: one .po per layer into the one tillsyn.mo that the program reads.

Owns the merge, what is refused in it, and the list of messages the source holds. The .mo is committed, so that a
checkout runs without a build step; the same .po files always give the same bytes.

    python tools/catalogues.py           merge; every fault is told, and nothing is written when there is one
    python tools/catalogues.py --check   also tell what the source says and no catalogue knows, and what is left over
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser

ROOT = Path(__file__).resolve().parent.parent
SWEDISH = ROOT / "tillsyn" / "locale" / "sv" / "LC_MESSAGES"
MERGED = SWEDISH / "tillsyn.mo"
_KEYWORDS = {"_", "N_", "ngettext"}
_PLACE = re.compile(r"\{[A-Za-z_][^{}]*\}|\{\}|%\([a-z_]+\)[sd]|%[sd]")


@dataclass(frozen=True, slots=True)
class Translation:
    """One message of one .po file: its English forms, its Swedish forms, and where it stands."""

    file: str
    line: int
    forms: tuple[str, ...]
    swedish: tuple[str, ...]
    fuzzy: bool

    @property
    def where(self) -> str:
        """File, line and the message itself, for a list of faults."""
        return f"{self.file}:{self.line}: {self.forms[0]!r}"


class _EveryMessage(Catalog):
    """A catalogue that keeps every message it is handed; Babel's own keeps the first of two silently."""

    def __init__(self) -> None:
        super().__init__(locale="sv")
        self.every: list[Message] = []

    def __setitem__(self, key: str | tuple[str, ...] | list[str], message: Message) -> None:
        self.every.append(message)
        super().__setitem__(key, message)


class _Fixed(Catalog):
    """A catalogue whose header holds no date, so that the same messages give the same bytes."""

    mime_headers = (
        ("Language", "sv"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit\n"),
    )


def translations(folder: Path = SWEDISH) -> list[Translation]:
    """Every message of every .po file in `folder`, in file order."""
    return [found for file in sorted(folder.glob("*.po")) for found in _read(file)]


def _read(file: Path) -> Iterator[Translation]:
    catalog = _EveryMessage()
    with file.open("rb") as source:
        PoFileParser(catalog, abort_invalid=True).parse(source)
    for message in catalog.every:
        if message.id:
            yield Translation(
                file.name, message.lineno or 0, _forms(message.id), _forms(message.string), "fuzzy" in message.flags
            )


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)


def faults(found: list[Translation]) -> list[str]:
    """What is wrong with the translations, a sentence each."""
    first: dict[str, Translation] = {}
    told = []
    for one in found:
        other = first.setdefault(one.forms[0], one)
        if (other.forms, other.swedish) != (one.forms, one.swedish):
            told.append(f"{one.where} is translated in another way in {other.file}:{other.line}")
        told += [f"{one.where} {fault}" for fault in _faults_of(one)]
    return told


def _faults_of(one: Translation) -> Iterator[str]:
    if one.fuzzy:
        yield "is marked fuzzy: look at it and take the mark away"
    if len(one.forms) != len(one.swedish) or not all(text.strip() for text in one.swedish):
        yield "has no Swedish"
        return
    for english, swedish in zip(one.forms, one.swedish, strict=True):
        ours, theirs = set(_PLACE.findall(english)), set(_PLACE.findall(swedish))
        if ours != theirs:
            yield f"differs in its places: {', '.join(sorted(ours ^ theirs))}"
        if _edges(english) != _edges(swedish):
            yield "begins or ends with another space or line break"


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def compiled(found: list[Translation]) -> bytes:
    """The bytes of tillsyn.mo."""
    merged = _Fixed(locale="sv")
    for one in found:
        single = len(one.forms) == 1
        merged.add(one.forms[0] if single else one.forms, one.swedish[0] if single else one.swedish)
    out = io.BytesIO()
    write_mo(out, merged)
    return out.getvalue()


def source_messages() -> dict[str, str]:
    """Every message in the source, with the file and line it first stands at.

    Read from the syntax tree: Babel's extractor passes over what stands inside an f-string.
    """
    places: dict[str, str] = {}
    for file in sorted((ROOT / "tillsyn").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (message := _said(node)) is not None:
                places.setdefault(message, f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    return places


def _said(node: ast.AST) -> str | None:
    """The message a call to one of the keywords says; None for anything else, or a message known at run time only."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KEYWORDS):
        return None
    first = node.args[0] if node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def out_of_step(found: list[Translation]) -> tuple[list[str], list[str]]:
    """What the source says and no catalogue knows, and what catalogues hold and the source no longer says."""
    said = source_messages()
    known = {one.forms[0] for one in found}
    missing = [f"{place}: {message!r} has no Swedish" for message, place in said.items() if message not in known]
    left = [f"{one.where} stands in no source file" for one in found if one.forms[0] not in said]
    return missing, left


def main(arguments: list[str]) -> int:
    """Merge, or tell what hinders it."""
    found = translations()
    told = faults(found)
    if "--check" in arguments:
        told += [line for lines in out_of_step(found) for line in lines]
    for line in told:
        print(line, file=sys.stderr)
    if told:
        return 1
    MERGED.write_bytes(compiled(found))
    print(f"{MERGED.relative_to(ROOT)}: {len({one.forms[0] for one in found})} messages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

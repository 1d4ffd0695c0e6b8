"""One part of a Word document as lines of text: the body, its notes, a header or a footer.

Owns what Word's elements mean to a reader: headings as ``#``, lists as ``-``, tables as rows; what was inserted is in,
what was deleted is out. Leaves opening to `reading.docx_package`, the whole to `reading.docx`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tillsyn.language import _
from tillsyn.reading.docx_package import TooMuch, parse
from tillsyn.reading.docx_styles import PLAIN, Style

MAX_CHARACTERS = 2_000_000
_HEADING, _ITEM, _ROW, _TEXT = "heading", "item", "row", "text"
_CHANGES = frozenset(f"w:{name}PrChange" for name in ("p", "r", "sect", "tbl", "tr", "tc", "tblEx"))
_OUT = frozenset(("w:del", "w:moveFrom", "Fallback", "w:instrText", "w:delText", "w:delInstrText")) | _CHANGES
_PROPERTIES = ("w:rPr", "w:trPr", "w:numPr")
_SIGNS = {"w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_SYMBOLS = {"F0FE": "☒", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F071": "☐", "F0FC": "✓", "F0FB": "✗", "F052": "☑"}
"""What the fonts of signs that Word puts in forms look like; they have no letters of their own."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read."""

    words: list[str] = field(default_factory=list)
    style: Style = PLAIN
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    kind: str
    text: str


class Part:
    """The text of one part, and how much of each sort it holds that is not text."""

    def __init__(self, content: bytes, styles: Mapping[str, Style]) -> None:
        self.counts: Counter[str] = Counter()
        """How many of ``inserted``, ``deleted``, ``comments`` and ``pictures`` there are."""
        self.references: list[tuple[str, str]] = []
        """The notes referred to, in order: ``footnote`` or ``endnote``, and id."""
        self.notes: dict[str, str] = {}
        """In a part of notes: id → text."""
        self._styles = styles
        self._open: list[str] = []
        self._skipped_at = 0
        self._paragraphs: list[_Paragraph] = []
        self._sinks: list[list[_Block]] = [[]]
        self._rows: list[list[str]] = []
        self._note = ""
        self._ticked = False
        self._length = 0
        parse(content, self._start, self._end, self._text)

    def lines(self) -> Iterator[str]:
        """The lines, with an empty one between paragraphs but none within lists and tables."""
        before = ""
        for block in self._sinks[0]:
            if before and not (block.kind == before and before in (_ITEM, _ROW)):
                yield ""
            yield from block.text.split("\n")
            before = block.kind

    def _start(self, name: str, about: Mapping[str, str]) -> None:
        parent = self._open[-1] if self._open else ""
        self._open.append(name)
        if self._skipped_at:
            return
        if name in _OUT:
            self._skipped_at = len(self._open)
            self.counts["deleted"] += name in ("w:del", "w:moveFrom") and parent not in _PROPERTIES
        elif name in ("w:ins", "w:moveTo"):
            self.counts["inserted"] += parent not in _PROPERTIES
        elif name in _STARTS:
            _STARTS[name](self, about)
        elif self._paragraphs:
            self._sign(name, parent, about)

    def _end(self, name: str) -> None:
        at = len(self._open)
        self._open.pop()
        if self._skipped_at:
            self._skipped_at = 0 if at == self._skipped_at else self._skipped_at
        elif name in _ENDS:
            _ENDS[name](self)

    def _text(self, text: str) -> None:
        if self._skipped_at or not self._paragraphs or self._open[-1] != "w:t":
            return
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise TooMuch
        self._say(text)

    def _say(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].words.append(text)

    def _sign(self, name: str, parent: str, about: Mapping[str, str]) -> None:
        """What stands for a sign within a paragraph, or says what the paragraph is."""
        paragraph, value = self._paragraphs[-1], about.get("val", "")
        if parent == "w:r":
            if name == "w:sym":
                self._say(_SYMBOLS.get(about.get("char", "").upper(), "·"))
            self._say(_SIGNS.get(name, " " if name == "w:tab" else ""))
        elif name == "w:pStyle":
            paragraph.style = self._styles.get(value, PLAIN)
        elif name == "w:outlineLvl" and parent == "w:pPr" and value.isdecimal():
            paragraph.style = Style(int(value) + 1 if int(value) < 9 else 0)
        elif name == "w:numId" and not paragraph.style.level:
            paragraph.style = Style(listed=value != "0")
        elif name == "w:ilvl" and value.isdecimal():
            paragraph.depth = min(int(value), 8)
        elif name in ("w:default", "w:checked") and parent == "w:checkBox":
            self._ticked = value not in ("0", "false", "off")

    def _open_paragraph(self, _about: Mapping[str, str]) -> None:
        self._paragraphs.append(_Paragraph())

    def _close_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.words).strip()
        if not text:
            return
        if paragraph.style.level:
            text = f"{'#' * min(paragraph.style.level, 6)} {' '.join(text.split())}"
            self._put(_HEADING, text)
        elif paragraph.style.listed:
            self._put(_ITEM, f"{'  ' * paragraph.depth}- {text}")
        else:
            self._put(_TEXT, text)

    def _put(self, kind: str, text: str) -> None:
        self._sinks[-1].append(_Block(kind, text))

    def _open_sink(self, _about: Mapping[str, str]) -> None:
        self._sinks.append([])

    def _open_row(self, _about: Mapping[str, str]) -> None:
        self._rows.append([])

    def _close_cell(self) -> None:
        cell = _flat(self._sinks.pop())
        if self._rows:
            self._rows[-1].append(cell)

    def _close_row(self) -> None:
        cells = self._rows.pop()
        if any(cells):
            self._put(_ROW, f"| {' | '.join(cells)} |")

    def _open_note(self, about: Mapping[str, str]) -> None:
        self._note = about.get("id", "")
        self._sinks.append([])

    def _close_note(self) -> None:
        self.notes[self._note] = _flat(self._sinks.pop())

    def _refer(self, sort: str, about: Mapping[str, str]) -> None:
        self.references.append((sort, about.get("id", "")))
        self._say(f"[{len(self.references)}]")

    def _picture(self, _about: Mapping[str, str]) -> None:
        self.counts["pictures"] += 1
        self._say(_("[picture]"))

    def _comment(self, _about: Mapping[str, str]) -> None:
        self.counts["comments"] += 1

    def _open_box(self, _about: Mapping[str, str]) -> None:
        self._ticked = False

    def _close_box(self) -> None:
        self._say("☒" if self._ticked else "☐")


def _flat(blocks: list[_Block]) -> str:
    """What stands in a cell or a note, on one line."""
    return " ".join(" ".join(block.text for block in blocks).split())


_STARTS = {
    "w:p": Part._open_paragraph,
    "w:tr": Part._open_row,
    "w:tc": Part._open_sink,
    "w:footnote": Part._open_note,
    "w:endnote": Part._open_note,
    "w:footnoteReference": lambda part, about: part._refer("footnotes", about),
    "w:endnoteReference": lambda part, about: part._refer("endnotes", about),
    "w:commentReference": Part._comment,
    "w:checkBox": Part._open_box,
    "blip": Part._picture,
    "imagedata": Part._picture,
}
_ENDS = {
    "w:p": Part._close_paragraph,
    "w:tr": Part._close_row,
    "w:tc": Part._close_cell,
    "w:footnote": Part._close_note,
    "w:endnote": Part._close_note,
    "w:checkBox": Part._close_box,
}

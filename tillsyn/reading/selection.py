"""Local selections (urval.yaml): which criteria of a set are left out, each for a reason.

Owns the file and its faults, and reads the set it is made for. Leaves what is left of the set to `domain.selections`,
and where sets lie to whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tillsyn.domain.criteria import CriteriaSet
from tillsyn.domain.selections import hanging, selected
from tillsyn.language import N_
from tillsyn.problems import Problem, errors
from tillsyn.reading.compiled import compile_set, set_hash
from tillsyn.reading.criteria import CriteriaReading, read_criteria
from tillsyn.reading.criteria_keys import AREA_ID, CRITERION_ID, FORMAT
from tillsyn.reading.faults import nearest
from tillsyn.reading.fields import Fields, top_fields
from tillsyn.reading.keys import Key, Keyed, Kind
from tillsyn.reading.tree import Mapping, Scalar, read_tree

SELECTION_KEYS = (
    Key("format", Kind.NUMBER, N_("The format of these files: 1."), required=True, least=1),
    Key("set", Kind.TEXT, N_("The set it is made from: its name, or its folder from this file."), required=True),
    Key("version", Kind.TEXT, N_("The edition it was made for, within quotation marks."), required=True),
    Key("title", Kind.TEXT, N_("What the selection is called.")),
    Key(
        "leave_out",
        Kind.NAMED_TEXTS,
        N_("A criterion's id, or an area's for all of it, and the reason."),
        required=True,
        pattern=f"{AREA_ID}|{CRITERION_ID}",
    ),
)
FindSet = Callable[[str], Path | None]
"""The folder of a set, by name or path; None where there is none."""


def is_selection(path: Path) -> bool:
    """Whether a file is a local selection rather than a file of a set."""
    if not path.is_file():
        return False
    root = read_tree(path, str(path)).root
    return isinstance(root, Mapping) and root.get("leave_out") is not None


def read_selection(path: Path, find_set: FindSet) -> CriteriaReading:
    """The set that a selection comes to, or every fault of the file; the set itself must be without any."""
    problems: list[Problem] = []
    top = top_fields(read_tree(path, str(path)), problems)
    criteria = _read(Keyed(top, SELECTION_KEYS), find_set) if top else None
    return CriteriaReading(None if errors(problems) else criteria, tuple(problems))


def _read(keyed: Keyed, find_set: FindSet) -> CriteriaSet | None:
    number = keyed.number("format")
    if number is not None and number != FORMAT:
        keyed.report("C008", keyed.place("format"), format=number)
    whole = _whole(keyed, find_set)
    version = keyed.text("version")
    inner = keyed.fields.fields("leave_out")
    title = keyed.text("title")
    if whole is None or inner is None:
        return None
    if version and version != whole.version:
        keyed.report("U002", keyed.place("version"), set=whole.id, version=whole.version, given=version)
    places, reasons = _left_out(inner, whole)
    _check(keyed, inner, whole, places)
    return selected(whole, reasons, title, set_hash(compile_set(whole)))


def _whole(keyed: Keyed, find_set: FindSet) -> CriteriaSet | None:
    name = keyed.scalar("set")
    if name is None:
        return None
    folder = find_set(name.text)
    if folder is None:
        keyed.report("U001", name, set=name.text)
        return None
    reading = read_criteria(folder)
    if reading.criteria is None:
        keyed.report("U009", name, set=name.text, place=errors(reading.problems)[0].place)
    return reading.criteria


def _left_out(inner: Fields, whole: CriteriaSet) -> tuple[dict[str, Scalar], dict[str, str]]:
    """Where each criterion is left out, and why."""
    areas = {area.id for area in whole.areas}
    places: dict[str, Scalar] = {}
    reasons: dict[str, str] = {}
    for word in sorted(inner.keys, key=lambda one: one.text not in areas):
        named = [c.id for c in whole.criteria if word.text in (c.id, c.area)]
        if not named:
            near = nearest(word.text, [*areas, *whole.criterion])
            inner.report("U003", word, id=word.text, set=whole.id, nearest=near)
        if word.text in places:
            inner.report("U008", word, id=word.text, area=whole.criterion[word.text].area)
        reason = _reason(inner, word)
        for name in named:
            places.setdefault(name, word)
            reasons.setdefault(name, reason)
    return places, reasons


def _reason(inner: Fields, word: Scalar) -> str:
    node = inner.node.get(word.text)
    if isinstance(node, Scalar) and not node.text.strip():
        inner.report("U006", word, id=word.text)
        return ""
    return inner.text(word.text) or ""


def _check(keyed: Keyed, inner: Fields, whole: CriteriaSet, places: dict[str, Scalar]) -> None:
    if not inner.keys:
        keyed.report("U004", keyed.place("leave_out"))
    elif len(places) == len(whole.criteria):
        keyed.report("U005", keyed.place("leave_out"))
    for kept, name, condition in hanging(whole, places.keys()):
        keyed.report("U007", places[name], kept=kept, id=name, condition=condition)

"""Many judgements added up: by auditee, by area, by criterion, by stratum.

Owns the grouping (pandas) and the tables that come of it. Every judgement is counted by the rules of
`domain.counting`; nothing here decides what is lacking. Leaves gathering to `workflow.summary`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.counting import Judgement, Tally, tally
from tillsyn.domain.criteria import Area, CriteriaSet, Meaning
from tillsyn.domain.ratings import AreaRating, as_rated
from tillsyn.domain.tables import Cell, Column, Table, table_of
from tillsyn.domain.units import Unit
from tillsyn.language import _
from tillsyn.nouns import put

if TYPE_CHECKING:
    from pandas import DataFrame

FILES, AUDITEES = "files", "auditees"
"""The two levels a number can stand on; they are never mixed in one column."""
_MEANINGS: tuple[Judgement, ...] = (*Meaning, None)
Ratings = Mapping[tuple[str, int, str], AreaRating]
"""(auditee, file number, area) → a person's rating in place of the computed one."""
_COUNTED = {("unanswered" if m is None else m.value): tally([m]) for m in _MEANINGS}
"""What one judgement of each meaning counts as."""


@dataclass(frozen=True, slots=True)
class JudgedCriterion:
    """One criterion in one file (number 0: of the auditee itself)."""

    auditee: str
    number: int
    stratum: str
    area: str
    criterion: str
    judgement: Judgement


def by_criterion(criteria: CriteriaSet, judged: Sequence[JudgedCriterion], who: Collection[str] = ()) -> Table:
    """Per criterion: how many files (for criteria about the auditee: auditees) by meaning, and auditees lacking.

    `who` are the kinds of auditee, for the headings.
    """
    names = Tally.__slots__
    frame = _frame(judged)
    counts = frame.groupby(["criterion", "meaning"]).size().unstack(fill_value=0)
    counts = counts.reindex([c.id for c in criteria.criteria], columns=list(names), fill_value=0)
    level = _auditees(frame, "criterion").reindex(counts.index, fill_value=0)
    records = [
        {
            "criterion": criterion,
            **{name: int(counts.at[criterion, name]) for name in names},
            "auditees": int(level.at[criterion, "applicable"]),
            "auditees_lacking": int(level.at[criterion, "lacking"]),
        }
        for criterion in counts.index
    ]
    columns = [Column("criterion", _("Criterion")), *_meaning_columns(), *_auditee_columns(criteria, who)]
    return table_of("criterion", _("By criterion"), columns, records, FILES)


def by_area(
    criteria: CriteriaSet,
    judged: Sequence[JudgedCriterion],
    who: Collection[str] = (),
    ratings: Ratings | None = None,
) -> Table:
    """Per area: files lacking of files applicable, and auditees with at least one file lacking.

    Of an area where nothing is asked of files: the auditees that lack something themselves. Where areas were rated
    otherwise than their answers come to, they count as rated; further columns tell how many, and what was computed.
    """
    asked = _asked(criteria, who)
    areas = [area.id for area in asked]
    computed = _files(_frame([j for j in judged if j.number]), ["area"]).reindex(areas, fill_value=0)
    judged, otherwise = _rated(judged, ratings or {})
    files = _files(_frame([j for j in judged if j.number]), ["area"]).reindex(areas, fill_value=0)
    of_files = {c.area for c in criteria.criteria_of(criteria.row_unit)}
    level = _auditees(_frame([j for j in judged if bool(j.number) == (j.area in of_files)]), "area")
    level = level.reindex(areas, fill_value=0)
    records = [
        {
            "area": area.id,
            "title": area.title,
            **(_file_cells(files, area.id) if criteria.asks_of_rows else {}),
            "auditees": int(level.at[area.id, "applicable"]),
            "auditees_lacking": int(level.at[area.id, "lacking"]),
            **(_rated_cells(computed, otherwise, area.id) if otherwise else {}),
        }
        for area in asked
    ]
    named = [Column("area", _("Area")), Column("title", _("Title"))]
    counted = _file_columns(criteria) if criteria.asks_of_rows else []
    columns = [*named, *counted, *_auditee_columns(criteria, who), *(_rated_columns() if otherwise else ())]
    return table_of("area", _("By area"), columns, records, FILES)


def by_auditee(
    criteria: CriteriaSet,
    judged: Sequence[JudgedCriterion],
    auditees: Sequence[tuple[str, str]],
    who: Collection[str] = (),
    ratings: Ratings | None = None,
) -> Table:
    """Per auditee (id, name), in the order given: files lacking of files applicable, in all and per area.

    Where nothing is asked of files: questions that show a lack, of questions applicable.
    """
    title, heading = put("", _("By {kind}"), who), put("", _("{Kind}"), who)
    if not criteria.asks_of_rows:
        return _by_questions(title, heading, _asked(criteria, who), judged, auditees)
    return _by_unit("auditee", title, heading, criteria, judged, auditees, ratings or {})


def by_stratum(
    criteria: CriteriaSet,
    judged: Sequence[JudgedCriterion],
    strata: Sequence[tuple[str, str]],
    ratings: Ratings | None = None,
) -> Table:
    """Per stratum (value, label), in the order given, over all auditees."""
    return _by_unit("stratum", _("By stratum"), _("Stratum"), criteria, judged, strata, ratings or {})


def _by_questions(
    title: str,
    heading: str,
    areas: Sequence[Area],
    judged: Sequence[JudgedCriterion],
    named: Sequence[tuple[str, str]],
) -> Table:
    """Per auditee how many questions about it apply, show a lack, and are unanswered; in all and per area."""
    records: list[dict[str, Cell]] = []
    for name, label in named:
        own = [(j.area, _COUNTED["unanswered" if j.judgement is None else j.judgement.value])
               for j in judged if j.auditee == name]  # fmt: skip
        record: dict[str, Cell] = {"auditee": name, "name": label}
        record |= {key: sum(getattr(one, key) for _area, one in own) for key in ("applicable", "lacking", "unanswered")}
        for area in areas:
            for key in ("lacking", "applicable"):
                record[f"{area.id}_{key}"] = sum(getattr(one, key) for of, one in own if of == area.id)
        records.append(record)
    columns = [
        Column("auditee", heading),
        Column("name", _("Name")),
        Column("applicable", _("Questions applicable")),
        Column("lacking", _("Questions lacking")),
        Column("unanswered", _("Questions unanswered")),
    ]
    for area in areas:
        columns += _area_columns(area.id)
    return table_of("auditee", title, columns, records, AUDITEES)


def _asked(criteria: CriteriaSet, who: Collection[str]) -> tuple[Area, ...]:
    """The areas where something is asked of some of these kinds of auditee; all where none are named."""
    return criteria.areas_for({AuditeeKind(kind) for kind in who}) if who else criteria.areas


def _area_columns(area: str) -> list[Column]:
    return [
        Column(f"{area}_lacking", _("{area}: lacking").format(area=area)),
        Column(f"{area}_applicable", _("{area}: applicable").format(area=area)),
    ]


def _by_unit(
    unit: str,
    title: str,
    heading: str,
    criteria: CriteriaSet,
    judged: Sequence[JudgedCriterion],
    named: Sequence[tuple[str, str]],
    ratings: Ratings,
) -> Table:
    frame = _frame([j for j in judged if j.number])
    as_counted, otherwise = _rated([j for j in judged if j.number], ratings)
    rated = _frame(as_counted)
    ids = [name for name, _label in named]

    def files(among: DataFrame) -> DataFrame:
        return _files(among, [unit]).reindex(ids, fill_value=0)

    reviewed = frame.drop_duplicates(["auditee", "number"]).groupby(unit).size().reindex(ids, fill_value=0)
    whole = files(frame)
    areas = [a for a in criteria.areas if any(c.area == a.id for c in criteria.criteria_of(criteria.row_unit))]
    per_area = {a.id: files(rated[rated["area"] == a.id]) for a in areas}
    computed = {area: files(frame[frame["area"] == area]) for area in per_area if area in otherwise}
    records: list[dict[str, Cell]] = []
    for name, label in named:
        record: dict[str, Cell] = {unit: name, "name": label, "files": int(reviewed.at[name])}
        record |= {"lacking": int(whole.at[name, "lacking"]), "unanswered": int(whole.at[name, "unanswered"])}
        for area_id, counted in per_area.items():
            record |= _area_cells(counted, name, area_id)
            if area_id in computed:
                record |= _area_cells(computed[area_id], name, f"{area_id}_computed")
        records.append(record)
    columns = [
        Column(unit, heading),
        Column("name", _("Name")),
        Column("files", put(criteria.row_unit, _("Reviewed {cases}"))),
        *_file_columns(criteria)[1:],
    ]
    for area in areas:
        columns += [*_area_columns(area.id), *(_computed_columns(area.id) if area.id in computed else ())]
    return table_of(unit, title, columns, records, FILES)


def _area_cells(counted: DataFrame, name: str, prefix: str) -> dict[str, Cell]:
    return {f"{prefix}_{key}": int(counted.at[name, key]) for key in ("lacking", "applicable")}


def _rated(judged: Sequence[JudgedCriterion], ratings: Ratings) -> tuple[list[JudgedCriterion], dict[str, int]]:
    """Judgements as they count by area, and area → how many files were rated otherwise than those come to."""
    places: defaultdict[tuple[str, int, str], list[JudgedCriterion]] = defaultdict(list)
    for one in judged:
        if (place := (one.auditee, one.number, one.area)) in ratings:
            places[place].append(one)
    moved: dict[tuple[str, int, str], JudgedCriterion] = {}
    for place, listed in places.items():
        judgements = [one.judgement for one in listed]
        if (counting := as_rated(judgements, ratings[place])) is not judgements:
            moved[place] = replace(listed[0], criterion="", judgement=counting[0])
    otherwise: dict[str, int] = {}
    for _auditee, _number, area in moved:
        otherwise[area] = otherwise.get(area, 0) + 1
    return [one for one in judged if (one.auditee, one.number, one.area) not in moved] + [*moved.values()], otherwise


def _rated_cells(computed: DataFrame, otherwise: Mapping[str, int], area: str) -> dict[str, Cell]:
    return {
        "otherwise": otherwise.get(area, 0),
        "computed_applicable": int(computed.at[area, "applicable"]),
        "computed_lacking": int(computed.at[area, "lacking"]),
    }


def _rated_columns() -> list[Column]:
    return [
        Column("otherwise", _("Rated otherwise")),
        Column("computed_applicable", _("Applicable by the answers")),
        Column("computed_lacking", _("Lacking by the answers")),
    ]


def _computed_columns(area: str) -> list[Column]:
    return [
        Column(f"{area}_computed_lacking", _("{area}: lacking by the answers").format(area=area)),
        Column(f"{area}_computed_applicable", _("{area}: applicable by the answers").format(area=area)),
    ]


def _frame(judged: Sequence[JudgedCriterion]) -> DataFrame:
    """One row per judgement, with what it counts as."""
    import pandas as pd

    meanings = ["unanswered" if j.judgement is None else j.judgement.value for j in judged]
    return pd.DataFrame(
        {
            "auditee": [j.auditee for j in judged],
            "number": [j.number for j in judged],
            "stratum": [j.stratum for j in judged],
            "area": [j.area for j in judged],
            "criterion": [j.criterion for j in judged],
            "meaning": meanings,
            "applicable": [_COUNTED[m].applicable for m in meanings],
            "lacking": [_COUNTED[m].lacking for m in meanings],
            "unanswered": [_COUNTED[m].unanswered for m in meanings],
        }
    )


def _files(frame: DataFrame, keys: list[str]) -> DataFrame:
    """Per key, the files with at least one judgement that counts as applicable, lacking, unanswered."""
    counted = ["applicable", "lacking", "unanswered"]
    per_file = frame.groupby(list(dict.fromkeys([*keys, "auditee", "number"])))[counted].max().reset_index()
    return per_file.groupby(keys[0])[counted].sum()


def _auditees(frame: DataFrame, key: str) -> DataFrame:
    """Per key, the auditees with at least one file applicable, and with at least one lacking."""
    per_auditee = frame.groupby([key, "auditee"])[["applicable", "lacking"]].max().reset_index()
    return per_auditee.groupby(key)[["applicable", "lacking"]].sum()


def _file_cells(files: DataFrame, key: str) -> dict[str, Cell]:
    return {name: int(files.at[key, name]) for name in ("applicable", "lacking", "unanswered")}


def _file_columns(criteria: CriteriaSet) -> list[Column]:
    unit = criteria.row_unit
    return [
        Column("applicable", put(unit, _("{Cases} applicable"))),
        Column("lacking", put(unit, _("{Cases} lacking"))),
        Column("unanswered", put(unit, _("{Cases} unanswered"))),
    ]


def _auditee_columns(criteria: CriteriaSet, who: Collection[str]) -> list[Column]:
    unit, lacking = criteria.row_unit, _("{Kinds} with at least {a_case} lacking")
    if not criteria.asks_of_rows:
        lacking = _("{Kinds} lacking")
    elif criteria.criteria_of(Unit.AUDITEE):
        lacking = _("{Kinds} with at least {a_case} lacking, or lacking themselves")
    return [
        Column("auditees", put(unit, _("{Kinds} applicable"), who)),
        Column("auditees_lacking", put(unit, lacking, who)),
    ]


def _meaning_columns() -> list[Column]:
    return [
        Column("met", _("Met")),
        Column("partly", _("Partly")),
        Column("unmet", _("Unmet")),
        Column("not_applicable", _("Not applicable")),
        Column("cannot_judge", _("Cannot be judged")),
        Column("unanswered", _("Unanswered")),
    ]

"""Every set but the one on files of committees, from set-up to report: each in its own words, for each it is put to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from tillsyn.cli.main import main
from tillsyn.domain.applicability import Asked, CaseState
from tillsyn.domain.casefiles import AuditeeKind
from tillsyn.domain.criteria import CriteriaSet, Meaning
from tillsyn.domain.facts import FactDefinition, FactType
from tillsyn.domain.units import Unit
from tillsyn.reading.criteria import read_criteria

SETS = Path(__file__).resolve().parents[2] / "criteria"
AGENCY = SETS.parent / "sample_cases" / "agency.yaml"
WHO = {
    "overenskommelse": ("nämnd", "region"),
    "egenkontroll": ("nämnd", "utförare"),
    "samverkan-hvb": ("nämnd", "utförare"),
    "resultatuppfoljning": ("nämnd",),
}
NAMES = {"nämnd": "Socialnämnden i Vik", "utförare": "HVB Linden", "region": "Region Exempellän"}
KINDS = {"nämnd": AuditeeKind.COMMITTEE, "utförare": AuditeeKind.PROVIDER, "region": AuditeeKind.REGION}
DAYS = (date(2015, 4, 10), date(2026, 3, 2))
ROWS = 3
LETTERS = {"krav": "requirement", "avslut": "closed"}
FILE_WORDS = re.compile(r"(?i)\b(?:ärende|akt)(?:n|en|et|er|na|erna|ena|ets|kod|listan?)?\b")
OWN_MATTER = ("Ärendet Underrättelse", "Ärendet Tillsyn", "det här ärendet", "om ärendet kan", "Ärendet har handlagts")
"""Where the authority speaks of its own matter."""


@dataclass(frozen=True)
class Journey:
    """One set on one day, gone all the way: what was printed, and what was written, as plain words."""

    criteria: CriteriaSet
    day: date
    printed: str
    notices: dict[str, str]
    letters: dict[str, str]
    report: str
    protocol: str
    answers: dict[str, dict[str, str]]
    """Auditee → criterion about itself → the answer's code."""

    @property
    def whole(self) -> str:
        """Everything that leaves the house."""
        return "\n".join([*self.notices.values(), *self.letters.values(), self.report, self.protocol])


@pytest.fixture(
    scope="module", params=[(name, day) for name in WHO for day in DAYS], ids=lambda p: f"{p[0]}-{p[1].year}"
)
def journey(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    """The way of a set, by commands alone."""
    name, day = request.param
    return Way(name, day, tmp_path_factory.mktemp(f"{name}-{day.year}")).gone()


class Way:
    """The commands of one journey, and the files they need."""

    def __init__(self, name: str, day: date, folder: Path) -> None:
        criteria = read_criteria(SETS / name).criteria
        assert criteria
        self.name, self.day, self.folder, self.criteria = name, day, folder, criteria
        self.unit = criteria.row_unit
        self.printed: list[str] = []
        self.answers: dict[str, dict[str, str]] = {}

    def gone(self) -> Journey:
        """Go it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.setenv("TILLSYN_HOME", str(self.folder / "home"))
            self._set_up()
            notices = self._written("letters render -o before --kind notice", "before")
            self._draw()
            for who in WHO[self.name]:
                self._answer(who)
            self._written("letters render -o between", "between")
            self._decide()
            letters = self._written("letters render -o after", "after")
            for by in ("auditee", "area", "criterion"):
                self._run(f"summary --by {by}")
            self._run("audit status")
            status = {one["auditee"]: one["letter"] for one in json.loads(self._run("--json audit status"))["auditees"]}
            kinds = {page.stem.partition("-")[0]: LETTERS[page.stem[2:]] for page in Path("after").glob("*.html")}
            assert status == kinds  # the latest letter, not the draft that came before the decisions
            report = self._written("report render -o report", "report")["rapport"]
            protocols = self._written("sample protocol -o protocols", "protocols") if self._drawn else {}
        printed = "\n".join(self.printed)
        return Journey(self.criteria, self.day, printed, notices, letters, report, protocols.get("n", ""), self.answers)

    @property
    def _drawn(self) -> bool:
        return self.criteria.asks_of_rows

    def _run(self, line: str, *more: str, expected: int = 0) -> str:
        """Run a command; what it prints is kept."""
        import contextlib
        import io

        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*line.split(), *more])
        assert code == expected, f"{line}: {out.getvalue()}{err.getvalue()}"
        self.printed.append(out.getvalue() + err.getvalue())
        return out.getvalue()

    def _written(self, line: str, folder: str) -> dict[str, str]:
        """The words of every page a command writes, by the auditee's id (or the file's name)."""
        agency = () if line.startswith("sample") else ("--agency", str(AGENCY), "--date", self.day.isoformat())
        self._run(line, *agency, "--format", "html")
        return {page.stem.partition("-")[0]: _words(page) for page in Path(folder).glob("*.html")}

    def _set_up(self) -> None:
        rows = (f"{who[0]};{NAMES[who]};{who};Box 1 / 000 01 Vik;EX {n}" for n, who in enumerate(WHO[self.name]))
        Path("who.csv").write_text("id;namn;slag;adress;dnr\n" + "\n".join(rows) + "\n", encoding="utf-8")
        new = f"--store p.tillsyn audit new --id p --criteria {self.name} --kind supervision --auditees who.csv"
        self._run(f"{new} --date {self.day} --title Prov")
        if self._drawn:
            self._run("sample plan --size 3 --reserve 0 --seed frö")
        else:
            self._refuse("sample plan", "sample plan --show", "sample list", "sample draw --seed x")
        late = self.day.replace(month=self.day.month + 1)
        self._run(f"sample commit --answer-by {late}")
        self._run("audit status")

    def _refuse(self, *lines: str) -> None:
        for line in lines:
            self._run(line, expected=2)
            assert "Det finns inget att dra" in self.printed[-1]

    def _draw(self) -> None:
        for who in WHO[self.name]:
            register = Path(f"{who[0]}.csv")
            head = "Överenskommelse" if self.unit is Unit.AGREEMENT else "Ärendekod"
            facts = self.criteria.facts_of(self.unit)
            lines = [";".join([head, *(fact.label for fact in facts)])]
            lines += [";".join([f"V-{n}", *(self._value(f, n) for f in facts)]) for n in range(1, ROWS + 1)]
            register.write_text("\n".join(lines) + "\n", encoding="utf-8")
            if self._drawn:
                self._run(f"frame import {register} --auditee {who[0]}")
        if not self._drawn:
            self._refuse("frame import n.csv --auditee n", "sample protocol -o p", "summary --by stratum")
            return
        for line in ("sample draw", "sample list", "sample plan --show", "sample advice --auditee n --size 2"):
            self._run(line)

    def _value(self, fact: FactDefinition, n: int) -> str:
        if fact.type is FactType.DATE:
            return date(self.day.year - 1, 6 + n, 2).isoformat()
        return "ja" if fact.type is FactType.BOOLEAN else fact.values[n % len(fact.values)][0]

    def _answer(self, who: str) -> None:
        """Answer everything that is asked, with a lack wherever a scale has one, one after the other."""
        own = {fact.id: self._value(fact, 1) for fact in self.criteria.facts_of(Unit.AUDITEE)}
        told = self._told(who, Unit.AUDITEE, own)
        self.answers[who[0]] = {name: given["code"] for name, given in told.items()}
        cases = [self._case(who, n) for n in range(1, ROWS + 1)] if self._drawn else []
        file = {
            "format": 1,
            "audit": "p",
            "auditee": who[0],
            "seat": "first",
            "auditee_facts": own,
            "auditee_answers": told,
            "cases": cases,
        }
        Path("answers.yaml").write_text(yaml.safe_dump(file, allow_unicode=True, sort_keys=False), encoding="utf-8")
        self._run("answers import answers.yaml")

    def _case(self, who: str, n: int) -> dict[str, object]:
        facts = {fact.id: self._value(fact, n) for fact in self.criteria.facts_of(self.unit)}
        return {"case": f"V-{n}", "facts": facts, "answers": self._told(who, self.unit, facts, n)}

    def _told(self, who: str, unit: Unit, facts: dict[str, str], n: int = 0) -> dict[str, dict[str, str]]:
        read = {name: self.criteria.fact[name].read(value) for name, value in facts.items()}
        given: dict[str, str] = {}
        for _again in range(4):  # an answer may be what another question hangs on
            for place, criterion in enumerate(self.criteria.criteria_of(unit)):
                state = CaseState(self.criteria, read, given, self.day, KINDS[who])
                if criterion.id not in given and state.applicability(criterion.id).asked is Asked.YES:
                    steps = [
                        s for s in self.criteria.scale_of(criterion).steps if s.meaning is not Meaning.NOT_APPLICABLE
                    ]
                    given[criterion.id] = steps[(place + n) % 3].code
        return {name: {"code": code, "comment": "Så visar underlaget."} for name, code in given.items()}

    def _decide(self) -> None:
        """Decide everything proposed: demands where they can be, else advice."""
        for found in json.loads(self._run("--json findings list")):
            if found["proposed"]:
                decide = f"findings decide --auditee {found['auditee']} --requirement {found['requirement']} --as"
                reason = ("--reason", "Bristen återkommer.")
                if main([*decide.split(), "krav", *reason]) != 0:
                    self._run(f"{decide} råd", *reason)
        first = next(f for f in json.loads(self._run("--json findings list")) if f["proposed"])
        self._run("findings list")
        self._run(f"findings explain {first['requirement']} --auditee {first['auditee']}")


def _words(page: Path) -> str:
    html = page.read_text(encoding="utf-8").replace("\u00a0", " ").replace("&nbsp;", " ").replace("&shy;", "")
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())


def test_nothing_is_told_of_nothing(journey: Journey) -> None:
    for words in ("0 ärenden", "0 akter", "0 överenskommelser", "omfattar .", ": .", "alla 1 ", "Alla 1 "):
        assert words not in journey.whole, words


def test_each_is_told_of_the_areas_put_to_it_and_of_no_other(journey: Journey) -> None:
    for who in WHO[journey.criteria.id]:
        asked = {c.area for c in journey.criteria.criteria if c.put_to(KINDS[who])}
        for text in (journey.notices[who[0]], journey.letters[who[0]]):
            told = _enumerated(text)
            for area in journey.criteria.areas:
                title = area.title[:1].lower() + area.title[1:]
                assert (title in told) == (area.id in asked), (who, area.id)


def _enumerated(text: str) -> str:
    """What a letter says the audit comprises."""
    return re.split(r"Förhållandena (?:bedöms|har bedömts)", text.partition("omfattar ")[2])[0]


def test_the_report_tells_every_area_somebody_was_asked_about(journey: Journey) -> None:
    kinds = [KINDS[who] for who in WHO[journey.criteria.id]]
    pages = journey.report.partition("Så läser du rapporten")[2]
    for area in journey.criteria.areas_for(kinds):
        assert area.title in pages, area.id
    for criterion in journey.criteria.criteria:
        assert (f"{criterion.id} " in pages) == any(criterion.put_to(kind) for kind in kinds), criterion.id


def test_agreements_are_never_called_files_nor_anything_where_there_are_no_rows(journey: Journey) -> None:
    if journey.criteria.row_unit is Unit.AGREEMENT:
        text = re.sub(r"\bAKT\b", "", journey.whole + journey.printed)  # an area's id
        for matter in OWN_MATTER:
            text = text.replace(matter, "")
        assert FILE_WORDS.findall(text) == []
    if not journey.criteria.asks_of_rows:
        text = journey.whole + journey.printed
        assert [word for word in ("förteckningen", "ärendelista", "dragna", "urvalet", "Urvalen") if word in text] == [
            "förteckningen"  # in the sentence that says none is needed
        ] * ("förteckningen" in text)


def test_nobody_is_called_a_committee_who_is_none(journey: Journey) -> None:
    others = [who for who in WHO[journey.criteria.id] if who != "nämnd"]
    for who in others:
        words = {"utförare": "utföraren", "region": "regionen" if journey.day.year > 2019 else "landstinget"}[who]
        for text in (journey.notices[who[0]], journey.letters[who[0]]):
            assert words in text
            assert "Vad nämnden ska lämna" not in text and "hos nämnden." not in text and "nämndens arbete" not in text
    if others:
        assert not re.search(r"(?m)^nämnd\b|\d nämnder är klara|Nämnder med", journey.printed)


def test_answers_of_a_scale_are_told_by_their_own_labels(journey: Journey) -> None:
    usual = {"Ja", "Delvis", "Nej"}
    for criterion in journey.criteria.criteria:
        steps = journey.criteria.scale_of(criterion).steps
        labels = {s.meaning: s.label for s in steps if s.meaning in (Meaning.MET, Meaning.PARTLY, Meaning.UNMET)}
        if set(labels.values()) <= usual or not criterion.put_to(AuditeeKind.COMMITTEE):
            continue
        own = re.sub(r"^(?:Ja|Delvis|Nej), ", "", labels[Meaning.UNMET]).lower()
        letter, report = journey.letters["n"].lower(), journey.report.lower()
        if criterion.unit is Unit.AUDITEE:
            code = journey.answers["n"].get(criterion.id, "")
            own = next((s.label.lower() for s in steps if s.code == code), "")
        assert own in letter
        assert re.sub(r"^(?:Ja|Delvis|Nej), ", "", labels[Meaning.MET]).lower() in report


def test_a_notice_rests_on_the_law_of_the_day_or_says_that_none_was_read(journey: Journey) -> None:
    law = "28 kap. 1–6 §§ SoL (2025:400)" if journey.day.year > 2025 else "13 kap. 1–6 §§ SoL (2001:453)"
    for who in WHO[journey.criteria.id]:
        notice = journey.notices[who[0]]
        assert (law in notice) == (who != "region")
        assert ("Brevet är ett utkast" in notice) == (who == "region")
        assert ("En jurist behöver ange vilken som gäller" in notice) == (who == "region")


def test_a_notice_asks_for_what_the_questions_need(journey: Journey) -> None:
    for who in WHO[journey.criteria.id]:
        notice = journey.notices[who[0]]
        itself = any(c.put_to(KINDS[who]) for c in journey.criteria.criteria_of(Unit.AUDITEE))
        assert ("vilka som kan intervjuas" in notice) == itself
        assert ("En förteckning över alla" in notice) == journey.criteria.asks_of_rows
        assert ("Efter dragningen" in notice) == journey.criteria.asks_of_rows


def test_numbers_add_up(journey: Journey) -> None:
    for part, whole in _shares(journey.report):
        assert part <= whole
    assert (
        f"har granskat {ROWS * len(WHO[journey.criteria.id])} " in journey.report or not journey.criteria.asks_of_rows
    )


def _shares(text: str) -> Iterator[Sequence[int]]:
    for part, whole in re.findall(r"\b(\d+) av (\d+)\b", text):
        yield int(part), int(whole)

"""Every command on a small store: what it answers, where, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.county import SMALL
from tillsyn.domain.entries import Entry
from tillsyn.store.engine import open_store
from tillsyn.store.journal import read_entries

NEW = (
    "audit", "new", "--id", "ny", "--criteria", SMALL / "criteria", "--title", "Ny", "--kind", "self_audit",
    "--auditees", SMALL / "auditees.csv", "--date", "2026-03-02",
)  # fmt: skip
ANSWERS = """format: 1
audit: liten
auditee: vik
seat: first
cases:
  - case: V-01
    facts: {barn: nej}
    answers:
      PLA-01: {code: nej, comment: Ingen plan., evidence: [{document: 02-plan-2025-03-12, quote: nykterhet}]}
      MET-01: ja
  - case: V-02
    answers: {PLA-01: {code: nej, comment: Inte heller här.}}
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "svar.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def entries(store: Path) -> list[Entry]:
    with open_store(store) as opened:
        return read_entries(opened)


def test_version(run: Run) -> None:
    said = run("--version")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("tillsyn ")


def test_a_store_is_made_with_its_first_audit(run: Run, tmp_path: Path) -> None:
    said = run("--store", tmp_path / "ny.tillsyn", *NEW)

    assert (said.code, said.out) == (0, "")
    assert "ny.tillsyn" in said.err
    assert run("--store", tmp_path / "ny.tillsyn", "audit", "status", "--json").json["audit"] == "ny"


def test_no_empty_store_is_left_where_the_audit_came_to_nothing(run: Run, tmp_path: Path) -> None:
    said = run("--store", tmp_path / "ny.tillsyn", *NEW[:5], "finns-inte", *NEW[6:])

    assert said.code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_register_is_taken_in_or_only_looked_at(at: Run, small: Path) -> None:
    before = len(entries(small))
    said = at("frame", "import", SMALL / "vik.csv", "--auditee", "o-nas", "--dry-run")
    assert (said.code, said.out) == (0, "")
    assert "4" in said.err
    assert len(entries(small)) == before

    assert at("frame", "import", SMALL / "vik.csv", "--auditee", "o-nas").code == 0
    assert len(entries(small)) == before + 1


def test_columns_are_pointed_out(at: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("Akt;Vårdform\nN-1;HVB\n", encoding="utf-8")
    mapped = ("--map", "Akt=case", "--map", "Vårdform=insatsform")

    assert at("frame", "import", path, "--auditee", "o-nas", *mapped).code == 0
    said = at("frame", "import", path, "--auditee", "o-nas", "--map", "Akt")
    assert said.code == 2
    assert "Vårdform=insatsform" in said.err


def test_a_sample_is_drawn_listed_told_and_checked(at: Run, run: Run, tmp_path: Path) -> None:
    at("frame", "import", SMALL / "vik.csv", "--auditee", "o-nas")

    drawn = at("sample", "draw", "--seed", "frö", "--size", 2, "--reserve", 1, "--auditee", "o-nas", "--json")
    assert [list(d) for d in drawn.json] == [["auditee", "sample", "reserve"]]
    assert [len(drawn.json[0][part]) for part in ("sample", "reserve")] == [2, 1]

    listed = at("sample", "list", "--auditee", "o-nas", "--json").json
    assert [list(row) for row in listed] == [["auditee", "number", "case", "stratum", "role"]] * 2
    assert [(row["case"], row["number"]) for row in listed] == list(zip(drawn.json[0]["sample"], (1, 2), strict=True))
    assert "V-0" in at("sample", "list").out

    assert "o-nas.json" in at("sample", "protocol", "-o", tmp_path / "p", "--auditee", "o-nas").out
    good = run("sample", "verify", tmp_path / "p" / "o-nas.json", "--frame", SMALL / "vik.csv", "--json")
    assert good.json == {
        "auditee": "o-nas", "ok": True, "drawn": 2, "differences": [], "causes": [], "as_bound": None,
        "other_draws": 0
    }  # fmt: skip
    told = json.loads((tmp_path / "p" / "o-nas.json").read_text(encoding="utf-8"))
    told["seed"] = "annat"
    (tmp_path / "p" / "fel.json").write_text(json.dumps(told), encoding="utf-8")
    bad = run("sample", "verify", tmp_path / "p" / "fel.json", "--frame", SMALL / "vik.csv")
    assert bad.code == 1
    assert bad.out


def test_a_file_is_replaced(at: Run) -> None:
    at("frame", "import", SMALL / "vik.csv", "--auditee", "o-nas")
    drawn = at("sample", "draw", "--seed", "frö", "--size", 2, "--auditee", "o-nas", "--json").json[0]["sample"]

    said = at("sample", "replace", drawn[0], "--auditee", "o-nas", "--reason", "missing", "--json")

    assert list(said.json) == ["left_out", "reason", "replaced_by"]
    assert (said.json["left_out"], said.json["reason"]) == (drawn[0], "missing")
    assert said.json["replaced_by"] not in (None, *drawn)
    assert at("sample", "replace", drawn[1], "--auditee", "o-nas", "--reason", "x").code == 2


def test_documents_are_taken_in(at: Run, tmp_path: Path) -> None:
    (tmp_path / "d" / "vik" / "V-03").mkdir(parents=True)
    (tmp_path / "d" / "vik" / "V-03" / "01-plan-2025-09-02.md").write_text("# Plan\n", encoding="utf-8")

    assert "1" in at("documents", "import", tmp_path / "d").err
    assert "0" in at("documents", "import", tmp_path / "d").err
    assert at("documents", "import", tmp_path / "borta").code == 2


def test_answers_go_in_and_out(at: Run, answers: Path, tmp_path: Path) -> None:
    said = at("answers", "import", answers)
    assert (said.code, said.out) == (0, "")
    assert "vik" in said.err

    out = at("answers", "export", "--auditee", "vik")
    assert (out.code, out.err) == (0, "")
    assert "Ingen plan." in out.out
    assert at("answers", "export", "--auditee", "vik", "-o", tmp_path / "ut.yaml").out == ""
    assert "# PLA-01  Finns en plan?" in (tmp_path / "ut.yaml").read_text(encoding="utf-8")
    short = at("answers", "export", "--auditee", "vik", "--case", "V-02", "--short")
    assert "#" not in short.out and "V-01" not in short.out
    assert at("answers", "export", "--auditee", "vik", "--case", "V-2").code == 2
    looked = at("answers", "import", tmp_path / "ut.yaml", "--dry-run")
    assert (looked.code, "0 nya poster skulle bli till. Inget är intaget." in looked.err) == (0, True)
    assert (tmp_path / "ut.yaml").read_text(encoding="utf-8") == out.out


def test_findings_are_listed_explained_and_decided(at: Run, answers: Path) -> None:
    at("answers", "import", answers)

    listed = at("findings", "list", "--json").json
    assert listed == [
        {
            "auditee": "vik", "requirement": "K-PLAN", "files_applicable": 2, "files_lacking": 2, "proposed": True,
            "disposition": None,
        }
    ]  # fmt: skip
    explained = at("findings", "explain", "K-PLAN", "--auditee", "vik")
    for word in ("Ingen plan.", "nykterhet", "5 kap. 9 § SoL (2001:453)", "13 kap. 10 § SoL (2025:400)", "V-01"):
        assert word in explained.out
    chain = at("findings", "explain", "K-PLAN", "--auditee", "vik", "--json").json
    assert [a["case"] for a in chain["answers"]] == ["V-02", "V-01"] or len(chain["answers"]) == 2

    one = ("--auditee", "vik", "--requirement", "K-PLAN", "--as", "krav", "--reason", "Två av fyra.")
    assert at("findings", "decide", *one).code == 0
    assert at("findings", "list", "--json").json[0]["disposition"] == "requirement"
    assert at("findings", "decide").code == 2
    assert at("findings", "decide", *one[:-2]).code == 2


def test_decisions_go_in_by_file(at: Run, answers: Path, tmp_path: Path) -> None:
    at("answers", "import", answers)
    path = tmp_path / "beslut.yaml"
    decision = "{auditee: vik, requirement: K-PLAN, as: råd, reason: Det räcker.}"
    path.write_text(f"format: 1\naudit: liten\ndecisions:\n  - {decision}\n", encoding="utf-8")

    assert at("findings", "decide", path).code == 0
    assert at("findings", "list", "--json").json[0]["disposition"] == "advice"


def test_status(at: Run, answers: Path) -> None:
    at("answers", "import", answers)

    told = at("audit", "status", "--json").json

    assert list(told) == [
        "audit", "title", "kind", "date", "criteria", "criteria_sha256", "conflicts", "outside", "auditees",
    ]  # fmt: skip
    assert list(told["auditees"][0]) == [
        "auditee", "name", "files", "complete", "gaps", "reconsider", "requirements", "advice", "undecided", "letter",
        "approved", "in_control", "remarks",
    ]  # fmt: skip
    vik = told["auditees"][0]
    assert (vik["auditee"], vik["files"], vik["complete"], vik["undecided"]) == ("vik", 4, 1, 1)
    assert "Socialnämnden i Vik" in at("audit", "status").out


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (
            "criterion",
            "criterion met partly unmet not_applicable cannot_judge unanswered auditees auditees_lacking",
        ),
        ("area", "area title applicable lacking unanswered auditees auditees_lacking"),
    ],
)
def test_a_summary_has_the_keys_that_are_promised(at: Run, answers: Path, by: str, keys: str) -> None:
    at("answers", "import", answers)

    told = at("summary", "--by", by, "--json").json

    assert [list(row) for row in told] == [keys.split()] * len(told)
    assert at("summary", "--by", by).code == 0
    if by == "criterion":
        rows = {row["criterion"]: row for row in told}
        assert (rows["PLA-01"]["unmet"], rows["PLA-01"]["unanswered"], rows["PLA-01"]["auditees_lacking"]) == (2, 2, 1)


def test_the_journal_is_verified_read_and_made_anew(at: Run, answers: Path, tmp_path: Path) -> None:
    told = at("journal", "verify", "--json")
    assert set(told.json) >= {"ok", "entries", "writers", "faults"}
    assert (told.code, told.json["ok"], told.json["faults"]) == (0, True, [])
    assert [list(w) for w in told.json["writers"]] == [["writer", "entries", "head"]]
    (tmp_path / "heads.json").write_text(told.out, encoding="utf-8")
    at("answers", "import", answers)
    assert at("journal", "verify", "--against", tmp_path / "heads.json").code == 0

    log = at("journal", "log", "--last", 2, "--json").json
    assert [list(line) for line in log] == [
        ["at", "writer", "seq", "actor", "kind", "subject", "data", "has_text"]
    ] * 2  # fmt: skip
    assert "Ingen plan." not in at("journal", "log").out
    assert at("journal", "rebuild").code == 0
    assert at("journal", "log", "--last", 0).code == 2


def test_damage_is_found_with_place_and_exit_code(at: Run, small: Path) -> None:
    from tests.store.making import without_guards

    connection = without_guards(small)
    connection.execute("UPDATE entry SET data = '{}' WHERE seq = 3")
    connection.close()

    said = at("journal", "verify")

    assert said.code == 1
    assert " 3 " in said.out
    assert at("journal", "verify", "--json").json["faults"][0]["code"] == "hash"


def test_a_backup_and_a_merge(at: Run, run: Run, small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopia.tillsyn"
    assert at("backup", "-o", copy).code == 0
    assert at("backup", "-o", copy).code == 2
    decided = ("--auditee", "vik", "--requirement", "K-PLAN", "--as", "ingen", "--reason")
    run("--store", copy, "--actor", "Bo", "findings", "decide", *decided, "Rättat nu.")
    at("--actor", "Ada", "findings", "decide", *decided, "Redan åtgärdat.")

    told = at("merge", copy, "--json")

    assert told.code == 0
    assert told.json["sources"] == [{"store": str(copy), "taken": 1, "adopted": 0}]
    ((subject, versions),) = [(c["subject"], c["versions"]) for c in told.json["conflicts"]]
    assert subject == "decision|liten|vik|K-PLAN"
    assert sorted((actor, content) for _at, actor, content in versions) == [
        ("Ada", "Redan åtgärdat."),
        ("Bo", "Rättat nu."),
    ]
    again = at("merge", copy)
    assert again.code == 0
    assert "Socialnämnden i Vik  ställningstagande till ett krav: K-PLAN." in again.err
    assert len(entries(small)) == told.json["sources"][0]["taken"] + len(entries(copy))


def test_criteria_are_checked_listed_and_shown(run: Run) -> None:
    assert run("criteria", "check", SMALL / "criteria").code == 0
    assert run("criteria", "check", SMALL / "criteria", "--json").json == []
    assert run("criteria", "check", "missbruk-vuxna").code == 0
    assert "missbruk-vuxna" in run("criteria", "list").out
    assert "utgiven" in run("criteria", "list").out
    assert run("criteria", "list", "--json").json[0]["status"] == "published"
    assert "PLA-01" in run("criteria", "show", SMALL / "criteria").out
    assert "13 kap. 10 §" in run("criteria", "show", SMALL / "criteria", "pla-01").out
    said = run("criteria", "show", "missbruk-vuxna", "UPF-01").out
    assert "Ställs: när ”Insatsen avslutad” är ja" in said and "applies_when: insats_avslutad or" in said
    assert run("criteria", "show", SMALL / "criteria", "PLA-01", "--json").json["id"] == "PLA-01"
    assert run("criteria", "show", SMALL / "criteria", "PLA-99").code == 2
    assert "$schema" in run("criteria", "schema").json


def test_faults_of_criteria_have_a_place_and_keys(run: Run, tmp_path: Path) -> None:
    (tmp_path / "set.yaml").write_text("format: 1\nid: x\nid: y\n", encoding="utf-8")

    said = run("criteria", "check", tmp_path)
    assert said.code == 1
    assert f"{tmp_path / 'set.yaml'}:3:1: " in said.err
    told = run("criteria", "check", tmp_path, "--json")
    assert told.code == 1
    assert {tuple(fault) for fault in told.json} == {("file", "line", "column", "code", "severity", "message")}


def test_the_doctor(run: Run) -> None:
    assert "SQLite" in run("doctor").out
    assert {tuple(f) for f in run("doctor", "--json").json} == {("what", "works", "note", "remedy")}


def test_the_app_needs_a_terminal_and_says_what_to_do(at: Run) -> None:
    for words in ((), ("review",)):
        said = at(*words)
        assert said.code == 2
        assert "--plain" in said.err


def test_judging_line_by_line(at: Run, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO("nej\nn\n\x1b[2JIngen plan.\nkanske\nj\n.slut\n"))

    said = at("review", "--plain", "--auditee", "vik", "--case", "V-03")

    assert said.code == 0
    assert "Finns en plan?" in said.out
    assert [(e.kind, e.data) for e in entries(small)[-4:]] == [
        ("fact", '{"value":"nej"}'),
        ("answer", '{"code":"nej"}'),
        ("comment", "{}"),
        ("answer", '{"code":"ja"}'),
    ]


def test_letters_and_a_report_are_written(at: Run, answers: Path, tmp_path: Path) -> None:
    from tests.county import SAMPLE_CASES

    at("answers", "import", answers)
    decide = ("--auditee", "vik", "--requirement", "K-PLAN", "--as", "krav", "--reason", "Två av fyra.")
    at("findings", "decide", *decide)
    agency = ("--agency", SAMPLE_CASES / "agency.yaml")

    told = at("letters", "render", "-o", tmp_path / "brev", "--auditee", "vik", "--format", "html", "--json", *agency)
    assert told.code == 0
    (letter,) = told.json
    assert list(letter) == ["auditee", "kind", "draft", "html", "pdf", "view_sha256"]
    assert (letter["auditee"], letter["kind"], letter["draft"], letter["pdf"]) == ("vik", "requirement", True, None)
    assert "Nämnden ska säkerställa" in Path(letter["html"]).read_text(encoding="utf-8")

    told = at("report", "render", "-o", tmp_path / "rapport", "--format", "csv", "--json", *agency)
    assert told.code == 0
    assert all(Path(path).is_file() for path in told.json)


def test_a_template_with_a_name_that_is_not_there_is_told_and_nothing_written(at: Run, tmp_path: Path) -> None:
    import shutil

    from tests.county import SAMPLE_CASES
    from tillsyn.resources import bundled

    templates = Path(shutil.copytree(bundled("templates"), tmp_path / "mallar"))
    letter = templates / "letters" / "page.html"
    letter.write_text(letter.read_text(encoding="utf-8") + "{{ finns_inte.alls }}", encoding="utf-8")

    said = at(
        "letters", "render", "-o", tmp_path / "brev", "--auditee", "vik", "--format", "html", "--kind", "closed",
        "--agency", SAMPLE_CASES / "agency.yaml", "--templates", templates,
    )  # fmt: skip

    assert said.code == 4
    assert "finns_inte" in said.err
    assert "page.html" in said.err
    assert not [path for path in tmp_path.glob("brev/**/*") if path.is_file()]


def test_the_demo_leaves_other_peoples_files_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "viktigt.txt").write_text("x", encoding="utf-8")

    for words in ((), ("--force",)):
        said = run("demo", tmp_path, "--no-app", *words)
        assert said.code == 2
        assert "letters" in said.err
    assert [p.name for p in tmp_path.rglob("*")] == ["letters", "viktigt.txt"]

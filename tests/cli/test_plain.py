"""The seat line by line: everything a person can do in the app, and nothing that a screen reader would stumble on."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Said
from tillsyn.cli.plain.lines import say
from tillsyn.domain.entries import Entry
from tillsyn.domain.seats import Seat
from tillsyn.errors import StoreFault
from tillsyn.store.engine import open_store
from tillsyn.store.journal import Draft, read_entries
from tillsyn.workflow import review
from tillsyn.workflow.audits import open_audit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.sheet import Sheet, load_sheet

V01 = ("--auditee", "vik", "--case", "V-01")
V03 = ("--auditee", "vik", "--case", "V-03")
"""V-03 lacks the fact *barn*, which decides on PLA-03."""
Talk = Callable[..., Said]


@pytest.fixture
def talk(at: Run, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """`talk(V01, "j", "n", …)`: what is said when these lines are written, one after the other."""

    def hold(where: tuple[str, ...], *lines: str) -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return at("review", "--plain", *where)

    return hold


def sheet(store: Path, case: str = "V-01", seat: Seat = Seat.FIRST) -> Sheet:
    with open_desk(store) as desk:
        return load_sheet(desk, open_audit(desk), "vik", case, seat)


def answers(store: Path, case: str = "V-01") -> dict[str, tuple[str, str]]:
    return {name: (a.code, a.comment) for name, a in sheet(store, case).answers.items()}


def entries(store: Path) -> list[Entry]:
    with open_store(store) as opened:
        return read_entries(opened)


# The conversation


def test_a_whole_file(talk: Talk, small: Path) -> None:
    said = talk(V03, "nej", "d", "Målen är vaga.", "Ja", "kan inte bedömas", "Metoden nämns inte.")

    assert said.code == 0
    assert answers(small, "V-03") == {
        "PLA-01": ("delvis", "Målen är vaga."),
        "PLA-02": ("ja", ""),
        "MET-01": ("oklart", "Metoden nämns inte."),
    }
    for words in ("Fråga 1 av 4, område Planering.", "PLA-01. Finns en plan?", "Akten är klar."):
        assert f"\n{words}\n" in said.out
    assert sheet(small, "V-03").progress.complete


def test_facts_that_decide_come_first_and_say_what_comes_and_goes(talk: Talk) -> None:
    said = talk(V03, "j", ".i 2 nej").out

    assert said.index("Barn berörs?") < said.index("Fråga 1 av")
    assert "Sparat: Barn berörs: ja, ifyllt." in said
    assert "Ställs nu: PLA-03." in said and "Ställs inte: PLA-03." in said
    told = talk(V01).out
    assert "Barn berörs: ja, från ärendelistan." in told and "Barn berörs?" not in told


def test_answers_to_what_is_no_longer_asked_are_kept_and_count_again(talk: Talk, small: Path) -> None:
    said = talk(V01, ".t PLA-03", "j", ".i 2 n", ".i 2 j").out

    assert "Det som har svarats står kvar men räknas inte: PLA-03." in said
    assert "Det som har svarats räknas igen: PLA-03." in said
    assert answers(small) == {"PLA-03": ("ja", "")}


def test_commands_are_named_as_they_are_written_here(talk: Talk) -> None:
    assert "Frågan ställs inte här: .v visar varför" in talk(V01, ".i 2 n", ".t PLA-03").out
    assert "bland källorna (.k) och citera stället (.b)" in talk(V01, ".t PLA-01", "j", ".t PLA-01", ".k e").out


def test_a_command_leaves_the_facts_for_a_question(talk: Talk, small: Path) -> None:
    talk(V03, ".t MET-01", "j")
    assert answers(small, "V-03") == {"MET-01": ("ja", "")}


def test_on_a_terminal_lines_are_broken_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "24")
    say("Lämnas tomt för en pågående insats på granskningsdagen.")
    assert capsys.readouterr().out == "Lämnas tomt för en\npågående insats på\ngranskningsdagen.\n"


def test_every_line_says_one_thing_and_draws_nothing(talk: Talk) -> None:
    said = talk(
        V01, "?", ".v", ".d", ".läs 2:1-4", ".träffar", ".O", ".T", ".G", ".frågor", ".lista", ".i", ".A", "j", ".h"
    )

    assert "\x1b" not in said.out and "\t" not in said.out
    assert not re.search(r"  +\S", said.out)  # no columns
    drawn = {sign for sign in said.out if unicodedata.category(sign) == "So" or 0x2500 <= ord(sign) < 0x2600}
    assert drawn == set()


def test_saved_is_said_of_what_is_on_disk_alone(talk: Talk, small: Path) -> None:
    said = talk(V01, "javisst", "j", "hund", "n")

    assert said.out.count("Sparat:") == 2
    assert "”javisst” är inget svar här." in said.out
    assert answers(small) == {"PLA-01": ("ja", ""), "PLA-02": ("nej", "")}


def test_an_empty_line_leaves_a_gap_and_goes_on(talk: Talk, small: Path) -> None:
    said = talk(V01, "", "", "n", "", "", "")

    assert answers(small) == {"PLA-03": ("nej", "")}
    assert "Besvara PLA-01 först." in said.out
    assert "Det var den sista frågan." in said.out
    assert "Saknas: 2 svar, 1 kommentar, 1 fråga väntar." in said.out


def test_a_long_comment_ends_with_a_dot_and_is_kept_as_it_is_written(talk: Talk, small: Path) -> None:
    lines = [".C", "Första raden.", "", "..NET nämns", "...och så vidare", " indraget  ", "cases:", "."]
    talk(V01, *lines)

    comment = sheet(small).comments["PLA-01"]
    assert comment == "Första raden.\n\n.NET nämns\n...och så vidare\n indraget  \ncases:"


def test_a_long_comment_that_was_cut_off_is_there_again(talk: Talk, small: Path) -> None:
    talk(V01, ".C", "Halva", "meningen")
    assert sheet(small).comments == {}

    said = talk(V01, ".C", "är sparad.", ".")

    assert "En kommentar är påbörjad men inte avslutad: Halva meningen" in said.out
    assert sheet(small).comments["PLA-01"] == "Halva\nmeningen\när sparad."


def test_a_long_comment_can_be_abandoned(talk: Talk, small: Path) -> None:
    talk(V01, ".c Den gamla.", ".C", "Ny", ".avbryt", ".tillägg Och mer.")
    assert sheet(small).comments["PLA-01"] == "Den gamla.\nOch mer."


def test_one_comes_back_to_the_very_place(talk: Talk, at: Run) -> None:
    talk(("--auditee", "vik"), ".öppna V-02", ".t MET-01", ".läs 1:1-3", ".paus")

    said = talk((), ".läs").out

    assert "V-02." in said and "Du är tillbaka där du var." in said
    assert "Utredning 2025-08-10, rad 4" not in said and "Handlingen slutar här." in said


def test_undo_redo_and_history(talk: Talk, small: Path) -> None:
    said = talk(V01, "j", ".u", "n", "Ingen plan.", ".u", ".u", ".igen", ".t 1", ".h")

    assert answers(small) == {"PLA-01": ("nej", "")}
    assert "Sparat: den senaste ändringen är ångrad." in said.out
    assert "svaret togs tillbaka" in said.out
    assert "comment" in [entry.kind for entry in entries(small)]


def test_documents_are_read_found_and_cited_by_line(talk: Talk, small: Path) -> None:
    said = talk(V01, ".d", ".läs 2:1-3", ".b", ".sök barn", ".f", ".b", ".belägg 1", ".b 1:3-4").out

    assert "2. Plan 2025-03-12, 4 rader, 2 träffar." in said
    assert "3. Målet är nykterhet fram till sommaren." in said
    assert "Träff 1 av" in said
    cited = sheet(small).evidence["PLA-01"]
    assert [(e.document, e.line) for e in cited] == [("01-utredning-2025-02-20", 3), ("02-plan-2025-03-12", 1)]
    assert "Sparat som belägg för PLA-01: Utredning 2025-02-20, rad 3 till 4." in said


def test_long_documents_are_paged_on_request_alone(talk: Talk) -> None:
    said = talk(V01, ".d 2", ".läs", ".d 2", ".rader 2", ".läs", ".läs").out

    first, second = said.split("2 rader åt gången.")
    assert "4. Planen är undertecknad av båda." in first
    assert "är kvar. .läs läser vidare." in second
    assert "4. Planen är undertecknad av båda." in second


def test_pages_and_sections_are_read_and_long_lists_of_hits_cut_on_request(talk: Talk, at: Run, tmp_path: Path) -> None:
    folder = tmp_path / "d" / "vik" / "V-03"
    folder.mkdir(parents=True)
    text = "# Plan\n\nFörsta planen.\n\n— sida 2 —\n\n## Mål i planen\n\nPlanen följs upp.\n\n## Annat\n\nSlut.\n"
    (folder / "01-plan-2025-09-02.txt").write_text(text, encoding="utf-8")
    at("documents", "import", tmp_path / "d")

    said = talk(V03, "nej", ".läs sida 2", ".O", ".läs rubrik 2", ".b", ".rader 2", ".träffar").out

    page, section = said.split("1. Plan, nivå 1, rad 1.")
    assert "Plan 2025-09-02, sida 2, rad 5 till 13:" in page and "Första planen." not in page
    assert "Plan 2025-09-02, sida 2, rad 7 till 10:" in section and "Slut." not in section
    assert "Sparat som belägg för PLA-01: Plan 2025-09-02, sida 2, rad 7 till 10." in section
    assert "Träff 2 av" in section and "Träff 3 av" not in section
    assert "träffar till; .f och ett nummer går till en." in section


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (".fo", "Menade du .frågor?"),
        (".hjäl", "räknar upp kommandona"),
        (".läs 99", "Handlingen har"),
        (".t XYZ", "Det finns ingen fråga ”XYZ”"),
        (".öppna X-1", "inte i urvalet"),
        (".d 9", "Det finns ingen handling 9"),
        (".läs sida 2", "ingen sida 2"),
        (".b kanske", "är inget ställe"),
        (".i 99 ja", "Det finns ingen aktuppgift ”99”"),
        (".i 1 hund", "är inget värde för"),
        (".A ZZZ u x", "Det finns inget område"),
        (".S flyg", "Det finns inget steg"),
        (".R 3 ok", "Det finns ingen granskningsnot 3"),
        (".P", "slutar på .pdf eller .html"),
        (".rader x", "hur många rader"),
        (".r", "inget som inte kunde sparas"),
        (".u", "inget att ångra"),
        (".U", "inget att göra igen"),
        (".", "Fråga 1 av"),
        (".*", "Bara det som är besvarat"),
        (".!", "Inget av det här sparas"),
        (".k", "Varifrån kommer kommentaren"),
    ],
)
def test_what_cannot_be_done_is_told_and_the_question_stays(talk: Talk, small: Path, line: str, words: str) -> None:
    said = talk(V01, line, "j")

    assert said.code == 0
    assert words in said.out, said.out
    assert answers(small) == {"PLA-01": ("ja", "")}


def test_what_is_said_beside_an_answer(talk: Talk, small: Path) -> None:
    talk(
        V01,
        "j",
        ".t PLA-01",
        ".*",
        ".k a e",
        ".N Ring arkivet.",
        ".c Planen finns.",
        ".återta",
        "n",
        ".t PLA-03",
        "n",
        ".svar j",
    )

    found = sheet(small)
    assert (found.answers["PLA-01"].code, found.answers["PLA-03"].code) == ("nej", "ja")
    assert "PLA-01" in found.good
    assert [source.value for source in found.sources["PLA-01"]] == ["file", "person"]
    assert found.comments["PLA-01"] == "Planen finns."
    with open_desk(small) as desk:
        assert review.note(desk, found) == "Ring arkivet."
    assert "Din anteckning: Ring arkivet." in talk(V01).out


def test_a_phrase_goes_into_the_comment_and_what_is_missing_in_it_is_asked_for(
    talk: Talk, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    phrases = "format: 1\nset: liten\nphrases:\n  - {text: Planen saknas.}\n  - {text: Mellan … och … saknas planen.}\n"
    (tmp_path / "fraser.yaml").write_text(phrases, encoding="utf-8")

    said = talk(V01, "n", ".p mellan", ".p 9", ".p 2", "mars", "maj", "n", ".p 2", "", ".p 1", ".h").out

    assert "2. Mellan … och … saknas planen." in said and "1. Planen saknas." not in said
    assert "Fyll i 2 av 2: Mellan mars och … saknas planen." in said
    assert "Det finns ingen fras 9." in said
    assert list(answers(small).values()) == [("nej", "Mellan mars och maj saknas planen."), ("nej", "Planen saknas.")]


def test_a_file_is_handed_over_returned_and_remarked_on(
    talk: Talk, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk(V03, "nej", "j", "j", "j", ".S lämna", ".t 1", "n", ".S ta-tillbaka", ".svar n", "Ingen plan.", ".S lämna")
    assert sheet(small, "V-03").locked
    assert answers(small, "V-03")["PLA-01"] == ("nej", "Ingen plan.")

    monkeypatch.setenv("TILLSYN_ACTOR", "Kollega")
    said = talk(V03, ".t PLA-01", ".R ! Se rad tre.", ".S återlämna", ".m")

    assert "Återlämnad, 1 öppen not." in said.out
    assert [remark.text for remark in sheet(small, "V-03").remarks] == ["Se rad tre."]
    assert "1. måste åtgärdas, öppen, Kollega: Se rad tre." in talk(V03, ".t PLA-01", ".R").out


def test_an_area_is_rated_with_a_reason(talk: Talk, small: Path) -> None:
    said = talk(V03, "nej", "j", "j", "j", ".A PLA b Målen bär inte planen.").out

    assert sheet(small, "V-03").overrides["PLA"].reason == "Målen bär inte planen."
    assert "PLA: uppfyllt. Bedömt som brister av Prov Granskare: Målen bär inte planen." in said


def test_the_second_reader_hears_nothing_of_the_first(talk: Talk, small: Path) -> None:
    talk(V03, "ja", "n", "Hemlig mening.", "o", "Också hemlig.", ".S", ".b 1:1")
    with open_desk(small) as desk:
        first = load_sheet(desk, open_audit(desk), "vik", "V-03")
    assert first.facts["barn"] is True

    second = (*V03, "--seat", "second")
    said = talk(second, "?", ".G", ".frågor", ".i", ".h", ".R", ".S", ".A", ".lista", ".t 1", ".h", ".v", ".nästa").out

    assert "Andra läsningen." in said
    assert "Barn berörs?" in said  # asked anew: what the first reader filled in is not hers
    assert not re.search(r"emlig|klart [1-9]|Besvarad|Prov Granskare", said)


def test_a_consensus_hears_both_and_is_asked_where_they_differ(talk: Talk, small: Path) -> None:
    for seat, code in ((Seat.FIRST, "ja"), (Seat.SECOND, "nej")):
        with open_desk(small, seat.value) as desk:
            found = load_sheet(desk, open_audit(desk), "vik", "V-02", seat)
            review.give_answer(desk, review.give_answer(desk, found, "PLA-01", code), "MET-01", "ja")

    said = talk(("--seat", "consensus"), "j", "", "").out

    assert "V-02." in said and "V-01" not in said
    assert "Läsningarna: första: Ja, andra: Nej." in said
    assert "Samsyn." in said
    assert sheet(small, "V-02", Seat.CONSENSUS).answers["PLA-01"].code == "ja"


def test_what_could_not_be_saved_is_told_and_tried_again(
    talk: Talk, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, tries = Desk.record, iter([False, True])

    def full(desk: Desk, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
        if drafts[0].kind == "answer" and next(tries, False) is False:
            raise StoreFault("Disken är full.", "Frigör utrymme.")
        return record(desk, drafts)

    monkeypatch.setattr(Desk, "record", full)
    said = talk(V01, "j", ".r", "o").out

    before, _again, after = said.partition("Sparat.")
    assert "Disken är full." in before and "Det här är inte sparat." in before and "Sparat:" not in before
    assert "Besvarad: Ja." in after and "Disken är full." in after
    assert answers(small) == {"PLA-01": ("ja", "")}


def test_two_who_share_the_seat_both_sign(talk: Talk, small: Path) -> None:
    talk(V01, ".W Ada Berg", "j", ".W -", "j")

    assert [e.actor for e in entries(small) if e.kind == "answer"] == ["Prov Granskare + Ada Berg", "Prov Granskare"]


def test_somebody_elses_answer_is_told_before_the_next_line(
    talk: Talk, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Typed(io.StringIO):
        def readline(self, size: int = -1, /) -> str:
            if not self.tell():
                with open_desk(small, "Ada") as desk:
                    review.give_answer(desk, load_sheet(desk, open_audit(desk), "vik", "V-01"), "PLA-01", "ja")
            return super().readline(size)

    monkeypatch.setattr("tests.cli.test_plain.io.StringIO", Typed)
    said = talk(V01, ".var", ".var").out

    assert "Någon annan har just ändrat det här." in said
    assert "Besvarad: Ja." in said


def test_a_file_that_does_not_exist_is_told(talk: Talk) -> None:
    said = talk(("--auditee", "vik", "--case", "V-99"))
    assert (said.code, "V-99" in said.err) == (2, True)

"""What the phrase bank offers: files where they are looked for, own comments, and nothing of another reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from tillsyn.domain.phrases import Origin
from tillsyn.domain.seats import Seat
from tillsyn.workflow import review
from tillsyn.workflow.audits import OpenAudit
from tillsyn.workflow.desk import Desk, open_desk
from tillsyn.workflow.phrases import phrase_bank
from tillsyn.workflow.sheet import load_sheet

OWN = "format: 1\nphrases:\n  - text: {text}\n"


def say(desk: Desk, opened: OpenAudit, case: str, criterion: str, text: str, seat: Seat = Seat.FIRST) -> None:
    review.write_comment(desk, load_sheet(desk, opened, "vik", case, seat), criterion, text)


def own(desk: Desk, opened: OpenAudit, case: str = "V-03", seat: Seat = Seat.FIRST) -> list[str]:
    bank = phrase_bank(desk, load_sheet(desk, opened, "vik", case, seat), "PLA-01")
    return [offer.phrase.text for offer in bank.offers if offer.phrase.origin is Origin.OWN]


def test_what_is_said_twice_becomes_a_phrase(desk: Desk, liten: OpenAudit) -> None:
    say(desk, liten, "V-01", "PLA-01", "Bara muntligt.")
    assert own(desk, liten) == []
    say(desk, liten, "V-02", "PLA-02", "Bara muntligt.")
    assert own(desk, liten) == ["Bara muntligt."]
    say(desk, liten, "V-02", "PLA-02", "Annat.")
    assert own(desk, liten) == [], "what no longer stands is not used"


def test_others_words_and_words_that_point_somebody_out_are_not_offered(desk: Desk, liten: OpenAudit) -> None:
    for case in ("V-01", "V-02"):
        say(desk, liten, case, "PLA-01", "Ring 070-123 45 67.")
    with open_desk(desk.store.path, "Bo Ek") as other:
        for case in ("V-01", "V-02"):
            say(other, liten, case, "PLA-02", "Bo skrev detta.")
        assert own(other, liten) == ["Bo skrev detta."]
    assert own(desk, liten) == []
    with open_desk(desk.store.path, "Prov Granskare + Bo Ek") as both:
        assert own(both, liten) == ["Bo skrev detta."]


def test_a_second_reader_is_not_reminded_of_the_first_reading(desk: Desk, liten: OpenAudit) -> None:
    for criterion in ("PLA-01", "PLA-02"):
        say(desk, liten, "V-01", criterion, "Bara muntligt.")
    assert own(desk, liten, "V-01", Seat.SECOND) == []
    assert own(desk, liten, "V-01") == ["Bara muntligt."]


def test_the_authoritys_file_is_looked_for_here_beside_the_store_and_at_home(
    desk: Desk, liten: OpenAudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "här"
    here.mkdir()
    monkeypatch.chdir(here)
    sheet = load_sheet(desk, liten, "vik", "V-01")
    for folder, text in ((desk.store.path.parent, "Bredvid."), (here, "Här.")):
        (folder / "fraser.yaml").write_text(OWN.format(text=text), encoding="utf-8")
        (offer,) = phrase_bank(desk, sheet, "PLA-01").offers
        assert (offer.phrase.text, offer.phrase.origin) == (text, Origin.AGENCY)


def test_a_file_that_cannot_be_read_hinders_nobody(desk: Desk, liten: OpenAudit) -> None:
    desk.store.path.with_name("fraser.yaml").write_bytes(b"\xff\xfe\x00")
    bank = phrase_bank(desk, load_sheet(desk, liten, "vik", "V-01"), "PLA-01")
    assert bank.offers == ()
    assert [problem.code for problem in bank.problems] == ["Y006"]

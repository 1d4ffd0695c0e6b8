"""Which phrase is offered first: what fits the answer, then what was used here, then what is meant for it."""

from __future__ import annotations

from tillsyn.domain.phrases import Offer, Origin, Phrase, offers

ANY = Phrase("Akten visar inte detta.")
AREA = Phrase("Planen saknas.", ("PLA",))
HERE = Phrase("Målen är allmänna.", ("PLA-04",))
OTHER = Phrase("Metoden nämns inte.", ("MET-01",))
NO = Phrase("Inget står om det.", (), ("nej",))


def texts(found: tuple[Offer, ...]) -> list[str]:
    return [offer.phrase.text for offer in found]


def test_nearer_comes_first() -> None:
    assert texts(offers([OTHER, ANY, AREA, HERE], "PLA-04", "PLA", "", [])) == texts(
        tuple(Offer(phrase) for phrase in (HERE, AREA, ANY, OTHER))
    )


def test_use_here_counts_most_and_use_elsewhere_breaks_ties() -> None:
    used = [("PLA-04", "Akten visar inte detta. Se journalen."), ("MET-01", "akten  visar inte detta."), ("X", "annat")]
    first, *_rest = offers([HERE, AREA, ANY], "PLA-04", "PLA", "", used)
    assert (first.phrase, first.here, first.elsewhere) == (ANY, 1, 1)
    assert texts(offers([NO, ANY], "PLA-01", "PLA", "", used))[0] == ANY.text


def test_what_does_not_fit_the_answer_comes_last() -> None:
    assert texts(offers([NO, ANY], "PLA-01", "PLA", "ja", []))[-1] == NO.text
    assert texts(offers([NO, ANY], "PLA-01", "PLA", "nej", []))[0] == NO.text


def test_a_phrase_with_something_filled_in_was_used_all_the_same() -> None:
    gap = Phrase("Mellan … och … finns inget antecknat.")
    used = [("PLA-01", "Mellan maj och augusti finns inget antecknat. Ingen förklaring.")]
    (offer,) = offers([gap], "PLA-01", "PLA", "", used)
    assert offer.here == 1


def test_the_same_words_stand_once() -> None:
    own = Phrase("akten visar inte detta.", origin=Origin.OWN)
    (offer,) = offers([ANY, own], "PLA-01", "PLA", "", [])
    assert offer.phrase is ANY


def test_what_is_meant_for_other_questions_comes_last_even_if_it_fits_the_answer() -> None:
    fits = Phrase("Uppföljningen är gjord.", ("UPF",), ("ja",))
    assert texts(offers([fits, NO], "PLA-01", "PLA", "ja", []))[-1] == fits.text
    used = [("PLA-01", fits.text)]
    assert texts(offers([fits, NO], "PLA-01", "PLA", "ja", used))[0] == fits.text

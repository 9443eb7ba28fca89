"""Words found again: which passage is which, and where a quote stands."""

from reread_papers import AUDITS, HOUSING, TRAINING, VISITS

from evidence.rereading.anchoring import MOST, Places, align, expected, held, words_of

TEXTS = [VISITS, TRAINING, AUDITS, HOUSING]


def find(
    quote: str, *texts: str, home: int | None = None, between: tuple[int, int] | None = None
) -> int | None:
    return Places(map(words_of, texts)).find(words_of(quote), between, home)


def test_equal_texts_are_the_same_in_order() -> None:
    assert align(TEXTS, TEXTS) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_texts_that_differ_only_in_signs_and_case_are_the_same() -> None:
    assert align([VISITS], ["• " + VISITS.upper().removesuffix(".")]) == {0: 0}


def test_a_new_text_among_old_ones_is_no_old_one() -> None:
    assert align([VISITS, AUDITS], [VISITS, HOUSING, AUDITS]) == {0: 0, 2: 1}


def test_the_second_of_two_equal_texts_stays_the_second() -> None:
    found = align(["None.", VISITS, "None.", AUDITS], [VISITS, "None.", AUDITS])
    assert found == {0: 1, 1: 2, 2: 3}


def test_a_text_that_moved_is_the_same() -> None:
    assert align(TEXTS, [HOUSING, VISITS, TRAINING, AUDITS]) == {0: 3, 1: 0, 2: 1, 3: 2}


def test_an_edited_text_is_the_same() -> None:
    assert align(TEXTS, [VISITS, TRAINING.replace("reflective", "refiective"), AUDITS, HOUSING])[1] == 1


def test_the_larger_piece_of_a_divided_text_is_the_same() -> None:
    words = VISITS.split()
    assert align([VISITS], [" ".join(words[:5]), " ".join(words[5:])]) == {1: 0}


def test_joined_texts_are_the_longer_of_the_two() -> None:
    assert align(["Of the plans, all were seen.", VISITS], ["Of the plans, all were seen. " + VISITS]) == {
        0: 1
    }


def test_a_row_of_other_figures_is_another_row() -> None:
    assert align(["NI 59 | initial assessments | 72%"], ["NI 60 | initial assessments | 71%"]) == {}


def test_many_equal_rows_are_aligned_at_once() -> None:
    rows = [f"{n % 7} | yes" for n in range(20_000)]
    found = align(rows, ["A heading", *rows])
    assert len(found) == len(rows)


def test_a_quote_is_held_as_far_as_its_words_run_on() -> None:
    assert held(words_of(VISITS), words_of("Before. " + VISITS + " After.")) == 1.0
    assert held(words_of(VISITS), words_of(HOUSING)) < MOST


def test_a_quote_is_found_in_the_piece_that_holds_most_of_it() -> None:
    words = VISITS.split()
    assert find(VISITS, AUDITS, " ".join(words[:4]), " ".join(words[4:])) == 2


def test_a_quote_is_found_in_the_passage_that_it_was_joined_to() -> None:
    assert find(VISITS, AUDITS, TRAINING + " " + VISITS) == 1


def test_a_quote_whose_words_are_gone_is_not_found() -> None:
    assert find(VISITS, AUDITS, TRAINING, HOUSING) is None


def test_a_quote_with_other_figures_is_not_found() -> None:
    assert find("NI 59 stood at 72% in June 2010, amber", "NI 59 stood at 70% in June 2010, amber") is None


def test_a_brief_quote_is_found_only_in_its_place() -> None:
    assert find("None reported.", VISITS, "None reported.") is None
    assert find("None reported.", VISITS, "None reported.", between=(0, 2)) == 1


def test_what_its_passage_became_is_preferred_to_an_equal() -> None:
    assert find(VISITS, VISITS, VISITS, home=1) == 1


def test_a_lost_text_is_expected_between_its_neighbours() -> None:
    assert expected([(0, 0), (2, 1)], 1) == (0, 1)
    after, before = expected([(0, 0)], 1)
    assert after == 0 and before > 1_000_000

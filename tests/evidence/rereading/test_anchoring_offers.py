"""Which passages are offered to a person for words that lost their place."""

from reread_papers import AUDITS, HOUSING, TRAINING, VISITS

from evidence.rereading.anchoring import Places, words_of


def most_alike(quote: str, texts: list[str], most: int = 5) -> list[int]:
    return Places(words_of(text) for text in texts).most_alike(words_of(quote), most)


def test_the_likest_comes_first() -> None:
    edited = VISITS.replace("visited children", "saw the children").replace("nine of every ten", "most")
    assert most_alike(VISITS, [TRAINING, edited, AUDITS])[0] == 1


def test_a_passage_that_the_words_were_joined_to_is_offered() -> None:
    assert most_alike(AUDITS, [TRAINING, f"{HOUSING} {AUDITS} {VISITS}"])[0] == 1


def test_the_larger_piece_of_divided_words_comes_before_the_smaller() -> None:
    assert most_alike(VISITS, [VISITS[:35], VISITS[35:]])[0] == 1


def test_a_word_or_two_that_stand_in_the_quote_are_not_offered_for_it() -> None:
    assert most_alike(HOUSING, ["The housing service", "June", ""]) == []


def test_no_more_are_offered_than_asked_for() -> None:
    assert most_alike(VISITS, [VISITS] * 9, most=3) == [0, 1, 2]


def test_words_misread_by_ocr_are_still_found() -> None:
    assert most_alike(TRAINING.replace("m", "rn").replace("g", "q"), [VISITS, TRAINING, AUDITS])[0] == 1

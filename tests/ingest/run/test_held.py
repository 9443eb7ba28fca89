"""What passages do not hold of the pages is told."""

from evidence.model import Page, Passage, PassageKind, Reading
from ingest.run.held import not_held

WORDS = "The council saw every child within five days and wrote down what each of them had said to it. "


def reading(*held: tuple[int, str]) -> Reading:
    """A paper of three pages with the same words on each, and the passages told."""
    pages = tuple(Page(n, WORDS * 3) for n in (1, 2, 3))
    passages = tuple(
        Passage(n, PassageKind.PARAGRAPH, text, page=page, end_page=page)
        for n, (page, text) in enumerate(held)
    )
    return Reading("other", pages, passages)


def test_a_document_whose_passages_hold_its_pages_says_nothing() -> None:
    assert not list(not_held(reading(*((n, WORDS * 3) for n in (1, 2, 3))), whole=True))


def test_a_page_of_which_no_passage_has_a_word_is_named() -> None:
    (told,) = not_held(reading((1, WORDS * 3), (3, WORDS * 3)), whole=True)
    assert "page 2 are in no passage" in told


def test_passages_that_hold_much_less_than_the_pages_say_so() -> None:
    (told,) = not_held(reading(*((n, WORDS) for n in (1, 2, 3))), whole=True)
    assert told.startswith("Its passages hold 33 % of what its pages say")


def test_a_document_that_shares_its_pages_with_another_is_not_measured_by_them() -> None:
    assert not list(not_held(reading(*((n, WORDS) for n in (1, 2, 3))), whole=False))

"""Hits that say the same are folded into one."""

from typing import Any

from stored_papers import add

from evidence.search import Query
from evidence.search.copies import copies, own_first
from evidence.search.results import search
from evidence.services import Services
from webapp.presenting.hits import folded

SAID = "Case recording is better than it was in March."


def hit(passage: int, text: str = SAID, date: str = "") -> dict[str, Any]:
    return {"passage": passage, "text": text, "date": date}


def test_the_earliest_of_those_that_say_the_same_stands_for_all() -> None:
    later, first = hit(1, date="2011-06-22"), hit(2, "CASE recording is better than it was, in March", "2010")
    assert copies([later, hit(3), first]) == {1: 2, 3: 2}


def test_a_word_or_a_figure_that_differs_makes_another_text() -> None:
    assert copies([hit(1), hit(2, SAID.replace("better", "worse")), hit(3, SAID + " 2010")]) == {}


def test_what_a_bad_reader_made_of_a_text_is_its_copy_and_another_good_word_is_not() -> None:
    read = hit(2, "Safequarding of chi1dren is better than it was in March.", "2011")
    printed = hit(1, "Safeguarding of children is better than it was in March.", "2010")
    assert copies([read | {"text": read["text"].replace("1", "l")}, printed]) == {2: 1}
    assert (
        copies([hit(1, "The modern form was sent in March."), hit(2, "The modem form was sent in March.")])
        == {}
    )


def test_a_bodys_own_paper_comes_before_those_that_quote_it() -> None:
    own = "I expect the case recording of every child to be complete by June."
    rows = {
        1: {"document": 1, "date": "2011-02", "text": f"The Minister wrote: “{own}” The board agreed."},
        2: {"document": 2, "date": "2011-01", "text": "Case recording is discussed elsewhere."},
        3: {"document": 3, "date": "2010-12", "text": own},
    }
    assert own_first([2, 1, 3], rows) == [2, 3, 1]
    assert own_first([3, 1, 2], rows) == [3, 1, 2]
    undated = {**rows, 3: {**rows[3], "date": ""}}
    assert own_first([1, 3], undated) == [1, 3]
    assert own_first([1, 3], {**rows, 3: {**rows[3], "document": 1}}) == [1, 3]


def test_what_has_less_of_what_was_asked_stays_below_whoever_wrote_it_first(services: Services) -> None:
    formula = "I am copying this to the Leader, the Chief Executive and the Director of Services."
    add(services, "earlier", formula, date="2010-01-05")
    add(services, "later", f"{formula} Case recording is better.", date="2011-01-05")
    hits = search(services, Query("leader recording"), patient=True)["hits"]
    assert [hit["date"] for hit in hits] == ["2011-01-05", "2010-01-05"]


def test_a_few_words_are_said_anew_each_time() -> None:
    assert copies([hit(1, "Not met in June"), hit(2, "Not met in June")]) == {}


def test_a_search_says_which_hits_repeat_another(services: Services) -> None:
    for name in ("one", "two", "three"):
        add(services, name, SAID, "Something else was said in this one.")
    hits = search(services, Query("case recording"), patient=True)["hits"]
    first = hits[0]["passage"]
    assert [h["same_as"] for h in hits] == [None, first, first]
    (shown,) = folded(hits)
    assert (shown["passage"], [h["passage"] for h in shown["same"]]) == (
        first,
        [h["passage"] for h in hits[1:]],
    )
    assert "text" not in shown

"""Hits that say the same are folded into one."""

from typing import Any

from stored_papers import add

from evidence.search import Query
from evidence.search.copies import copies
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

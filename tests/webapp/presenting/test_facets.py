"""The filters beside the results, of a base with many values."""

from evidence.frameworks.framework import load
from evidence.search import Query
from webapp.presenting.facets import MOST, SHOWN, Said, facets_of

SAID = Said(load("ofsted-2011"), {"7": "Improvement update, 14 July 2010"})


def sources(count: int) -> dict[str, list[dict]]:
    return {"source": [{"value": f"Body {n}", "count": count - n} for n in range(count)]}


def test_the_commonest_values_stand_first_and_the_others_are_folded_away():
    (group,) = facets_of(sources(20), Query("x"), SAID)
    assert [c.value for c in group.first] == [f"Body {n}" for n in range(SHOWN)]
    assert (len(group.more), group.left) == (20 - SHOWN, 0)


def test_one_value_is_not_folded_away_alone():
    (group,) = facets_of(sources(SHOWN + 1), Query("x"), SAID)
    assert len(group.first) == SHOWN + 1 and not group.more


def test_a_thousand_values_are_not_all_listed_but_a_chosen_one_is():
    (group,) = facets_of(sources(1000), Query("x", sources=("body 990",)), SAID)
    assert (group.first[0].value, group.first[0].chosen) == ("Body 990", True)
    assert len(group.first) + len(group.more) == MOST
    assert group.left == 1000 - MOST


def test_a_measure_chosen_by_its_indicator_shows_no_count():
    facets = {"measure": [{"value": "N2010-01", "count": 3}]}
    (group,) = facets_of(facets, Query("x", measures=("NI 59",)), SAID)
    assert [(c.value, c.count, c.chosen) for c in group.first] == [
        ("NI 59", None, True),
        ("N2010-01", 3, False),
    ]


def test_a_document_is_named_and_not_numbered():
    facets = {"document": [{"value": "7", "count": 3}, {"value": "9", "count": 1}]}
    (group,) = facets_of(facets, Query("x"), SAID)
    assert [c.words for c in group.first] == ["Improvement update, 14 July 2010", "9"]

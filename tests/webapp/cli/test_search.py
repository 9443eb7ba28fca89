"""`muster search`, where nothing is found."""

from cli_runner import Muster

from evidence.home.locks import hold
from evidence.settings import load


def test_filters_that_leave_nothing_are_named_with_what_is_found_without_each(sample_base: Muster) -> None:
    without = sample_base("search", "care leavers", "--json").data["total"]
    letters = sample_base("search", "care leavers", "--kind", "letter", "--json").data["total"]
    assert without > letters > 0
    told = sample_base("search", "care leavers", "--kind", "letter", "--year", "2031")
    assert "0 passages in 0 documents" in told.out
    assert f"Search without the filter Year: 2031: {letters} passages" in told.out
    assert f"Search without the filters: {without} passages" in told.out
    assert "Kind: Letter" not in told.out  # without that alone there is nothing either
    typed = sample_base("search", "care leavers kind:letter from:2031", "--json").data
    assert typed["wider"] == [
        {"words": "Search without from:2031", "total": letters},
        {"words": "Search without the filters", "total": without},
    ]
    assert sample_base("search", "care leavers", "--json").data["wider"] == []


def test_where_another_engine_is_not_kept_that_is_told_and_not_that_nothing_is_found(
    own_sample_base: Muster,
) -> None:
    own = own_sample_base
    with hold(load(own.home).indexing, timeout=0):  # as the process of a server does
        told = own("search", "care leavers", "--engine", "tantivy")
        assert told.code == 1 and told.out == ""
        assert "index is kept with whoosh alone" in told.err and "Leave --engine out" in told.err
        assert own("search", "care leavers", "--engine", "whoosh", "--json").data["total"] > 0
    assert own("search", "care leavers", "--engine", "tantivy", "--json").data["total"] > 0

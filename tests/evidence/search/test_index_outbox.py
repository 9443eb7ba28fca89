"""The record and its index: what changes in one is found in the other, whatever is interrupted."""

import gc
import shutil
from dataclasses import replace

import pytest
from stored_papers import add

from evidence.language.citations import cite
from evidence.model import LinkStatus, Suggestion
from evidence.reads import search as reads
from evidence.search import IndexBusy, Query, indexer
from evidence.search.engines import KNOWN, open_engine
from evidence.search.results import search, suggestions
from evidence.services import Services, open_services
from evidence.settings import SearchSettings
from evidence.store import documents, links, withdrawals


def total(services: Services, text: str = "", **filters: object) -> int:
    return search(services, Query(text=text, **filters))["total"]


def passage_of(services: Services, document: int) -> int:
    row = services.record.db.execute("SELECT min(id) FROM passages WHERE document = ?", [document])
    return int(row.fetchone()[0])


@pytest.mark.parametrize("name", KNOWN)
def test_an_index_of_words_made_otherwise_is_removed_and_built_anew(name: str, services: Services) -> None:
    add(services, "one", "A visit by Łukasz Nowak.")
    settings = replace(services.settings, search=SearchSettings(engine=name))
    earlier = settings.index / name / "g0"
    earlier.mkdir(parents=True)
    open_engine.cache_clear()
    with open_services(settings) as now:
        assert not earlier.exists()
        assert total(now, "lukasz") == 1


def test_a_stored_document_is_found_by_the_next_search(services: Services) -> None:
    add(services, "one", "The police discussed it.")
    assert total(services, "police discussion") == 1
    assert reads.waiting(services.record.db) == (0, [])


def test_a_hit_has_all_that_the_command_line_prints(services: Services) -> None:
    document = add(services, "one", "The police & others.", kind="letter")
    found = search(services, Query(text="police"))
    (hit,) = found["hits"]
    assert hit == {
        "passage": passage_of(services, document),
        "document": document,
        "title": "Letter from A. Writer",
        "label": "1.",
        "page": 2,
        "date": "2011-06-22",
        "score": hit["score"],
        "snippet": "The <mark>police</mark> &amp; others.",
        "why": "",
        "misread": [],
        "how": "exact",
        "same_as": None,
        "marking": "",
        "council": "",
        "tags": [],
        "unreadable_pages": [],
        "blocks": [],
        "measures": [],
        "file": "one.txt",
        "citation": "Letter from A. Writer, 22 June 2011, para 1 (p. 2)",
        "kind": "letter",
        "source": "Improvement Board",
        "source_class": "partner",
        "heading": "Police",
    }
    assert found["facets"]["kind"] == [{"value": "letter", "count": 1}]
    assert set(found) == {
        "total",
        "documents",
        "took_ms",
        "suggestion",
        "hits",
        "groups",
        "facets",
        "as_typed",
        "undated_left_out",
        "waiting",
        "understood",
        "similar",
    }


def test_a_withdrawn_document_is_not_found_until_it_is_brought_back(services: Services) -> None:
    document = add(services, "one", "The police.")
    withdrawals.withdraw(services.record, document)
    assert total(services, text="police") == 0
    withdrawals.bring_back(services.record, document)
    assert total(services, text="police") == 1


def test_a_document_without_pages_is_cited_without_one(services: Services) -> None:
    add(services, "one", "The police.", paged=False)
    (hit,) = search(services, Query(text="police"))["hits"]
    assert hit["citation"] == "one.txt, 22 June 2011, para 1"


def test_a_link_shows_in_the_filters_until_it_is_rejected(services: Services) -> None:
    document = add(services, "one", "The police.", "The weather.")
    passage = passage_of(services, document)
    links.suggest(services.record, "ofsted-2011", [(passage, Suggestion(0.9, "why", block="B"))])
    assert total(services, blocks=("B",)) == 1
    link = services.record.db.execute("SELECT id FROM links").fetchone()[0]
    links.decide(services.record, [link], LinkStatus.REJECTED)
    assert total(services, blocks=("B",)) == 0


def test_a_documents_blocks_count_for_each_of_its_passages(services: Services) -> None:
    document = add(services, "one", "The police.", "The weather.")
    documents.set_blocks(services.record, document, "ofsted-2011", {"A": "an inspection report"})
    found = search(services, Query(blocks=("A",)))
    assert [hit["blocks"] for hit in found["hits"]] == [["A"], ["A"]]


def test_a_withdrawn_document_is_not_found(services: Services) -> None:
    document = add(services, "one", "The police.")
    assert total(services, "police") == 1
    with services.record.transaction():
        services.record.db["documents"].update(document, {"withdrawn_at": "2026-01-01"})
        services.record.enqueue([document])
    assert total(services, "police") == 0
    assert indexer.check(services.record, services.engine) == []


def test_a_crash_between_commit_and_striking_out_does_it_again(services: Services) -> None:
    document = add(services, "one", "The police.")
    services.engine.replace(reads.entries(services.record.db, [document]))
    assert indexer.drain(services.record, services.engine) == 1
    assert total(services, "police") == 1
    assert indexer.drain(services.record, services.engine) == 0


def test_many_documents_are_indexed_in_batches(services: Services) -> None:
    for number in range(7):
        add(services, f"n{number}", "The police.")
    assert indexer.drain(services.record, services.engine, batch=3) == 7
    assert total(services, "police") == 7


@pytest.mark.parametrize("text", ["police", ""])
def test_a_deleted_index_is_built_again_by_the_next_search(services: Services, text: str) -> None:
    add(services, "one", "The police.")
    assert total(services, text) == 1
    shutil.rmtree(services.settings.index)
    assert total(services, text) == 1


def test_what_was_indexed_before_the_index_was_deleted_comes_back_with_the_next_change(
    services: Services,
) -> None:
    add(services, "one", "The police.")
    assert total(services, "police") == 1
    shutil.rmtree(services.settings.index)
    add(services, "two", "More police.")
    assert total(services, "police") == 2


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # Whoosh, on a file it cannot read
def test_a_damaged_index_is_built_again_by_the_next_search(services: Services) -> None:
    add(services, "one", "The police.")
    assert total(services, "police") == 1
    for path in services.settings.index.rglob("*.*"):
        if path.is_file():
            path.write_bytes(b"damage")
    assert total(services, "police") == 1
    assert indexer.check(services.record, services.engine) == []
    gc.collect()  # the unclosed file, while its warning is expected


def test_check_names_what_differs(services: Services) -> None:
    document = add(services, "one", "The police.")
    said = indexer.check(services.record, services.engine)
    assert said[0].startswith(f"The index lacks document {document}.")
    assert said[1].startswith(f"Document {document} waits to be indexed")
    assert indexer.reindex(services.record, services.engine) == 1
    assert indexer.check(services.record, services.engine) == []


def test_while_another_process_indexes_a_search_answers_and_says_that_it_may_be_behind(
    services: Services,
) -> None:
    add(services, "one", "The police.")
    assert total(services, "police") == 1
    add(services, "two", "More police.")
    with services.engine.writing(0):
        found = search(services, Query(text="police"))
        assert found["total"] == 1
        assert "being indexed" in found["understood"]
        with pytest.raises(IndexBusy):
            indexer.drain(services.record, services.engine, wait=0)
    assert total(services, "police") == 2


def test_a_completion_is_never_a_search_late(services: Services) -> None:
    add(services, "one", "The Harbour Panel met.", "The Harbour Panel met again.")
    assert suggestions(services, "harb") == ["Harbour Panel"]
    assert reads.waiting(services.record.db) == (0, [])


def test_a_passage_without_page_and_number_is_cited_by_its_heading() -> None:
    place = {"heading": "Early help"}
    assert cite("Update", "2011-06-22", **place) == "Update, 22 June 2011, under “Early help”"
    assert cite("Update", "2011-06-22", label="3.2", **place) == "Update, 22 June 2011, para 3.2"
    assert cite("Update", "2011-06-22", page=4, **place) == "Update, 22 June 2011 (p. 4)"


def test_a_search_adds_what_is_quick_and_says_what_waits(services: Services) -> None:
    add(services, "begun", "The police.")
    assert total(services, "police") == 1
    for number in range(2):
        add(services, f"large{number}", *["The police."] * 600)
    add(services, "last", "The fire brigade.")
    found = search(services, Query(text="brigade"))
    assert found["total"] == 1, "the last change is always seen"
    assert found["waiting"] == 2
    assert found["understood"].startswith("2 documents are being indexed")
    assert search(services, Query(text="brigade"), patient=True)["waiting"] == 0


def test_a_large_index_that_is_gone_is_built_in_the_background(services: Services) -> None:
    add(services, "large", *["The police."] * 600)
    assert search(services, Query(text="police"), patient=True)["total"] == 600
    shutil.rmtree(services.settings.index)
    found = search(services, Query(text="police"))
    assert (found["total"], found["waiting"]) == (0, 1)
    indexer.drain(services.record, services.engine)
    assert total(services, "police") == 600


def test_a_withdrawn_paper_is_not_shown_even_before_the_index_knows(services: Services) -> None:
    document = add(services, "one", "A visit to the panel.")
    indexer.drain(services.record, services.engine)
    withdrawals.withdraw(services.record, document)
    with services.engine.writing(0):  # somebody else is indexing: this search answers from what there is
        assert search(services, Query("panel"))["hits"] == []


def test_what_one_engine_was_told_of_is_not_missing_from_the_other(services: Services) -> None:
    add(services, "one", "A visit to the panel.")
    others = [replace(services, engine=open_engine(name, services.settings.index)) for name in KNOWN]
    assert [total(each, "panel") for each in others] == [1, 1]
    add(services, "two", "Another visit to the panel.")
    assert [total(each, "panel") for each in others] == [2, 2]
    add(services, "three", "A third visit to the panel.")
    assert [total(each, "panel") for each in reversed(others)] == [3, 3]

"""A file read again: identities stay where words do, and no accepted link disappears."""

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from reread_papers import AUDITS, FILE, HOUSING, TRAINING, VISITS, empty_record, paper, passages_of, stored

from evidence.model import Finding, LinkStatus, Measure, Reading, Register, Suggestion
from evidence.reads.links import links
from evidence.reads.measures import measures
from evidence.reads.search import entries
from evidence.rereading.anchoring import MOST, held, words_of
from evidence.store import Record
from evidence.store import links as link_store
from evidence.store.new_reading import reread

FRAMEWORK = "ofsted-2011"


def accepted(record: Record, *passages: int) -> list[int]:
    """Accepted links to Block A."""
    return [link_store.add(record, FRAMEWORK, number, block="A") for number in passages]


def link(record: Record, number: int) -> dict[str, object]:
    return links(record.db, ids=[number])[0]


def test_reading_the_same_again_changes_nothing() -> None:
    record = empty_record()
    register = Register("notice", "Notice", (Measure(TRAINING, passage=1),))
    reading = paper(VISITS, TRAINING, register=register, findings=(Finding("strength", VISITS, passage=0),))
    stored(record, [reading])
    accepted(record, 1)
    before = list(record.db.conn.iterdump())
    assert not reread(record, FILE, [reading]).anything
    assert list(record.db.conn.iterdump()) == before


def test_a_renumbered_passage_keeps_its_id_and_its_links() -> None:
    record = empty_record()
    (document,) = stored(record, [paper(VISITS, TRAINING, labels=("1", "2"))])
    (number,) = accepted(record, 2)
    reread(record, FILE, [paper(VISITS, TRAINING, labels=("1.1", "1.2"))])
    assert passages_of(record, document) == {1: VISITS, 2: TRAINING}
    found = link(record, number)
    assert (found["passage"], found["label"], found["review"]) == (2, "1.2", "")


def test_a_link_goes_to_the_piece_that_holds_most_of_its_words() -> None:
    record = empty_record()
    stored(record, [paper(VISITS, TRAINING)])
    (number,) = accepted(record, 1)
    first, second = VISITS[:34], VISITS[34:]
    reread(record, FILE, [paper(first, second, TRAINING)])
    assert link(record, number)["text"] == second
    assert link(record, number)["review"] == ""


def test_a_link_goes_to_the_passage_that_its_own_was_joined_to() -> None:
    record = empty_record()
    stored(record, [paper("In short, it is done.", VISITS)])
    link_store.add(record, FRAMEWORK, 1, block="A")
    reread(record, FILE, [paper("In short, it is done. " + VISITS)])
    (found,) = links(record.db)
    assert (found["passage"], found["status"], found["review"]) == (2, "accepted", "")


def test_an_accepted_link_whose_words_are_gone_waits_for_review() -> None:
    record = empty_record()
    (document,) = stored(record, [paper(VISITS, TRAINING)])
    (number,) = accepted(record, 1)
    found = reread(record, FILE, [paper(TRAINING)])
    assert found.review == (number,)
    assert passages_of(record, document) == {2: TRAINING}
    assert link(record, number)["status"] == LinkStatus.ACCEPTED
    assert "not found" in str(link(record, number)["review"])
    assert link(record, number)["text"] == VISITS, "the words that were accepted can still be read"


def test_words_that_come_back_take_their_link_out_of_review() -> None:
    record = empty_record()
    (document,) = stored(record, [paper(VISITS, TRAINING)])
    (number,) = accepted(record, 1)
    reread(record, FILE, [paper(TRAINING)])
    reread(record, FILE, [paper(VISITS, TRAINING)])
    assert passages_of(record, document) == {1: VISITS, 2: TRAINING}
    assert (link(record, number)["passage"], link(record, number)["review"]) == (1, "")


def test_two_links_that_would_tie_one_passage_twice_are_not_merged_unseen() -> None:
    record = empty_record()
    stored(record, [paper(VISITS, TRAINING)])
    first, second = accepted(record, 1, 2)
    reread(record, FILE, [paper(f"{VISITS} {TRAINING}")])
    reviews = [str(link(record, n)["review"]) for n in (first, second)]
    assert sum(not review for review in reviews) == 1
    assert any("same passage as link" in review for review in reviews)


def test_a_suggestion_makes_way_for_a_decision() -> None:
    record = empty_record()
    stored(record, [paper(VISITS, "The year. " + TRAINING)])
    (number,) = accepted(record, 1)
    link_store.suggest(record, FRAMEWORK, [(2, Suggestion(0.9, "why", block="A"))])
    reread(record, FILE, [paper(f"{TRAINING} {VISITS}")])
    (found,) = links(record.db)
    assert found["id"] == number and found["review"] == ""


def test_a_rejected_link_moves_with_its_words() -> None:
    record = empty_record()
    stored(record, [paper(VISITS, TRAINING)])
    link_store.suggest(record, FRAMEWORK, [(1, Suggestion(0.9, "why", block="A"))])
    link_store.decide(record, [1], LinkStatus.REJECTED)
    reread(record, FILE, [paper(HOUSING, AUDITS, "Also: " + VISITS, TRAINING)])
    assert (link(record, 1)["text"], link(record, 1)["status"]) == ("Also: " + VISITS, "rejected")


def test_what_is_no_longer_read_is_not_searched() -> None:
    record = empty_record()
    (document,) = stored(record, [paper(VISITS, TRAINING)])
    reread(record, FILE, [paper(TRAINING)])
    assert [e.text for e in entries(record.db, [document])[document]] == [TRAINING]


def test_a_file_divided_otherwise_keeps_its_passages() -> None:
    record = empty_record()
    (first,) = stored(record, [paper(VISITS, TRAINING, AUDITS)])
    (number,) = accepted(record, 3)
    reread(record, FILE, [paper(VISITS, TRAINING), paper(AUDITS, parent=0, relation="appendix")])
    second = int(str(link(record, number)["document"]))
    assert second != first and passages_of(record, second) == {3: AUDITS}
    assert record.db["documents"].get(second)["parent"] == first
    reread(record, FILE, [paper(VISITS, TRAINING, AUDITS)])
    assert link(record, number)["document"] == first
    assert record.db["documents"].get(second)["withdrawn_at"], "withdrawn, not deleted"


def test_a_document_that_comes_back_is_the_one_that_it_was() -> None:
    record = empty_record()
    first, second = stored(record, [paper(VISITS), paper(AUDITS)])
    (number,) = accepted(record, 2)
    reread(record, FILE, [paper(VISITS)])
    assert link(record, number)["review"], "the document is gone, but its link is not"
    reread(record, FILE, [paper(VISITS), paper(AUDITS)])
    assert passages_of(record, second) == {2: AUDITS} and passages_of(record, first) == {1: VISITS}
    assert record.db["documents"].get(second)["withdrawn_at"] is None
    assert link(record, number)["review"] == ""


def test_a_document_that_a_person_withdrew_stays_withdrawn() -> None:
    record = empty_record()
    _, second = stored(record, [paper(VISITS), paper(TRAINING)])
    record.db["documents"].update(second, {"withdrawn_at": "2026-01-01"})
    reread(record, FILE, [paper(VISITS), paper(TRAINING.replace("reflective", "good"))])
    assert record.db["documents"].count == 2
    assert record.db["documents"].get(second)["withdrawn_at"] == "2026-01-01"


def test_measures_keep_their_codes_by_their_words() -> None:
    record = empty_record()
    texts = (VISITS, TRAINING, AUDITS)
    notice = Register("notice", "Notice", tuple(Measure(t, passage=i) for i, t in enumerate(texts)))
    stored(record, [paper(*texts, register=notice)])
    codes = {m["text"]: m["code"] for m in measures(record.db)}
    link_store.add(record, FRAMEWORK, 1, measure=codes[AUDITS])
    again = (HOUSING, AUDITS, VISITS)
    notice = Register("notice", "Notice", tuple(Measure(t, passage=i) for i, t in enumerate(again)))
    found = reread(record, FILE, [paper(*again, register=notice)]).documents[0].measures
    assert found.added == ("Nx-04",) and found.retired == (codes[TRAINING],)
    now = {m["text"]: m["code"] for m in measures(record.db)}
    assert list(now) == list(again), "in the order of the paper"
    assert (now[VISITS], now[AUDITS], now[HOUSING]) == (codes[VISITS], codes[AUDITS], "Nx-04")


def test_a_lost_measure_that_has_a_decided_link_is_kept_and_marked() -> None:
    record = empty_record()
    notice = Register("notice", "Notice", (Measure(VISITS, passage=0),))
    stored(record, [paper(VISITS, TRAINING, register=notice)])
    link_store.add(record, FRAMEWORK, 2, measure="Nx-01")
    reread(record, FILE, [paper(VISITS, TRAINING)])
    (measure,) = measures(record.db)
    assert measure["code"] == "Nx-01" and measure["retired_at"]
    assert [x["measure"] for x in links(record.db)] == ["Nx-01"]


def test_what_changed_is_in_the_log_and_in_the_outbox() -> None:
    record = empty_record()
    (document,) = stored(record, [paper(VISITS, TRAINING)])
    record.db["outbox"].delete_where()
    reread(record, FILE, [paper(TRAINING)])
    assert [row["document"] for row in record.db["outbox"].rows] == [document]
    actions = [row["action"] for row in record.db["events"].rows]
    assert actions[-1] == "document read again"


VOCABULARY = re.findall(r"\w+", f"{VISITS} {TRAINING} {AUDITS} {HOUSING}")
paragraph = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=30).map(" ".join)
index = st.integers(0, 11)
edits = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), index, paragraph),
        st.tuples(st.just("divide"), index, st.floats(0.1, 0.9)),
        st.tuples(st.just("join"), index),
        st.tuples(st.just("renumber"), index),
        st.tuples(st.just("delete"), index),
        st.tuples(st.just("insert"), index, paragraph),
        st.tuples(st.just("part"), index),
    ),
    max_size=8,
)


def edited(texts: list[str], changes: list[tuple]) -> list[Reading]:
    """The paper after these changes: paragraphs edited, divided, joined …, the file cut into documents."""
    texts, cuts, first = list(texts), set(), 1
    for what, at, *more in changes:
        at %= len(texts) + 1
        words = texts[at].split() if at < len(texts) else []
        if what == "insert":
            texts.insert(at, more[0])
        elif what == "part":
            cuts.add(at)
        elif what == "renumber":
            first += 1
        elif what == "edit" and words:
            words[len(words) // 2] = more[0].split()[0]
            texts[at] = " ".join(words)
        elif what == "divide" and len(words) > 1:
            cut = max(1, int(len(words) * more[0]))
            texts[at : at + 1] = [" ".join(words[:cut]), " ".join(words[cut:])]
        elif what == "join":
            texts[at : at + 2] = [" ".join(texts[at : at + 2])] if texts[at : at + 2] else []
        elif what == "delete":
            del texts[at : at + 1]
    edges = [0, *sorted(cut for cut in cuts if 0 < cut < len(texts)), len(texts)]
    parts = [texts[a:b] for a, b in pairwise(edges)]
    return [paper(*part, labels=[f"{first}.{i}" for i in range(len(part))]) for part in parts]


@settings(max_examples=80, deadline=None)
@given(texts=st.lists(paragraph, min_size=1, max_size=10), rounds=st.lists(edits, min_size=1, max_size=3))
def test_no_accepted_link_disappears(texts: list[str], rounds: list[list[tuple]]) -> None:
    record = empty_record()
    stored(record, [paper(*texts)])
    quotes = dict(zip(accepted(record, *range(1, len(texts) + 1)), texts, strict=True))
    for changes in rounds:
        readings = edited(texts, changes)
        reread(record, FILE, readings)
        shown = {row["id"]: row for row in links(record.db)}
        for number, quote in quotes.items():
            found = shown[number]
            assert found["status"] == LinkStatus.ACCEPTED
            passage = record.db["passages"].get(found["passage"])
            assert passage["document"] == found["document"]
            if not found["review"]:
                assert passage["retired_at"] is None
                assert held(words_of(quote), words_of(passage["text"])) >= MOST
        in_record = [
            t
            for d in record.db["documents"].rows_where("withdrawn_at IS NULL", order_by="position")
            for t in passages_of(record, d["id"]).values()
        ]
        assert in_record == [p.text for reading in readings for p in reading.passages]
        assert not reread(record, FILE, readings).anything, "reading the same again changes nothing"
    record.close()

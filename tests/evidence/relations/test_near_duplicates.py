"""Near-duplicates: found, explained, and decided by a person."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_marks import form, plain, saved, text_field

from evidence.errors import NotFound, UsageError
from evidence.model import Field, Page, Passage, PassageKind, Reading
from evidence.reads.duplicates import pairs, waiting
from evidence.relations import near_duplicates as near
from evidence.services import Services
from evidence.settling.near_duplicates import flag_near_duplicates
from evidence.store import documents, withdrawals
from evidence.store import near_duplicates as store
from evidence.store.ledger import keep_file
from evidence.store.near_duplicates import Verdict
from ingest.run.pipeline import ingest

VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("rn", "st", "ck", "ll", "nd")]


def paper(seed: int, words: int = 300) -> near.Words:
    """A text of its own: the same for a seed, unlike any other's."""
    return near.Words(random.Random(seed).choices(VOCABULARY, k=words))


def scanned(words: list[str], misread: float, seed: int = 1) -> near.Words:
    """The text with some of its words misread."""
    dice = random.Random(seed)
    return near.Words(word + "x" if dice.random() < misread else word for word in words)


def add(services: Services, name: str, words: list[str], title: str = "") -> int:
    """A document of its own file, of paragraphs of fifty words."""
    texts = [" ".join(words[i : i + 50]) for i in range(0, len(words), 50)]
    passages = tuple(Passage(i, PassageKind.PARAGRAPH, text) for i, text in enumerate(texts))
    sha256, size = services.files.put_bytes(name.encode())
    with services.record.transaction():
        keep_file(services.record, sha256=sha256, size=size, media_type="text/plain", name=name)
    reading = Reading("letter", (Page(1, "\n".join(texts)),), passages, (Field("title", title or name),))
    return documents.add_readings(services.record, sha256, [reading])[0]


@pytest.mark.parametrize("misread", [0.0, 0.03, 0.1])
def test_a_scan_of_a_scan_is_found_though_words_are_misread(misread: float):
    words = paper(1)
    first, second = scanned(words, misread, 1), scanned(words, misread, 2)
    assert len(near.sketch(first) & near.sketch(second)) >= near.SHARED
    found = near.likeness(first, second)
    assert found is not None and found.share >= near.LIKE
    assert found.reason.startswith("100%" if misread == 0 else f"{min(99, round(found.share * 100))}%")


def test_a_draft_and_its_final_say_how_much_longer_the_final_is():
    draft = paper(2)
    final = near.Words([*draft[:100], *paper(3, 40), *draft[100:]])
    found = near.likeness(draft, final)
    assert found is not None
    assert (
        found.reason == "94% of the words are the same, in the same order; the later one is 40 words longer"
    )


def test_a_draft_that_doubled_still_stands_in_its_final():
    draft = paper(4)
    found = near.likeness(draft, near.Words([*draft, *paper(5, 280)]))
    assert found is not None
    assert found.reason == "100% of the words of the earlier one stand in the other, in the same order"


def test_different_papers_and_very_short_ones_are_not_alike():
    assert near.likeness(paper(6), paper(7)) is None
    assert near.likeness(paper(6, 15), paper(6, 15)) is None and not near.sketch(paper(6, 15))


def test_two_months_of_one_table_are_not_copies():
    row = ["number", "of", "children", "in", "need", "with", "a", "plan", "reviewed", "within", "timescale"]
    months = [near.Words(w for i in range(40) for w in [*row, str(start + i * 7)]) for start in (1000, 5003)]
    assert near.likeness(*months) is None
    assert near.likeness(months[0], months[0]) is not None


def test_marks_case_and_hyphens_at_line_ends_do_not_tell_papers_apart():
    assert near.words_of(["The Govern-\nment’s reply:"]) == near.words_of(["the government’s", "REPLY"])


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "7", "9"]), max_size=120))
def test_a_paper_is_like_itself_and_likeness_has_no_direction(said: list[str]):
    words, other = near.Words(said), near.Words(said[: len(said) * 3 // 4])
    found = near.likeness(words, words)
    assert (found is None) == (len(words) < near.FEWEST)
    one, two = near.likeness(words, other), near.likeness(other, words)
    assert (one and one.share) == (two and two.share)


def test_pairs_are_flagged_once_and_wait_for_a_person(services: Services):
    words = paper(8)
    first, _, copy = (
        add(services, "signed.txt", words),
        add(services, "other.txt", paper(9)),
        add(services, "scan.txt", scanned(words, 0.05)),
    )
    assert flag_near_duplicates(services.record) == 1
    assert flag_near_duplicates(services.record) == 0
    (pair,) = pairs(services.record.db, waiting=True)
    assert (pair["earlier"]["id"], pair["later"]["id"]) == (first, copy)
    assert "% of the words are the same" in pair["reason"]
    assert pairs(services.record.db, document=copy) == [pair]


def test_a_form_answered_otherwise_is_no_copy_and_one_misread_is() -> None:
    asked = ("Team", "Seen alone", "Outcome of visit", "Plan reviewed", "Next visit")
    first = [
        f"{q}: {a}" for q, a in zip(asked, ("Tern", "yes", "child at home", "in May", "June"), strict=True)
    ]
    other = [f"{q}: {a}" for q, a in zip(asked, ("Tern", "no", "nobody in", "not yet", "July"), strict=True)]
    misread = [line.replace("home", "horne").replace("Tern", "Tem") for line in first]
    assert near.answered_otherwise(first, other)
    assert not near.answered_otherwise(first, misread)
    assert not near.answered_otherwise(paper(3), paper(4))


def test_forms_filled_in_differently_are_not_flagged(services: Services, tmp_path: Path) -> None:
    for outcome in ("Child seen", "Refused entry", "Refused entry "):
        writer = plain(tmp_path, "Outcome:\n" + "\n".join(" ".join(paper(30 + i, 9)) for i in range(12)))
        form(writer, [text_field(writer, "a", outcome, (130, 755, 300, 772))])
        saved(writer, tmp_path / f"{len(outcome)}.pdf")
    ingest(services, [tmp_path / f"{n}.pdf" for n in (10, 13, 14)], origin="test")
    (pair,) = pairs(services.record.db, waiting=True)
    assert {pair["earlier"]["file"], pair["later"]["file"]} == {"13.pdf", "14.pdf"}


def test_a_later_file_is_compared_with_all_that_came_before(services: Services):
    words = paper(10)
    add(services, "first.txt", words)
    assert flag_near_duplicates(services.record) == 0
    add(services, "again.txt", words)
    assert flag_near_duplicates(services.record) == 1


def test_a_decision_is_kept_logged_and_can_be_taken_back(services: Services):
    words = paper(11)
    add(services, "a.txt", words), add(services, "b.txt", words)
    flag_near_duplicates(services.record)
    (pair,) = pairs(services.record.db)
    store.decide(services.record, pair["id"], Verdict.DIFFERENT, "two schools, one form")
    assert waiting(services.record.db) == 0
    (decided,) = pairs(services.record.db, waiting=False)
    assert (decided["status"], decided["decided_by"]) == ("different", "tester")
    actions = [row["action"] for row in services.record.db.query("SELECT action FROM events ORDER BY id")]
    assert actions[-2:] == ["near-duplicate flagged", "near-duplicate decided"]
    store.decide(services.record, pair["id"], Verdict.SUGGESTED)
    assert waiting(services.record.db) == 1


def test_a_withdrawn_copy_leaves_nothing_to_decide(services: Services):
    words = paper(12)
    add(services, "a.txt", words)
    copy = add(services, "b.txt", words)
    flag_near_duplicates(services.record)
    withdrawals.withdraw(services.record, copy)
    assert waiting(services.record.db) == 0
    withdrawals.bring_back(services.record, copy)
    assert waiting(services.record.db) == 1


def test_a_document_read_anew_is_compared_anew(services: Services):
    words = paper(13)
    first = add(services, "a.txt", words)
    flag_near_duplicates(services.record)
    store.forget(services.record, first)
    assert flag_near_duplicates(services.record) == 0
    assert near.sketch(words)


def test_a_pair_or_verdict_that_is_not_there_is_named(services: Services):
    with pytest.raises(NotFound, match="no pair 9"):
        store.decide(services.record, 9, Verdict.SAME)
    with pytest.raises(UsageError, match="does not say what the pair is"):
        store.verdict_of("perhaps")


def test_five_hundred_documents_are_compared_in_seconds(services: Services):
    for seed in range(500):
        add(services, f"{seed}.txt", paper(seed, 200))
    began = time.process_time()
    assert flag_near_duplicates(services.record) == 0
    # About a second of work: a sketch meets only those that share some of its values.
    assert time.process_time() - began < 30

"""A person sets a document's field right: shown, searched by, logged, and kept through every reading."""

import sqlite3

import pytest
from cli_runner import Muster


def letter(base: Muster) -> int:
    """A letter that answers another."""
    return next(d["id"] for d in base("documents", "--json").data if d["replies_to"])


def field(base: Muster, document: int, name: str) -> dict:
    return next(f for f in base("show", document, "--json").data["fields"] if f["name"] == name)


def test_a_correction_is_shown_with_what_was_read(own_sample_base: Muster) -> None:
    document = letter(own_sample_base)
    read = own_sample_base("show", document, "--json").data["author"]
    ran = own_sample_base("correct", document, "author", "Jo Bell", "--note", "As signed")
    assert ran.code == 0
    shown = own_sample_base("show", document, "--json").data
    assert shown["author"] == "Jo Bell"
    found = field(own_sample_base, document, "author")
    assert (found["value"], found["read_as"], found["note"]) == ("Jo Bell", read, "As signed")
    assert found["corrected_by"] and found["corrected_at"]
    assert f"read as “{read}”" in own_sample_base("show", document).out


def test_a_correction_survives_a_reading_and_can_be_undone(own_sample_base: Muster) -> None:
    document = letter(own_sample_base)
    read = own_sample_base("show", document, "--json").data["title"]
    own_sample_base("correct", document, "title", "The letter about safeguarding")
    assert own_sample_base("reread", document, "--json").data["unchanged"] == 1
    assert own_sample_base("show", document, "--json").data["title"] == "The letter about safeguarding"
    assert own_sample_base("correct", document, "title", "--undo").code == 0
    assert own_sample_base("show", document, "--json").data["title"] == read
    again = own_sample_base("correct", document, "title", "--undo")
    assert again.code == 1 and "was not corrected" in again.err


def test_what_a_correction_gives_way_to_is_what_the_newest_reading_reads(own_sample_base: Muster) -> None:
    document = letter(own_sample_base)
    read = own_sample_base("show", document, "--json").data["author"]
    own_sample_base("correct", document, "author", "Jo Bell")
    with sqlite3.connect(own_sample_base.home / "muster.db") as db:  # as an older Muster would have read it
        db.execute("UPDATE corrections SET was = 'Another'")
    db.close()
    own_sample_base("reread", document)
    assert field(own_sample_base, document, "author")["read_as"] == read
    own_sample_base("correct", document, "author", "--undo")
    assert own_sample_base("show", document, "--json").data["author"] == read


def test_a_field_can_be_left_blank(own_sample_base: Muster) -> None:
    document = letter(own_sample_base)
    own_sample_base("correct", document, "recipient", "")
    assert own_sample_base("show", document, "--json").data["recipient"] == ""


def test_a_field_that_was_not_read_can_be_given(own_sample_base: Muster) -> None:
    document = letter(own_sample_base)
    own_sample_base("correct", document, "meeting", "Improvement Board")
    assert field(own_sample_base, document, "meeting")["read_as"] == ""
    own_sample_base("correct", document, "meeting", "Executive Board")
    assert field(own_sample_base, document, "meeting")["value"] == "Executive Board"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("date", "22 June 2011", "Write it as 2011-06-22"),
        ("date", "2011-13", "no date"),
        ("date", "2011-02-30", "no date"),
        ("kind", "essay", "Choose one of: data"),
        ("source_class", "friendly", "external, partner, internal"),
        ("colour", "blue", "no field colour"),
    ],
)
def test_a_value_that_cannot_be_is_refused(own_sample_base: Muster, name: str, value: str, said: str) -> None:
    ran = own_sample_base("correct", 1, name, value)
    assert ran.code == 2 and said in ran.err
    assert own_sample_base("correct", 1, "title", "--undo").code == 1, "nothing was changed"


@pytest.mark.parametrize("value", ["2011", "2011-06", "2011-06-22"])
def test_a_date_may_be_as_precise_as_it_is_known(own_sample_base: Muster, value: str) -> None:
    assert own_sample_base("correct", 1, "date", value).code == 0
    assert own_sample_base("show", 1, "--json").data["date"] == value


def test_a_corrected_date_unties_a_letter_and_its_undoing_ties_it_again(own_sample_base: Muster) -> None:
    document = letter(own_sample_base)
    answered = own_sample_base("show", document, "--json").data["replies_to"]
    own_sample_base("correct", document, "date", "1999-01-01")
    assert own_sample_base("show", document, "--json").data["replies_to"] is None
    own_sample_base("correct", document, "date", "--undo")
    assert own_sample_base("show", document, "--json").data["replies_to"] == answered


def test_a_corrected_kind_and_title_are_searched_by(own_sample_base: Muster) -> None:
    document = letter(own_sample_base)
    own_sample_base("correct", document, "kind", "minutes")
    own_sample_base("correct", document, "title", "Quixotic proceedings")
    hits = own_sample_base("search", "quixotic", "--kind", "minutes", "--json").data["hits"]
    assert {hit["document"] for hit in hits} == {document}


def test_a_known_source_brings_its_class(own_sample_base: Muster) -> None:
    own_sample_base("correct", 1, "source", "Ofsted")
    shown = own_sample_base("show", 1, "--json").data
    assert (shown["source"], shown["source_class"]) == ("Ofsted", "external")


def test_a_class_that_a_person_gave_is_not_changed_with_the_source(own_sample_base: Muster) -> None:
    own_sample_base("correct", 1, "source_class", "partner")
    own_sample_base("correct", 1, "source", "Ofsted")
    assert own_sample_base("show", 1, "--json").data["source_class"] == "partner"


def test_a_correction_is_in_the_log(own_sample_base: Muster) -> None:
    own_sample_base("correct", 1, "title", "Another title")
    assert "field corrected" in own_sample_base("log", "--json").out


def test_a_command_without_value_or_undo_says_so(own_sample_base: Muster) -> None:
    ran = own_sample_base("correct", 1, "title")
    assert ran.code == 2 and "--undo" in ran.err


def test_a_document_is_read_as_the_kind_that_a_person_says_it_is(own_sample_base: Muster) -> None:
    notice = next(d for d in own_sample_base("documents", "--json").data if d["kind"] == "notice")["id"]
    before = own_sample_base("show", notice, "--json").data
    assert before["measures"]
    own_sample_base("correct", notice, "kind", "report")
    shown = own_sample_base("show", notice, "--json").data
    assert (shown["kind"], shown["measures"]) == ("report", [])
    assert field(own_sample_base, notice, "kind")["read_as"] == "notice"
    assert own_sample_base("reread", notice, "--json").data["unchanged"] == 1
    own_sample_base("correct", notice, "kind", "--undo")
    after = own_sample_base("show", notice, "--json").data
    assert (after["kind"], after["fields"]) == ("notice", before["fields"])
    assert [m["code"] for m in after["measures"]] == [m["code"] for m in before["measures"]]

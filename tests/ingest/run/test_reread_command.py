"""`muster reread` and `muster reanchor` on a home of real files."""

import sqlite3
from pathlib import Path

from cli_runner import Muster


def contents(home: Path) -> dict[str, list[tuple]]:
    """Every table of the record."""
    with sqlite3.connect(home / "muster.db") as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def as_read_before(home: Path, sql: str, *values: object) -> None:
    """Make the record what an older Muster would have read."""
    db = sqlite3.connect(home / "muster.db")
    with db:
        db.execute(sql, values)
    db.close()


def document_called(base: Muster, file: str) -> dict:
    rows = base("documents", "--json").data
    return next(row for row in rows if row["file"] == file)


def paragraphs(base: Muster, document: int) -> list[dict]:
    """The longer paragraphs of a document."""
    shown = base("show", document, "--json").data["passages"]
    return [p for p in shown if p["kind"] == "paragraph" and len(p["text"].split()) > 25]


def test_reading_everything_again_with_the_same_code_changes_nothing(own_sample_base: Muster) -> None:
    first = own_sample_base("links", "--status", "suggested", "--json").data[0]["id"]
    own_sample_base("accept", first)
    own_sample_base("check")  # so that nothing waits to be indexed, links and tags neither
    before = contents(own_sample_base.home)
    ran = own_sample_base("reread", "--json")
    assert ran.code == 0
    assert ran.data["changed"] == ran.data["failed"] == ran.data["review"] == 0
    assert ran.data["unchanged"] == len(ran.data["files"]) > 5
    assert contents(own_sample_base.home) == before
    assert own_sample_base("check").code == 0


def test_links_follow_their_words_through_a_better_reading(own_sample_base: Muster) -> None:
    base = own_sample_base
    document = document_called(base, "improvement-report-2025-11-21.pdf")["id"]
    first, second = paragraphs(base, document)[:2]
    joined = f"{first['text']} {second['text']}"
    as_read_before(base.home, "UPDATE links SET passage = ? WHERE passage = ?", first["id"], second["id"])
    as_read_before(base.home, "DELETE FROM observations WHERE passage = ?", second["id"])
    as_read_before(base.home, "UPDATE passages SET text = ?, label = '' WHERE id = ?", joined, first["id"])
    as_read_before(
        base.home, "UPDATE passages SET retired_at = '2026', ordinal = -id WHERE id = ?", second["id"]
    )
    link = base("link", first["id"], "--block", "A", "--json").data["id"]
    as_read_before(base.home, "UPDATE links SET quote = ? WHERE id = ?", second["text"], link)
    ran = base("reread", document, "--json")
    (file,) = ran.data["files"]
    # Suggestions that the paragraph has may follow their words as well.
    assert (file["status"], link in file["links_anchored_again"]) == ("changed", True)
    (found,) = [row for row in base("links", "--document", document, "--json").data if row["id"] == link]
    assert (found["passage"], found["text"], found["status"]) == (second["id"], second["text"], "accepted")
    assert base("search", f'"{" ".join(second["text"].split()[3:9])}"', "--json").data["hits"]
    assert base("reread", document, "--json").data["unchanged"] == 1


def test_a_link_whose_words_are_gone_waits_does_not_count_and_can_be_anchored(
    own_sample_base: Muster,
) -> None:
    base = own_sample_base
    document = document_called(base, "improvement-report-2025-11-21.pdf")["id"]
    home, other = paragraphs(base, document)[:2]
    lost = "Every one of these words was invented by an older reader, and no page of the paper has them."
    as_read_before(
        base.home,
        """INSERT INTO passages
            (document, ordinal, kind, label, text, heading_path, page, end_page, start, "end")
        VALUES (?, 9999, 'paragraph', '', ?, '[]', 1, 1, 0, 0)""",
        document,
        lost,
    )
    passage = base("show", document, "--json").data["passages"][-1]["id"]
    link = base("link", passage, "--block", "C", "--json").data["id"]
    counted = next(r for r in base("coverage", "--json").data if r["code"] == "C")["supporting"]
    ran = base("reread", document, "--json")
    assert (ran.data["review"], ran.data["files"][0]["links_to_review"]) == (1, [link])
    (found,) = base("links", "--review", "--json").data
    assert (found["id"], found["status"], found["text"]) == (link, "accepted", lost) and found["review"]
    assert next(r for r in base("coverage", "--json").data if r["code"] == "C")["supporting"] == counted - 1
    assert [e["link"] for e in base("trace", "C", "--json").data["review"]] == [link]
    refused = base("accept", link)
    assert refused.code == 2 and "muster reanchor" in refused.err
    assert base("reanchor", link, passage).code == 1, "not to a passage that is gone"
    assert base("reanchor", link, other["id"], "--json").data["passage"] == other["id"]
    assert base("links", "--review", "--json").data == []
    assert next(r for r in base("coverage", "--json").data if r["code"] == "C")["supporting"] == counted
    assert base("reread", document, "--json").data["unchanged"] == 1, "what a person anchored stays there"
    assert home["id"] != other["id"]


def test_a_link_to_review_can_be_rejected(own_sample_base: Muster) -> None:
    base = own_sample_base
    document = document_called(base, "improvement-report-2025-11-21.pdf")["id"]
    passage = paragraphs(base, document)[0]["id"]
    link = base("link", passage, "--block", "C", "--json").data["id"]
    as_read_before(base.home, "UPDATE links SET needs_review = 'Gone.' WHERE id = ?", link)
    assert base("reject", link, "--json").data[0]["review"] == ""


def test_a_missing_original_is_told_and_its_reading_stays(own_sample_base: Muster) -> None:
    base = own_sample_base
    found = document_called(base, "young-voices-letter.txt")
    (base.home / "files" / found["sha256"][:2] / found["sha256"]).unlink()
    before = base("show", found["id"], "--json").data
    ran = base("reread", found["id"], "--json")
    assert (ran.code, ran.data["failed"]) == (1, 1)
    assert "missing" in ran.data["files"][0]["reason"]
    assert base("show", found["id"], "--json").data == before


def test_a_worse_reading_does_not_take_the_place_of_a_better(own_sample_base: Muster) -> None:
    base = own_sample_base
    found = document_called(base, "letter-from-police-scan.pdf")
    (base.home / "config.toml").write_text("[ingest]\nocr = false\n")
    before = base("show", found["id"], "--json").data
    ran = base("reread", found["id"], "--json")
    assert (ran.code, ran.data["failed"]) == (1, 1)
    assert "could be read before" in ran.data["files"][0]["reason"]
    assert base("show", found["id"], "--json").data == before


def test_a_document_that_is_not_there_cannot_be_read_again(own_sample_base: Muster) -> None:
    ran = own_sample_base("reread", 999)
    assert ran.code == 1 and "There is no document 999." in ran.err


def test_a_pack_says_that_contradicting_evidence_to_be_looked_at_again_is_not_in_it(
    own_sample_base: Muster,
) -> None:
    base = own_sample_base
    document = document_called(base, "improvement-report-2025-11-21.pdf")["id"]
    passage = paragraphs(base, document)[0]["id"]
    link = base("link", passage, "--block", "C", "--stance", "contradicts", "--json").data["id"]
    base("inspection", "new", "Announced")
    base("pack", "new", "evidence", "--inspection", "Announced")
    base("pack", "add", "evidence", "--block", "C")
    as_read_before(base.home, "UPDATE links SET needs_review = 'Gone.' WHERE id = ?", link)
    codes = {p["code"]: p["message"] for p in base("pack", "check", "evidence", "--json").data["problems"]}
    assert "to be looked at again" in codes["contradicting_left_out"]
    assert "no_longer_accepted" in codes

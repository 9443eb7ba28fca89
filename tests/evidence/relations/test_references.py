"""Words that name another paper or place become links, where exactly one can be meant."""

from pathlib import Path

import pytest

from evidence.reads.documents import document
from evidence.relations.contradictions import Stated, conflicts
from evidence.relations.references import Paper, Tie, mentions, resolve
from evidence.services import Services
from ingest.run.pipeline import ingest

LETTER = Paper(1, "letter", "", "2009-12-04", "Jo Bell", "Ann Lee", "Improvement Board")
REPLY = Paper(2, "letter", "", "2010-01-07", "Ann Lee", "Jo Bell", "Department for Education")
REPORT = Paper(3, "report", "Update", "2010-07-14", "Director", "Executive Board", "Council")
NOTICE = Paper(
    4, "notice", "Improvement Notice", "2010-03-02", "Secretary of State", "Norbury Council", "Department"
)
MINUTES = Paper(
    5, "minutes", "Minutes of the Executive Board", "2010-07-14", "", "Executive Board", "Council"
)
EVERY = [LETTER, REPLY, REPORT, NOTICE, MINUTES]
PLACES = {(3, "3.2.1"): [31], (3, "appendix 2"): [39], (5, "3.2.1"): [], (3, "4.1"): [41, 42]}


def ties(text: str, paper: Paper, papers: list[Paper] | None = None) -> list[tuple[str, Tie | None]]:
    def places(document: int, label: str) -> list[int]:
        return PLACES.get((document, label), [])

    return [(m.words, resolve(m, paper, text, papers or EVERY, places)) for m in mentions(text)]


@pytest.mark.parametrize(
    ("text", "paper", "wanted"),
    [
        ("Thank you for your letter of 4 December.", REPLY, [("your letter of 4 December", Tie(1))]),
        (
            "Jo Bell's letter of 4 December 2009 asked.",
            REPLY,
            [("Jo Bell's letter of 4 December 2009", Tie(1))],
        ),
        ("The Notice of 2 March 2010 asks for more.", REPORT, [("The Notice of 2 March 2010", Tie(4))]),
        (
            "As the report to Executive Board of 14 July 2010 says.",
            REPLY,
            [("the report to Executive Board of 14 July 2010", Tie(3))],
        ),
        ("It is set out in appendix 2.", REPORT, [("appendix 2", Tie(3, 39))]),
        ("See paragraph 3.2.1 below.", REPORT, [("paragraph 3.2.1", Tie(3, 31))]),
        (
            "The Chair turned to paragraph 3.2.1 of the report.",
            MINUTES,
            [("paragraph 3.2.1 of the report", Tie(3, 31))],
        ),
    ],
)
def test_a_paper_or_place_that_is_there_is_found(
    text: str, paper: Paper, wanted: list[tuple[str, Tie | None]]
) -> None:
    assert ties(text, paper) == wanted


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Thank you for your letter of 5 December.", REPLY),  # no letter of that day
        ("Thank you for your letter of 4 December.", LETTER),  # its own
        ("Mr Vane's letter of 4 December 2009 asked.", REPLY),  # someone else wrote it
        ("Thank you for your letter of 4 December 2008.", REPLY),
        ("The report to Cabinet of 14 July 2010 says so.", REPLY),  # another body
        ("See paragraph 4.1 below.", REPORT),  # two bear that number
        ("See paragraph 3.2.1 of the guidance.", REPORT),
        ("See paragraph 12 of Schedule 2 to the Act.", REPORT),
        ("See paragraph 3.2.1 of the report.", REPLY),  # which report?
        ("It is in appendix 2 to the Chair's letter.", REPORT),
        ("Powers under section 497A were considered.", REPORT),
    ],
)
def test_where_it_is_in_doubt_there_is_no_tie(text: str, paper: Paper) -> None:
    assert [tie for _, tie in ties(text, paper) if tie] == []


def test_a_second_paper_that_fits_takes_the_tie_away() -> None:
    twin = Paper(6, "letter", "", "2009-12-04", "Jo Bell", "Ann Lee", "Improvement Board")
    assert ties("Thank you for your letter of 4 December.", REPLY, [*EVERY, twin]) == [
        ("your letter of 4 December", None)
    ]


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


LETTER_TEXT = """\
Jo Bell
Chair

4 December 2009

Ann Lee
Minister

Dear Ms Lee

I write to report progress on the improvement of children's services in Norbury.

Yours sincerely

Jo Bell
Chair
"""
REPLY_TEXT = """\
Ann Lee
Minister

7 January 2010

Jo Bell
Chair

Dear Ms Bell

Thank you for your letter of 4 December, which I read with interest.

Yours sincerely

Ann Lee
Minister
"""


def test_a_reference_appears_when_the_paper_that_it_names_comes_later(
    services: Services, tmp_path: Path
) -> None:
    (reply,) = ingest(services, [write(tmp_path, "reply.txt", REPLY_TEXT)], origin="test").files[0].documents
    assert document(services.record.db, reply)["references"] == []
    (letter,) = (
        ingest(services, [write(tmp_path, "letter.txt", LETTER_TEXT)], origin="test").files[0].documents
    )
    (found,) = document(services.record.db, reply)["references"]
    assert (found["words"], found["document"]) == ("your letter of 4 December", letter)
    (back,) = document(services.record.db, letter)["referred_to_by"]
    assert back["document"] == reply
    assert [other["id"] for other in document(services.record.db, letter)["related"]] == [reply]


def test_values_that_disagree_for_one_period_are_told_and_rounding_is_no_disagreement() -> None:
    told = [
        Stated("NI 59", 71.0, "percent", "May 2011", 1, 10),
        Stated("NI59", 72.4, "percent", "the month of May 2011", 1, 20),
        Stated("NI 60", 81.4, "percent", "May 2011", 1, 10),
        Stated("NI 60", 81.0, "percent", "May 2011", 1, 20),
        Stated("NI 62", 10.0, "percent", "third quarter", 1, 10),
        Stated("NI 62", 12.0, "percent", "third quarter", 1, 20),
    ]
    (conflict,) = conflicts(told)
    assert conflict.reason == "NI 59 for May 2011 is given as 71 and 72.4."
    assert [s.passage for s in conflict.stated] == [10, 20]

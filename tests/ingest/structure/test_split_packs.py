"""A pack of papers is cut where each has a cover of its own; a report's own parts stay in it."""

from structure_raw import pdf_file, text_file

from ingest.structure import passages_of
from ingest.structure.split import Part, split

PROSE = "The board asked for a plan, and it was brought to the board in the month of May."
AGENDA = [
    (72, 60, "Northam Improvement Board", 16.0, True),
    (72, 90, "Agenda", 16.0, True),
    (72, 120, "Date: 20 March 2026"),
    (72, 150, "1. Apologies"),
    (72, 170, "2. Update on the improvement plan"),
]


def report(title: str) -> list[tuple]:
    return [
        (72, 60, "Report of the Director of Papers"),
        (72, 80, "Report to: Northam Improvement Board"),
        (72, 100, "Date: 20 March 2026"),
        (72, 130, f"Subject: {title}"),
        (72, 180, "1. Introduction", 14.0, True),
        (72, 210, f"1.1 {PROSE}"),
        (72, 240, f"1.2 {PROSE}"),
    ]


def parts_of(*pages: list[tuple]) -> list[Part]:
    raw = pdf_file(*pages)
    return split(raw, passages_of(raw))


def test_a_pack_s_items_are_papers_that_its_agenda_encloses() -> None:
    agenda, one, two = parts_of(AGENDA, report("Homes for children"), [(72, 80, PROSE)], report("Schools"))
    assert [(p.parent, p.relation) for p in (agenda, one, two)] == [
        (None, ""),
        (0, "encloses"),
        (0, "encloses"),
    ]
    assert [p.number for p in one.raw.pages] == [2, 3]
    assert [p.number for p in two.raw.pages] == [4]
    assert {p.page for p in two.passages} == {4}


def test_an_item_s_cover_is_read_as_a_cover() -> None:
    first = parts_of(AGENDA, report("Homes for children"))[1].passages
    assert [p.kind.value for p in first[:2]] == ["front", "front"]
    assert [p.ordinal for p in first] == list(range(len(first)))


def test_minutes_appended_with_their_own_head_are_an_appendix_that_is_a_paper() -> None:
    minutes = [
        (72, 60, "Appendix 2", 14.0, True),
        (72, 90, "Minutes of the Northam Improvement Board", 16.0, True),
        (72, 120, "Date: 20 February 2026"),
        (72, 140, "Present: Jo Marsh, Al Quill"),
        (72, 180, f"1. {PROSE}"),
    ]
    paper, appended = parts_of(report("Homes for children"), minutes)
    assert (appended.parent, appended.relation) == (0, "appendix")
    assert paper.passages[-1].page == 1


def test_an_appendix_without_a_head_of_its_own_stays_in_its_report() -> None:
    table = [
        (72, 60, "Appendix 1: Progress against the plan", 14.0, True),
        (72, 90, "Position at 20 February 2026."),
        (72, 120, PROSE),
    ]
    note = [(72, 60, "Appendix 2: Note of the review meeting", 14.0, True), (72, 90, f"1. {PROSE}")]
    assert len(parts_of(report("Homes for children"), table, note)) == 1


def test_a_report_enclosed_with_a_letter_is_tied_to_it() -> None:
    letter = [
        (72, 60, "Jo Marsh"),
        (72, 75, "Northam NA1 2BC"),
        (72, 110, "12 May 2011"),
        (72, 140, "Dear Mr Quill"),
        (72, 170, "Thank you for your letter, which I read with care and shared with all of the board."),
        (72, 200, "I enclose the report that you asked for, which has been to the board this month."),
        (72, 240, "Yours sincerely"),
        (72, 270, "Jo Marsh"),
        (72, 300, "Enc: report of the Director"),
    ]
    _, enclosed = parts_of(letter, report("Homes for children"))
    assert (enclosed.parent, enclosed.relation) == (0, "encloses")


def test_the_items_of_a_pack_without_pages_are_cut_at_their_covers() -> None:
    cover = "Report of the Director of Papers\n\nExecutive Board\n\nDate: 22 June 2011\n\nSubject: {}\n\n"
    body = f"1.0 Purpose\n\n1.1 {PROSE}\n\n1.2 {PROSE}\n\n"
    raw = text_file(cover.format("Homes") + body + cover.format("Schools") + body)
    one, two = split(raw, passages_of(raw))
    assert "Homes" in one.raw.pages[0].text and "Schools" not in one.raw.pages[0].text
    text = two.raw.pages[0].text
    assert all(text[p.start : p.end].split()[-1] == p.text.split()[-1] for p in two.passages)


def test_a_report_that_lists_other_reports_is_one_paper() -> None:
    named = "Report to Executive Board, 9 March 2011\n\nReport to Executive Board, 22 June 2011\n\n"
    named += "Minutes of the Executive Board, 9 May 2011\n\nReport of the Director to the Council\n\n"
    text = f"Progress\n\n1.1 {PROSE}\n\n1.2 {PROSE}\n\nBackground documents\n\n{named}{PROSE}\n\n{PROSE}"
    raw = text_file(text)
    assert len(split(raw, passages_of(raw))) == 1

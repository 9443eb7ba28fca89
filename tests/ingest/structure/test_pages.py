"""Pages: furniture goes, content stays, and a paragraph broken over a page or a gap is one passage."""

from structure_raw import pdf_file, text_file

from evidence.model import PassageKind
from ingest.structure import passages_of

LONG = "The council has made good progress with its plan, and the board has seen the figures for"


def test_running_headers_footers_and_page_numbers_are_gone() -> None:
    pages = [
        [
            (72, 30, "Progress report: March 2011"),
            (72, 100, f"Paragraph {word} says what the service has done."),
            (72, 130, "It has also told the board what it found, and what is to come of it in the year."),
            (72, 160, "The board will hear of it again when the next report has been made, in the spring."),
            (72, 790, "Department for Papers"),
            (500, 790, f"Page {n} of 3"),
        ]
        for n, word in enumerate(("one", "two", "three"), 1)
    ]
    said = [p.text for p in passages_of(pdf_file(*pages))]
    assert [t for t in said if t.startswith("Paragraph")] == [
        f"Paragraph {word} says what the service has done." for word in ("one", "two", "three")
    ]
    assert len(said) == 9


def test_a_line_at_the_edge_that_does_not_repeat_stays() -> None:
    raw = pdf_file(
        [
            (72, 30, "The first page begins like this, at its very top."),
            (72, 200, "More of it follows here."),
        ],
        [(72, 30, "The second page begins like that, at its very top."), (72, 790, "Ends here.")],
    )
    words = " ".join(p.text for p in passages_of(raw))
    assert "begins like this" in words
    assert "begins like that" in words
    assert "Ends here." in words


def test_a_figure_in_the_text_is_not_a_page_number() -> None:
    raw = pdf_file(
        [(72, 100, "There were this many homes for children in all of the county:"), (72, 400, "17")]
    )
    assert passages_of(raw)[-1].text == "17"


def test_page_numbers_left_inside_a_text_are_gone() -> None:
    text = f"{LONG}\n\nPage 2 of 4\n\nthe year so far.\n\n3\n\nThe rest is well.\n\n4\n\nSo it ends here."
    found = passages_of(text_file(text))
    assert [p.text for p in found] == [f"{LONG} the year so far.", "The rest is well.", "So it ends here."]


def test_a_paragraph_broken_by_blank_lines_is_one_passage() -> None:
    text = f"- {LONG}\n\nall of the year. These are set out below.\n\n- The next is its own."
    assert [p.text for p in passages_of(text_file(text))] == [
        f"{LONG} all of the year. These are set out below.",
        "The next is its own.",
    ]


def test_a_paragraph_broken_over_a_page_keeps_both_pages_and_where_it_begins() -> None:
    raw = pdf_file(
        [(72, 700, LONG)], [(72, 60, "the year, which are good."), (72, 100, "A new one begins here.")]
    )
    first, second = passages_of(raw)
    assert (first.text, first.page, first.end_page) == (f"{LONG} the year, which are good.", 1, 2)
    assert raw.pages[0].text[first.start : first.end] == LONG
    assert [r[0] for r in first.rects] == [1, 2]
    assert second.text == "A new one begins here."


def test_a_list_without_full_stops_does_not_swallow_what_follows_it() -> None:
    text = (
        "Reviews are held at:\n\n- the end of March (told in May)\n- the end of May (told in July)\n\n"
        "as well as a last one."
    )
    assert [p.kind for p in passages_of(text_file(text))][-1] is PassageKind.PARAGRAPH


def test_wrapped_lines_join_with_a_space_and_hyphens_stay_where_the_word_is_not_known() -> None:
    assert passages_of(text_file("The well-\nbeing of children is the concern\nof us all."))[0].text == (
        "The well-being of children is the concern of us all."
    )
    assert passages_of(text_file("The recommen-\ndation stands; a recommendation binds."))[0].text == (
        "The recommendation stands; a recommendation binds."
    )


def test_markup_is_taken_off_the_text_but_not_off_its_place() -> None:
    text = "He said on the 1<sup>st</sup> that *every child* &amp; **each home** matters, A*-C or not."
    found = passages_of(text_file(text))[0]
    assert found.text == "He said on the 1st that every child & each home matters, A*-C or not."
    assert text[found.start : found.end] == text


def test_a_footnote_is_apart_and_does_not_break_the_paragraph_above_it() -> None:
    raw = pdf_file(
        [(72, 600, LONG), (72, 720, "1", 7.0), (80, 721, "Figures are for the year to March.", 9.0)],
        [(72, 60, "the whole year."), (72, 100, "Then a new paragraph begins, as it should.")],
    )
    assert [(p.kind, p.label, p.text) for p in passages_of(raw)] == [
        (PassageKind.PARAGRAPH, "", f"{LONG} the whole year."),
        (PassageKind.FOOTNOTE, "1", "Figures are for the year to March."),
        (PassageKind.PARAGRAPH, "", "Then a new paragraph begins, as it should."),
    ]


def test_a_header_on_one_page_only_is_gone_where_it_says_the_title_again_in_small_type() -> None:
    one = [
        (72, 60, "Minutes of the Northam Improvement Board", 18.0, True),
        (72, 100, "Friday 20 March 2026"),
    ]
    one += [(72, 140, "The board met at two, and heard how the work of the service goes on.")]
    two = [(220, 35, "Improvement Board: minutes of 20 March 2026", 8.5)]
    two += [(72, 80, "It rose at four, and will meet again when the next report has been made.")]
    texts = [p.text for p in passages_of(pdf_file(one, two))]
    assert not [t for t in texts if t.startswith("Improvement Board:")]
    assert any(t.startswith("Minutes of") for t in texts)


def test_small_type_at_the_head_of_a_page_that_says_something_else_stays() -> None:
    one = [(72, 60, "Minutes of the Northam Improvement Board", 18.0, True)]
    one += [(72, 140, "The board met at two, and heard how the work of the service goes on.")]
    two = [(220, 35, "Figures for London are not yet known", 8.5)]
    two += [(72, 80, "It rose at four, and will meet again when the next report has been made.")]
    assert "Figures for London are not yet known" in [p.text for p in passages_of(pdf_file(one, two))]


def test_a_title_that_every_page_repeats_is_kept_once() -> None:
    words = "The board met at two, and heard how the work of the service goes on."
    page = [(200, 40, "Northam risks and mitigations register", 20.0, True), (72, 140, words)]
    texts = [p.text for p in passages_of(pdf_file(page, page, page))]
    assert texts.count("Northam risks and mitigations register") == 1

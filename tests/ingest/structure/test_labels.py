"""Labels: printed numbers and letters are kept; dates, quantities and wrapped numbers are not labels."""

import pytest
from structure_raw import text_file, word_file

from evidence.model import PassageKind
from ingest.readers.raw import Line
from ingest.structure import passages_of


def labels(text: str) -> list[tuple[str, str]]:
    """Label and first word of every passage."""
    return [(p.label, p.text.split()[0]) for p in passages_of(text_file(text))]


def test_printed_labels_are_kept_and_not_repeated_in_the_text() -> None:
    text = (
        "3.2.5 Eleven strands are amber.\n\n4.81 Our plan was read.\n\n1. The first of all.\n\n(a) one thing;"
    )
    passages = passages_of(text_file(text))
    assert [p.label for p in passages] == ["3.2.5", "4.81", "1.", "(a)"]
    assert passages[0].text == "Eleven strands are amber."


def test_a_list_dash_before_a_number_is_not_part_of_the_label() -> None:
    assert labels("- 1.1 The report is here.\n- 1.2 It says more.\n - a. with this\n - b. and that") == [
        ("1.1", "The"),
        ("1.2", "It"),
        ("a.", "with"),
        ("b.", "and"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2009 was a year of change for the service.",
        "30% of children waited longer than ten days.",
        "12 May 2011 was the day of the visit.",
        "14 June 07 was the day of the return.",
        "5 A*-C grades were the measure of the day.",
        "3.5 million pounds were spent on the service.",
        "12.05.11 was the date on the form.",
        "16 to 18 year olds were asked what they thought.",
    ],
)
def test_a_date_or_a_quantity_is_not_a_label(line: str) -> None:
    passages = passages_of(text_file(f"Some words stand before it, as they do.\n\n{line}"))
    assert passages[-1].label == ""
    assert passages[-1].text == line


def test_a_number_that_wrapping_put_at_the_start_of_a_line_is_not_a_label() -> None:
    text = (
        "The council asked the board to look again at the position of children aged\n18. It did so in March."
    )
    assert [p.label for p in passages_of(text_file(text))] == [""]


def test_a_bare_number_is_a_label_where_it_follows_on() -> None:
    text = "3.9 The last of the third part.\n\n4 In addition to the examples above, there are several more."
    assert labels(text) == [("3.9", "The"), ("4", "In")]


def test_initials_are_not_labels_but_lettered_sections_are() -> None:
    assert labels("The chair spoke first, at some length.\n\nJ. Smith was thanked for her work.")[-1][0] == ""
    assert labels("A. The first matter was heard.\n\nB. The second matter was heard.") == [
        ("A.", "The"),
        ("B.", "The"),
    ]


def test_word_s_automatic_numbers_are_labels() -> None:
    raw = word_file(
        Line("Purpose", 0, role="heading1", label="1"),
        Line("This report says how far we are.", 0, label="1.1"),
        Line("note the progress;", 0, role="paragraph", label="(a)", level=1),
        Line("and a bullet", 0, role="list", label="•", level=1),
    )
    found = [(p.kind, p.label, p.parent) for p in passages_of(raw)]
    assert found == [
        (PassageKind.HEADING, "1", None),
        (PassageKind.PARAGRAPH, "1.1", None),
        (PassageKind.PARAGRAPH, "(a)", 1),
        (PassageKind.BULLET, "", 2),
    ]


def test_sub_paragraphs_know_the_paragraph_they_belong_to() -> None:
    text = (
        "3.1 The council must:\n\na. act;\n\nb. tell:\n\n(i) the board; and\n\n(ii) the chair.\n\n3.1.1 So."
    )
    parents = {p.label: p.parent for p in passages_of(text_file(text))}
    assert parents == {"3.1": None, "a.": 0, "b.": 0, "(i)": 2, "(ii)": 2, "3.1.1": 0}


def test_a_label_typed_wrongly_breaks_nothing() -> None:
    text = (
        "2.0 Main Issues\n\n- 3.1.1 The first is this.\n- 3.1.2 The second is that.\n\n4.0 Costs\n\n4.1 None."
    )
    found = passages_of(text_file(text))
    assert [p.label for p in found] == ["2.0", "3.1.1", "3.1.2", "4.0", "4.1"]
    assert [p.heading for p in found] == ["", "Main Issues", "Main Issues", "", "Costs"]


def test_roman_numbers_inside_letters_do_not_disturb_the_letters() -> None:
    romans = "\n\n".join(f"({r}) part {n};" for n, r in enumerate(("i", "ii", "iii", "iv", "v", "vi"), 1))
    text = f"2. The council must:\n\n(a) tell the board:\n\n{romans}\n\n(b) act;\n\n(c) wait:\n\n(i) once."
    found = passages_of(text_file(text))
    assert [p.label for p in found] == [
        *("2.", "(a)", "(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)"),
        *("(b)", "(c)", "(i)"),
    ]
    assert [p.parent for p in found] == [None, 0, 1, 1, 1, 1, 1, 1, 0, 0, 9]


def test_the_ninth_letter_is_a_letter() -> None:
    letters = "abcdefghij"
    text = "1. The board must:\n\n" + "\n\n".join(f"({x}) do thing {x};" for x in letters)
    found = passages_of(text_file(text))
    assert [p.label for p in found] == ["1.", *(f"({x})" for x in letters)]
    assert [p.parent for p in found] == [None, *[0] * len(letters)]


def test_a_letter_with_a_figure_is_a_label_where_the_next_one_follows() -> None:
    text = "A. Care\n\nA1 The council must act.\n\nA2 It must tell us.\n\n"
    text += "B. Work\n\nB1 The rate must fall.\n\nB2 It is to."
    found = passages_of(text_file(text))
    assert [(p.label, p.parent) for p in found] == [
        (label, None) for label in ("A.", "A1", "A2", "B.", "B1", "B2")
    ]


@pytest.mark.parametrize(
    "line", ["A4 Paper was used for it.", "M1 2WD is the place.", "B12 Vitamins are good."]
)
def test_a_paper_size_a_postcode_or_a_vitamin_is_no_label(line: str) -> None:
    assert [p.label for p in passages_of(text_file(f"{line}\n\nMore was said of it later."))] == ["", ""]


def test_a_list_of_roman_numbers_is_of_one_depth() -> None:
    text = "The council must:\n\n(i) act;\n\n(ii) wait;\n\n(iii) tell;\n\n(iv) ask."
    assert [p.parent for p in passages_of(text_file(text))] == [None, 0, 0, 0, 0]

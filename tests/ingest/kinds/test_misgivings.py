"""A paper says what was not understood of it; one that is whole says nothing."""

from kinds_read import read_text
from notice_styles import BULLETED

from evidence.settings import Settings

LETTER = (
    "Jo Bell\nChair\n\n4 December 2009\n\nDear Ms Lee\n\nI write to report {}\n\n"
    "Yours sincerely\n\nJo Bell\nChair\n"
)


def test_a_whole_paper_has_no_misgivings(settings: Settings) -> None:
    assert read_text(BULLETED, settings).warnings == ()
    assert read_text(LETTER.format("good progress."), settings).warnings == ()


def test_a_paper_without_a_date_says_so(settings: Settings) -> None:
    undated = read_text(BULLETED.replace("Date: 12 May 2011", ""), settings)
    assert undated.field("date") == "" and undated.warnings == ("No date was found.",)


def test_a_notice_cut_off_in_mid_word_is_read_as_far_as_it_goes(settings: Settings) -> None:
    cut = BULLETED[: BULLETED.index("records that are comp") + len("records that are comp")]
    notice = read_text(cut, settings)
    assert notice.register is not None and notice.register.measures[-1].text.endswith("records that are comp")
    assert "No date was found." in notice.warnings
    whole = read_text(BULLETED[: BULLETED.index(" complete.")], settings)
    assert "It breaks off in the middle of a sentence." in whole.warnings


def test_a_table_of_figures_that_no_indicator_explains_is_named(settings: Settings) -> None:
    rows = "\n".join(f"| Ward {n} | {n}1 | {n}2 |" for n in range(1, 6))
    report = read_text(
        "Report of the Director of Children's Services\n\nDate: 3 March 2011\n\n1. Visits were as follows."
        f"\n\n| Ward | Visits | Homes |\n|---|---|---|\n{rows}\n",
        settings,
    )
    assert report.observations == ()
    assert "A table has figures that were not read as values of indicators." in report.warnings


def test_a_letter_in_two_languages_is_read(settings: Settings) -> None:
    text = LETTER.format("good progress.\n\nYsgrifennaf i adrodd ar gynnydd da yn y gwasanaethau plant.")
    letter = read_text(text, settings)
    assert letter.kind == "letter" and letter.field("date") == "2009-12-04"


def test_what_no_kind_recognises_says_so(settings: Settings) -> None:
    assert "What kind of paper this is was not recognised." in read_text("Mind the step.", settings).warnings


def test_a_list_that_stops_in_mid_word_says_so(settings: Settings) -> None:
    text = (
        "Improvement Notice\n\nTo: Westvale Council\n\nDate: 4 May 2022\n\nThe council must:\n\n"
        "(a) improve the quality of assessments;\n\n(b) reduce the number of those who wait lon"
    )
    assert "It breaks off in the middle of a sentence." in read_text(text, settings).warnings
    assert read_text(f"{text}ger.", settings).warnings == ()

"""Papers that answer recommendations: each recommendation is a measure with its answer."""

from pathlib import Path

import pytest
from kinds_read import read_path, read_text
from openpyxl import Workbook
from printed_papers import BODY, BOLD, HEADING, TITLE, Piece, bullet, printed, table

from evidence.model import Measure, Reading
from evidence.settings import Settings


def read(path: Path, settings: Settings, *pieces: Piece) -> Reading:
    (reading,) = read_path(printed(path / "paper.pdf", *pieces), settings)
    return reading


def answers(reading: Reading) -> list[tuple[str, str]]:
    """Each recommendation's label and answer."""
    assert reading.register is not None and reading.register.kind == "recommendations"
    return [(m.label, str(m.answer)) for m in reading.register.measures]


def measure(reading: Reading, place: int) -> Measure:
    assert reading.register is not None
    return reading.register.measures[place]


def test_boxed_recommendations_followed_by_prose_have_their_answers(
    settings: Settings, tmp_path: Path
) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Government response to the independent review of family hubs"),
        "March 2024",
        (HEADING, "Introduction"),
        "The Government is grateful to the reviewer for her report, which was published on 4 October 2023.",
        (HEADING, "Chapter 1: Early help"),
        (BOLD, "Recommendation 1: The Department should publish national standards for family hubs."),
        "The Government accepts this recommendation. Standards will be published in June 2024.",
        "A working group of directors met for the first time in January.",
        (BOLD, "Recommendation 2: Every local authority should appoint a named lead for early help."),
        "We accept this recommendation in part. Guidance will say that responsibility must be clear.",
        (HEADING, "Chapter 2: Data"),
        (BOLD, "Recommendation 3: The Department should ring-fence the grant for ten years."),
        "The Government does not accept this recommendation. It is a matter for the next review.",
        (BOLD, "Recommendation 4: A minister should report each year on the number of children helped."),
        "The number of children helped is already published each spring.",
    )  # fmt: skip
    assert paper.kind == "response"
    assert answers(paper) == [
        ("1", "accepted"), ("2", "partly accepted"), ("3", "rejected"), ("4", "answered"),
    ]  # fmt: skip
    first = measure(paper, 0)
    assert first.text == "The Department should publish national standards for family hubs."
    assert first.theme == "Chapter 1: Early help" and measure(paper, 3).theme == "Chapter 2: Data"
    assert "Standards will be published" in first.response and "working group" in first.response
    assert first.answered_at is not None
    said = next(p for p in paper.passages if p.ordinal == first.answered_at)
    assert said.text.startswith("The Government accepts this recommendation.")


def test_a_table_of_recommendations_gives_answer_owner_and_date_and_says_what_was_not_answered(
    settings: Settings, tmp_path: Path
) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Cabinet response to the Scrutiny Committee: review of placement sufficiency"),
        "Norbury Borough Council",
        table(
            [
                ["No.", "Recommendation", "Response", "Owner", "Date"],
                ["1", "That two more children's homes are opened", "Accepted. Two houses have been found.",
                 "Rosa Acht", "September 2024"],
                ["2", "That carers are exempt from council tax", "Partially accepted. A discount of half.",
                 "Tom Vane", "April 2025"],
                ["3", "That placements over 20 miles away end", "Not accepted. Some need care.", "", ""],
                ["4", "That the committee has a report every quarter", "", "Ann Lee", ""],
            ],
            [30, 150, 160, 60, 60],
        ),
    )  # fmt: skip
    assert answers(paper) == [
        ("1", "accepted"), ("2", "partly accepted"), ("3", "rejected"), ("4", "no response"),
    ]  # fmt: skip
    first, last = measure(paper, 0), measure(paper, 3)
    assert (first.owner, first.due) == ("Rosa Acht", "September 2024")
    assert first.response == "Accepted. Two houses have been found." and first.answered_at == first.passage
    assert last.response == "" and last.answered_at is None and last.owner == "Ann Lee"


def test_ticks_in_columns_of_answers_are_answers(settings: Settings, tmp_path: Path) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Executive response to the report of the Scrutiny Committee on exclusions"),
        table(
            [
                ["Recommendation", "Accept", "Partially accept", "Reject", "Comments"],
                ["1. Collect timetables each month", "X", "", "", "The first return came in April."],
                ["2. Fund a mentor for each school", "", "X", "", "Half of the schools."],
                ["3. End all permanent exclusions", "", "", "X", "Head teachers decide."],
            ],
            [150, 60, 60, 60, 130],
        ),
    )  # fmt: skip
    assert answers(paper) == [("1", "accepted"), ("2", "partly accepted"), ("3", "rejected")]
    assert measure(paper, 1).response == "Partly accepted – Half of the schools."


def test_headings_that_say_response_part_a_recommendation_from_its_answer(
    settings: Settings, tmp_path: Path
) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Response to the Local Child Safeguarding Practice Review: Child K"),
        (HEADING, "Recommendation 1"),
        "The partnership should revise its neglect strategy.",
        (BOLD, "Response"),
        "Agreed. The strategy was revised in March 2023.",
        (HEADING, "Recommendation 2"),
        "Schools should be invited to every strategy discussion.",
        (BOLD, "Response"),
        "Agreed in principle. Outside term time schools cannot attend.",
    )  # fmt: skip
    assert answers(paper) == [("1", "accepted"), ("2", "accepted in principle")]
    assert measure(paper, 0).text == "The partnership should revise its neglect strategy."


def test_a_committees_conclusions_are_not_its_recommendations(settings: Settings, tmp_path: Path) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Children's homes: Government Response to the Committee's Fourth Report"),
        "The Committee's conclusions and recommendations are in bold.",
        (HEADING, "Sufficiency"),
        (BOLD, "1. We heard that too many children are placed far from home. (Paragraph 12)"),
        (BOLD, "2. We recommend that the Department publishes a strategy within six months. (Paragraph 14)"),
        "The Government agrees that there are too few places. We will publish a strategy in spring 2024.",
        (BOLD, "3. The Department should give authorities first refusal on new homes. (Paragraph 19)"),
        "The Government rejects this recommendation. It would breach the rules on competition.",
    )  # fmt: skip
    assert answers(paper) == [("2", "answered"), ("3", "rejected")]


def test_a_treasury_minute_gives_each_recommendation_with_its_date(
    settings: Settings, tmp_path: Path
) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Treasury Minutes"),
        "Government Response to the Committee of Public Accounts on the Fifth report",
        (HEADING, "Support for vulnerable adolescents"),
        (BOLD, "1. PAC conclusion: The Department does not know how many adolescents need help."),
        (BOLD, "1: PAC recommendation: The Department should set out what data it needs."),
        "1.1 The government agrees with the Committee's recommendation.",
        (BOLD, "Target implementation date: Summer 2024"),
        "1.2 The department is working on a new data collection.",
        (BOLD, "2. PAC conclusion: Local services differ too much from place to place."),
        (BOLD, "2a: PAC recommendation: The Department should publish its assessment of local plans."),
        "2.1 The government disagrees with the Committee's recommendation.",
    )  # fmt: skip
    assert answers(paper) == [("1", "accepted"), ("2a", "rejected")]
    assert measure(paper, 0).due == "Summer 2024"
    assert "new data collection" in measure(paper, 0).response


def test_a_management_response_names_who_acts_and_by_when(settings: Settings, tmp_path: Path) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Internal Audit Report: Direct Payments"),
        (HEADING, "1. Reviews of direct payments"),
        "We tested 20 files and found that 8 had no annual review.",
        (BOLD, "Recommendation"),
        "All direct payments should be reviewed at least annually.",
        (BOLD, "Management response"),
        "Agreed. A tracker has been set up.",
        (BODY, "Responsible officer: Head of Disabled Children's Service"),
        (BODY, "Target date: 31 December 2023"),
        (HEADING, "2. Contracts"),
        "Three of ten contracts were out of date.",
    )  # fmt: skip
    assert answers(paper) == [("", "accepted")]
    only = measure(paper, 0)
    assert only.response == "Agreed. A tracker has been set up."
    assert (only.owner, only.due) == ("Head of Disabled Children's Service", "31 December 2023")


def test_bullets_below_a_recommendation_are_its_own(settings: Settings, tmp_path: Path) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Response to Scrutiny Inquiry: Transitions"),
        (BOLD, "Recommendation 2 &ndash; That the Director reports back within six months on:"),
        bullet("the local offer website; and"),
        bullet("the parent carer forum."),
        (BOLD, "Formal response:"),
        "The recommendation is agreed in part. A report on the website will come in December 2023.",
    )  # fmt: skip
    assert answers(paper) == [("2", "partly accepted")]
    assert measure(paper, 0).text.endswith("the local offer website; and the parent carer forum.")


def test_a_sentence_about_numbered_recommendations_answers_each(settings: Settings) -> None:
    paper = read_text(
        """\
Response to the independent review of fostering

Westhaven Council

The council accepts recommendations 1 and 3, accepts recommendation 2 in part, and does not accept \
recommendation 4.

Recommendation 1: The council should raise the fostering allowance.

Recommendation 2: The council should pay carers for training days.

Recommendation 3: The council should open a round-the-clock line for carers.

Recommendation 4: The council should close its in-house agency.
""",
        settings,
    )
    assert answers(paper) == [
        ("1", "accepted"), ("2", "partly accepted"), ("3", "accepted"), ("4", "rejected"),
    ]  # fmt: skip


def test_a_letters_answers_are_read(settings: Settings) -> None:
    paper = read_text(
        """\
Cllr Ann Weir
Chair, Children's Scrutiny Committee

3 June 2024

Dear Councillor Weir,

I respond to the committee's recommendations in turn.

Recommendation 1: that the Department publishes its forecast of pupil numbers each spring

I am pleased to accept this recommendation. The first forecast will be published in April.

Recommendation 2: that basic need funding is agreed for five years

I am unable to accept this recommendation, as funding is set at each spending review.

Yours sincerely,

Baroness Carr
Minister for Schools
""",
        settings,
    )
    assert paper.kind == "letter"
    assert answers(paper) == [("1", "accepted"), ("2", "rejected")]


def test_a_workbook_of_recommendations_is_read(settings: Settings, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Recommendations tracker"
    for row in (
        [
            "Ref",
            "Recommendation",
            "Accepted / Partially accepted / Rejected",
            "Cabinet response",
            "Lead officer",
        ],
        ["R1", "Raise the fostering allowance", "Accepted", "The allowance rises in April.", "Rosa Acht"],
        ["R2", "Close the agency", "Rejected", "It is cheaper than the market.", None],
        ["R3", "Survey carers", None, None, "Ann Lee"],
    ):
        sheet.append(row)
    book.save(tmp_path / "tracker.xlsx")
    (paper,) = read_path(tmp_path / "tracker.xlsx", settings)
    assert answers(paper) == [("R1", "accepted"), ("R2", "rejected"), ("R3", "no response")]
    assert measure(paper, 0).response == "Accepted – The allowance rises in April."


@pytest.mark.parametrize(
    "text",
    [
        "Local Child Safeguarding Practice Review: Child M\n\nRecommendation 1\n\nThe partnership should"
        " review its thresholds.\n\nWe heard that schools did not accept the decisions made.\n",
        "Government response to the consultation on keeping children safe\n\nQuestion 1: Do you agree?\n\n"
        "We received 412 responses.\n\nGovernment response\n\nWe will make the change as proposed.\n",
        "Adoption of the early help strategy\n\nReport of the Director of Children's Services\n\nReport to"
        " Cabinet\n\nRecommendations\n\n1. That Cabinet agrees the early help strategy.\n\n2. That Cabinet"
        " notes the response of partners.\n\nReasons\n\nCabinet accepted the recommendations of 2018.\n",
    ],
)
def test_a_paper_that_answers_no_recommendations_has_no_answers(settings: Settings, text: str) -> None:
    paper = read_text(text, settings)
    assert paper.register is None or not any(m.answer for m in paper.register.measures)


def test_a_recommendation_that_begins_with_a_capital_a_keeps_its_number(settings: Settings) -> None:
    paper = read_text(
        "# Government response to the safeguarding review\n\nThe government welcomes the review.\n\n"
        "## Recommendation 3 A new regulator should be set up.\n\nReject. Ofsted has the powers it needs.\n\n"
        "The panel recommends that the council trains all health visitors.\n\nThe council agrees with this"
        " recommendation. Training starts in May.\n",
        settings,
    )
    assert answers(paper)[0] == ("3", "rejected")
    assert measure(paper, 0).text == "A new regulator should be set up."


def test_a_column_of_yes_and_no_is_one_of_answers(settings: Settings, tmp_path: Path) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Peer challenge: recommendations and our response"),
        table(
            [
                ["Recommendation", "Accepted?", "What we will do", "Who", "By when"],
                ["Strengthen the voice of children", "Yes", "Appoint a lead", "Ann Lee", "July 2024"],
                ["Merge the two front doors", "No", "They serve different areas", "", ""],
                ["Review caseloads", "In part", "Those of assessment teams", "Tom Vane", "May 2024"],
            ],
            [130, 60, 130, 60, 70],
        ),
    )  # fmt: skip
    assert [answer for _, answer in answers(paper)] == ["accepted", "rejected", "partly accepted"]
    assert measure(paper, 1).response == "No – They serve different areas"


@pytest.mark.parametrize(
    "text",
    [
        "# Response to domestic abuse: annual report\n\nCarrow Council, May 2024\n\nMembers should note"
        " the report's recommendations and agree the priorities.\n",
        "# Minutes of the Children's Scrutiny Committee\n\n4 May 2024\n\n## Response to recommendations\n\n"
        "The Chair noted that Cabinet had accepted recommendations 1 and 2. RESOLVED: that it be noted.\n",
    ],
)
def test_a_paper_that_only_speaks_of_responses_is_no_response(settings: Settings, text: str) -> None:
    assert read_text(text, settings).kind != "response"


def test_what_stands_under_by_is_by_when_and_a_word_broken_in_a_narrow_cell_is_whole(
    settings: Settings, tmp_path: Path
) -> None:
    paper = read(
        tmp_path, settings,
        (TITLE, "Response to the recommendations of the Fostering Task Group"),
        table(
            [
                ["No", "Recommendation", "Response", "Lead officer", "By"],
                ["1", "That the Council pays carers weekly.", "Accepted.", "Team manager", "September 2023"],
                ["2", "That each carer has a mentor.", "Rejected.", "Head of Fostering", "-"],
            ],
            [24, 150, 120, 90, 56],
        ),
    )  # fmt: skip
    assert [(m.owner, m.due) for m in (measure(paper, 0), measure(paper, 1))] == [
        ("Team manager", "September 2023"),
        ("Head of Fostering", ""),
    ]


def test_who_stands_under_by_is_the_owner(settings: Settings, tmp_path: Path) -> None:
    rows = [
        ["No", "Recommendation", "Response", "By"],
        ["1", "That the Council pays carers weekly.", "Accepted.", "Head of Fostering"],
    ]
    title = (TITLE, "Response to the recommendations of the Fostering Task Group")
    paper = read(tmp_path, settings, title, table(rows, [24, 150, 120, 90]))
    assert (measure(paper, 0).owner, measure(paper, 0).due) == ("Head of Fostering", "")


def test_how_far_a_response_has_come_is_its_status_and_no_answer(settings: Settings, tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["No", "Recommendation", "Accepted?", "Response", "Owner", "Target date"],
        [1, "Improve the timeliness of assessments.", "Yes", "More staff.", "SEND Manager", "June 2024"],
        [2, "Reduce waits to below 18 weeks.", "Partly", "Waits will fall.", "Head of Care", "May 2025"],
        [3, "Provide free transport.", "No", "It is not affordable.", "n/a", "N/A"],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (reading,) = read_path(tmp_path / "a.xlsx", settings)
    assert reading.register
    assert [(m.answer, m.owner, m.due) for m in reading.register.measures] == [
        ("accepted", "SEND Manager", "June 2024"),
        ("partly accepted", "Head of Care", "May 2025"),
        ("rejected", "", ""),
    ]


def test_a_status_beside_a_response_rates_it_and_does_not_open_its_words(settings: Settings) -> None:
    text = (
        "# Response to the review’s recommendations\n\n"
        "| Ref | Recommendation | Council response | What we will do | Status |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| R1 | Review the thresholds for early help. | Accepted | They will be reissued. | Green |\n"
        "| R2 | Publish compliance each quarter. | Accepted in part | Twice a year. | Not started |\n"
    )
    register = read_text(text, settings).register
    assert register
    assert [(m.answer, m.rag, m.response) for m in register.measures] == [
        ("accepted", "green", "Accepted – They will be reissued."),
        ("partly accepted", "", "Accepted in part – Twice a year. – Status: Not started"),
    ]

"""Lists of points that mix paragraphs and bullets, and sections that name none."""

from pathlib import Path

import pytest
from kinds_read import read_path, read_text
from pdf_marks import plain, saved
from pypdf.annotations import FreeText

from evidence.model import Reading
from evidence.settings import Settings

REPORT = """\
# Area SEND inspection of Farrow Vale Local Area Partnership

Inspection dates: 3 to 7 February 2025

# {heading}

{body}

# Local area partnership details

Farrow Vale Council
"""


def _read(heading: str, body: str, settings: Settings) -> Reading:
    return read_text(REPORT.format(heading=heading, body=body), settings)


def _asked(paper: Reading) -> list[str]:
    return [m.text for m in paper.register.measures] if paper.register else []


def test_areas_go_on_after_the_bullets_of_one_of_them(settings: Settings) -> None:
    body = (
        "The partnership should widen its short breaks offer.\n\n"
        "Leaders must strengthen adulthood, including:\n\n"
        "- planning from year 9;\n\n- travel training.\n\n"
        "Health leaders should cut the wait for equipment."
    )
    assert _asked(_read("Areas for improvement", body, settings)) == [
        "The partnership should widen its short breaks offer.",
        "Leaders must strengthen adulthood, including: planning from year 9; travel training.",
        "Health leaders should cut the wait for equipment.",
    ]


def test_a_lone_lead_in_leaves_its_bullets_as_the_points(settings: Settings) -> None:
    body = (
        "The partnership should act to ensure that:\n\n- plans are reviewed yearly;\n\n- parents are heard."
    )
    asked = _asked(_read("Areas for improvement", body, settings))
    assert asked == ["plans are reviewed yearly;", "parents are heard."]


def test_narrative_below_a_question_requires_nothing(settings: Settings) -> None:
    body = (
        "- Waits for speech therapy are long. Families told inspectors that they lose hope.\n\n"
        "- Annual reviews are late. Plans often describe a younger child.\n\n"
        "# Areas for improvement\n\n"
        "Leaders should bring annual reviews up to date."
    )
    paper = _read("What must the area partnership improve?", body, settings)
    assert _asked(paper) == ["Leaders should bring annual reviews up to date."]


def test_noun_phrases_below_a_question_are_its_points(settings: Settings) -> None:
    body = "- The quality of life-story work.\n\n- The timeliness of pathway plans."
    assert len(_asked(_read("What needs to improve?", body, settings))) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Inspectors did not identify any areas for priority action.",
        "The inspection found no areas for priority action.",
        "We have not made any recommendations.",
        "This inspection did not result in any priority actions.",
        "No priority actions were identified.",
    ],
)
def test_a_sentence_that_names_no_action_is_none(sentence: str, settings: Settings) -> None:
    assert _asked(_read("Areas for priority action", sentence, settings)) == []


@pytest.mark.parametrize(
    "item",
    [
        "What families are told following their complaints.",
        "The help that children get following an assessment.",
        "Learning shared following serious incidents.",
    ],
)
def test_an_item_that_ends_in_what_something_follows_is_an_item(item: str, settings: Settings) -> None:
    body = f"- The oversight of visits.\n\n- {item}\n\n- The records of supervision."
    assert _asked(_read("What needs to improve?", body, settings))[1:2] == [item]


def test_what_someone_put_on_the_paper_is_none_of_the_points(tmp_path: Path, settings: Settings) -> None:
    text = "Priority actions:\n\n\n\nLeaders should see that each child is visited on time."
    writer = plain(tmp_path, text, y=700)
    writer.add_annotation(0, FreeText(text="Leaders to discuss this on Monday", rect=(72, 500, 300, 540)))
    (paper,) = read_path(saved(writer, tmp_path / "a.pdf"), settings)
    assert "[Typed note] Leaders to discuss this on Monday" in [p.text for p in paper.passages]
    assert [f.text for f in paper.findings] == ["Leaders should see that each child is visited on time."]


TABLED = """\
What does the area partnership need to do better?

- Waits are long. Families say that they lose hope.

- Plans are late. Leaders know that they must act.

| {head} | Areas for priority action |
| --- | --- |
| Leaders of Farrow Vale Council | Leaders must act urgently to check that each child out of school is safe. |
| NHS Vale Integrated Care Board | Health leaders should cut the wait for equipment and wheelchairs. |
"""


@pytest.mark.parametrize(
    ("head", "owners", "labels"),
    [
        ("Responsible body", ["Leaders of Farrow Vale Council", "NHS Vale Integrated Care Board"], ["", ""]),
        ("Lead agency", ["Leaders of Farrow Vale Council", "NHS Vale Integrated Care Board"], ["", ""]),
    ],
)
def test_a_table_whose_head_names_priority_actions_needs_no_heading_above_it(
    head: str, owners: list[str], labels: list[str], settings: Settings
) -> None:
    paper = _read("Findings", TABLED.format(head=head), settings)
    assert paper.register is not None
    assert [m.owner for m in paper.register.measures] == owners
    assert [m.theme for m in paper.register.measures] == ["Areas for priority action"] * 2


def test_numbers_beside_the_actions_are_their_labels_and_owe_nothing(settings: Settings) -> None:
    body = (
        "| No. | Area for improvement |\n| --- | --- |\n"
        "| 1 | Leaders should see that each plan is reviewed in time. |\n"
        "| 2 | The partnership should ask parents what they think of the offer. |"
    )
    paper = _read("Findings", body, settings)
    assert paper.register is not None
    assert [(m.label, m.owner) for m in paper.register.measures] == [("1", ""), ("2", "")]


def test_headings_that_name_who_must_act_stand_within_the_list(settings: Settings) -> None:
    body = (
        "## Responsible body\n\n## Farrow Vale Council\n\n"
        "Leaders must urgently check that each child out of school is safe.\n\n"
        "## NHS Vale Integrated Care Board\n\nLeaders should cut the wait for equipment.\n\n"
        "## What happens next\n\nThe board should expect a visit in a year."
    )
    paper = _read("Areas for priority action", body, settings)
    assert paper.register is not None
    assert [m.owner for m in paper.register.measures] == [
        "Farrow Vale Council",
        "NHS Vale Integrated Care Board",
    ]


def test_a_demand_keeps_its_stem_where_its_bullets_were_drawn_and_not_written(settings: Settings) -> None:
    body = (
        "The partnership should widen its short breaks offer.\n\n"
        "Leaders should improve plans, so that they:\n\nare in date; and\n\nname who will act.\n\n"
        "Health leaders should cut the wait for equipment."
    )
    assert _asked(_read("Areas for improvement", body, settings))[1:] == [
        "Leaders should improve plans, so that they: are in date; and name who will act.",
        "Health leaders should cut the wait for equipment.",
    ]


def test_areas_below_a_heading_that_were_not_read_are_said(settings: Settings) -> None:
    unread = "| Theme | Detail | Page |\n| --- | --- | --- |\n| Waits | Too long for equipment | 4 |"
    said = "What stands below “Areas for improvement” was not read as points."
    assert said in _read("Areas for improvement", unread, settings).warnings
    due = "The council should take the following action.\n\n## Within three months:\n\n- cut caseloads."
    assert said not in _read("Areas for improvement", due, settings).warnings
    none = "Inspectors did not identify any areas for improvement."
    assert said not in _read("Areas for improvement", none, settings).warnings


def test_a_bullets_own_bullets_are_part_of_it_without_a_colon_too(settings: Settings) -> None:
    body = (
        "- The board has not evaluated its training.\n    - of school staff\n    - of housing officers\n"
        "- Referrals from the police vary."
    )
    assert _asked(_read("Areas for improvement", body, settings)) == [
        "The board has not evaluated its training. of school staff of housing officers",
        "Referrals from the police vary.",
    ]


def test_the_number_of_a_page_is_no_point(settings: Settings) -> None:
    paper = read_text(
        "# Inspection of Ashmere children's services\n\nInspection dates: 3 to 7 March 2025\n\n"
        "# What needs to improve?\n\n29\n\n- The quality of plans for children.\n- The use of audits.\n",
        settings,
    )
    assert paper.register is not None
    assert [m.text for m in paper.register.measures] == [
        "The quality of plans for children.",
        "The use of audits.",
    ]

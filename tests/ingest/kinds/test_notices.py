"""Notices and directions: their measures, and what they say beside them."""

from kinds_read import fields_of, read_text
from notice_styles import BULLETED

from evidence.model import Register
from evidence.settings import Settings

NUMBERED = """\
IMPROVEMENT NOTICE

To: Norbury County Council ("the council")

1. This Improvement Notice is issued to Norbury County Council on 14 September 2018 by the \
Department for Education following Ofsted's \
inspection report of 5 July 2018, which judged children's services to be inadequate.

2. To comply with this notice the council must take the following actions.

Improvement Board

3. The council must establish an improvement board. The members of the board must include:

a. the chief executive; and

b. the lead member for children's services.

Improvement Plan

4. The plan should set out how the council will:

(a) reduce average caseloads to no more than 18 by March 2019; and

(b) publish its threshold document.

Assessing progress

5. The Department will review progress at least every six months. The first review will be in March 2019.

Duration

6. This notice will remain in place until the Secretary of State for Education is satisfied.

Failure to comply

7. Should the council be unwilling or unable to comply with this notice, the Secretary of State may direct it.

Jane Plaice
Director, Children's Social Care
On behalf of the Secretary of State for Education
"""

DIRECTION = """\
Direction under section 497A(4B) of the Education Act 1996

To: Westmere Metropolitan Borough Council

1. The Secretary of State for Education is satisfied that the Council is failing to perform its functions.

2. The Secretary of State therefore directs the Council as follows:

a. To comply with any instructions of the Commissioner.

b. To complete an improvement plan by 30 June 2016.

3. This direction will remain in force until it is revoked by the Secretary of State.

Dated this 12th day of May 2016
"""


def register_of(text: str, settings: Settings) -> Register:
    register = read_text(text, settings).register
    assert register is not None
    return register


def test_a_notices_fields_say_who_must_answer_to_whom(settings: Settings) -> None:
    notice = read_text(BULLETED, settings)
    assert notice.kind == "notice"
    assert fields_of(notice, "title", "date", "author", "recipient") == (
        "Improvement Notice",
        "2011-05-12",
        "Secretary of State for Education",
        "Norbury Borough Council",
    )


def test_measures_are_the_items_of_its_lists_and_nothing_that_leads_into_them(settings: Settings) -> None:
    measures = [
        (m.theme, m.label, m.text) for m in register_of(BULLETED, settings).measures if not m.overarching
    ]
    assert [(theme, text.split()[0:4]) for theme, _, text in measures] == [
        ("Protecting children", ["The", "Council", "is", "expected"]),
        ("Protecting children", ["The", "Council", "must", "keep"]),
        ("Protecting children", ["The", "Council", "must", "prepare"]),
        ("Protecting children", ["NI", "59", "increase", "the"]),
        ("Other matters", ["Reach", "90%", "of", "schools"]),
    ]
    assert measures[2][2].endswith("by when.")  # an item with parts of its own is one measure
    assert measures[3][1] == "NI 59"


def test_lettered_requirements_that_the_rest_spells_out_are_overarching(settings: Settings) -> None:
    overarching = [(m.label, m.text) for m in register_of(BULLETED, settings).measures if m.overarching]
    assert overarching == [
        ("a.", "put right the weaknesses named above"),
        ("b.", "improve its indicators"),
        ("c.", "make the gains last"),
    ]


def test_the_facts_are_in_the_papers_own_words_with_their_dates(settings: Settings) -> None:
    facts = [(f.name, f.value, f.date) for f in register_of(BULLETED, settings).facts]
    assert facts == [
        ("issuer", "Secretary of State for Education", ""),
        ("addressee", "Norbury Borough Council", ""),
        ("issued", "2011-05-12", "2011-05-12"),
        ("rests_on", "The inspectorate's report of 3 March 2011 on safeguarding.", "2011-03-03"),
        ("term", "Two years from the date of issue", ""),
        ("review_date", "The end of March 2012 (reported in May 2012)", "2012-03"),
        ("review_date", "The end of September 2012", "2012-09"),
        ("review_date", "the end of March 2013", "2013-03"),
        ("assessed_by", "Department for Education", ""),
        ("consequence", "The Secretary of State for Education using powers of intervention.", ""),
    ]


def test_a_numbered_notice_of_today_gives_its_duties(settings: Settings) -> None:
    register = register_of(NUMBERED, settings)
    assert [(m.label, m.theme) for m in register.measures] == [
        ("3.", "Improvement Board"),
        ("(a)", "Improvement Plan"),
        ("(b)", "Improvement Plan"),
    ]
    assert register.measures[0].text.endswith("the lead member for children's services.")
    (target,) = register.measures[1].targets
    assert (target.value, target.unit, target.period) == (18, "count", "March 2019")
    facts = {f.name: (f.value, f.date) for f in register.facts}
    assert facts["review_date"] == ("March 2019", "2019-03")
    assert facts["term"][0].startswith("This notice will remain in place")
    assert facts["consequence"][0].startswith("Should the council be unwilling")


def test_a_typed_name_above_an_office_signs_a_notice(settings: Settings) -> None:
    notice = read_text(NUMBERED, settings)
    assert fields_of(notice, "author", "date", "recipient") == (
        "Jane Plaice",
        "2018-09-14",
        "Norbury County Council",
    )


def test_a_direction_is_told_from_a_notice(settings: Settings) -> None:
    direction = read_text(DIRECTION, settings)
    assert direction.kind == "direction"
    assert fields_of(direction, "date", "recipient") == (
        "2016-05-12",
        "Westmere Metropolitan Borough Council",
    )
    assert [m.label for m in register_of(DIRECTION, settings).measures] == ["a.", "b."]


def test_a_list_under_a_deadline_takes_it_as_its_period(settings: Settings) -> None:
    text = BULLETED.replace(
        "The Council must:\n\n- Reach", "The Council must:\n\nBy March 2012\n\n- Reach"
    ).replace(" training by March 2012", " training")
    measure = register_of(text, settings).measures[-1]
    assert (measure.theme, [t.period for t in measure.targets]) == ("Other matters", ["March 2012"])


def test_a_report_about_a_notice_is_no_notice(settings: Settings) -> None:
    report = read_text(
        "Report of the Director\n\nImprovement Notice: progress\n\n"
        "1. This report sets out what the Council must do to comply with the notice.\n",
        settings,
    )
    assert report.kind == "report"


DATED = """\
Improvement notice

To: Norbury County Council ('the council')

1. This Improvement Notice is issued to Norbury County Council on 14 October 2016 following the report \
of 5 July 2016, which judged its services to be inadequate.

Adviser and board

2. The council will work with the improvement adviser whom the Department appoints.

Measures to improve services

3. To comply with this Notice the council must, by 31 March 2017:

a) decide on all referrals within one working day, in at least 95% of cases from January 2017;
b) reduce the average caseload of social workers to no more than 18 by 31 December 2016;
c) reduce the rate of re-referrals from 28% to 20% or less by March 2017; and
d) let no child wait longer than 10 days for a first health assessment.

Progress

4. Officials of the Department will review progress in April 2017 and October 2017.

Signed on behalf of the Secretary of State for Education

14 October 2016
"""


def test_each_item_under_a_dated_lead_in_is_a_measure_with_its_own_target(settings: Settings) -> None:
    register = register_of(DATED, settings)
    assert [m.text.split()[0] for m in register.measures] == ["The", "decide", "reduce", "reduce", "let"]
    caseload, rate = register.measures[2].targets[0], register.measures[3].targets[0]
    assert (caseload.value, caseload.period) == (18, "31 December 2016")
    assert (rate.baseline, rate.value, rate.period) == (28, 20, "March 2017")
    assert [f.date for f in register.facts if f.name == "review_date"] == ["2017-04", "2017-10"]

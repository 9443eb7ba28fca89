"""Who signs, who is written to and who speaks, where other words look like a name or a body."""

from kinds_read import fields_of, read_text

from evidence.model import SourceClass
from evidence.settings import Settings

NOTICE = """\
# IMPROVEMENT NOTICE

To: Wirralside Metropolitan Borough Council

Date: 2 March 2017

This Improvement Notice is issued after Ofsted's report of 20 September 2016.

## A. Leadership

1. The Council is required to appoint a permanent Director of Children's Services by 30 June 2017.

2. The Lead Member is to meet the Director at least monthly.

## B. Practice

3. By September 2017 no fewer than 90% of children with a plan are to be visited every ten working days.

4. The Department will review progress every six months.

Vicky Sandham MP
Minister of State for Vulnerable Children and Families
"""
PEERS = """\
Children's Services Peer Challenge: Isle of Wight Council

{whose}

24 May 2019

Dear Steve

Thank you for inviting the peer team, which was on site from 29 April to 3 May 2019.

Strengths

- Partnership with others works well.

Areas for further consideration

- Widen the use of exit interviews.

Yours sincerely

Carole Hargreaves
"""
RISKS = """\
Fernleigh Council – Children's Improvement Risk Log at 31.10.22

| Risk | Likelihood | Impact | Mitigating action | Owner | Score |
| --- | --- | --- | --- | --- | --- |
| Agency staff | 5 | 4 | Recruit twelve social workers | Director | 20 |
| Lost records | 2 | 5 | Test the backups | Head of IT | 10 |
"""
AREA_REVIEW = """\
# Joint area review: Solihull children's services authority area

Published: 15 March 2008

Ofsted; Healthcare Commission; Audit Commission

## Recommendations

### For immediate action

- The partnership should ensure that all looked after children have a social worker.

### For action over the next six months

- The council should improve the timeliness of initial assessments.
"""


def test_a_lettered_heading_is_no_signatory(settings: Settings) -> None:
    assert read_text(NOTICE, settings).field("author") == "Vicky Sandham MP"


def test_what_a_numbered_paragraph_says_is_to_be_is_a_measure(settings: Settings) -> None:
    register = read_text(NOTICE, settings).register
    assert register is not None
    assert [(m.label, len(m.targets)) for m in register.measures] == [("1.", 0), ("2.", 0), ("3.", 1)]


def test_a_peer_challenge_is_never_the_councils_own(settings: Settings) -> None:
    letter = read_text(PEERS.format(whose="Feedback letter"), settings)
    assert letter.kind == "peer_challenge"
    assert fields_of(letter, "council", "date") == ("Isle of Wight Council", "2019-05-24")
    assert letter.source is None or letter.source.source_class is not SourceClass.INTERNAL
    named = read_text(PEERS.format(whose="Local Government Association"), settings)
    assert named.source is not None
    assert (named.source.name, named.source.source_class) == (
        "Local Government Association",
        SourceClass.PARTNER,
    )


def test_a_log_at_a_date_is_no_meeting_of_the_council(settings: Settings) -> None:
    reading = read_text(RISKS, settings)
    assert fields_of(reading, "recipient", "date") == ("", "2022-10-31")


def test_when_to_act_is_a_part_of_the_recommendations(settings: Settings) -> None:
    register = read_text(AREA_REVIEW, settings).register
    assert register is not None
    assert [m.due for m in register.measures] == [
        "For immediate action",
        "For action over the next six months",
    ]


DIRECTION = """\
# STATUTORY DIRECTION TO NORTHDALE CITY COUNCIL

This Direction is issued to Northdale City Council ("the Council") on 22 July 2022.

NOW THEREFORE the Secretary of State directs the Council to:

1. Co-operate with the Commissioner in the exercise of his functions;

2. Provide to the Secretary of State, on the last day of each quarter, a statement of:

(i) social worker vacancies; and

(ii) children waiting for allocation;

3. Spend on children's services in 2022-23 not less than £48.5 million.

Signed by a senior civil servant for and on behalf of the Secretary of State for Education
"""
TO_TWO = """\
30 November 2022

Mr Sean Colley, Director of Children's Services, Wyremouth Borough Council
Ms Dee Farr, Chief Officer, NHS Wyre Integrated Care Board

Dear Mr Colley and Ms Farr

I write to thank you both for the help that my colleagues had when they came to see you in October.

Yours sincerely

Matthew Rooney
"""


def test_an_item_after_one_with_parts_is_a_measure_too(settings: Settings) -> None:
    register = read_text(DIRECTION, settings).register
    assert register is not None
    assert [m.label for m in register.measures] == ["1.", "2.", "3."]


def test_of_two_who_are_greeted_the_first_is_written_to(settings: Settings) -> None:
    assert read_text(TO_TWO, settings).field("recipient") == "Mr Sean Colley"


COPIED = """\
Fernleigh Metropolitan Borough Council

16 December 2013

Edwin Marsh MP
Parliamentary Under Secretary of State for Children and Families
Department for Education

Dear Mr Marsh

You wrote on 2 December 2013 and asked how we stand against the Notice.

Yours sincerely

Dina Terrant
Chief Executive

c.c. Rachel Wardle, Ofsted
"""
COMMITTEE = """\
# Fernleigh County Council

# Children and Young People's Overview and Scrutiny Committee

2 April 2012

# Performance Update, Quarter 3 2011/12

Report of Lorna Dunne, Assistant Chief Executive

## Purpose

1. To present progress at the end of December 2011.
"""


def test_who_is_sent_a_copy_does_not_speak(settings: Settings) -> None:
    letter = read_text(COPIED, settings)
    assert letter.field("author") == "Dina Terrant"
    assert letter.source is None or letter.source.name != "Ofsted"


def test_the_committee_above_a_reports_title_is_no_title(settings: Settings) -> None:
    assert read_text(COMMITTEE, settings).field("title") == "Performance Update, Quarter 3 2011/12"

"""Notices and directions as written since 2009: each style with what must come of it. For tests."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """A paper, and what it says: its measures' labels, its targets, who must answer, its review dates."""

    text: str
    kind: str
    date: str
    recipient: str
    labels: tuple[str, ...]
    targets: tuple[tuple[str, float | None, str, float | None], ...] = ()
    reviews: tuple[str, ...] = ()


LETTERED = Style(
    """\
DEPARTMENT FOR CHILDREN, SCHOOLS AND FAMILIES

Improvement Notice to Carrow Metropolitan Borough Council

Issued on 18 December 2009

1. This Improvement Notice is given to Carrow Metropolitan Borough Council ("the Council") because \
of poor performance in safeguarding, following Ofsted's inspection report of 27 November 2009.

Measures

2. To comply with this Improvement Notice the Council must by December 2010:

(i) ensure that 85% of referrals are decided within one working day (from a baseline of 52% in \
2008/09);

(ii) raise the percentage of initial assessments completed within 7 working days from 58% to 75% by \
June 2010 and 80% by December 2010;

(iii) reduce the proportion of re-referrals within 12 months to no more than 22%;

(iv) ensure that all looked after children have an allocated qualified social worker; and

(v) appoint a permanent Director of Children's Services.

3. The Council must produce an improvement plan by 29 January 2010.

Review

4. Progress will be reviewed by the Government Office every three months. The first review will be \
in March 2010.

5. If the Council fails to comply with this Notice, the Secretary of State may issue a direction \
under section 497A of the Education Act 1996.

Signed: Baroness Delyth Amory
Parliamentary Under-Secretary of State for Children, Young People and Families
""",
    "notice",
    "2009-12-18",
    "Carrow Metropolitan Borough Council",
    ("(i)", "(ii)", "(iii)", "(iv)", "(v)", "3."),
    (
        ("at_least", 85.0, "December 2010", 52.0),
        ("at_least", 75.0, "June 2010", 58.0),
        ("at_least", 80.0, "December 2010", 58.0),
        ("at_most", 22.0, "December 2010", None),
    ),
    ("2010-03",),
)

WHEREAS = Style(
    """\
THE EDUCATION ACT 1996

DIRECTION UNDER SECTION 497A(4) AND (4B)

To: The Mayor and Burgesses of the London Borough of Eastholme

WHEREAS:

(1) the Secretary of State for Education is satisfied that Eastholme London Borough Council ("the \
Council") is failing to perform to an adequate standard some or all of its children's social care \
functions;

(2) the Secretary of State has considered the report of Ofsted published on 4 June 2014.

NOW THEREFORE the Secretary of State directs the Council as follows:

1. To secure that its children's social care functions are performed so as to achieve improvement \
to the required standard.

2. To co-operate with the Commissioner for Children's Services, and to allow the Commissioner at \
all reasonable times access to premises and records.

3. To provide to the Secretary of State, within 28 days, a plan for the reduction of agency staff \
from 38% to 15% by 31 March 2015.

This Direction has effect until it is revoked by the Secretary of State.

Signed on behalf of the Secretary of State

A civil servant in the Department for Education

Date: 30 June 2014
""",
    "direction",
    "2014-06-30",
    "The Mayor and Burgesses of the London Borough of Eastholme",
    ("1.", "2.", "3."),
    (("at_most", 15.0, "31 March 2015", 38.0),),
    (),
)

ADVISER = Style(
    """\
Improvement Notice

To: Westhaven Council (the Council)
Civic Offices, Westhaven WH1 1AA

1. This notice is being issued to Westhaven Council due to concerns identified in Ofsted's ILACS \
inspection, published on 14 February 2023, which judged overall effectiveness to be inadequate.

2. To comply with this notice, the following actions are required of the council by the dates \
stated.

Improvement Adviser

3. The council will work with the appointed Improvement Adviser, Dr Hester Quill, until such time \
as the Secretary of State is satisfied that this is no longer required.

4. The council will continue to work with its sector-led improvement partner.

Improvement Plan

5. The council must ensure that its improvement plan delivers appropriate and sustainable \
improvement. The plan must cover:

a) the areas for improvement identified in the Ofsted report;
b) a strategy to reduce average caseloads to 16 by September 2023; and
c) how the council will improve the quality of supervision.

6. The council must update the plan every three months.

Improvement Board

7. The council will have an Improvement Board, with an independent chair.

8. The Improvement Board must meet at least every six weeks.

Formal Reviews of Progress

9. There will be reviews of progress against the improvement plan at least every six months, the \
first being in September 2023.

Failure to comply

10. Should the council be unwilling or unable to comply with this Improvement Notice, or should \
ministers not be satisfied with the council's progress, ministers may choose to invoke their \
statutory powers of intervention under s497A of the Education Act 1996.

Signed

Fiona Wetherall
Senior Civil Servant in the Department for Education, on behalf of the Secretary of State for \
Education

20 March 2023
""",
    "notice",
    "2023-03-20",
    "Westhaven Council",
    ("3.", "4.", "5.", "6.", "7.", "8."),
    (("at_most", 16.0, "September 2023", None),),
    ("2023-09",),
)

PURSUANT = Style(
    """\
STATUTORY DIRECTION TO NORTHMARSH COUNTY COUNCIL IN RELATION TO CHILDREN'S SERVICES UNDER SECTION \
497A(4B) OF THE EDUCATION ACT 1996

WHEREAS:

1. The Secretary of State for Education ("the Secretary of State") has noted in respect of \
Northmarsh County Council ("the Council") that performance is inadequate, as shown by the Ofsted \
report of 9 August 2019.

2. The Secretary of State has considered representations made by the Council.

NOW THEREFORE:

3. Pursuant to section 497A(4B) of the Education Act 1996, the Secretary of State considers it \
expedient to direct the Council as set out below in order to ensure that all of the Council's \
children's social care functions are performed to an adequate standard.

4. Pursuant to section 497A(4B) of the 1996 Act, the Secretary of State directs the Council to take \
the following steps:

a. To comply with any instructions of the Secretary of State or the Commissioner in relation to the \
improvement of children's social care;

b. To provide such assistance as the Commissioner may require;

c. To co-operate with the Department's reviews, which will take place every six months.

5. The steps to be taken by the Commissioner are set out in the Annex.

6. This direction will remain in force until it is revoked by the Secretary of State.

Signed on behalf of the Secretary of State for Education

Mark Illingworth
A Senior Civil Servant in the Department for Education

Dated this 16th day of September 2019
""",
    "direction",
    "2019-09-16",
    "Northmarsh County Council",
    ("a.", "b.", "c."),
    (),
    (),
)

DECIMALS = Style(
    """\
Non-statutory Improvement Notice: Children's Services

Issued to: Penmoor Council

Date of issue: 5 May 2021

Background

Ofsted inspected in January 2021 and judged that services require improvement, with leadership \
inadequate.

What the council must do

1. Leadership and governance
1.1 The council must set up a multi-agency improvement board by 30 June 2021.
1.2 The council must report to the board monthly on its performance.

2. Quality of practice
2.1 The council must ensure that at least 90% of child in need visits are made within timescale by \
December 2021 (baseline: 64% at March 2021).
2.2 The council should audit 40 cases each month.

3. Workforce
3.1 The council must reduce the turnover of social workers from 27% to below 18% by March 2022.

How progress will be monitored

The Department will hold formal reviews in November 2021 and May 2022.

Consequences of non-compliance

Failure to comply with this notice may lead to a statutory direction.
""",
    "notice",
    "2021-05-05",
    "Penmoor Council",
    ("1.1", "1.2", "2.1", "2.2", "3.1"),
    (("at_least", 90.0, "December 2021", 64.0), ("at_most", 18.0, "March 2022", 27.0)),
    ("2021-11", "2022-05"),
)

BULLETS = Style(
    """\
# IMPROVEMENT NOTICE

**To:** Thornmere City Council

This Improvement Notice is being issued due to poor performance in the council's services for \
looked after children, on the basis of evidence contained in Ofsted's inspection report dated 11 \
July 2012.

The following measures are needed for you to comply with this Improvement Notice:

**Placements**

• The Council must increase the number of in-house foster carers from 140 to 180 by March 2013.

• The Council must reduce the number of children placed more than 20 miles from home to fewer than \
60 by 31 March 2013.

**Education**

• Improve the attainment of looked after children: at least 25% to achieve 5 or more GCSEs at A*-C \
in 2013 (2011/12: 14%).

• Narrow the attendance gap by 2 percentage points in the 2012/13 academic year.

**Health**

• Hold health assessments within statutory timescales in 95% of cases in each quarter of 2012/13.

Improvement against the above measures will be assessed by the Department for Education at the end \
of October 2012 and the end of April 2013.

Failure to comply with this Improvement Notice by the assessment dates may lead to the Secretary of \
State using powers of intervention.

Signed: Oriel Passfield MP
Parliamentary Under Secretary of State for Children and Families
Date: 6 August 2012
""",
    "notice",
    "2012-08-06",
    "Thornmere City Council",
    ("", "", "", "", ""),
    (
        ("at_least", 180.0, "March 2013", 140.0),
        ("at_most", 60.0, "31 March 2013", None),
        ("at_least", 25.0, "2013", 14.0),
        ("reduce_by", 2.0, "2012/13 academic year", None),
        ("at_least", 95.0, "each quarter", None),
    ),
    ("2012-10", "2013-04"),
)

CODES = Style(
    """\
Revised Improvement Notice

To: Saltby Council

Date: 3 October 2016

This notice replaces the notice issued on 1 September 2015.

A. Safeguarding

A1 The Council must hold strategy discussions within 24 hours in 95% of cases by January 2017.

A2 The Council must ensure that no child waits longer than 15 working days for an initial child \
protection conference.

B. Corporate parenting

B1 Care leavers in suitable accommodation: at least 88% by March 2017.

B2 Care leavers in education, employment or training to increase from 41% to 55% by March 2017.

C. Workforce

C1 Average caseload to be no higher than 17 by December 2016.

C2 Vacancy rate to fall to 10% by March 2017.

Duration

This notice will remain in place until 30 September 2017.
""",
    "notice",
    "2016-10-03",
    "Saltby Council",
    ("A1", "A2", "B1", "B2", "C1", "C2"),
    (
        ("at_least", 95.0, "January 2017", None),
        ("at_least", 88.0, "March 2017", None),
        ("at_least", 55.0, "March 2017", 41.0),
        ("at_most", 17.0, "December 2016", None),
        ("at_most", 10.0, "March 2017", None),
    ),
    (),
)

SEND = Style(
    """\
Improvement Notice
To: Highcliff District Council

This Improvement Notice was issued on 9 September 2024 following the area SEND inspection published \
on 2 July 2024, which found widespread and/or systemic failings.

To comply with this notice the Local Authority must:

• appoint an independent chair of its SEND Improvement Board;
• publish a Priority Action Plan by 31 October 2024;
• improve the timeliness of education, health and care plans so that 60% are issued within 20 weeks \
by July 2025, compared with 31% in 2023; and
• ensure annual reviews are completed within 12 months for 80% of children by December 2025.

The Department will review progress at 6, 12 and 18 months.

If the local authority does not comply with this notice, the Secretary of State may use powers \
under section 497A of the Education Act 1996.
""",
    "notice",
    "2024-09-09",
    "Highcliff District Council",
    ("", "", "", ""),
    (("at_least", 60.0, "July 2025", 31.0), ("at_least", 80.0, "December 2025", None)),
    (),
)

SHORT = Style(
    """\
Direction

1. The Secretary of State for Education, in exercise of the powers conferred by section 497A of the \
Education Act 1996, gives the following direction to Market Denholm Borough Council.

2. The Council must comply with the terms of this direction until 31 August 2012.

3. The Council shall enter into a contract with an independent provider for the delivery of its \
children's social care assessment service by 1 November 2010.

4. The Council shall pay the reasonable costs of the Commissioner.

5. The Council shall secure that 100% of children subject to a protection plan are visited every \
four weeks.

Given under the hand of the Secretary of State on 12 July 2010.
""",
    "direction",
    "2010-07-12",
    "Market Denholm Borough Council",
    ("3.", "4.", "5."),
    (("at_least", 100.0, "", None),),
    (),
)

TABLE = Style(
    """\
IMPROVEMENT NOTICE

Name of local authority: Ferrybridge and Colne Council

Area of concern: Safeguarding

| Area | Requirement | Target | By when |
|---|---|---|---|
| Referrals | The Council must decide every referral within one working day | 95% | September 2011 |
| Assessments | The Council must complete core assessments within 35 working days | 80% | December \
2011 |
| Conferences | The Council must hold initial conferences within 15 working days | 75% | December \
2011 |

Review dates: 30 September 2011 and 31 March 2012.

This Improvement Notice is issued by the Department for Education on 14 March 2011.
""",
    "notice",
    "2011-03-14",
    "Ferrybridge and Colne Council",
    ("", "", ""),
    (),
    ("2011-09-30", "2012-03-31"),
)

STYLES = (LETTERED, WHEREAS, ADVISER, PURSUANT, DECIMALS, BULLETS, CODES, SEND, SHORT, TABLE)

BULLETED = """\
Improvement Notice

To: Name

NORBURY BOROUGH COUNCIL

Address

Civic Hall, Norbury NB1 1AA

This Improvement Notice is being issued due to poor performance in:

Children's services

on the basis of evidence contained in:

The inspectorate's report of 3 March 2011 on safeguarding.

The duration of the Improvement Notice will be:

Two years from the date of issue. It may be lifted earlier.

The following measures are needed for you to comply with this Improvement Notice:

Norbury Borough Council must take action to:

- a. put right the weaknesses named above,
- b. improve its indicators; and
- c. make the gains last. In particular:

Protecting children

Front-line practice:

The Council is expected to answer every referral within a day, and to say what
was done about it to the person who made it.

- The Council must keep records that are complete.
- The Council must prepare a plan, which includes:
  - who will act; and
  - by when.

Show improvement in the following performance indicators:

- NI 59 increase the percentage of visits made on time to 72% for the month of June 2011

Other matters

The Council must:

- Reach 90% of schools with training by March 2012

Improvement against the above measures will be assessed as follows:

The Board will receive monthly reports.

There will be interim reviews of performance at:

- The end of March 2012 (reported in May 2012)
- The end of September 2012

as well as a final review at the end of March 2013.

by:

The Department for Education, who will advise Ministers.

Failure to comply with this Improvement Notice by the assessment dates may lead to:

The Secretary of State for Education using powers of intervention.

Signed: Jaxn	nemano	. Date: 12 May 2011
"""

"""A council's own papers on a visit of inspectors are the council's, not the inspectors'."""

from kinds_read import fields_of, read_text

from evidence.settings import Settings

CABINET = """\
Report to: Cabinet

Relevant Officer: Joan Maddox, Director of Children's Services

Date of Decision/ Meeting: 7 November 2022

# CHILDREN'S SERVICES IMPROVEMENT: MONITORING VISIT AND NEXT STEPS

Blackpool Council

1.0 Purpose of the report:

1.1 To inform Cabinet of the findings of Ofsted's visit of July 2022, published in August that year.

2.0 Recommendation(s):

2.1 To note the findings.

2.2 To approve the allocation of money from reserves to the improvement plan for two years.

Background papers: Ofsted: inspection of the council, 5 December 2018
"""
TO_MEMBERS = """\
Blackpool Council

14 August 2022

Dear Councillor Hobson

Ofsted monitoring visit to Blackpool children's services

I write to let you know how the visit of Ofsted went, which I think will be of help before Thursday's meeting.

Yours sincerely

Joan Maddox
Director of Children's Services
"""


def test_a_cabinet_report_on_a_monitoring_visit_is_a_report(settings: Settings) -> None:
    reading = read_text(CABINET, settings)
    assert reading.kind == "report"
    assert fields_of(reading, "date", "author", "council") == (
        "2022-11-07",
        "Joan Maddox",
        "Blackpool Borough Council",
    )
    assert reading.source is None or reading.source.name != "Ofsted"
    assert not reading.findings
    assert not reading.register


def test_a_directors_letter_about_a_monitoring_visit_is_a_letter(settings: Settings) -> None:
    reading = read_text(TO_MEMBERS, settings)
    assert reading.kind == "letter"
    assert reading.field("author") == "Joan Maddox"
    assert reading.source is None or reading.source.name != "Ofsted"

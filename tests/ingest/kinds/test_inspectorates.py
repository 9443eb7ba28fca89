"""Reports of the other inspectorates, and lists of points that say that there are none."""

from kinds_read import fields_of, read_text

from evidence.model import SourceClass
from evidence.settings import Settings

UNANNOUNCED = """\
Ofsted

12 August 2010

Mr Aled Pryce
Director of Children's Services
Carrow Metropolitan Borough Council

Dear Mr Pryce

Annual unannounced inspection of contact, referral and assessment arrangements in Carrow children's services

This letter summarises the findings of the recent unannounced inspection of contact, referral and assessment \
arrangements within local authority children's services in Carrow, which was conducted on 13 and 14 July 2010.

Areas for development

- Supervision is not always recorded.

Priority action

{told}

Any areas for development identified above will be considered in any future inspection of services.

Yours sincerely

Gwen Halloran
Her Majesty's Inspector
"""

HEALTH_REVIEW = """\
Review of Health services for Children Looked After and Safeguarding in Bury

Date of review: 8th February 2016 to 12th February 2016
Date of publication: 20th June 2016
Name(s) of CQC inspector: Marian Leigh
CQC region: North

The review explored how health services work with the council, and with schools that Ofsted inspects.

Recommendations

1.1 Ensure that initial health assessments are completed on time.

1.2 Audit the use of the safeguarding flag in the emergency department.
"""

YOUTH_JUSTICE = """\
An inspection of youth justice services in Derby

HM Inspectorate of Probation, May 2023

Fieldwork dates: 13 to 17 March 2023

The children's home that most of them came from was judged good by Ofsted.

Recommendations

The Derby youth justice service should:

1. improve the quality of assessments of risk

2. make sure that exit plans are agreed with each child.
"""


def test_a_list_that_says_none_is_closed_by_it(settings: Settings) -> None:
    reading = read_text(UNANNOUNCED.format(told="- None."), settings)
    assert [(f.type, f.text) for f in reading.findings] == [
        ("area_for_development", "Supervision is not always recorded.")
    ]


def test_what_inspectors_will_do_with_the_points_is_no_point(settings: Settings) -> None:
    reading = read_text(UNANNOUNCED.format(told="Thresholds are not applied out of hours."), settings)
    assert [f.text for f in reading.findings if f.type == "priority_action"] == [
        "Thresholds are not applied out of hours."
    ]


def test_a_review_of_health_services_is_the_care_quality_commissions(settings: Settings) -> None:
    reading = read_text(HEALTH_REVIEW, settings)
    assert reading.kind == "inspection_report"
    assert fields_of(reading, "date", "council", "inspection_dates") == (
        "2016-06-20",
        "Bury Metropolitan Borough Council",
        "8th February 2016 to 12th February 2016",
    )
    assert reading.source is not None
    assert (reading.source.name, reading.source.source_class) == (
        "Care Quality Commission",
        SourceClass.EXTERNAL,
    )
    assert len(reading.register.measures if reading.register else ()) == 2


def test_an_inspectorate_that_mentions_ofsted_stays_itself(settings: Settings) -> None:
    reading = read_text(YOUTH_JUSTICE, settings)
    assert reading.kind == "inspection_report"
    assert reading.source is not None and reading.source.name == "HM Inspectorate of Probation"
    assert reading.field("council") == "Derby City Council"

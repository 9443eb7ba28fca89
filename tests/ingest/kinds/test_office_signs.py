"""An office that signs without a name still says who speaks; a judgement table goes on below a footnote."""

from kinds_read import read_text

from evidence.settings import Settings

NOTICE = """\
Improvement Notice

To: ASHCOMBE COUNTY COUNCIL (the Council)

This Improvement Notice is issued because of inadequate safeguarding.

The Council must take action to:

1. Raise the share of assessments done on time to 80% by March 2012;
2. Publish a workforce strategy.

Signed: Parliamentary Under Secretary of State for Children

Date: 6 June 2011
"""


def test_a_notice_signed_by_an_office_alone_speaks_for_the_department(settings: Settings) -> None:
    notice = read_text(NOTICE, settings)
    assert notice.kind == "notice"
    assert notice.source is not None
    assert (notice.source.name, notice.source.source_class) == ("Department for Education", "external")
    assert notice.field("council") == "Ashcombe County Council"

"""Headings nest as the contents page says, where there is one."""

from pathlib import Path

from structure_raw import pdf_file

from evidence.model import PassageKind
from evidence.settings import Settings
from ingest.readers import read_file
from ingest.structure import passages_of

PROSE = "The board asked for a plan, and it was brought to the board in the month of May."
CONTENTS = [
    (72, 60, "Contents", 20.0),
    (72, 100, "The local authority"),
    (516, 100, "2"),
    (90, 120, "Recommendations"),
    (516, 120, "2"),
    (90, 140, "Leadership"),
    (516, 140, "3"),
    (72, 160, "The safeguarding board"),
    (516, 160, "3"),
]


def test_headings_set_alike_nest_by_the_indents_of_the_contents_page() -> None:
    two = [
        (72, 60, "The local authority", 14.0, True),
        (72, 90, "Recommendations", 14.0, True),
        (72, 120, PROSE),
    ]
    three = [
        (72, 60, "Leadership", 14.0, True),
        (72, 90, PROSE),
        (72, 130, "The safeguarding board", 14.0, True),
    ]
    three += [(72, 160, PROSE)]
    found = passages_of(pdf_file(CONTENTS, two, three))
    assert [p.heading_path for p in found if p.kind is PassageKind.PARAGRAPH] == [
        ("The local authority", "Recommendations"),
        ("The local authority", "Leadership"),
        ("The safeguarding board",),
    ]


def test_a_section_s_name_set_in_a_row_with_its_grade_opens_the_section(
    corpus: Path, settings: Settings
) -> None:
    path = corpus / "inspection-reports" / "kent-2017-06-13.pdf"
    found = passages_of(read_file(path, path.name, settings.ingest))
    opened = next(p for p in found if p.kind is PassageKind.ROW and p.page == 24)
    name = opened.text.split(" | ")[0]
    assert all(name in p.heading_path for p in found if p.page in (25, 26, 27) and p.label)
    assert not any(name in p.heading_path for p in found if p.page > 29)

"""Demands that say who is to do what by "to" alone, and what a direction directs below a colon."""

from pathlib import Path

import pytest
from kinds_read import read_path
from printed_papers import BOLD, HEADING, TITLE, bullet, printed

from evidence.settings import Settings
from ingest.kinds.demands import demands_barely


def test_somebody_to_do_something_is_demanded_among_measures(tmp_path: Path, settings: Settings) -> None:
    path = printed(
        tmp_path / "notice.pdf",
        (TITLE, "Improvement Notice"),
        (BOLD, "Issued to: Stonebeck Council"),
        "Date of issue: 7 June 2016",
        (HEADING, "Improvement measures required"),
        "In order to comply with this notice, the following measures are required of the Council:",
        (HEADING, "Leadership"),
        bullet("With immediate effect, the Chief Executive to chair a weekly meeting."),
        (HEADING, "Partnership"),
        "The Local Safeguarding Children Board to publish a threshold document by 30 September 2016.",
        (HEADING, "Levels"),
        "2.1 Two thirds of assessments to be of good quality by September 2016.",
        "2.2 Caseloads for newly qualified social workers not to exceed 12.",
        (HEADING, "Review"),
        "The Department will carry out a formal review in December 2016.",
    )
    (notice,) = read_path(path, settings)
    assert notice.register is not None
    assert [(m.theme, m.text.split()[0], m.label) for m in notice.register.measures] == [
        ("Leadership", "With", ""),
        ("Partnership", "The", ""),
        ("Levels", "Two", "2.1"),
        ("Levels", "Caseloads", "2.2"),
    ]


def test_what_stands_below_directs_the_council_is_directed(tmp_path: Path, settings: Settings) -> None:
    path = printed(
        tmp_path / "direction.pdf",
        (TITLE, "Direction issued to Kelmarsh Council under section 497A(4B) of the Education Act 1996"),
        "1. This Direction is given by the Secretary of State for Education on 22 May 2019.",
        "2. Ofsted reported on 11 March 2019 that services were inadequate.",
        "3. The Secretary of State directs the Council:",
        "a) to enter into a partnership with Northam County Council;",
        "b) to permit the Commissioner to attend any meeting.",
        "4. Nothing in this Direction affects the Council's other duties.",
    )
    (direction,) = read_path(path, settings)
    assert direction.register is not None
    assert [m.label for m in direction.register.measures] == ["a)", "b)"]


@pytest.mark.parametrize(
    ("text", "is_demand"),
    [
        ("All looked after children to have a health assessment that is reviewed.", True),
        ("Partners to agree a protocol for strategy discussions.", True),
        ("The steps to be taken by the Commissioner are set out in the Annex.", False),
        ("The Council has failed to make progress.", False),
        ("The Secretary of State to review this notice in May.", False),
        ("Nothing in this notice limits other duties.", False),
        ("This notice is to be read with the direction of 2019.", False),
        ("Progress made has been enough to lift the notice.", False),
    ],
)
def test_a_verb_before_to_says_what_is_and_not_what_is_demanded(text: str, is_demand: bool) -> None:
    assert demands_barely(text) is is_demand

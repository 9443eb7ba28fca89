"""Notices of every layout: each sentence that demands something is in a measure, or the document warns."""

import random
from pathlib import Path

import pytest
from kinds_read import read_path
from printed_papers import BODY, BOLD, HEADING, TITLE, Piece, printed
from reportlab.lib.styles import ParagraphStyle

from evidence.model import Reading
from evidence.settings import Settings
from ingest.structure.tight_lists import begins_item

TIGHT = ParagraphStyle("tight", parent=BODY, spaceAfter=0, leading=13)
GERUNDS = [
    "Reducing the average caseload of social workers to no more than 18 by March 2023.",
    "Recruiting a permanent Head of Service for care leavers.",
    "Making sure that each child has a plan that is reviewed.",
]
IMPERATIVES = [
    "Set up an Improvement Board with an independent chair.",
    "Report to the Department every month with data.",
    "Publish the results of each audit within ten working days of its end.",
]
DUTIES = [
    "The Council must bring down the number of children who wait for a plan.",
    "The Council should agree a protocol with the police and with health partners.",
    "The Council must review its arrangements for children who go missing.",
]
LEADS = ["You will secure improvement by:", "The Council must improve by:", "by:"]
LABELS = [("", "", ""), ("(i) ", "(ii) ", "(iii) "), ("1. ", "2. ", "3. "), ("• ", "• ", "• ")]


def notice(path: Path, seed: int) -> tuple[Path, list[str]]:
    """A notice with three themes, each of a layout of its own, and what it demands."""
    pick = random.Random(seed)
    style = pick.choice([TIGHT, BODY])
    pieces: list[Piece] = [
        (TITLE, "Improvement Notice"),
        (style, "To: Farrow Vale Council"),
        (style, "Issued on 3 October 2022 by the Parliamentary Under Secretary of State"),
        (
            style,
            "1. This notice is issued to Farrow Vale Council because its services were found inadequate.",
        ),
    ]
    asked: list[str] = []
    for letter, theme in zip("ABC", ("Workforce", "Quality of practice", "Governance"), strict=True):
        pieces.append((pick.choice([HEADING, BOLD]), f"Theme {letter}: {theme}"))
        words = pick.choice([GERUNDS, IMPERATIVES, DUTIES])
        if words is GERUNDS:
            pieces.append((style, pick.choice(LEADS)))
        elif words is IMPERATIVES and pick.random() < 0.5:
            pieces.append((style, "The Council must:"))
        labels = pick.choice(LABELS)
        if pick.random() < 0.15:
            pieces.append((style, " ".join(words)))
        else:
            pieces += [(style, f"{label}{text}") for label, text in zip(labels, words, strict=True)]
        asked += words
    pieces += [
        (HEADING, "Failure to comply"),
        (
            style,
            "Should the Council not comply, the Secretary of State may issue a Direction under section 497A.",
        ),
    ]
    return printed(path / f"{seed}.pdf", *pieces), asked


def is_told(paper: Reading, asked: list[str]) -> bool:
    measures = paper.register.measures if paper.register else ()
    held = " ".join(" ".join(m.text.split()) for m in measures)
    return all(text.rstrip(".") in held for text in asked) or any(
        "measure" in said or "requirements" in said for said in paper.warnings
    )


@pytest.mark.parametrize("seed", range(60))
def test_every_demand_of_a_notice_is_a_measure_or_the_document_says_that_it_is_not(
    settings: Settings, tmp_path: Path, seed: int
) -> None:
    path, asked = notice(tmp_path, seed)
    (paper,) = read_path(path, settings)
    assert paper.kind == "notice"
    assert is_told(paper, asked), (paper.warnings, [(p.kind, p.label, p.text) for p in paper.passages])


def test_items_set_tight_below_a_theme_are_each_a_measure(settings: Settings, tmp_path: Path) -> None:
    pieces = [
        (TITLE, "Improvement Notice"),
        (TIGHT, "To: Farrow Vale Council"),
        (TIGHT, "1. This notice is issued to Farrow Vale Council because its services are inadequate."),
        (HEADING, "Theme A: Workforce"), (TIGHT, LEADS[0]), *((TIGHT, x) for x in GERUNDS),
        (HEADING, "Theme B: Governance"), *((TIGHT, x) for x in IMPERATIVES),
    ]  # fmt: skip
    (paper,) = read_path(printed(tmp_path / "n.pdf", *pieces), settings)
    measures = paper.register.measures if paper.register else ()
    assert [(m.theme, m.text) for m in measures] == [
        *(("Theme A: Workforce", text) for text in GERUNDS),
        *(("Theme B: Governance", text) for text in IMPERATIVES),
    ]


@pytest.mark.parametrize(
    ("above", "line", "is_item"),
    [
        ("Leaders should cut waiting times.", "Leaders must hear the voice of the child.", True),
        (
            "The local authority and ICB must agree a plan.",
            "The local authority and ICB should publish it.",
            True,
        ),
        ("Leaders should cut waiting times. They know this.", "Leaders must hear the child.", False),
        ("Leaders know their services well.", "Leaders must hear the voice of the child.", False),
        ("Children wait too long.", "They must be seen sooner.", False),
        ("The plan is led by:", "Reducing caseloads to 18.", True),
    ],
)
def test_a_line_begins_an_item_where_it_begins_as_the_one_above(above: str, line: str, is_item: bool) -> None:
    assert begins_item(above, line) is is_item


def test_what_the_items_below_a_stem_spell_out_is_not_missed(tmp_path: Path, settings: Settings) -> None:
    stem = "The Council must ensure robust leadership of an improvement programme. It must:"
    pieces: list[Piece] = [
        (TITLE, "Improvement Notice"),
        (BODY, "To: Farrow Vale Council"),
        (BODY, "1. This notice is issued to Farrow Vale Council because its services are inadequate."),
        (HEADING, "Theme A: Workforce"), (BODY, LEADS[0]), *((BODY, f"• {x}") for x in GERUNDS),
        (HEADING, "Theme B: Governance"), (BODY, stem), *((BODY, f"• {x}") for x in IMPERATIVES),
    ]  # fmt: skip
    (paper,) = read_path(printed(tmp_path / "stem.pdf", *pieces), settings)
    assert paper.register is not None
    assert [m.text for m in paper.register.measures] == [*GERUNDS, *IMPERATIVES]
    assert not [w for w in paper.warnings if "reads as a demand" in w]


@pytest.mark.parametrize(
    "lead",
    [
        "The Council must take the following measures:",
        "The Council is required to deliver the following improvements by March 2024:",
        "The local authority must do the following:",
    ],
)
def test_every_item_of_the_list_that_the_council_must_follow_is_a_measure(
    settings: Settings, tmp_path: Path, lead: str
) -> None:
    items = [
        "Halve the number of children who wait more than ten days for a social worker.",
        "Ensure that no social worker holds more than 20 cases.",
        "Caseloads at or below 18 in every team.",
        "Double the number of in-house foster carers, from 60 to 120.",
        "Complete all child protection conferences within 15 days.",
    ]
    pieces = [
        (TITLE, "Improvement Notice"), (BODY, "To: Farrow Vale Council"), (BODY, lead),
        *((BODY, f"{n}. {text}") for n, text in enumerate(items, 1)),
    ]  # fmt: skip
    (paper,) = read_path(printed(tmp_path / "n.pdf", *pieces), settings)
    assert paper.register is not None
    assert [m.text.rstrip(".") for m in paper.register.measures] == [text.rstrip(".") for text in items]

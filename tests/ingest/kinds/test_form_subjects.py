"""An equality assessment's title says what the form is about."""

from pathlib import Path

import pytest
from kinds_read import read_path, read_text
from printed_papers import BOLD, HEADING, TITLE, Piece, printed, table

from evidence.settings import Settings

ADVICE = (BOLD, "Please complete this form in full and send it to the equality team")
IMPACT = "The change bears on age and disability, which are protected characteristics."


@pytest.mark.parametrize(
    ("pieces", "title"),
    [
        (
            [(TITLE, "Equality Impact Assessment"), ADVICE,
             table([["Title of proposal", "Closure of the Ash Street hub"], ["Date", "4 May 2024"]],
                   [150, 300], headed=False)],
            "Equality Impact Assessment: Closure of the Ash Street hub",
        ),
        (
            [(TITLE, "Equality Impact Assessment (EqIA)"), (HEADING, "Equality impact assessment form"),
             "Name of policy, service or function being assessed: Fostering allowances 2024/25",
             "Directorate: Children and Families"],
            "Equality Impact Assessment (EqIA): Fostering allowances 2024/25",
        ),
        (
            [(TITLE, "Equality, diversity, cohesion and integration screening"),
             "As a public authority we give proper consideration to equality in all that we do, each year.",
             (BOLD, "1. Title: Commissioning of placements")],
            "Equality, diversity, cohesion and integration screening: Commissioning of placements",
        ),
        (
            [(TITLE, "EQUALITY IMPACT ASSESSMENT"), (TITLE, "Home to school transport"), "Carrow Council"],
            "EQUALITY IMPACT ASSESSMENT: Home to school transport",
        ),
        (
            [(TITLE, "Equality Analysis"), (HEADING, "What are you analysing?"),
             (HEADING, "The youth justice plan 2024 to 2027"), (HEADING, "Who is responsible?")],
            "Equality Analysis: The youth justice plan 2024 to 2027",
        ),
    ],
)  # fmt: skip
def test_a_forms_title_says_what_it_is_about(
    pieces: list[Piece], title: str, settings: Settings, tmp_path: Path
) -> None:
    pieces = [*pieces, (HEADING, "Impact"), IMPACT]
    (form,) = read_path(printed(tmp_path / "form.pdf", *pieces), settings)
    assert (form.kind, form.field("title")) == ("equality_assessment", title)


@pytest.mark.parametrize(
    "first", ["Equality Impact Assessment – Home to school transport policy", "EqIA: Fostering allowances"]
)
def test_a_title_that_says_it_already_stands_alone(first: str, settings: Settings) -> None:
    form = read_text(f"# {first}\n\nName of policy: Another name\n\n{IMPACT}\n", settings)
    assert (form.kind, form.field("title")) == ("equality_assessment", first)


def test_a_form_that_says_nothing_of_its_subject_keeps_its_name(settings: Settings) -> None:
    form = read_text(
        f"# Equality impact assessment\n\nPlease complete every section.\n\n{IMPACT}\n", settings
    )
    assert form.field("title") == "Equality impact assessment"

"""Names in letterheads and signatures, and the body that speaks."""

from dataclasses import replace

import pytest

from evidence.language.names import best_form, find_names, is_name, is_same
from evidence.model import SourceClass
from evidence.settings import Settings
from ingest.kinds.sources import find_source


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Rt Hon Ada Byrne MP", ["Rt Hon Ada Byrne MP"]),
        ("Parliamentary Under Secretary of State for Children and Families Ada Byrne", ["Ada Byrne"]),
        ("Cllr Jo O’Neill Leader's Office 2nd Floor Civic Hall Norbury NB1 1UR", ["Cllr Jo O’Neill"]),
        ("Mr R W Goff (Chairman), Mrs C Bell", ["Mr R W Goff", "Mrs C Bell"]),
        ("Peter Green", ["Peter Green"]),
        ("ADA BYRNE MP", ["ADA BYRNE MP"]),
        ("Chief Executive – NHS North and the Dales", []),
        ("Norbury Borough Council", []),
        ("Sanctuary Buildings, Great Smith Street, Westminster", []),
        ("Sauce Fara nemano", ["Sauce Fara"]),
    ],
)
def test_a_name_is_found_without_the_office_or_address_beside_it(line: str, names: list[str]) -> None:
    assert find_names(line) == names


def test_a_description_of_a_signature_is_no_name() -> None:
    assert not is_name("A handwritten signature in blue ink, appearing to read 'Ada Byrne'.")
    assert not is_name("Jaxn nemano")


def test_a_cased_form_is_better_than_capitals_and_a_fuller_one_than_a_short_one() -> None:
    assert is_same("ADA BYRNE MP", "Rt Hon Ada Byrne MP") and not is_same("Ada Byrne", "Jo Byrne")
    assert best_form("ADA BYRNE MP", ["Ada Byrne", "Rt Hon Ada Byrne MP", "Jo Bell"]) == "Rt Hon Ada Byrne MP"


@pytest.mark.parametrize(
    ("text", "name", "source_class"),
    [
        ("Her Majesty’s Inspector", "Ofsted", SourceClass.EXTERNAL),
        (
            "Parliamentary Under-Secretary of State for Children and Families",
            "Department for Education",
            "external",
        ),
        (
            "Chief Executive – NHS North Independent Chair, Norbury Improvement Board",
            "Improvement Board",
            "partner",
        ),
        ("Director of Children’s Services", "Norbury Borough Council", SourceClass.INTERNAL),
        ("Norbury Borough Council Children’s Directorate", "Norbury Borough Council", SourceClass.INTERNAL),
    ],
)
def test_the_body_that_speaks_is_known_by_its_words(
    settings: Settings, text: str, name: str, source_class: str
) -> None:
    source = find_source([text], replace(settings, council="Norbury Borough Council"))
    assert source is not None
    assert (source.name, source.source_class) == (name, source_class)


@pytest.mark.parametrize(
    "text",
    [
        "Minister of State for Local Government",
        "Elsewhere County Council, Director of Children's Services",
        "",
        "A Person",
    ],
)
def test_a_body_that_is_not_known_stays_without_a_source(settings: Settings, text: str) -> None:
    assert find_source([text], replace(settings, council="Norbury Borough Council")) is None

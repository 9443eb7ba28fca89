"""Which council a paper is about, from its own words."""

import pytest

from evidence.relations.council_names import named, titles
from evidence.relations.councils import Said, council_key, council_of, same_council


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The report of Leeds City Council’s services", ["Leeds City Council"]),
        ("London Borough of Barnet", ["London Borough of Barnet"]),
        (
            "Inspection of Wigan local authority children’s services",
            ["Wigan Metropolitan Borough Council"],
        ),
        ("children's services in Bury have improved", ["Bury Metropolitan Borough Council"]),
        ("Bournemouth, Christchurch and Poole Council", ["Bournemouth, Christchurch and Poole Council"]),
        ("North Northamptonshire Council was formed", ["North Northamptonshire Council"]),
        ("To: FERNLEIGH COUNTY COUNCIL (the Council)", ["Fernleigh County Council"]),
        ("an officer of Fernleigh Borough Council", ["Fernleigh Borough Council"]),
        ("Area SEND inspection of Medway Local Area Partnership", ["Medway Council"]),
        ("Inspection of Fernleigh local area partnership", ["Fernleigh"]),
        ("what the SEND Local Area Partnership and its Local Area Partnership must do", []),
        (
            "Comparison of children's services in Kent, Surrey and Essex",
            ["Kent County Council", "Surrey County Council", "Essex County Council"],
        ),
        ("Inspection of services in Kent & Surrey", ["Kent County Council", "Surrey County Council"]),
        (
            "Kingston and Richmond councils share a service",
            ["Royal Borough of Kingston upon Thames", "London Borough of Richmond upon Thames"],
        ),
        ("Fernleigh and Aldermarsh councils", ["Fernleigh", "Aldermarsh"]),
        (
            "Hartlepool and Stockton-on-Tees Safeguarding Children Partnership",
            ["Hartlepool Borough Council", "Stockton-on-Tees Borough Council"],
        ),
        (
            "Blackburn with Darwen, Blackpool and Lancashire Children’s Safeguarding Partnership",
            [
                "Blackburn with Darwen Borough Council",
                "Blackpool Borough Council",
                "Lancashire County Council",
            ],
        ),
        ("The Telford and Wrekin Corporate Parenting Board", ["Telford & Wrekin Council"]),
        ("BOLTON CHILDREN'S IMPROVEMENT BOARD", ["Bolton Metropolitan Borough Council"]),
        ("NOTES OF THE STOKE-ON-TRENT IMPROVEMENT BOARD", ["Stoke-on-Trent City Council"]),
        ("Nottinghamshire County SEND and Inclusion Board", ["Nottinghamshire County Council"]),
        ("the Children’s Partnership, a SEND Board and the Corporate Parenting Board", []),
        ("Leaders and Members of both councils", []),
        ("the British Council, Arts Council England and the County Council", []),
        ("Council Tax in a letter from Kent Police, after Reading it", []),
    ],
)
def test_a_council_is_named_with_what_it_is(text: str, expected: list[str]) -> None:
    assert list(named(text)) == expected


def test_the_front_says_whose_paper_it_is_before_the_text_does() -> None:
    pieces = [Said("Inspection of Kent County Council children’s services", 0, front=True)]
    pieces += [
        Said("Kent works with Medway Council and with Medway Council’s staff.", n) for n in range(1, 9)
    ]
    council, _ = council_of(pieces)
    assert council is not None
    assert (council.name, council.code, council.passage) == ("Kent County Council", "E10000016", 0)


def test_a_paper_about_three_councils_is_nobodys_until_a_person_says() -> None:
    front = [
        Said(f"{name} City Council", n, front=True) for n, name in enumerate(["Leeds", "Derby", "Exeter"])
    ]
    council, rivals = council_of(front)
    assert council is None
    assert rivals == ("Derby City Council", "Exeter City Council", "Leeds City Council")


def test_a_short_paper_whose_text_alone_names_several_councils_is_about_them_together() -> None:
    text = [
        Said(f"{name} County Council reports caseloads of 17.", n) for n, name in enumerate(["Kent", "Essex"])
    ]
    assert council_of(text) == (None, ("Essex County Council", "Kent County Council"))


def test_an_address_names_a_council_where_no_words_do() -> None:
    mail = [Said("From: Jane Roe <jane.roe@medway.gov.uk>", 0, front=True), Said("Caseloads are now 16.", 1)]
    council, _ = council_of(mail)
    assert council is not None and council.name == "Medway Council"
    words, _ = council_of([*mail, Said("Kent County Council", 2, front=True)])
    assert words is not None and words.name == "Kent County Council"
    assert council_of([Said("See www.brighton-hove.gov.uk and www.kent.gov.uk.", 0)]) == (None, ())
    assert council_of([Said("Write to enquiries@education.gov.uk.", 0)]) == (None, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kent County Council Case file audit form", True),
        ("Supervision record for social workers Fernleigh Borough Council", True),
        ("Leeds City Council – Monthly performance report, March 2023", True),
        ("Kent County Council completed an audit of 30 case files and supervision was monthly", False),
        ("Medway Council agreed that all of its social workers receive supervision", False),
        ("Case files were audited.", False),
    ],
)
def test_a_title_with_the_councils_name_is_told_from_a_sentence(text: str, expected: bool) -> None:
    assert titles(text) is expected


def test_several_councils_share_a_key_with_each_of_them() -> None:
    assert same_council("Kent County Council; Surrey County Council", "Surrey")
    assert not same_council("Kent County Council; Surrey County Council", "Leeds")


def test_a_former_council_is_known_by_the_papers_date() -> None:
    pieces = [Said("Dorset County Council", 0, front=True)]
    before, _ = council_of(pieces, "2015-03-01")
    assert before is not None and before.name == "Dorset County Council"


def test_a_national_paper_is_about_none() -> None:
    assert council_of([Said("Cabinet agreed that schools in Leeds and in Kent may apply.", 3)]) == (None, ())


def test_names_of_one_council_are_one() -> None:
    assert council_key("Leeds") == council_key("Leeds City Council")
    assert council_key("Fernleigh") == council_key("Fernleigh Borough Council")
    assert council_key("Northamptonshire") != council_key("West Northamptonshire")

"""Letters: from whom, to whom, when, under which reference."""

from kinds_read import fields_of, read_text

from evidence.model import SourceClass
from evidence.settings import Settings

MINISTER = """\
Ada Byrne CBE MP
Minister of State for Children and Families
Sanctuary Buildings 20 Great Smith Street Westminster London SW1P 3BT
tel: 0370 000 0000

Councillor Joan Smithers
Leader of the Council
Norbury County Council
County Hall
Norbury
NB1 1AA

14 September 2016

Dear Councillor Smithers,

I write to say that I have decided to issue an improvement notice to your council, after Ofsted's report.

I am copying this letter to Mark Roper, Chief Executive, and Ms Pat Webb, Director of Children's Services.

Yours sincerely,

Jaxn Premano

ADA BYRNE CBE MP
"""

CHAIR = """\
Our Ref:
CB/13/044

Your Ref:
Please ask for:

Sue Winter
(0113) 400 0000

Parliamentary Under Secretary of State for Children and Families Edwin Marsh MP
Department for Education
London
SW1P 3BT
4 July 2013

Dear Minister

Norbury Improvement Board: third report

I enclose my third report as independent chair. It covers the three months to June.

Yours faithfully

Christine Bard
Independent Chair, Norbury Children's Improvement Board

cc: David Hill, Chief Executive
"""


def test_a_ministers_letter_is_external_and_names_both_people(settings: Settings) -> None:
    letter = read_text(MINISTER, settings)
    assert letter.kind == "letter"
    assert fields_of(letter, "title", "date", "author", "recipient") == (
        "",
        "2016-09-14",
        "Ada Byrne CBE MP",
        "Councillor Joan Smithers",
    )
    assert letter.source is not None and letter.source.source_class is SourceClass.EXTERNAL
    assert letter.field("copies").startswith("Mark Roper")


def test_words_that_ocr_made_of_a_signature_do_not_become_the_author(settings: Settings) -> None:
    only_scrawl = MINISTER.replace("\nADA BYRNE CBE MP\n", "")
    assert read_text(only_scrawl, settings).field("author") == "Ada Byrne CBE MP"


def test_a_chairs_letter_is_a_partners_and_keeps_its_reference(settings: Settings) -> None:
    letter = read_text(CHAIR, settings)
    assert fields_of(letter, "date", "author", "recipient", "reference", "your_reference") == (
        "2013-07-04",
        "Christine Bard",
        "Edwin Marsh MP",
        "CB/13/044",
        "",
    )
    assert letter.field("subject") == "Norbury Improvement Board: third report"
    assert letter.source is not None and letter.source.source_class is SourceClass.PARTNER


def test_every_field_points_to_the_passage_that_prints_it(settings: Settings) -> None:
    letter = read_text(CHAIR, settings)
    for field in letter.fields:
        if field.name != "date":
            assert field.passage is not None and field.value in letter.passages[field.passage].text.replace(
                "\n", " "
            )


def test_a_greeting_by_first_name_finds_the_person_in_the_address(settings: Settings) -> None:
    text = MINISTER.replace("Councillor Joan Smithers\nLeader", "Cllr Joan Smithers Leader").replace(
        "Dear Councillor Smithers", "Dear Joan"
    )
    assert read_text(text, settings).field("recipient") == "Cllr Joan Smithers"


def test_a_letter_without_names_has_none(settings: Settings) -> None:
    letter = read_text(
        "3 March 2024\n\nDear Sir or Madam\n\nPlease find the report.\n\nYours faithfully\n", settings
    )
    assert fields_of(letter, "date", "author") == ("2024-03-03", "")


def test_a_monitoring_letter_is_told_from_other_letters(settings: Settings) -> None:
    text = MINISTER.replace(
        "I write to say that I have decided",
        "Monitoring visit to Norbury children's services\n\nThis letter summarises the findings of the "
        "visit on 18 May 2016, by Ofsted's inspectors. We have decided",
    ).replace("Minister of State for Children and Families", "Her Majesty's Inspector")
    letter = read_text(text, settings)
    assert letter.kind == "monitoring_letter"
    assert letter.field("title") == "Monitoring visit to Norbury children's services"
    assert letter.source is not None and letter.source.name == "Ofsted"


REPLY_READ_FROM_A_SCAN = """\
Our Ref: JW/0214

Date: 21 November 2014

Mr D. Ailois : ;
Department for Education
Sanctuary Buildings
London SW1P 3BT

Dear Mr Aldous sf

I write further to your letter of 31 October 2014 about the direction to the council.

Yours sincerely

Jane Wood
Interim Director of Children's Services
"""


def test_a_misread_name_in_the_address_does_not_make_the_addressee_the_writers_body(
    settings: Settings,
) -> None:
    letter = read_text(REPLY_READ_FROM_A_SCAN, settings)
    assert fields_of(letter, "author", "recipient") == ("Jane Wood", "Mr Aldous")
    assert letter.source is None or letter.source.name != "Department for Education"

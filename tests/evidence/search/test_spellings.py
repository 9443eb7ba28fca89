"""One thing, many spellings: each finds all the others, on every engine, and nothing else."""

import pytest
from search_entries import ENGINES, ask, entry, found, put

from evidence.search import SearchEngine
from evidence.search.engines import open_engine

SAME = {
    "a section": (
        [
            "s47",
            "S47",
            "s.47",
            "S. 47",
            "s 47",
            "section 47",
            "Section 47",
            "SECTION 47",
            "sec. 47",
            "sec 47",
            "sec47",
        ],
        ["s17 enquiries", "section 17, and 47 visits", "3.47", "KS47", "in 30 sec 47 calls"],
    ),
    "a section with a letter": (["s31A", "section 31A", "s.31a", "Section 31A"], ["section 31"]),
    "a regulation": (
        ["reg 44", "Reg. 44", "reg.44", "regulation 44", "Regulation 44", "regs 44", "REG 44"],
        ["regulation 45", "44 regulated homes"],
    ),
    "an article": (["Article 8", "art 8", "Art. 8"], ["article 6"]),
    "a schedule": (["Schedule 2", "sch 2", "Sch. 2", "sched 2"], ["schedule 3"]),
    "a key stage": (["KS4", "KS 4", "key stage 4", "Key Stage 4"], ["KS2", "stage 4"]),
    "a quarter": (["Q2", "quarter 2", "Qtr 2", "second quarter", "Quarter 2"], ["Q3", "two quarters"]),
    "a school year": (["Year 9", "Y9", "yr 9", "year 9"], ["Year 10"]),
    "a year of account": (
        ["2010-11", "2010/11", "2010–11", "2010-2011", "2010/2011", "2010 – 2011", "2010—11"],
        ["2011-12", "2010 and 11", "2010-11-05"],
    ),
    "a span of years": (["2010-13", "2010/13", "2010–2013"], ["2010-11"]),
    "a day": (
        ["12/03/2024", "12 March 2024", "12th March 2024", "12.03.2024", "12-03-2024", "2024-03-12"],
        ["12/04/2024", "3 December 2024", "12 March 2023", "13 March 2024"],
    ),
    "a day in short": (
        ["12 Mar 2024", "12/3/24", "12 march 2024", "March 12, 2024", "12/03/24", "Tuesday 12 March 2024"],
        ["12/3/23", "March 2024"],
    ),
    "an amount": (
        ["£1.2m", "£1.2 million", "£1,200,000", "£1200000", "£1200k", "1,200,000", "1.2 million", "£1.20m"],
        ["£1.2bn", "£1.3m", "£12m", "1.2"],
    ),
    "thousands": (["£50k", "£50,000", "50,000", "£50 thousand"], ["£50", "£500,000"]),
    "an abbreviation with a sign": (["R&D", "R & D", "r&d"], ["R D", "Q&A", "Block D"]),
    "a grade": (["A*-C", "A*–C", "A* to C", "a*-c"], ["A-C grades", "C and A"]),
    "an indicator": (["NI59", "NI 59", "N.I. 59"], ["NI 58", "59"]),
    "a formula": (["CO2", "CO₂"], ["CO", "2"]),
    "a unit": (["m2", "m²"], ["m"]),
    "one word or two": (["multiagency", "multi-agency", "multi agency"], []),
    "a number's words": (["under-5s", "under 5s"], ["under 6s"]),
    "Łukasz": (["Łukasz", "Lukasz", "lukasz"], ["Luka"]),
    "Søren": (["Søren", "Soren"], ["Sorrel"]),
    "Đorđe": (["Đorđe", "Dorde"], []),
    "Yıldız": (["Yıldız", "Yildiz", "YILDIZ"], []),
    "Œuvre": (["Œuvre", "Oeuvre", "oeuvre"], []),
    "Straße": (["Straße", "Strasse"], []),
    "Þór": (["Þór", "Thor"], []),
    "O'Connor": (["O'Connor", "O’Connor", "OʼConnor", "OConnor", "O´Connor", "o'connor"], ["Conner"]),
}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    return open_engine(request.param, tmp_path_factory.mktemp("spellings"))


@pytest.mark.parametrize("name", SAME)
def test_each_spelling_finds_every_other_and_nothing_else(engine: SearchEngine, name: str) -> None:
    same, others = SAME[name]
    texts = [f"On {text} the panel agreed." for text in [*same, *others]]
    engine.clear()
    put(engine, *[entry(number, text) for number, text in enumerate(texts)])
    for typed in same:
        assert set(found(engine, typed, limit=50)) == set(range(len(same))), typed


@pytest.mark.parametrize("typed", ["s47", "section 47"])
def test_the_spelling_that_was_typed_comes_first(engine: SearchEngine, typed: str) -> None:
    engine.clear()
    put(engine, entry(1, "A section 47 enquiry was opened."), entry(2, "An s47 enquiry was opened."))
    assert found(engine, typed)[0] == (2 if typed == "s47" else 1)


def test_breadth_is_said_and_taken_back_by_quotation_marks(engine: SearchEngine) -> None:
    engine.clear()
    put(engine, entry(1, "A section 47 enquiry was opened."), entry(2, "An s47 enquiry was opened."))
    assert "“s47” also finds “section 47”" in ask(engine, "s47").understood
    assert "in quotation marks, only what is typed" in ask(engine, "s47").understood
    assert found(engine, '"s47"') == [2]
    assert ask(engine, '"s47"').understood == ""


def test_every_spelling_is_marked_whole(engine: SearchEngine) -> None:
    engine.clear()
    put(engine, entry(1, "The visit on 12.03.2024 and the s. 47 enquiry of 47 children in 2024."))
    (hit,) = ask(engine, "section 47, 12 March 2024").hits
    assert (
        hit.snippet
        == "The visit on <mark>12.03.2024</mark> and the <mark>s. 47</mark> enquiry of 47 children in 2024."
    )


def test_a_month_finds_its_days_and_is_no_common_word(engine: SearchEngine) -> None:
    engine.clear()
    put(
        engine,
        entry(1, "In May 2024 it rose."),
        entry(2, "It may fall in 2024."),
        entry(3, "On 12/05/2024 it fell."),
        entry(4, "In May it fell."),
    )
    assert set(found(engine, "may 2024")) == {1, 3}
    assert found(engine, "fell in May")[0] == 4


def test_a_section_finds_its_subsections_and_not_the_other_way_round(engine: SearchEngine) -> None:
    engine.clear()
    put(engine, entry(1, "under section 47(1)(b)"), entry(2, "under s47(1)"), entry(3, "under s47"))
    assert set(found(engine, "section 47")) == {1, 2, 3}
    assert set(found(engine, "s47(1)")) == {1, 2}


def test_an_amount_finds_the_same_with_pence(engine: SearchEngine) -> None:
    engine.clear()
    put(engine, entry(1, "It cost £204,500.16."), entry(2, "It cost £204,501."))
    assert found(engine, "£204,500") == [1]


def test_a_name_is_found_without_its_first_letter(engine: SearchEngine) -> None:
    engine.clear()
    put(
        engine,
        entry(1, "Mr O’Connor objected."),
        entry(2, "Mrs Connor objected."),
        entry(3, "Mr O Connor agreed."),
    )
    assert set(found(engine, "Connor")) == {1, 2, 3}
    assert set(found(engine, "O'Connor")) == {1, 2, 3}
    assert found(engine, "O'Connor")[-1] == 2


def test_a_day_typed_with_points_and_two_figures_of_the_year_is_a_day_where_no_paragraph_has_it(
    engine: SearchEngine,
) -> None:
    engine.clear()
    put(
        engine,
        entry(1, "The minister wrote on 12 May 2011 of it."),
        entry(2, "A paragraph of a long report.", label="12.5.10"),
        entry(3, "A letter.", document=2, date="2011-05-12"),
        entry(4, "The minister wrote on 12 May 2010 of it."),
    )
    assert set(found(engine, "12.5.11")) == {1, 3}
    assert found(engine, "wrote 12.5.11")[0] == 1
    assert "“12.5.11” also finds “12 May 2011”" in ask(engine, "12.5.11").understood
    assert found(engine, "12.5.10") == [2]
    assert found(engine, "32.5.11") == []


def test_of_a_wide_beginning_what_speaks_of_it_most_comes_before_what_stands_under_its_heading(
    engine: SearchEngine,
) -> None:
    engine.clear()
    put(
        engine,
        *(entry(n, "Are safe.", heading="Children") for n in range(1, 8)),
        entry(8, "Children and their childhood: what each child said of childcare, and of other children."),
        entry(9, "Childcare for a child."),
        *(
            entry(n, "There are so many other things that a long passage speaks of, chilly days too.")
            for n in (10, 11)
        ),
    )
    asked = found(engine, "chil*", limit=20)
    assert set(asked[:2]) == {8, 9}
    assert set(asked) == set(range(1, 12))


def test_an_author_is_found_without_the_first_letter_of_the_name(engine: SearchEngine) -> None:
    engine.clear()
    put(
        engine,
        entry(1, "A letter.", document=1, author="Siobhán O’Connor"),
        entry(2, "A letter.", document=2, author="Ann Connor"),
        entry(3, "A letter.", document=3, author="Ann Connory"),
    )
    assert set(found(engine, "by:connor")) == {1, 2}
    assert found(engine, 'by:"siobhan connor"') == [1]
    assert found(engine, "by:o'connor") == [1]


def test_two_words_typed_as_one_are_found_apart_though_one_is_common(engine: SearchEngine) -> None:
    engine.clear()
    apart = [entry(n, "Children looked after by the council have homes.") for n in range(1, 7)]
    put(engine, *apart, entry(7, "Looked-after children have homes."), entry(8, "She was her mother."))
    assert set(found(engine, "lookedafter")) == set(range(1, 8))
    assert "“lookedafter” also finds “looked after”" in ask(engine, "lookedafter").understood
    assert found(engine, '"lookedafter"') == [7]
    assert found(engine, "mother") == [8]


def test_what_is_excluded_is_excluded_in_every_spelling(engine: SearchEngine) -> None:
    engine.clear()
    put(engine, entry(1, "A section 47 enquiry."), entry(2, "An s47 enquiry."), entry(3, "An enquiry."))
    assert found(engine, "enquiry -s47") == [3]
    assert set(found(engine, "s47 OR nothing")) == {1, 2}


def test_a_slip_is_mended_before_the_query_is_loosened_with_a_way_back(engine: SearchEngine) -> None:
    engine.clear()
    put(
        engine,
        entry(1, "Initial assessments are on time."),
        entry(2, "Initial plans are late."),
        *[entry(n, "Care leavers have an adviser.") for n in range(3, 6)],
        entry(9, "The care of levers and leaves."),
    )
    results = ask(engine, "initial assesments")
    assert results.hits[0].passage == 1
    assert "“initial assessments” was searched for" in results.understood
    assert results.as_typed == 'initial "assesments"'
    assert "<mark>assessments</mark>" in results.hits[0].snippet
    typed = ask(engine, results.as_typed)
    assert (typed.as_typed, typed.hits[0].how) == ("", "near")
    assert found(engine, "carelevers")[:3] == [3, 4, 5]
    for name in ("Okoro", "NEETS", "xylophone"):
        assert ask(engine, name).as_typed == ""


def test_one_word_typed_as_two_is_that_word_and_no_slip(engine: SearchEngine) -> None:
    engine.clear()
    put(
        engine,
        *[entry(n, "Safeguarding is everyone's business.") for n in range(1, 4)],
        entry(4, "Guardians of the fund met at a safe place."),
    )
    results = ask(engine, "safe guarding")
    assert {hit.passage for hit in results.hits if hit.how == "exact"} == {1, 2, 3}
    assert (results.as_typed, results.suggestion) == ("", "")
    assert "also finds “safeguarding”" in results.understood


@pytest.mark.parametrize(
    "typed", ["60%", "60 %", "60 per cent", "60 percent", "60 Per Cent", '"60 per cent"']
)
def test_a_share_is_one_thing_however_it_is_typed(engine: SearchEngine, typed: str) -> None:
    engine.clear()
    put(
        engine,
        entry(1, "60% of children had a plan."),
        entry(2, "Police came to 60 per cent of discussions."),
        entry(3, "Of 60 children 70% had a plan."),
        entry(4, "60 children, and 70 per cent of them."),
    )
    assert sorted(found(engine, typed)) == [1, 2]

"""Words that OCR broke, acronyms, spellings of two countries, and completing what is typed: every engine."""

import tomllib
from pathlib import Path

import pytest
from search_entries import ENGINES, ask, entry, found, put

from evidence.language import acronyms
from evidence.language.acronyms import learn, shipped
from evidence.search import SearchEngine
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.engines import open_engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    return open_engine(request.param, tmp_path / "index", (("PIB", ("Partnership Improvement Body",)),))


@pytest.mark.parametrize(
    ("right", "broken"),
    [
        ("safeguarding", "safequarding"),
        ("quickly", "guickly"),
        ("children", "chi1dren"),
        ("children", "chiIdren"),
        ("government", "govemment"),
        ("assessment", "asscssment"),
        ("modernise", "modemise"),
        ("including", "induding"),
        ("council", "counciI"),
    ],
)
def test_a_broken_word_is_found_below_the_whole_one_and_marked(
    engine: SearchEngine, right: str, broken: str
) -> None:
    put(
        engine,
        entry(1, f"Here {broken} broken {broken}."),
        entry(2, f"Here {right} stands whole and at length."),
    )
    results = ask(engine, right)
    assert [hit.passage for hit in results.hits] == [2, 1]
    assert results.hits[0].misread == ()
    assert results.hits[1].misread
    assert "is perhaps a misreading" in results.hits[1].why
    assert f"<mark>{broken}</mark>" in results.hits[1].snippet
    assert "perhaps misread from a scan" in results.understood


def test_what_is_not_wanted_is_left_out_among_broken_words_too(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Here safequarding stands broken."),
        entry(2, "Here safeguarding stands whole."),
        entry(3, "Here safequarding stands beside neglect."),
        entry(4, "Here safeguarding stands beside neglect."),
    )
    assert found(engine, "safeguarding -neglect") == [2, 1]


def test_a_broken_word_is_found_although_no_passage_has_the_whole_one(engine: SearchEngine) -> None:
    put(engine, entry(1, "It moved guickly on."))
    assert found(engine, "quickly") == [1]


def test_a_broken_word_is_found_in_another_form_and_within_a_phrase(engine: SearchEngine) -> None:
    put(engine, entry(1, "the safequarding board"), entry(2, "they safeguard, safeguarding is theirs"))
    assert found(engine, "safeguard") == [2, 1]
    assert found(engine, '"safeguarding board"') == [1]


def test_two_real_words_are_not_taken_for_each_other(engine: SearchEngine) -> None:
    put(engine, entry(1, "Dear Minister"), *[entry(n, "clear modern file") for n in range(2, 9)])
    put(engine, entry(9, "a modem and a flle", document=2))
    assert 1 not in found(engine, "clear")
    assert 9 not in found(engine, "modern")


def test_one_other_slip_is_forgiven_in_a_long_common_word() -> None:
    words = Vocabulary({"assessment": 40, "assesment": 1, "assessments": 5, "reassessment": 2, "planning": 9})
    assert words.misread("assessment") == ("assesment",)
    assert Vocabulary({"assessment": 4, "assesment": 1}).misread("assessment") == ()


def test_a_vocabulary_forgets_what_is_gone() -> None:
    words = Vocabulary({"safequarding": 1, "safeguarding": 2})
    assert words.misread("safeguarding") == ("safequarding",)
    words.update({"safeguarding": 2})
    assert words.misread("safeguarding") == () and words.forms("safeguard") == ["safeguarding"]


def test_a_suggestion_is_never_a_misreading(engine: SearchEngine) -> None:
    put(
        engine,
        *[entry(n, "safeguarding children", document=n) for n in range(1, 8)],
        entry(20, "safequarding", document=20),
    )
    assert ask(engine, "safequardin").suggestion == "safeguarding"
    assert ask(engine, "safequarding").suggestion == "safeguarding"
    assert ask(engine, "safeguarding").suggestion == ""


@pytest.mark.parametrize("typed", ["organisation", "organizations", "ORGANISATIONAL"])
def test_spellings_of_two_countries_are_one(engine: SearchEngine, typed: str) -> None:
    put(engine, entry(1, "The organisation's behaviour."), entry(2, "Organization and behavior."))
    assert set(found(engine, typed)) == {1, 2}
    assert set(found(engine, '"organisation behaviour"')) == {1}


def test_an_acronym_finds_its_long_form_and_the_other_way_round(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Use of the Quick Response Team (QRT) grew."),
        entry(2, "The quick response team met.", document=2),
        entry(3, "QRT met.", document=3),
        entry(4, "A quick team.", document=4),
    )
    assert set(found(engine, "QRT")) == {1, 2, 3}
    assert set(found(engine, "quick response team")) >= {1, 2, 3}
    results = ask(engine, "qrt")
    assert (
        results.understood
        == "“QRT” also finds “quick response team”; in quotation marks, only what is typed."
    )
    (hit,) = [h for h in results.hits if h.passage == 2]
    assert hit.why == "Has “quick response team” for “QRT”."
    assert hit.snippet == "The <mark>quick</mark> <mark>response</mark> <mark>team</mark> met."


def test_acronyms_of_the_field_and_of_the_site_are_known(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "the partnership improvement body"),
        entry(2, "the Local Safeguarding Children Board"),
    )
    assert found(engine, "PIB") == [1]
    assert found(engine, "LSCB") == [2]
    assert found(engine, "looked after LSCB OR PIB") != []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("the Common Assessment Framework (CAF)", {("caf", "common assessment framework")}),
        ("Department for Education (DfE)", {("dfe", "department for education")}),
        (
            "Not in Education, Employment or Training (NEET)",
            {("neet", "not in education employment or training")},
        ),
        ("Local Safeguarding Children Boards (LSCBs)", {("lscb", "local safeguarding children boards")}),
        ("see the annex (ABC) or (A)", set()),
        ("(CAF)", set()),
    ],
)
def test_an_acronym_is_learnt_where_a_text_explains_it(text: str, pairs: set[tuple[str, str]]) -> None:
    assert learn(text) == pairs


def test_typing_is_completed_from_headings_titles_and_names(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "Improving outcomes", passage_kind="heading", title="Improvement update"),
        entry(2, "The Improvement Board met Sam Ellery. The Improvement Board agreed."),
        entry(3, "Then the Improvement Board met Sam Ellery in Quiet Lane.", document=2, title="Minutes"),
    )
    assert engine.suggestions("impr")[0] == "Improvement Board"
    assert set(engine.suggestions("impr")) == {
        "Improvement Board",
        "Improving outcomes",
        "Improvement update",
    }
    assert engine.suggestions("board") == ["Improvement Board"]
    assert engine.suggestions("improvement b") == ["Improvement Board"]
    assert engine.suggestions("ellery") == ["Sam Ellery"]
    for nothing in ("", "i", "zz", "quiet", "“", "\x00", "the "):
        assert engine.suggestions(nothing) == []


def test_an_engine_says_what_to_mark(engine: SearchEngine) -> None:
    put(engine, entry(1, "safequarding by the Quick Response Team (QRT)"))
    marks = engine.marks("safeguarding QRT assess*")
    assert "safequarding" in marks.printed and "assess" in marks.beginnings
    assert {"qrt", "quick", "respons", "team"} <= marks.stems


@pytest.mark.parametrize("typed", ["speech", "whos", "ass"])
def test_another_word_is_no_slip(engine: SearchEngine, typed: str) -> None:
    put(engine, entry(1, "Those whose case it is asked for speed, as was said."), entry(2, "Speed, speed."))
    assert ask(engine, typed).suggestion == ""


def test_the_shipped_acronyms_are_the_list_and_nothing_else() -> None:
    listed = tomllib.loads(Path(acronyms.__file__).with_suffix(".toml").read_text(encoding="utf-8"))[
        "acronyms"
    ]
    assert {short.upper() for short in shipped()} == set(listed)
    assert shipped()["caf"] == ("common assessment framework",)


def test_a_long_form_with_a_hyphen_is_found_as_papers_write_it(engine: SearchEngine) -> None:
    put(
        engine,
        entry(1, "The multi-agency safeguarding hub opened."),
        entry(2, "The MASH opened.", document=2),
        entry(3, "The hub opened.", document=3),
    )
    asked = ask(engine, "MASH")
    assert {hit.passage for hit in asked.hits} == {1, 2}
    assert asked.understood.startswith("“MASH” also finds “multi agency safeguarding hub”;")

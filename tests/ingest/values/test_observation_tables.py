"""Values in tables of reports: indicators in rows, periods in columns."""

from pathlib import Path

from kinds_read import read_path, read_text
from word_packages import NAMES, run, word

from evidence.model import Observation
from evidence.settings import Settings
from ingest.values.observation_tables import Row, table_values


def table(*rows: tuple[str, ...], caption: str = "", council: str = "") -> list[Observation]:
    return list(table_values([Row(cells, n) for n, cells in enumerate(rows)], caption, council))


def brief(found: list[Observation]) -> list[tuple[str, float, str, str]]:
    return [(o.indicator, o.value, o.unit, o.period) for o in found]


def test_a_row_gives_a_value_for_each_period_and_its_rating_to_the_last() -> None:
    found = table(
        ("Code", "Indicator", "Target", "March 2010", "Q2 2010/11", "RAG"),
        ("NI 59", "Assessments on time (1)", "72%", "58.3%", "66.2% (2)", "A"),
        ("CS 12", "Social workers with more than 20 cases", "10", "44", "37", "Red"),
    )
    assert brief(found) == [
        ("NI 59", 58.3, "percent", "March 2010"),
        ("NI 59", 66.2, "percent", "Q2 2010/11"),
        ("CS 12", 44.0, "count", "March 2010"),
        ("CS 12", 37.0, "count", "Q2 2010/11"),
    ]
    assert [(o.rag, o.target) for o in found] == [("", None), ("amber", 72.0), ("", None), ("red", 10.0)]


def test_a_month_in_a_rows_name_narrows_the_quarter_that_it_is_of() -> None:
    found = table(
        ("Code", "Indicator", "March 2010", "Q2 2010/11", "Q3 2010/11"),
        ("CS 33", "Supervision recorded (September)", "62.0%", "78.2%", "80%"),
    )
    assert [o.period for o in found] == ["March 2010", "September 2010", "Q3 2010/11"]


def test_targets_and_other_peoples_figures_are_columns_apart() -> None:
    found = table(
        (
            "Indicator",
            "2009/10 actual",
            "2010/11 target",
            "England 2009/10",
            "Statistical neighbours",
            "2010/11",
        ),
        ("NI 62 Stability of placements", "13.1%", "10%", "10.9%", "11.2%", "12.4%"),
    )
    assert brief(found) == [("NI 62", 13.1, "percent", "2009/10"), ("NI 62", 12.4, "percent", "2010/11")]


def test_months_take_the_year_that_stands_over_them_or_in_the_caption() -> None:
    over = table(
        ("Indicator", "2010/11", "", "", "2011/12"),
        ("", "Q3", "Q4", "Mar", "Apr"),
        ("NI 59", "61%", "63%", "64%", "66%"),
    )
    assert [o.period for o in over] == ["Q3 2010/11", "Q4 2010/11", "Mar 2011", "Apr 2011"]
    caption = table(("PI", "Apr", "Mar"), ("NI 59", "61%", "63%"), caption="Monthly performance 2010/11")
    assert [o.period for o in caption] == ["Apr 2010", "Mar 2011"]
    bare = table(("PI", "Apr", "Mar"), ("NI 59", "61%", "63%"), caption="Monthly performance")
    assert [o.period for o in bare] == ["Apr", "Mar"]


def test_words_blanks_and_suppressed_values_are_no_values() -> None:
    found = table(("Indicator", "2010/11", "2011/12"), ("NI 59", "n/a", "*"), ("Total", "3", "4"))
    assert found == []


def test_another_areas_rows_are_not_the_councils() -> None:
    rows = (
        ("Area", "Indicator", "Period", "Value"),
        ("Norbury", "NEET", "2010", "7.1"),
        ("Westmere", "NEET", "2010", "6.2"),
    )
    assert brief(table(*rows, council="Norbury Council")) == [("NEET", 7.1, "", "2010")]
    assert table(*rows) == []


def test_a_reports_table_gives_values_with_the_rows_passage(settings: Settings) -> None:
    report = read_text(
        "Report of the Director of Children's Services\n\nPerformance report\n\nDate: 22 June 2011\n\n"
        "1. The table gives the indicators.\n\n| Code | Indicator | May 2011 |\n|---|---|---|\n"
        "| NI 59 | Assessments on time | 71.0% |\n\n2. In May 2011 72.4% were on time (NI 59).\n",
        settings,
    )
    found = [(o.indicator, o.value, report.passages[o.passage or 0].kind.value) for o in report.observations]
    assert found == [("NI 59", 71.0, "row"), ("NI 59", 72.4, "paragraph")]


def test_a_unit_after_a_cells_number_is_the_values_unit() -> None:
    found = table(
        ("Indicator", "June 2025"),
        ("Average caseload", "19.2 children"),
        ("Children in care", "61.4 per 10,000"),
        ("Referrals", "301 / 10k"),
        ("Time to permanence", "26 weeks"),
        ("Agency staff", "12.5 FTE"),
        ("Net change in care", "−3"),
        ("Cost of placements", "£1.2m"),
    )
    assert [(o.value, o.unit) for o in found] == [
        (19.2, "count"),
        (61.4, "rate_per_10000"),
        (301.0, "rate_per_10000"),
        (26.0, "weeks"),
        (12.5, "count"),
        (-3.0, ""),
        (1_200_000.0, ""),
    ]


def test_words_after_a_number_that_are_no_unit_make_it_no_value() -> None:
    assert not table(
        ("Indicator", "June 2025"), ("Next review", "30 June"), ("Plans", "4 of 5"), ("Age", "5-9")
    )


def test_a_comment_in_a_row_and_a_table_in_a_cell_do_not_end_the_table(
    settings: Settings, tmp_path: Path
) -> None:
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    inner = "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
    inner = inner.format(run("Numerator"), run("30"))
    cells = (("Indicator", "June 2025"), ("Visits in time", "75%"), ("Plans in time", "80%"))
    rows = ""
    for n, (name, value) in enumerate(cells):
        more = (comment if n == 1 else ""), (f"{inner}<w:p/>" if n == 1 else "")
        first = f"<w:tc><w:p>{run(name)}{more[0]}</w:p>{more[1]}</w:tc>"
        rows += f"<w:tr>{first}<w:tc><w:p>{run(value)}</w:p></w:tc></w:tr>"
    note = f'<w:comments {NAMES}><w:comment w:id="1"><w:p>{run("Late data")}</w:p></w:comment></w:comments>'
    path = word(
        tmp_path / "a.docx",
        f"<w:p>{run('Performance report')}</w:p><w:tbl>{rows}</w:tbl>",
        {"word/comments.xml": note},
        [("rId1", "comments", "comments.xml")],
    )
    found = [o for reading in read_path(path, settings) for o in reading.observations]
    assert brief(found) == [
        ("Visits in time", 75.0, "percent", "June 2025"),
        ("Plans in time", 80.0, "percent", "June 2025"),
    ]


def test_the_share_of_a_month_is_its_value_not_what_it_is_made_of() -> None:
    heads = (("Measure", "2014/15", "Apr-16", "", "", "May-16", "", "", "Target"),)
    row = ("Visits on time", "72.0%", "20", "24", "83.3%", "18", "25", "72.0%", "90%")
    found = table(*heads, ("", "", "Num", "Den", "%", "Num", "Den", "%", ""), row)
    assert [(o.period, o.value, o.unit, o.target) for o in found] == [
        ("2014/15", 72.0, "percent", None),
        ("Apr-16", 83.3, "percent", None),
        ("May-16", 72.0, "percent", 90.0),
    ]


def test_a_numerator_beside_its_cohort_alone_is_no_value() -> None:
    heads = (("Measure", "Apr-16", "", "May-16", ""), ("", "Num", "Den", "Num", "Den"))
    assert table(*heads, ("Visits on time", "20", "24", "18", "25")) == []


def test_a_number_beside_its_rating_is_the_value() -> None:
    heads = (("Measure", "Q1 2016/17", "", "Q2 2016/17", ""), ("", "No.", "RAG", "No.", "RAG"))
    found = table(*heads, ("Missing episodes", "20", "Green", "31", "Red"))
    assert [(o.period, o.value, o.rag) for o in found] == [
        ("Q1 2016/17", 20.0, "green"),
        ("Q2 2016/17", 31.0, "red"),
    ]

"""What stands at the top of a table or a sheet: particulars, heads, and words where a date is asked."""

from pathlib import Path

from kinds_read import fields_of, read_path, read_text

from evidence.settings import Settings

AUDIT = """\
**FERNLEIGH SAFEGUARDING CHILDREN BOARD**

**Section 11 Return 2015/16**

| Agency | Fernleigh NHS Foundation Trust |
| --- | --- |
| Date completed | 18/01/2016 |

| Standard | Self-assessment | Evidence | Action needed | By whom | By when |
| --- | --- | --- | --- | --- | --- |
| 1. Safe recruitment | Partially met | Most are checked | Renew the others | HR Director | April 2016 |
"""
PLAN = """\
# Fernleigh Council: Improvement Plan, 3 June 2023

| Ref | Action | Lead | By when |
| --- | --- | --- | --- |
| 1.1 | Recruit two advanced practitioners | HR lead | April 2024 |
| 1.2 | Review the duty rota | Service Manager | Complete |
"""


def test_a_tables_head_is_no_title(settings: Settings) -> None:
    assert " | " not in read_text(AUDIT, settings).field("title")


def test_that_an_action_is_complete_is_no_date(settings: Settings) -> None:
    register = read_text(PLAN, settings).register
    assert register is not None
    assert [(m.text, m.due) for m in register.measures] == [
        ("Recruit two advanced practitioners", "April 2024"),
        ("Review the duty rota", ""),
    ]


def test_a_sheet_that_says_whose_it_is_above_its_table_is_that_councils(
    tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "Report run: 05/06/2024 08:00\nCouncil: Derbyshire County Council\nReferrals by month\n\n"
        "Measure;Apr-24;May-24;Target\nAssessments on time (%);78;81;90\n",
        encoding="utf-8",
    )
    (reading,) = read_path(path, settings)
    assert fields_of(reading, "title", "date", "council") == (
        "Referrals by month",
        "2024-06-05",
        "Derbyshire County Council",
    )

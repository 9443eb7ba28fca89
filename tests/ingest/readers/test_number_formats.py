"""Values as the sheet shows them: every kind of number format, and dates told apart from figures."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.number_formats import shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (4071, "000000", "004071"),
        (2, '"Band "0', "Band 2"),
        (0.857, "0%", "86%"),
        (0.8575, "0.00%", "85.75%"),
        (0.125, "0.00", "0.13"),  # half up, as sheets round
        (-3, "0;(0)", "(3)"),
        (-0.041, '0.0%;[Red]"-"0.0%', "-4.1%"),
        (-0.001, "0%", "0%"),
        (1250.5, "[$£-809]#,##0.00", "£1,250.50"),
        (1250.5, '"£"#,##0', "£1,251"),
        (12_345_678, '0.0,,"m"', "12.3m"),
        (0, '0;-0;"none"', "none"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        (7, ";;;", ""),
        ("seen", '0;0;0;"Was "@', "Was seen"),
        ("seen", "0.0", "seen"),
        (0.5, "# ?/?", "1/2"),
        (2.25, "# ?/4", "2 1/4"),
        (0.00012, "0.0E+00", "1.2E-04"),
        (120, '[>=100]"over 99";0', "over 99"),
        (20, '[>=100]"over 99";0', "20"),
        (72, '0.0"%"', "72.0%"),
        (3.0, "#.##", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "0", "TRUE"),
        (datetime(2026, 4, 1), "mmm-yy", "Apr-26"),
        (datetime(2026, 4, 1), "mmmm", "April 2026"),
        (datetime(2026, 4, 3), "d mmmm yyyy", "3 April 2026"),
        (datetime(2026, 4, 3), "dd/mm/yyyy", "2026-04-03"),
        (datetime(2026, 4, 3), "d-mmm", "2026-04-03"),
        (datetime(2026, 4, 3, 9, 30), "dd/mm/yyyy hh:mm", "2026-04-03 09:30"),
        (date(2026, 4, 1), "yyyy", "2026"),
        (time(9, 5), "hh:mm", "09:05"),
        (time(21, 5), "h:mm AM/PM", "9:05 pm"),
        (timedelta(hours=30, minutes=15), "[h]:mm", "30:15"),
        (timedelta(minutes=95, seconds=5), "[mm]:ss", "95:05"),
        (timedelta(hours=-2), "[h]:mm", "-2:00"),
    ],
)
def test_a_value_is_what_its_format_shows(value: object, code: str, text: str) -> None:
    assert shown(value, code).strip() == text


@given(
    st.one_of(st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False)),
    st.text("0#?,.%;-()[]<>=\"\\_*@/EehmsyGnral£ '", max_size=20),
)
def test_no_format_keeps_a_number_from_being_read(value: int | float, code: str) -> None:
    assert isinstance(shown(value, code), str)


@given(st.integers(-(10**9), 10**9))
def test_thousands_are_parted_and_nothing_else_changes(value: int) -> None:
    assert shown(value, "#,##0") == f"{value:,}" == shown(value, '#,##0;-#,##0;"0"')

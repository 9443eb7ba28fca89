"""Web pages: what a reader of the page sees; and error pages, named."""

from pathlib import Path

import pytest
from office_files import saved
from reader_files import labels, read, texts

from evidence.errors import Unreadable
from ingest.readers.web.html import html_of

OPEN = "<!DOCTYPE html><html><head><title>Plan</title><style>p{}</style></head><body>"


def page(tmp_path: Path, body: str, name: str = "a.html") -> Path:
    return saved(tmp_path / name, (OPEN + body).encode())


def test_headings_lists_and_paragraphs_keep_their_part(tmp_path: Path) -> None:
    raw = read(
        page(
            tmp_path,
            "<nav>Home</nav><h2>Aims</h2><p>One\n aim.</p>"
            "<ol start=3><li>First<li>Second<ul><li>Inner</ul></ol><ol type=a><li>Lettered</ol>",
        )
    )
    assert labels(raw) == [
        ("", "Aims"),
        ("", "One aim."),
        ("3.", "First"),
        ("4.", "Second"),
        ("•", "Inner"),
        ("a.", "Lettered"),
    ]
    assert raw.pages[0].lines[0].role == "heading2" and raw.metadata == (("title", "Plan"),)


def test_a_table_of_data_is_rows_and_one_for_the_layout_is_not(tmp_path: Path) -> None:
    data = "<table><tr><th>Area<th colspan=2>Value<tr><td rowspan=2>North<td>4<td>5<tr><td>6<td>7</table>"
    raw = read(page(tmp_path, f"<table><tr><td>{data}</td></tr></table>"))
    assert texts(raw) == ["Area\tValue", "North\t4\t5", "North\t6\t7"]
    assert {line.role for line in raw.pages[0].lines} == {"row"}


def test_a_cell_that_reaches_over_rows_names_each_of_them(tmp_path: Path) -> None:
    data = (
        "<table><tr><th>Team<th>Month<th>Target<tr><td rowspan=0>Dunlin<td>May<td rowspan=2>90%"
        "<tr><td>June<tr><td>July<td>95%</table>"
    )
    assert texts(read(page(tmp_path, data)))[1:] == [
        "Dunlin\tMay\t90%",
        "Dunlin\tJune\t90%",
        "Dunlin\tJuly\t95%",
    ]


def test_scripts_and_what_is_hidden_are_left_out(tmp_path: Path) -> None:
    body = (
        "<script>var x = 'no'</script><p>Seen</p><p style='display: none'>no</p><p hidden>no</p><!-- no -->"
    )
    assert texts(read(page(tmp_path, body))) == ["Seen"]


def test_breaks_part_an_address_but_not_prose(tmp_path: Path) -> None:
    prose = "The board met on Tuesday and agreed the plan for children in care,<br>as it had before."
    raw = read(page(tmp_path, f"<p>Town Hall<br>High Street</p><div>{prose}<br><br>Then it rose.</div>"))
    assert texts(raw) == ["Town Hall", "High Street", prose.replace("<br>", " "), "Then it rose."]


@pytest.mark.parametrize(
    "title", ["404 Not Found", "Access denied", "Sign in to your account", "Error 503: Service unavailable"]
)
def test_a_saved_error_page_is_named_as_one(tmp_path: Path, title: str) -> None:
    path = saved(tmp_path / "a.html", f"<html><title>{title}</title><body><h1>{title}</h1><p>Sorry.".encode())
    with pytest.raises(Unreadable, match="This is a saved error page"):
        read(path)


def test_a_page_about_errors_is_a_page(tmp_path: Path) -> None:
    body = "<h1>404 children were not found a place</h1>" + "<p>The board heard why this was so.</p>" * 40
    assert texts(read(page(tmp_path, body)))[0].startswith("404 children")


@pytest.mark.parametrize("name", ["letter.pdf", "letter.docx", "letter.xls", "letter.csv", "letter.png"])
def test_a_page_with_the_name_of_something_else_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreadable, match="This is a web page saved with the name of"):
        read(page(tmp_path, "<p>The board has met.</p>", name))


def test_a_page_that_a_script_would_have_filled_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="holds no words of its own"):
        read(page(tmp_path, "<div id=app></div><script>run()</script>"))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<meta charset="utf-8">é'.encode(), "é"),
        ("<meta charset=iso-8859-1>“é”".encode("cp1252"), "“é”"),
        ("<meta charset='no-such'>é".encode(), "é"),
        ("<p>“é”".encode("utf-16"), "“é”"),
    ],
)
def test_a_page_says_its_encoding_or_it_is_found(data: bytes, text: str) -> None:
    assert html_of(data).endswith(text)

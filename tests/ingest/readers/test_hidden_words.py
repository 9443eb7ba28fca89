"""What a web page, a rich text or a PDF holds and nobody sees is kept apart and said; it is no evidence."""

from pathlib import Path

import pytest
from kinds_read import read_path
from reportlab.pdfgen.canvas import Canvas

from evidence.model import Reading
from evidence.settings import Settings

SAID = "The service failed its carers badly."
PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Report</title>{style}</head><body>
<h1>Report on fostering</h1><p>The service has 212 carers.</p>{hidden}<p>It is good.</p></body></html>"""


def _read(path: Path, text: str, settings: Settings) -> Reading:
    path.write_text(text, encoding="utf-8")
    (reading,) = read_path(path, settings)
    return reading


def _is_apart(reading: Reading, words: str = SAID) -> bool:
    left_out = [text for page in reading.pages for _, text in page.left_out]
    seen = " ".join(p.text for p in reading.passages)
    return (
        words in left_out
        and words not in seen
        and "212 carers" in seen
        and "good" in seen
        and any("hidden text" in warning for warning in reading.warnings)
    )


@pytest.mark.parametrize("name", ["page.html", "page.xhtml"])
@pytest.mark.parametrize(
    "hidden",
    [
        f'<p style="display:none">{SAID}</p>',
        f'<div style="color:red; Display : None"><p>{SAID}</p></div>',
        f'<p style="visibility: hidden">{SAID}</p>',
        f'<p hidden="hidden">{SAID}</p>',
        f'<p class="note away">{SAID}</p>',
        f'<p id="draft">{SAID}</p>',
    ],
)
def test_hidden_words_of_a_web_page_are_kept_apart_and_said(
    name: str, hidden: str, settings: Settings, tmp_path: Path
) -> None:
    style = "<style>/* x */ p.away, #draft { margin: 0; display: none }</style>"
    declared = '<?xml version="1.0" encoding="UTF-8"?>' if name.endswith("xhtml") else "<!DOCTYPE html>"
    assert _is_apart(_read(tmp_path / name, declared + PAGE.format(style=style, hidden=hidden), settings))


def test_what_only_a_printed_page_hides_is_seen(settings: Settings, tmp_path: Path) -> None:
    style = "<style>@media print { .note { display: none } } .note { color: red }</style>"
    page = PAGE.format(style=style, hidden=f'<p class="note">{SAID}</p>')
    reading = _read(tmp_path / "page.html", page, settings)
    assert SAID in [p.text for p in reading.passages] and not reading.pages[0].left_out


def test_hidden_words_of_a_rich_text_are_kept_apart_and_said(settings: Settings, tmp_path: Path) -> None:
    text = (
        r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\f0\fs24 The service has 212 carers.\par {\v "
        + SAID
        + r"\par}It is {\v not }good.\par }"
    )
    reading = _read(tmp_path / "page.rtf", text, settings)
    assert _is_apart(reading)
    assert "It is good." in [p.text for p in reading.passages]
    assert "not" in " ".join(text for _, text in reading.pages[0].left_out)


@pytest.mark.parametrize("size", [0.5, 1.0])
def test_type_too_small_to_be_read_is_no_evidence(size: float, settings: Settings, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "page.pdf"))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "The service has 212 carers, and it is good.")
    canvas.setFont("Helvetica", size)
    canvas.drawString(72, 650, SAID)
    canvas.setFont("Helvetica", 5)
    canvas.drawString(72, 60, "Printed on recycled paper. . .")
    canvas.save()
    (reading,) = read_path(tmp_path / "page.pdf", settings)
    assert _is_apart(reading)
    assert "in type too small to be read" in [why for why, _ in reading.pages[0].left_out]
    assert "recycled paper" in " ".join(p.text for p in reading.passages)


def test_words_scaled_down_to_nothing_are_no_evidence(settings: Settings, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "page.pdf"))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "The service has 212 carers, and it is good.")
    canvas.scale(0.05, 0.05)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(2000, 9000, SAID)
    canvas.save()
    (reading,) = read_path(tmp_path / "page.pdf", settings)
    assert _is_apart(reading)

"""Words that nobody sees on a PDF's page are no lines of it; they are kept apart, and that is said."""

from io import BytesIO
from pathlib import Path

import pytest
from pdf_marks import annotate, dictionary, drawing, plain, saved
from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject, RectangleObject
from reader_files import pdf, picture_of, read, scan, texts
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.raw import RawFile

SEEN = "The audit of May was shared with the board and with all partners of the council."
HIDDEN = "An older audit said otherwise"


def page(path: Path, draw: object) -> RawFile:
    """A page with a line that is seen and what ``draw`` draws."""

    def drawn(canvas: Canvas) -> None:
        canvas.drawString(72, 780, SEEN)
        draw(canvas)

    return read(pdf(path / "a.pdf", drawn))


def is_apart(raw: RawFile, why: str) -> bool:
    """Whether the hidden words alone are kept apart, for that reason, and it is said."""
    (left,) = raw.pages[0].left_out
    assert texts(raw) == [SEEN] and left[1] == HIDDEN and why in left[0]
    return any(why in said and "hidden" in said for said in raw.warnings)


@pytest.mark.parametrize("colour", ["#ffffff", "#fdfdfd"])
def test_words_as_white_as_the_paper_are_kept_apart(tmp_path: Path, colour: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor(colour))
        canvas.drawString(72, 600, HIDDEN)

    assert is_apart(page(tmp_path, draw), "the colour of what is behind them")


def test_white_words_in_a_line_of_black_ones_are_kept_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "The plan was")
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.drawString(137, 600, "not")
        canvas.setFillColor(HexColor("#000000"))
        canvas.drawString(156, 600, "agreed.")

    raw = page(tmp_path, draw)
    assert texts(raw) == [SEEN, "The plan was", "agreed."]
    assert [words for _, words in raw.pages[0].left_out] == ["not"]


def test_white_words_on_a_dark_ground_are_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor("#1d3557"))
        canvas.rect(60, 590, 400, 30, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.drawString(72, 600, "Team and rating")

    raw = page(tmp_path, draw)
    assert texts(raw) == [SEEN, "Team and rating"] and raw.warnings == ()


def test_white_words_on_a_picture_are_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (40, 10), (20, 90, 40))), 60, 590, 400, 30)
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.drawString(72, 600, "Annual report")

    assert texts(page(tmp_path, draw)) == [SEEN, "Annual report"]


def test_black_words_on_a_black_bar_and_under_one_are_kept_apart(tmp_path: Path) -> None:
    def on(canvas: Canvas) -> None:
        canvas.rect(60, 590, 400, 30, stroke=0, fill=1)
        canvas.drawString(72, 600, HIDDEN)

    def under(canvas: Canvas) -> None:
        canvas.drawString(72, 600, HIDDEN)
        canvas.rect(60, 590, 400, 30, stroke=0, fill=1)

    assert is_apart(page(tmp_path, on), "the colour of what is behind them")
    assert is_apart(page(tmp_path, under), "under what was drawn over them")


def test_words_under_a_clear_marker_are_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "Marked in yellow")
        canvas.setFillColor(Color(1, 1, 0, alpha=0.4))
        canvas.rect(60, 590, 400, 30, stroke=0, fill=1)

    assert texts(page(tmp_path, draw)) == [SEEN, "Marked in yellow"]


@pytest.mark.parametrize("mode", [3, 7])
def test_words_drawn_invisibly_on_paper_are_kept_apart(tmp_path: Path, mode: int) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 600)
        text.setTextRenderMode(mode)
        text.textLine(HIDDEN)
        canvas.drawText(text)

    assert is_apart(page(tmp_path, draw), "drawn invisibly")


def test_words_drawn_invisibly_over_other_words_are_kept_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 780)
        text.setTextRenderMode(3)
        text.textLine(HIDDEN)
        canvas.drawText(text)

    assert is_apart(page(tmp_path, draw), "drawn invisibly")


def test_a_scans_invisible_words_are_read_with_their_picture(tmp_path: Path) -> None:
    picture = scan(picture_of("The visit was on time", "and the child was seen"))

    def draw(canvas: Canvas) -> None:
        picture(canvas)
        text = canvas.beginText(72, 750)
        text.setTextRenderMode(3)
        text.textLine("The visit was on time and the child was seen alone by the social worker, who")
        text.textLine("wrote the record within two days, as the procedure of the council asks of her.")
        canvas.drawText(text)

    raw = read(pdf(tmp_path / "a.pdf", draw))
    assert texts(raw)[0].startswith("The visit was on time") and raw.pages[0].left_out == ()


def test_words_outside_the_crop_box_are_kept_apart(tmp_path: Path) -> None:
    writer = plain(tmp_path, SEEN + "\n" * 20 + HIDDEN, y=780)
    shown = writer.pages[0].mediabox
    writer.pages[0].cropbox = RectangleObject((shown.left, 560, shown.right, shown.top))
    assert is_apart(read(saved(writer, tmp_path / "b.pdf")), "outside the part of the page that is shown")


def test_words_under_a_redaction_mark_that_was_not_carried_out_are_kept_apart(tmp_path: Path) -> None:
    writer = plain(tmp_path, SEEN + "\n" * 10 + HIDDEN, y=780)
    annotate(writer, "/Redact", (60, 630, 400, 655))
    assert is_apart(read(saved(writer, tmp_path / "b.pdf")), "under a redaction mark")


def test_one_word_marked_for_redaction_is_taken_out_of_its_line(tmp_path: Path) -> None:
    writer = plain(tmp_path, "The child Robin was seen.", y=700)
    over = [119.0, 712.0, 150.0, 712.0, 119.0, 697.0, 150.0, 697.0]
    annotate(writer, "/Redact", (119, 697, 150, 712), QuadPoints=over)
    raw = read(saved(writer, tmp_path / "b.pdf"))
    assert texts(raw) == ["The child", "was seen."]
    assert [words for _, words in raw.pages[0].left_out] == ["Robin"]


def layered(tmp_path: Path, state: dict[str, list[object]], within: bool) -> RawFile:
    """A page with a layer of hidden words, as marked content or as a form."""
    writer: PdfWriter = plain(tmp_path, SEEN, y=780)
    layer = writer._add_object(dictionary(Type="/OCG", Name="Draft"))
    other = writer._add_object(dictionary(Type="/OCG", Name="Draft"))
    usual = {key: [{"off": layer, "on": other}[name] for name in names] for key, names in state.items()}
    properties = dictionary(OCGs=[layer, other], D=dictionary(**usual))
    writer.root_object[NameObject("/OCProperties")] = properties
    shown = writer.pages[0]
    resources = shown["/Resources"]
    content = DecodedStreamObject()
    words = f"BT /F1 11 Tf 72 500 Td ({HIDDEN}) Tj ET"
    if within:
        form = drawing(writer, words, (0, 0, 600, 800))
        form.get_object()[NameObject("/OC")] = layer
        resources[NameObject("/XObject")] = dictionary(X1=form)
        content.set_data(b"/X1 Do")
    else:
        resources[NameObject("/Properties")] = dictionary(MC0=layer)
        content.set_data(f"/OC /MC0 BDC {words} EMC".encode())
    shown[NameObject("/Contents")] = ArrayObject([shown.raw_get("/Contents"), writer._add_object(content)])
    out = BytesIO()
    writer.write(out)
    (tmp_path / "layers.pdf").write_bytes(out.getvalue())
    return read(tmp_path / "layers.pdf")


@pytest.mark.parametrize("within", [True, False])
def test_words_on_a_layer_that_is_off_are_kept_apart(tmp_path: Path, within: bool) -> None:
    assert is_apart(layered(tmp_path, {"OFF": ["off"]}, within), "layer that is switched off")


@pytest.mark.parametrize("within", [True, False])
def test_words_on_a_layer_that_is_on_are_read(tmp_path: Path, within: bool) -> None:
    assert texts(layered(tmp_path, {"OFF": ["on"]}, within)) == [SEEN, HIDDEN]
    assert texts(layered(tmp_path, {"ON": ["off", "on"]}, within)) == [SEEN, HIDDEN]


def test_two_words_glued_from_two_objects_are_one_word_when_both_are_seen(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "safe")
        canvas.drawString(72 + canvas.stringWidth("safe", "Helvetica", 11), 600, "guarding")
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.drawString(72, 500, HIDDEN)

    assert texts(page(tmp_path, draw)) == [SEEN, "safeguarding"]


@pytest.mark.parametrize("new", ["The audit now says Good", "Good"])
def test_words_painted_over_and_written_anew_are_kept_apart(tmp_path: Path, new: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, HIDDEN)
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.rect(70, 590, 300, 25, fill=1, stroke=0)
        canvas.setFillColor(HexColor("#000000"))
        canvas.drawString(72, 600, new)

    raw = page(tmp_path, draw)
    assert texts(raw) == [SEEN, new]
    assert [words for _, words in raw.pages[0].left_out] == [HIDDEN]


def test_words_drawn_twice_with_their_ground_between_are_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(2):
            canvas.setFillColor(HexColor("#ffffff"))
            canvas.rect(70, 590, 300, 25, fill=1, stroke=0)
            canvas.setFillColor(HexColor("#000000"))
            canvas.drawString(72, 600, "The plan was agreed")

    assert "The plan was agreed" in texts(page(tmp_path, draw))


@pytest.mark.parametrize(
    ("bottom", "mark", "seen"),
    [
        (420, "", False),
        (420, HIDDEN.upper(), True),  # the picture shows words there
        (200, "", True),
    ],
)
def test_words_beneath_a_picture_are_seen_only_where_something_shows(
    bottom: float, mark: str, seen: bool, tmp_path: Path
) -> None:
    picture = Image.new("RGB", (400, 30), "#c8c8c8")
    ImageDraw.Draw(picture).text((10, 10), mark, fill="black")

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 430, HIDDEN)
        canvas.drawImage(ImageReader(picture), 60, bottom, 400, 30)

    raw = page(tmp_path, draw)
    assert (HIDDEN in " ".join(x.text for x in raw.pages[0].lines)) is seen

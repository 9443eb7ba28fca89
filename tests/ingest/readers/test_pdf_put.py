"""What people put on a PDF: filled-in fields, notes, stamps and comments are read and say what they are."""

from pathlib import Path

import pytest
from pdf_marks import HIDDEN, annotate, dictionary, drawing, form, plain, saved, text_field, tick_box, xfa
from pypdf import PdfWriter
from reader_files import pdf, prose, read, texts
from reportlab.pdfgen.canvas import Canvas

from evidence.model import PassageKind
from ingest.structure import passages_of


def said(writer: PdfWriter, tmp_path: Path) -> list[str]:
    """The words of the passages that are fields and notes."""
    put = {PassageKind.FIELD, PassageKind.NOTE}
    return [p.text for p in passages_of(read(saved(writer, tmp_path / "a.pdf"))) if p.kind in put]


def test_a_field_is_named_by_the_words_on_its_left_or_above_it(tmp_path: Path) -> None:
    writer = plain(tmp_path, "Name of child:\n\n\nWhat the child said:", y=700)
    beside = text_field(writer, "f1", "Robin B", (200, 695, 400, 712))
    below = text_field(writer, "f2", "I like it here.\rI want to stay.", (72, 600, 400, 650))
    form(writer, [beside, below], NeedAppearances=True)
    assert said(writer, tmp_path) == [
        "[Form field] Name of child: Robin B",
        "[Form field] What the child said: I like it here.",
        "[Form field] What the child said: I want to stay.",
    ]


def test_fields_side_by_side_each_have_their_own_name(tmp_path: Path) -> None:
    def draw(canvas: object) -> None:
        canvas.drawString(72, 700, "Team:")
        canvas.drawString(300, 700, "Date:")

    writer = PdfWriter(clone_from=str(pdf(tmp_path / "plain.pdf", draw)))
    one = text_field(writer, "a", "Dipper", (110, 695, 250, 712))
    two = text_field(writer, "b", "3 May 2024", (340, 695, 450, 712))
    form(writer, [one, two])
    assert said(writer, tmp_path) == ["[Form field] Team: Dipper", "[Form field] Date: 3 May 2024"]


def test_a_field_without_words_beside_it_has_the_name_that_its_maker_gave_it(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    form(writer, [text_field(writer, "q7_txt", "None", (72, 300, 200, 320), TU="Risks to the child")])
    assert said(writer, tmp_path) == ["[Form field] Risks to the child: None"]


def test_empty_fields_and_boxes_that_are_not_ticked_say_nothing(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    fields = [
        text_field(writer, "a", "", (72, 700, 200, 720)),
        tick_box(writer, "b", False, (72, 600, 82, 610)),
    ]
    form(writer, fields)
    assert said(writer, tmp_path) == []


def test_of_boxes_in_a_row_the_ticked_one_is_told_by_its_own_words_and_the_question(tmp_path: Path) -> None:
    def draw(canvas: object) -> None:
        canvas.drawString(72, 700, "Was the plan reviewed in time?")
        canvas.drawString(300, 700, "Yes")
        canvas.drawString(350, 700, "No")

    writer = PdfWriter(clone_from=str(pdf(tmp_path / "plain.pdf", draw)))
    yes = tick_box(writer, "q1", False, (285, 698, 295, 708))
    no = tick_box(writer, "q2", True, (335, 698, 345, 708))
    form(writer, [yes, no])
    assert said(writer, tmp_path) == ["[Form field] Was the plan reviewed in time? No: ticked"]


def test_a_choice_is_read_as_the_form_shows_it(tmp_path: Path) -> None:
    writer = plain(tmp_path, "Rating:", y=700)
    field = annotate(
        writer, "/Widget", (130, 695, 300, 712), FT="/Ch", T="r", V="2", Ff=1 << 17, F=4,
        Opt=[["1", "Good"], ["2", "Requires improvement"]],
    )  # fmt: skip
    form(writer, [field])
    assert said(writer, tmp_path) == ["[Form field] Rating: Requires improvement"]


def test_a_field_takes_its_value_from_the_one_above_it(tmp_path: Path) -> None:
    writer = plain(tmp_path, "Officer:", y=700)
    widget = annotate(writer, "/Widget", (130, 695, 300, 712), F=4)
    parent = writer._add_object(dictionary(FT="/Tx", T="officer", V="M. Plover", Kids=[widget]))
    widget.get_object().update(dictionary(Parent=parent))
    form(writer, [parent])
    assert said(writer, tmp_path) == ["[Form field] Officer: M. Plover"]


def test_a_password_in_a_form_is_not_read(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    form(writer, [text_field(writer, "p", "hunter2", (72, 600, 200, 620), Ff=1 << 13)])
    assert said(writer, tmp_path) == []


def test_notes_say_what_they_are_and_whose(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    annotate(writer, "/FreeText", (72, 600, 300, 640), Contents="Not met in May", DA="/Helv 12 Tf")
    annotate(writer, "/Text", (400, 700, 420, 720), Contents="I do not accept this.", T="Chair")
    annotate(writer, "/Stamp", (72, 500, 300, 540), Name="/NotApproved", T="B. Crake")
    annotate(writer, "/Ink", (72, 400, 300, 440))
    annotate(writer, "/Popup", (400, 600, 500, 700), Contents="I do not accept this.")
    assert set(said(writer, tmp_path)) == {
        "[Typed note] Not met in May",
        "[Sticky note by Chair] I do not accept this.",
        "[Stamp by B. Crake] Not Approved",
    }


def test_a_stamp_is_read_as_it_is_drawn(tmp_path: Path) -> None:
    writer = plain(tmp_path, "Plan for 2023, as agreed.", y=520)
    look = drawing(writer, "BT /F1 20 Tf 5 10 Td (WITHDRAWN 4 June 2024) Tj ET")
    annotate(writer, "/Stamp", (72, 500, 372, 540), Name="/Draft", Contents="", AP=dictionary(N=look), F=4)
    assert said(writer, tmp_path) == ["[Stamp] WITHDRAWN 4 June 2024"]


def test_a_comment_on_words_quotes_them_and_struck_words_are_told(tmp_path: Path) -> None:
    writer = plain(tmp_path, "All visits were on time.", y=700)
    over = [72.0, 712.0, 200.0, 712.0, 72.0, 697.0, 200.0, 697.0]
    annotate(writer, "/Highlight", (72, 697, 200, 712), Contents="Source?", QuadPoints=over)
    annotate(writer, "/StrikeOut", (72, 697, 200, 712), QuadPoints=over, T="Ann")
    annotate(writer, "/Underline", (72, 697, 200, 712), QuadPoints=over)
    assert said(writer, tmp_path) == [
        "[Comment] Source? (on “All visits were on time.”)",
        "[Struck out by Ann] All visits were on time.",
    ]


def test_what_viewers_hide_is_no_passage_and_is_kept_apart(tmp_path: Path) -> None:
    writer = plain(tmp_path)
    annotate(writer, "/FreeText", (72, 600, 300, 640), Contents="An old remark", F=HIDDEN)
    raw = read(saved(writer, tmp_path / "a.pdf"))
    assert texts(raw) == ["This form records a visit."]
    assert [words for _, words in raw.pages[0].left_out] == ["An old remark"]


def test_a_note_cuts_no_paragraph_and_stands_after_it(tmp_path: Path) -> None:
    lines = (
        "The board met in May and heard that the visits of\nthe spring were late in two of the three teams."
    )
    writer = plain(tmp_path, f"{lines}\n\n\nIt will meet again in June.", y=700)
    annotate(writer, "/Text", (300, 690, 320, 700), Contents="Which two?")
    found = [p.text for p in passages_of(read(saved(writer, tmp_path / "a.pdf")))]
    assert found == [lines.replace("\n", " "), "[Sticky note] Which two?", "It will meet again in June."]


def test_ordinals_and_parents_hold_where_notes_stand_between(tmp_path: Path) -> None:
    writer = plain(tmp_path, "The council must:\n• see children\n• hear them", y=700)
    annotate(writer, "/Text", (300, 680, 320, 700), Contents="By when?")
    found = passages_of(read(saved(writer, tmp_path / "a.pdf")))
    assert [p.ordinal for p in found] == list(range(len(found)))
    bullets = [p for p in found if p.kind is PassageKind.BULLET]
    assert [found[p.parent].text for p in bullets] == ["The council must:"] * 2


SHELL = "Please wait...\nIf this message is not eventually replaced by the proper contents of the document,\n"
SHELL += "your PDF viewer may not be able to display this type of document."
DATA = """<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.3/">
<subform><field name="rsn"><caption><value><text>Reason for visit:</text></value></caption></field></subform>
</template><xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1>
<rsn>Concern raised by school</rsn><visitOutcome>Not completed</visitOutcome><empty/></form1></xfa:data>
</xfa:datasets></xdp:xdp>"""


@pytest.mark.parametrize("dynamic", [True, False])
def test_of_a_dynamic_form_the_values_are_read_and_its_stand_in_page_is_not(
    tmp_path: Path, dynamic: bool
) -> None:
    writer = plain(tmp_path, SHELL)
    xfa(writer, DATA, dynamic)
    raw = read(saved(writer, tmp_path / "a.pdf"))
    assert texts(raw) == [
        "[Form field] Reason for visit: Concern raised by school",
        "[Form field] Visit outcome: Not completed",
    ]
    assert "dynamic form (XFA)" in raw.warnings[0] and "2 values" in raw.warnings[0]


def test_a_dynamic_form_without_values_cannot_be_read_and_that_is_said(tmp_path: Path) -> None:
    writer = plain(tmp_path, SHELL)
    xfa(writer, DATA.partition("<xfa:datasets")[0] + "</xdp:xdp>", dynamic=True)
    raw = read(saved(writer, tmp_path / "a.pdf"))
    assert texts(raw) == [] and raw.pages[0].quality == "unreadable"
    assert "cannot be read" in raw.warnings[0]


def test_the_pages_of_a_static_form_are_read_as_they_are(tmp_path: Path) -> None:
    writer = plain(tmp_path, "Record of a visit")
    xfa(writer, DATA, dynamic=False)
    assert texts(read(saved(writer, tmp_path / "a.pdf")))[0] == "Record of a visit"


def test_a_page_without_annotations_is_read_as_before(tmp_path: Path) -> None:
    assert texts(read(pdf(tmp_path / "a.pdf", prose("Nothing was put on it.")))) == ["Nothing was put on it."]


def test_of_buttons_without_words_beside_them_the_chosen_one_is_told_by_what_it_stands_for(
    tmp_path: Path,
) -> None:
    def draw(canvas: Canvas) -> None:
        for n, grade in enumerate(["Good", "Requires improvement"]):
            canvas.acroForm.radio(
                name="grade", tooltip="Overall grade", value=grade, selected=n == 1, x=72 + 50 * n, y=500
            )

    writer = PdfWriter(clone_from=str(pdf(tmp_path / "plain.pdf", draw)))
    assert said(writer, tmp_path) == ["[Form field] Overall grade: Requires improvement: ticked"]

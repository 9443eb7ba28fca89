"""What each page holds is the same taken from what was written and from the file read back."""

import json
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pikepdf
import pytest
from packing import draw_pdf, make_pack, written
from paths import ROOT
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from evidence.packs.assembling.assemble import AssembledPack, assemble
from evidence.packs.issuing import issue
from evidence.packs.issuing.contents import pages_held
from evidence.packs.issuing.prints import page_prints
from evidence.packs.pack import from_json
from evidence.packs.planning.plan import plan
from evidence.packs.proving.verify import verify
from evidence.services import Services


def _built(services: Services) -> AssembledPack:
    return assemble(plan(services, make_pack(services)), services.files.read)


def test_the_prints_of_what_was_written_are_those_of_the_file_read_back(services: Services) -> None:
    built = _built(services)
    assert isinstance(built.written, pikepdf.Pdf)
    assert page_prints(built.written) == page_prints(built.pdf)
    assert len(set(page_prints(built.pdf))) == built.pages


def test_the_prints_of_pages_issued_before_are_those_of_the_file_read_back() -> None:
    with ZipFile(ROOT / "tests" / "data" / "issue-layout-2.zip") as kept:
        pack = from_json(kept.read("plan.json").decode())
        built = assemble(pack, lambda sha256: kept.read(f"originals/{sha256}"))
    assert isinstance(built.written, PdfWriter)
    assert pages_held(built.pdf, built.written) == pages_held(built.pdf)


def test_a_manifest_says_of_each_page_what_the_signed_file_holds(services: Services) -> None:
    built = issue.freeze(services, make_pack(services))
    with ZipFile(built.zip) as zipped:
        said = json.loads(zipped.read("manifest.json"))["pdf"]["pages"]
    assert [page["sha256"] for page in said] == page_prints(built.pdf.read_bytes())
    assert not [page for page in said if "words" in page]  # the ZIP tells them


def test_a_page_that_pypdf_only_saved_anew_has_the_same_print(services: Services) -> None:
    built = _built(services)
    again, out = PdfWriter(clone_from=PdfReader(BytesIO(built.pdf))), BytesIO()
    again.compress_identical_objects()
    again.write(out)
    assert out.getvalue() != built.pdf
    assert page_prints(out.getvalue()) == page_prints(built.pdf)


def test_a_page_that_qpdf_only_packed_otherwise_has_the_same_print(services: Services) -> None:
    built, out = _built(services), BytesIO()
    with pikepdf.open(BytesIO(built.pdf)) as pdf:
        pdf.save(out, recompress_flate=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert out.getvalue() != built.pdf
    assert page_prints(out.getvalue()) == page_prints(built.pdf)


def _redrawn(path: Path, added: dict[int, bytes], skipped: int = 0) -> None:
    """Have each page of a pack drawn otherwise, with more words on some; without page ``skipped``."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            page.obj.Resources.Font = pikepdf.Dictionary(
                F=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
            )
            more = b"0 0 0 0 re n " + (b"BT /F 9 Tf 90 90 Td (%s) Tj ET" % added.get(number, b""))
            page.contents_add(more)
        if skipped:
            del pdf.pages[skipped - 1]
        pdf.save(path)


def _said(path: Path) -> str:
    report = verify(path)
    assert not report.ok
    return " ".join(report.problems)


def test_words_of_pages_that_were_all_drawn_anew_are_as_issued(services: Services) -> None:
    built = issue.freeze(services, make_pack(services))
    _redrawn(built.pdf, {})
    assert "so that only the words can be compared. They are as issued on every page" in _said(built.pdf)


def test_of_pages_that_were_all_drawn_anew_the_one_with_other_words_is_named(services: Services) -> None:
    built = issue.freeze(services, make_pack(services))
    _redrawn(built.pdf, {5: b"Forged"})
    said = "Page 5 (Inspection of safeguarding, 5 November 2010, its page 1) holds other words."
    assert said in _said(built.pdf)


def test_a_page_that_was_taken_out_is_named_by_its_words(services: Services) -> None:
    built = issue.freeze(services, make_pack(services))
    _redrawn(built.pdf, {}, skipped=5)
    said = _said(built.pdf)
    assert "Page 5 (Inspection of safeguarding, 5 November 2010, its page 1) is not in it." in said


def test_words_that_neither_manifest_nor_zip_tell_are_said_to_be_unknown(services: Services) -> None:
    """The pages of an original that is gone from the ZIP cannot be built again."""
    built = issue.freeze(services, make_pack(services))
    _redrawn(built.pdf, {})
    kept = {}
    with ZipFile(built.zip) as zipped:
        kept = {name: zipped.read(name) for name in zipped.namelist() if "001-" not in name}
        manifest = json.loads(kept["manifest.json"])
    manifest["originals"][0]["member"] = ""
    kept["manifest.json"] = json.dumps(manifest).encode()
    with ZipFile(built.zip, "w") as zipped:
        for name, data in kept.items():
            zipped.writestr(name, data)
    said = _said(built.pdf)
    assert "cannot be told. They are as issued on the others" in said


def test_a_pack_with_bytes_changed_has_prints_or_is_told_to_be_damaged(services: Services) -> None:
    built, chance = _built(services), Random(7)
    for _ in range(40):
        data = bytearray(built.pdf)
        for _ in range(30):
            data[chance.randrange(len(data))] = chance.choice(b"0123456789<>[]()/R ")
        with suppress(pikepdf.PdfError):
            page_prints(bytes(data))


@pytest.mark.parametrize(
    "value",
    [NumberObject(5), FloatObject(1.5), FloatObject("0.0000001"), BooleanObject(True), NullObject(),
     NameObject("/Named"), TextStringObject("words"), ArrayObject([NumberObject(1)])],
)  # fmt: skip
def test_a_value_that_stands_apart_has_the_print_of_one_that_stands_in_its_place(value: PdfObject) -> None:
    prints = []
    for apart in (True, False):
        writer = PdfWriter(BytesIO(draw_pdf()))
        state = DictionaryObject({NameObject("/Type"): NameObject("/ExtGState")})
        state[NameObject("/Value")] = writer._add_object(value) if apart else value
        added = writer._add_object(state)
        named = DictionaryObject({NameObject("/G0"): added})
        writer.pages[0]["/Resources"].get_object()[NameObject("/ExtGState")] = named
        prints.append(page_prints(written(writer)))
    assert prints[0] == prints[1]

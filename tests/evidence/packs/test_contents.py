"""What each page holds is the same taken from what was written and from the file read back."""

import json
from io import BytesIO
from zipfile import ZipFile

from packing import make_pack
from paths import ROOT
from pypdf import PdfReader, PdfWriter

from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing import issue
from evidence.packs.issuing.contents import pages_held
from evidence.packs.pack import from_json
from evidence.packs.planning.plan import plan
from evidence.services import Services


def test_the_prints_of_what_was_written_are_those_of_the_file_read_back(services: Services) -> None:
    built = assemble(plan(services, make_pack(services)), services.files.read)
    assert built.written is not None
    assert pages_held(built.pdf, built.written) == pages_held(built.pdf)


def test_the_prints_of_pages_with_hidden_words_and_links_are_those_of_the_file_read_back() -> None:
    with ZipFile(ROOT / "tests" / "data" / "issue-layout-2.zip") as kept:
        pack = from_json(kept.read("plan.json").decode())
        built = assemble(pack, lambda sha256: kept.read(f"originals/{sha256}"))
    assert built.written is not None
    assert pages_held(built.pdf, built.written) == pages_held(built.pdf)


def test_a_manifest_says_of_each_page_what_the_signed_file_holds(services: Services) -> None:
    built = issue.freeze(services, make_pack(services))
    with ZipFile(built.zip) as zipped:
        said = json.loads(zipped.read("manifest.json"))["pdf"]["pages"]
    held = pages_held(built.pdf.read_bytes())
    assert [{key: page[key] for key in ("sha256", "words")} for page in said] == held


def test_a_page_that_another_program_only_saved_anew_has_the_same_print(services: Services) -> None:
    built = assemble(plan(services, make_pack(services)), services.files.read)
    again, out = PdfWriter(clone_from=PdfReader(BytesIO(built.pdf))), BytesIO()
    again.compress_identical_objects()
    again.write(out)
    assert out.getvalue() != built.pdf
    assert pages_held(out.getvalue()) == pages_held(built.pdf)

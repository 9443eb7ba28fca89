"""Verify says whether PDF and ZIP are what was issued, and names what differs."""

import hashlib
import json
import random
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from packing import make_pack
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from evidence.packs.issuing import issue
from evidence.packs.issuing.archive import MANIFEST, SEAL_LENGTH, manifest_hash, seal_of
from evidence.packs.issuing.issue import BuiltPack
from evidence.packs.proving.verify import verify
from evidence.services import Services


@pytest.fixture
def built(services: Services) -> BuiltPack:
    return issue.freeze(services, make_pack(services))


def _rezipped(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """The ZIP with members changed, added or (None) left out, and a seal that fits."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in {**dict.fromkeys(old.namelist()), **change}:
            content = change[name] if name in change else old.read(name)
            if content is not None:
                new.writestr(name, content)
        new.comment = b"." * SEAL_LENGTH
    body = out.getvalue()[:-SEAL_LENGTH]
    return body + seal_of(body)


def test_an_issue_verifies_from_either_file_without_the_database(built: BuiltPack, tmp_path: Path) -> None:
    for path in (built.pdf, built.zip):
        shutil.copy(path, tmp_path)
    for path in (built.pdf, built.zip):
        report = verify(tmp_path / path.name)
        assert report.ok, report.problems
        assert len(report.checked) == 2


def test_with_the_record_it_asks_the_record_too(built: BuiltPack, services: Services) -> None:
    assert verify(built.pdf, services).ok
    services.record.db["pack_issues"].update(1, {"zip_sha256": "0" * 64})
    assert any("record" in problem for problem in verify(built.pdf, services).problems)


def test_a_changed_page_is_named(built: BuiltPack) -> None:
    writer = PdfWriter(clone_from=PdfReader(built.pdf))
    page = writer.pages[4]
    more = DecodedStreamObject()
    more.set_data(page.get_contents().get_data() + b" 0 0 9 9 re f")
    page[NameObject("/Contents")] = writer._add_object(more)
    writer.write(built.pdf)
    report = verify(built.pdf)
    assert not report.ok
    assert any(
        "Page 5 (Inspection of safeguarding, 5 November 2010, its page 1) differs." in problem
        for problem in report.problems
    ), report.problems


def test_pages_taken_out_are_counted(built: BuiltPack) -> None:
    writer = PdfWriter()
    writer.append(built.pdf, pages=(0, 3))
    writer.write(built.pdf)
    assert any("It has 3 pages" in problem for problem in verify(built.pdf).problems)


def test_a_pdf_whose_pages_readers_count_differently_is_said_to_be_too_damaged(built: BuiltPack) -> None:
    with pikepdf.open(built.pdf, allow_overwriting_input=True) as pdf:
        del pdf.pages[3]
        pdf.save(built.pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        count = b"/Count %d " % len(pdf.pages)
    assert count in built.pdf.read_bytes()
    built.pdf.write_bytes(built.pdf.read_bytes().replace(count, b"/Count 2".ljust(len(count))))
    report = verify(built.pdf)
    assert not report.ok
    assert any("too damaged to say where" in problem for problem in report.problems), report.problems


@pytest.mark.parametrize(
    "forged", [b'{"parts": 1}', b"[]", b'{"name": "P", "title": 5, "parts": [{}]}', b"{"]
)
def test_a_forged_plan_beside_pages_drawn_anew_is_named(built: BuiltPack, forged: bytes) -> None:
    with pikepdf.open(built.pdf, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.contents_add(b"0 0 9 9 re f")
        pdf.save(built.pdf)
    built.zip.write_bytes(_rezipped(built.zip.read_bytes(), {"plan.json": forged}))
    report = verify(built.pdf)
    assert not report.ok
    assert any("plan.json is not what was issued" in problem for problem in report.problems), report.problems


def test_a_pdf_saved_anew_with_every_page_the_same_is_told_apart(built: BuiltPack) -> None:
    writer = PdfWriter(clone_from=PdfReader(built.pdf))
    writer.add_metadata({"/Title": "Another title"})
    writer.write(built.pdf)
    assert any("Every page is as issued" in problem for problem in verify(built.pdf).problems)


@pytest.mark.parametrize(
    ("member", "content", "said"),
    [
        ("index.html", b"<p>other</p>", "index.html is not what was issued"),
        (
            "originals/001-inspection.pdf",
            b"%PDF other",
            "The original inspection.pdf is not|is not what was issued",
        ),
        ("plan.json", b"{}", "plan.json is not what was issued"),
        ("trace.xlsx", None, "trace.xlsx is missing"),
        ("extra.txt", b"more", "extra.txt is in the ZIP but was not issued"),
    ],
)
def test_a_swapped_member_is_named_even_under_a_seal_that_fits(
    built: BuiltPack, member: str, content: bytes | None, said: str
) -> None:
    built.zip.write_bytes(_rezipped(built.zip.read_bytes(), {member: content}))
    report = verify(built.zip)
    assert not report.ok
    assert any(s in problem for problem in report.problems for s in said.split("|")), report.problems


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("originals", 5),
        ("originals", [{"member": ["x"], "file": "a.pdf", "sha256": "0"}]),
        ("pdf", {"sha256": "0", "pages": None}),
        ("pdf", {"sha256": "0", "pages": ["a page"]}),
        ("pdf", {"sha256": "0", "pages": [{"sha256": "0", "words": []}]}),
        ("members", {"plan.json": "0"}),
        ("plan_sha256", {}),
        ("muster_manifest", "3"),
    ],
)
def test_a_manifest_of_another_shape_is_no_packs(
    built: BuiltPack, services: Services, entry: str, value: object
) -> None:
    whole = built.zip.read_bytes()
    with ZipFile(BytesIO(whole)) as zipped:
        manifest = json.loads(zipped.read(MANIFEST)) | {entry: value}
    forged = manifest | {"self_sha256": manifest_hash(manifest)}
    built.zip.write_bytes(_rezipped(whole, {MANIFEST: json.dumps(forged).encode()}))
    report = verify(built.pdf, services=services)
    assert any("is not a pack made by Muster" in problem for problem in report.problems), report.problems


def test_a_manifest_edited_by_hand_is_named(built: BuiltPack) -> None:
    manifest = json.loads(ZipFile(built.zip).read(MANIFEST))
    manifest["frozen_by"] = "someone else"
    built.zip.write_bytes(_rezipped(built.zip.read_bytes(), {MANIFEST: json.dumps(manifest).encode()}))
    assert any("manifest.json was changed" in problem for problem in verify(built.zip).problems)


def test_a_manifest_rewritten_with_its_hash_is_found_out_by_its_signature_and_by_the_record(
    built: BuiltPack, services: Services
) -> None:
    manifest = json.loads(ZipFile(built.zip).read(MANIFEST))
    manifest["frozen_by"] = "someone else"
    manifest["self_sha256"] = manifest_hash(manifest)
    built.zip.write_bytes(_rezipped(built.zip.read_bytes(), {MANIFEST: json.dumps(manifest).encode()}))
    assert verify(built.zip).problems == (
        f"{built.zip.name} is not signed, or was changed after it was signed.",
    )
    assert any("record says" in problem for problem in verify(built.zip, services).problems)


def test_a_pdf_and_a_zip_of_different_issues_do_not_verify(built: BuiltPack, services: Services) -> None:
    draft = issue.build(services, "Safeguarding 2011", 1, built.pdf.parent / "copy")
    writer = PdfWriter(clone_from=PdfReader(draft.pdf))
    writer.add_metadata({"/MusterPack": "0" * 64})
    writer.write(draft.pdf)
    assert any("belong to different packs" in problem for problem in verify(draft.pdf).problems)


def test_a_draft_is_not_an_issue(services: Services, tmp_path: Path) -> None:
    draft = issue.build(services, make_pack(services), out=tmp_path)
    report = verify(draft.zip)
    assert not report.ok
    assert report.problems == ("This is a draft: it was never issued. Freeze the pack to issue it.",)


def test_a_file_alone_is_not_enough(built: BuiltPack) -> None:
    built.zip.rename(built.zip.with_suffix(".away"))
    assert any("is not beside" in problem for problem in verify(built.pdf).problems)
    built.zip.with_suffix(".away").rename(built.zip)
    built.pdf.unlink()
    assert any("is not beside" in problem for problem in verify(built.zip).problems)


def test_no_file_or_another_kind_of_file_gets_a_sentence(tmp_path: Path) -> None:
    assert not verify(tmp_path / "none.pdf").ok
    (tmp_path / "notes.txt").write_text("x")
    assert "neither a PDF nor a ZIP" in verify(tmp_path / "notes.txt").problems[0]
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 but no")
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    assert not verify(tmp_path / "x.zip").ok


def test_any_flipped_byte_of_either_file_is_found(built: BuiltPack) -> None:
    chance = random.Random(20261122)
    for path in (built.pdf, built.zip):
        whole = path.read_bytes()
        tail = range(
            len(whole) - 120, len(whole)
        )  # trailer, end record and seal: the likeliest to be forgotten
        for place in [*(chance.randrange(len(whole)) for _ in range(60)), *tail]:
            damaged = bytearray(whole)
            damaged[place] ^= 1 << chance.randrange(8)
            path.write_bytes(bytes(damaged))
            assert not verify(path).ok, (path.name, place)
        path.write_bytes(whole)
    assert verify(built.pdf).ok


def test_an_original_swapped_with_its_hash_among_the_members_is_not_what_was_received(
    built: BuiltPack,
) -> None:
    manifest = json.loads(ZipFile(built.zip).read(MANIFEST))
    original = next(o for o in manifest["originals"] if o["file"] == "inspection.pdf")
    swapped = b"%PDF another paper"
    manifest["members"][original["member"]]["sha256"] = hashlib.sha256(swapped).hexdigest()
    manifest["self_sha256"] = manifest_hash(manifest)
    change = {original["member"]: swapped, MANIFEST: json.dumps(manifest).encode()}
    built.zip.write_bytes(_rezipped(built.zip.read_bytes(), change))
    assert "The original inspection.pdf is not in the ZIP as it was received." in verify(built.zip).problems

"""Issues are signed with the home's key, and a pair that another key signed is refused."""

import shutil
import stat
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from packing import make_pack
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from evidence.home import keys
from evidence.home.backup import backup
from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing import issue
from evidence.packs.issuing.archive import archive
from evidence.packs.issuing.issue import BuiltPack
from evidence.packs.issuing.signing import sign_pdf
from evidence.packs.pack import from_json
from evidence.packs.proving.verify import verify
from evidence.reads import packs as reads
from evidence.reads import signing
from evidence.services import Services
from evidence.store import packs
from evidence.store.record import utc_now

PACK = "Safeguarding 2011"


@pytest.fixture
def built(services: Services) -> BuiltPack:
    return issue.freeze(services, make_pack(services))


def _key(services: Services) -> str:
    return str(signing.keys(services.record.db)[-1]["fingerprint"])


def _forged(services: Services, built: BuiltPack, folder: Path) -> Path:
    """The pair made again by someone with the whole of Muster and a key of their own."""
    folder.mkdir()
    key = keys.make(folder / "keys", "Muster", utc_now())
    plan = from_json(reads.issue_plan(services.record.db, 1, 1))
    last = replace(plan.last, signer=key.fingerprint, by="someone else")
    plan = replace(plan, parts=(*plan.parts[:-1], last))
    made = assemble(plan, services.files.read)
    made = replace(made, pdf=sign_pdf(made.pdf, key, plan))
    (folder / built.pdf.name).write_bytes(made.pdf)
    (folder / built.zip.name).write_bytes(archive(plan, made, services.files.read, key).zip)
    return folder / built.pdf.name


def test_the_homes_public_key_is_enough_to_say_that_a_pair_is_its_own(
    built: BuiltPack, services: Services, tmp_path: Path
) -> None:
    for path in (built.pdf, built.zip):
        shutil.copy(path, tmp_path)
    report = verify(tmp_path / built.pdf.name, key=_key(services))
    assert report.ok, report.problems
    assert not report.notes
    assert any(_key(services) in "".join(said.split()) for said in report.checked)


def test_a_forged_pair_is_refused_with_the_key_and_with_the_home(
    built: BuiltPack, services: Services, tmp_path: Path
) -> None:
    forged = _forged(services, built, tmp_path / "forged")
    for report in (verify(forged, key=_key(services)), verify(forged, services)):
        assert not report.ok
        assert any("a key that is not this home's" in problem for problem in report.problems)


def test_without_a_key_a_forged_pair_is_said_to_agree_and_no_more(
    built: BuiltPack, services: Services, tmp_path: Path
) -> None:
    report = verify(_forged(services, built, tmp_path / "forged"))
    assert report.ok, report.problems
    assert "only that the two files agree" in report.notes[0]


def test_a_pair_whose_signatures_were_taken_off_is_refused_with_the_key(
    built: BuiltPack, services: Services, tmp_path: Path
) -> None:
    plan = from_json(reads.issue_plan(services.record.db, 1, 1))
    plan = replace(plan, parts=(*plan.parts[:-1], replace(plan.last, signer="")))
    made = assemble(plan, services.files.read)
    (tmp_path / "x.pdf").write_bytes(made.pdf)
    (tmp_path / "x.zip").write_bytes(archive(plan, made, services.files.read).zip)
    report = verify(tmp_path / "x.pdf", key=_key(services))
    assert any("It is not signed" in problem for problem in report.problems)
    assert not verify(tmp_path / "x.pdf", services).ok


def test_an_issue_built_again_by_its_home_is_the_same_to_the_byte(
    built: BuiltPack, services: Services, tmp_path: Path
) -> None:
    again = issue.build(services, PACK, 1, tmp_path)
    assert again.pdf.read_bytes() == built.pdf.read_bytes()
    assert again.zip.read_bytes() == built.zip.read_bytes()


def test_a_common_reader_finds_the_pdf_certified_and_whole(built: BuiltPack) -> None:
    if not shutil.which("pdfsig"):
        pytest.skip("pdfsig (poppler-utils) is not installed")
    said = subprocess.run(["pdfsig", str(built.pdf)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    signature = PdfReader(built.pdf).get_fields()["MusterIssue"]["/V"]
    certified = signature["/Reference"][0].get_object()
    assert certified["/TransformMethod"] == "/DocMDP"
    assert certified["/TransformParams"]["/P"] == 1  # no change at all


def test_the_manifests_signature_can_be_checked_without_muster(built: BuiltPack, tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    with ZipFile(built.zip) as zipped:
        zipped.extractall(tmp_path, ["manifest.json", "manifest.sig", "signer.pem"])
    run = {"cwd": tmp_path, "check": True, "capture_output": True}
    public = subprocess.run(["openssl", "x509", "-in", "signer.pem", "-pubkey", "-noout"], **run).stdout
    (tmp_path / "public.pem").write_bytes(public)
    command = "openssl dgst -sha256 -verify public.pem -signature manifest.sig manifest.json"
    assert b"Verified OK" in subprocess.run(command.split(), **run).stdout


def test_something_added_to_a_signed_pdf_breaks_its_signature(built: BuiltPack) -> None:
    built.pdf.write_bytes(built.pdf.read_bytes() + b"\n% more\n")
    assert any("changed after it was signed" in problem for problem in verify(built.pdf).problems)


def test_the_private_key_is_its_owners_alone_and_in_no_backup(
    built: BuiltPack, services: Services, tmp_path: Path
) -> None:
    kept = services.settings.home / "keys" / f"{_key(services)}.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    backup(services.settings, tmp_path / "backup.zip")
    names = ZipFile(tmp_path / "backup.zip").namelist()
    assert f"keys/{_key(services)}.pem" in names
    assert not [name for name in names if name.endswith(".key")]


def test_a_lost_key_makes_room_for_a_new_one_which_the_next_cover_says(
    built: BuiltPack, services: Services
) -> None:
    old = _key(services)
    (services.settings.home / "keys" / f"{old}.key").unlink()
    packs.add(services.record, "second", PACK, "Second")
    packs.add_section(services.record, "second", measure="N2010-01")
    second = issue.freeze(services, "second")
    new = _key(services)
    cover = "".join(PdfReader(second.pdf).pages[0].extract_text().split())
    assert new != old
    assert new in cover
    assert old in cover
    assert "Thekeybeforeitwaslost" in cover
    assert verify(built.pdf, key=old).ok
    assert verify(built.pdf, services).ok
    assert not verify(second.pdf, key=old).ok


def test_the_cover_prints_the_key(built: BuiltPack, services: Services) -> None:
    said = pypdfium2.PdfDocument(built.pdf)[0].get_textpage().get_text_range()
    assert _key(services) in "".join(said.split())


def _saved_anew_by_pdfium(pdf: bytes) -> bytes:
    out = BytesIO()
    pypdfium2.PdfDocument(pdf).save(out)
    return out.getvalue()


def _saved_anew_by_pypdf(pdf: bytes) -> bytes:
    writer, out = PdfWriter(clone_from=BytesIO(pdf)), BytesIO()
    for page in writer.pages:
        page.compress_content_streams(level=1)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("save", [_saved_anew_by_pdfium, _saved_anew_by_pypdf])
def test_a_file_saved_anew_names_the_pages_that_truly_differ(
    built: BuiltPack, save: object, tmp_path: Path
) -> None:
    saved = save(built.pdf.read_bytes())  # type: ignore[operator]
    shutil.copy(built.zip, tmp_path)
    target = tmp_path / built.pdf.name
    target.write_bytes(saved)
    assert any("Every page is as issued" in problem for problem in verify(target).problems), verify(target)
    writer = PdfWriter(clone_from=BytesIO(saved))
    page = writer.pages[4]
    more = DecodedStreamObject()
    more.set_data(page.get_contents().get_data() + b" 0 0 9 9 re f")
    page[NameObject("/Contents")] = writer._add_object(more)
    writer.write(target)
    found = [problem for problem in verify(target).problems if "not what was issued" in problem]
    assert "Page 5 (" in found[0], found
    assert found[0].endswith("differs.")


def test_the_signing_time_is_the_plans(built: BuiltPack, services: Services) -> None:
    at = reads.issues(services.record.db, 1)[0]["frozen_at"]
    signature = PdfReader(built.pdf).get_fields()["MusterIssue"]["/V"]
    assert str(signature["/M"])[2:16] == "".join(c for c in at[:19] if c.isdigit())

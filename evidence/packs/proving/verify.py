"""Is this what was issued? Offline and without the database; with it, also whether the record agrees.

Offline, the PDF and the ZIP must agree with the manifest in the ZIP, and the manifest with itself. That finds
every accident. Someone who rewrites all three together is found out by the key: both files are signed with
it, and its fingerprint is on covers and in the log.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import DocumentInformation, PdfReader

from evidence.packs.issuing.signing import known_keys
from evidence.packs.proving.differences import differences
from evidence.packs.proving.parts import Part, parts_beside, verify_parts
from evidence.packs.proving.report import VerifyReport
from evidence.packs.proving.signature import pdf_signer
from evidence.packs.proving.trust import judge
from evidence.packs.proving.zipped import zip_checked
from evidence.reads import packs as reads
from evidence.services import Services


def verify(path: Path, services: Services | None = None, key: str = "") -> VerifyReport:
    """Check a pack's PDF or ZIP, and the other one beside it; or the files that an issue was split into, by
    one of them or by their folder. Never raises for what a file holds.

    ``key``: the fingerprint of the key that must have signed it (evidence.home.keys); with ``services`` any
    key that their log names will do.
    """
    trusted = {key} if key else set(known_keys(services)) if services is not None else set()
    if found := parts_beside(path):
        report = verify_parts(found, trusted)
        unknown = [] if services is None else list(_parts_in_record(services, found))
        return replace(report, ok=report.ok and not unknown, problems=(*report.problems, *unknown))
    if path.is_dir():
        return VerifyReport(False, (f"{path} holds no part of an issue. Give the pack's PDF or ZIP.",))
    if not path.is_file():
        return VerifyReport(False, (f"There is no file {path}.",))
    if path.suffix.lower() not in (".pdf", ".zip"):
        return VerifyReport(False, (f"{path.name} is neither a PDF nor a ZIP. Give the pack's PDF or ZIP.",))
    pdf, zipped = path.with_suffix(".pdf"), path.with_suffix(".zip")
    manifest, signatures, problems, checked = _files(pdf, zipped)
    if manifest and not manifest["issue"]:
        problems.append("This is a draft: it was never issued. Freeze the pack to issue it.")
    if services is not None:
        problems += _record(services, manifest, pdf, zipped)
        checked.append("the record of issues")
    trust = judge(signatures, manifest, trusted, must=bool(key))
    problems += trust.problems
    return VerifyReport(not problems, tuple(problems), (*checked, *trust.checked), trust.notes)


def _files(pdf: Path, zipped: Path) -> tuple[dict[str, Any], dict[str, str], list[str], list[str]]:
    """The manifest; for each file the key whose signature on it holds; what is wrong; what was checked."""
    manifest: dict[str, Any] = {}
    signatures: dict[str, str] = {}
    problems, checked = [], []
    if zipped.is_file():
        manifest, signatures[zipped.name], found = zip_checked(zipped)
        problems += found
        checked.append(f"{zipped.name}: seal, manifest and every member")
    else:
        problems.append(f"{zipped.name} is not beside {pdf.name}: its manifest is needed. Put it there.")
    if pdf.is_file():
        data = pdf.read_bytes()
        signatures[pdf.name] = pdf_signer(data)
        if manifest:
            problems += _pdf(pdf, data, manifest, zipped)
            checked.append(f"{pdf.name}: {len(manifest['pdf']['pages'])} pages")
    else:
        problems.append(f"{pdf.name} is not beside {zipped.name}, so it could not be checked. Put it there.")
    return manifest, signatures, problems, checked


def _pdf(path: Path, data: bytes, manifest: dict[str, Any], zipped: Path) -> list[str]:
    if hashlib.sha256(data).hexdigest() == manifest["pdf"]["sha256"]:
        return []
    where = differences(data, manifest, zipped)
    return [f"{path.name} is not what was issued. {where}", *_plan_of(data, manifest)]


def _plan_of(data: bytes, manifest: dict[str, Any]) -> list[str]:
    try:
        named = (PdfReader(BytesIO(data)).metadata or DocumentInformation()).get("/MusterPack")
    except Exception:  # as above
        return []
    if named and named != manifest["plan_sha256"]:
        return ["The PDF was built from another plan than the ZIP: they belong to different packs or issues."]
    return []


def _record(services: Services, manifest: dict[str, Any], pdf: Path, zipped: Path) -> Iterator[str]:
    """Against the record: the only witness that was not in the same hands as the files."""
    if not manifest or not manifest["issue"]:
        return
    issued = reads.issue_by_plan(services.record.db, manifest.get("plan_sha256", ""))
    if issued is None:
        yield "This record has no issue with that plan: it was not issued here, or the files were rewritten."
        return
    for path, said in ((pdf, issued["pdf_sha256"]), (zipped, issued["zip_sha256"])):
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != said:
            yield f"{path.name} is not the file that the record says was issued."


def _parts_in_record(services: Services, found: Sequence[Part]) -> Iterator[str]:
    for plan in sorted({part.plan for part in found if part.plan}):
        if reads.issue_by_plan(services.record.db, plan) is None:
            names = ", ".join(part.path.name for part in found if part.plan == plan)
            yield f"This record has no issue that {names} belongs to: it was not issued here."

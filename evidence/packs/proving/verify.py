"""Is this what was issued? Offline and without the database; with it, also whether the record agrees.

Offline, the PDF and the ZIP must agree with the manifest in the ZIP, and the manifest with itself. That finds
every accident. Someone who rewrites all three together is found out by the key: both files are signed with
it, and its fingerprint is on covers and in the log.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from pypdf import DocumentInformation, PdfReader

from evidence.packs.issuing.archive import (
    CERTIFICATE,
    MANIFEST,
    PLAN,
    SEAL,
    SEAL_LENGTH,
    SIGNATURE,
    SIGNED_VERSION,
    VERSION,
    manifest_hash,
    seal_of,
)
from evidence.packs.issuing.signing import known_keys
from evidence.packs.proving.differences import differences
from evidence.packs.proving.signature import pdf_signer
from evidence.packs.proving.trust import judge, manifest_signer
from evidence.reads import packs as reads
from evidence.services import Services


@dataclass(frozen=True)
class VerifyReport:
    """``ok`` only if everything was there to check and agreed. ``problems`` name what differs, ``notes`` say
    what that does not prove."""

    ok: bool
    problems: tuple[str, ...]
    checked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def verify(path: Path, services: Services | None = None, key: str = "") -> VerifyReport:
    """Check a pack's PDF or ZIP, and the other one beside it. Never raises for what a file holds.

    ``key``: the fingerprint of the key that must have signed it (evidence.home.keys); with ``services`` any
    key that their log names will do.
    """
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
    trusted = {key} if key else set(known_keys(services)) if services is not None else set()
    trust = judge(signatures, manifest, trusted, must=bool(key))
    problems += trust.problems
    return VerifyReport(not problems, tuple(problems), (*checked, *trust.checked), trust.notes)


def _files(pdf: Path, zipped: Path) -> tuple[dict[str, Any], dict[str, str], list[str], list[str]]:
    """The manifest; for each file the key whose signature on it holds; what is wrong; what was checked."""
    manifest: dict[str, Any] = {}
    signatures: dict[str, str] = {}
    problems, checked = [], []
    if zipped.is_file():
        manifest, signatures[zipped.name], found = _zip(zipped)
        problems += found
        checked.append(f"{zipped.name}: seal, manifest and every member")
    else:
        problems.append(f"{zipped.name} is not beside {pdf.name}: its manifest is needed. Put it there.")
    if pdf.is_file():
        data = pdf.read_bytes()
        signatures[pdf.name] = pdf_signer(data)
        if manifest:
            problems += _pdf(pdf, data, manifest)
            checked.append(f"{pdf.name}: {len(manifest['pdf']['pages'])} pages")
    else:
        problems.append(f"{pdf.name} is not beside {zipped.name}, so it could not be checked. Put it there.")
    return manifest, signatures, problems, checked


def _zip(path: Path) -> tuple[dict[str, Any], str, list[str]]:
    """The manifest, empty if it cannot be trusted to be one; whose it is; and what is wrong with the ZIP."""
    data, problems, signer = path.read_bytes(), [], ""
    seal = data[-SEAL_LENGTH:]
    if not seal.startswith(SEAL) or seal != seal_of(data[:-SEAL_LENGTH]):
        problems.append(f"{path.name} was changed after it was made: its seal does not fit.")
    try:
        with ZipFile(BytesIO(data)) as zipped:
            manifest = _manifest(zipped)
            problems += _members(zipped, manifest)
            signer = manifest_signer(zipped)
    except _NotOurs as error:
        return {}, "", [*problems, f"{path.name}: {error}"]
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        return {}, "", [*problems, f"{path.name} cannot be opened as a ZIP ({error})."]
    return manifest, signer, problems


class _NotOurs(Exception):
    pass


def _manifest(zipped: ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(zipped.read(MANIFEST))
        wanted = (
            manifest["members"].items(),
            manifest["pdf"]["sha256"],
            manifest["pdf"]["pages"],
            manifest["issue"],
        )
    except KeyError as error:
        raise _NotOurs("it holds no whole manifest.json, so it is not a pack made by Muster.") from error
    except (BadZipFile, ValueError, TypeError, AttributeError, OSError, EOFError) as error:
        raise _NotOurs("its manifest.json is damaged.") from error
    except Exception as error:  # zlib.error and whatever else damaged bytes bring about
        raise _NotOurs("its manifest.json is damaged.") from error
    del wanted
    if manifest.get("muster_manifest") not in (VERSION, SIGNED_VERSION):
        raise _NotOurs("it was made by another version of Muster. Verify it with that version.")
    return dict(manifest)


def _members(zipped: ZipFile, manifest: dict[str, Any]) -> Iterator[str]:
    """Every member against the manifest, and the manifest against itself."""
    if manifest.get("self_sha256") != manifest_hash(manifest):
        yield f"{MANIFEST} was changed after it was made."
    names = zipped.namelist()
    about = {MANIFEST, *((SIGNATURE, CERTIFICATE) if manifest.get("signer") else ())}
    for name in sorted(set(names) - set(manifest["members"]) - about):
        yield f"{name} is in the ZIP but was not issued with it."
    if len(names) != len(set(names)):
        yield "The ZIP holds two members of one name."
    for name, said in manifest["members"].items():
        if name not in names:
            yield f"{name} is missing from the ZIP."
        elif hashlib.sha256(_read(zipped, name)).hexdigest() != said["sha256"]:
            yield f"{name} is not what was issued."
    if manifest["members"].get(PLAN, {}).get("sha256") != manifest.get("plan_sha256"):
        yield f"{PLAN} is not the plan that the manifest names."
    for original in manifest["originals"]:
        if manifest["members"].get(original["member"], {}).get("sha256") != original["sha256"]:
            yield f"The original {original['file']} is not in the ZIP as it was received."


def _read(zipped: ZipFile, name: str) -> bytes:
    try:
        return zipped.read(name)
    except Exception:  # a damaged member raises many things; its hash will not fit
        return b""


def _pdf(path: Path, data: bytes, manifest: dict[str, Any]) -> list[str]:
    if hashlib.sha256(data).hexdigest() == manifest["pdf"]["sha256"]:
        return []
    where = differences(data, manifest)
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

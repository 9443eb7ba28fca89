"""The ZIP beside the PDF: originals, HTML index, trace, plan, and the manifest that ties it all together.

The ZIP ends with a seal, its comment: the SHA-256 of every byte before it. The manifest holds the SHA-256 of
the PDF, of each of its pages, of every other member and of itself. So any flipped byte shows, and most can be
named. An issue that is signed holds the manifest's signature too (RSA, PKCS #1 v1.5, SHA-256), and the
certificate of the key: `openssl dgst -verify` checks it without Muster.
"""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pikepdf

from evidence.errors import NotFound, Tampered
from evidence.home.file_names import file_stem
from evidence.home.keys import SigningKey
from evidence.packs import sentences
from evidence.packs.assembling.assemble import AssembledPack, Originals
from evidence.packs.assembling.stamping import BY_QPDF
from evidence.packs.issuing.contents import page_words, pages_held
from evidence.packs.issuing.fingerprint import page_hashes
from evidence.packs.issuing.html_index import html_index
from evidence.packs.issuing.prints import page_prints
from evidence.packs.issuing.trace_rows import EPOCH
from evidence.packs.issuing.trace_sheet import trace_sheet
from evidence.packs.pack import Pack

MANIFEST, PLAN, INDEX, TRACE = "manifest.json", "plan.json", "index.html", "trace.xlsx"
SIGNATURE, CERTIFICATE = "manifest.sig", "signer.pem"
# Since the second version it says of each page what it holds and which document's it is; the third leaves out
# the words of pages that can be built again from the ZIP (proving/built_again.py).
VERSION, SIGNED_VERSION, QPDF_VERSION = VERSIONS = 1, 2, 3
SEAL = b"muster-sha256:"
SEAL_LENGTH = len(SEAL) + 64
PACKED = {".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".zip", ".png", ".jpg", ".jpeg", ".gz", ".msg"}


@dataclass(frozen=True)
class Archive:
    """The ZIP's bytes and the manifest in it."""

    zip: bytes
    manifest: dict[str, Any]


def archive(pack: Pack, built: AssembledPack, originals: Originals, key: SigningKey | None = None) -> Archive:
    """Make the ZIP. An original that cannot be had, or holds what is redacted, has no member in the manifest,
    which says so.

    ``key``: the one that signed ``built``, if it is signed; it signs the manifest.
    """
    names = dict(_member_names(pack))
    held = {names[sha256]: data for sha256, data in _held(pack, originals)}
    members = {
        INDEX: html_index(pack, built, names),
        PLAN: pack.to_json().encode(),
        TRACE: trace_sheet(pack, built),
        **held,
    }
    manifest = _manifest(pack, built, names, members)
    data = _json(manifest)
    signed = {SIGNATURE: key.sign(data), CERTIFICATE: key.certificate} if key is not None else {}
    return Archive(_sealed({MANIFEST: data, **signed, **members}), manifest)


def manifest_hash(manifest: dict[str, Any]) -> str:
    """The SHA-256 of the manifest without its own hash."""
    return hashlib.sha256(_json({k: v for k, v in manifest.items() if k != "self_sha256"})).hexdigest()


def seal_of(data: bytes) -> bytes:
    """The seal that belongs to a ZIP's bytes before it."""
    return SEAL + hashlib.sha256(data).hexdigest().encode()


def _manifest(
    pack: Pack, built: AssembledPack, names: dict[str, str], members: dict[str, bytes]
) -> dict[str, Any]:
    part = pack.last
    manifest: dict[str, Any] = {
        "muster_manifest": _version(pack),
        **({"signer": part.signer} if part.signer else {}),
        "pack": pack.name,
        "title": pack.title,
        "council": pack.council,
        "inspection": pack.inspection,
        "issue": part.issue,
        "state": sentences.state(part),
        "frozen_at": part.at if part.issue else "",
        "frozen_by": part.by if part.issue else "",
        "log_head": part.log_head,
        "plan_sha256": pack.fingerprint(),
        "made_with": dict(pack.made_with),
        "pdf": {
            "name": sentences.file_of(pack),
            "sha256": hashlib.sha256(built.pdf).hexdigest(),
            "size": len(built.pdf),
            "pages": page_hashes(built.pdf) if _version(pack) == VERSION else _pages(pack, built),
        },
        "originals": [
            {
                "member": names[sha256] if names[sha256] in members else "",
                "file": documents[0].file,
                "sha256": sha256,
                "documents": [sentences.document_name(d) for d in documents],
                **({"withheld": sentences.WITHHELD} if sha256 in pack.withheld else {}),
            }
            for sha256, documents in pack.originals.items()
        ],
        "members": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in members.items()
        },
    }
    return {**manifest, "self_sha256": manifest_hash(manifest)}


def _version(pack: Pack) -> int:
    if pack.last.layout >= BY_QPDF:
        return QPDF_VERSION
    return SIGNED_VERSION if pack.last.signer else VERSION


def _pages(pack: Pack, built: AssembledPack) -> list[dict[str, str]]:
    """What each page holds (contents.py), and whose page it is."""
    starts = {page: sentences.document_name(pack.documents[n]) for n, page in built.document_pages.items()}
    own = [(p, "") for p in (1, *built.section_pages.values())] + [(end + 1, "") for end in built.part_ends]
    owners = sorted([*own, *starts.items()])
    held = _held_by(built)
    parts = {
        page: f"{sentences.document_name(pack.documents[document])}, its page {number}"
        for page, (document, number) in built.of_parts.items()
    }
    return [
        {**page, "of": parts.get(number) or _owner(owners, number)}
        for number, page in enumerate(held, start=1)
    ]


def _held_by(built: AssembledPack) -> list[dict[str, str]]:
    """What each page holds: its print, and that of its words where the ZIP cannot tell them."""
    if not isinstance(built.written, pikepdf.Pdf):
        return pages_held(built.pdf, built.written)
    words = dict(zip(built.elsewhere, page_words(built.pdf, built.elsewhere), strict=True))
    prints = enumerate(page_prints(built.written), start=1)
    return [{"sha256": p, **({"words": words[n]} if n in words else {})} for n, p in prints]


def _owner(owners: list[tuple[int, str]], page: int) -> str:
    """The document that a page is of, with its page there; "" for a page of the pack's own."""
    start, name = owners[bisect_right(owners, page, key=lambda owner: owner[0]) - 1]
    return f"{name}, its page {page - start + 1}" if name else ""


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _member_names(pack: Pack) -> Iterator[tuple[str, str]]:
    """A path for each original: numbered, under a name that every system can write."""
    for number, (sha256, documents) in enumerate(pack.originals.items(), start=1):
        path = PurePosixPath(documents[0].file.replace("\\", "/"))
        ending = "".join(c for c in path.suffix.lower() if c.isascii() and (c.isalnum() or c == "."))[:10]
        plain = file_stem(path.stem).encode("ascii", "ignore").decode().strip("-") or "file"
        yield sha256, f"originals/{number:03d}-{plain}{ending}"


def _held(pack: Pack, originals: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    for sha256 in pack.originals:
        if sha256 in pack.withheld:
            continue
        try:
            yield sha256, originals(sha256)
        except (NotFound, Tampered):
            continue  # preflight blocks this; a draft's manifest says which is missing


def _sealed(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as zipped:
        for name, data in members.items():
            info = ZipInfo(name, EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3  # the same on every system
            info.compress_type = ZIP_STORED if PurePosixPath(name).suffix in PACKED else ZIP_DEFLATED
            zipped.writestr(info, data)
        zipped.comment = b"." * SEAL_LENGTH  # its length stands before it, so it must be right when sealed
    data = out.getvalue()[:-SEAL_LENGTH]
    return data + seal_of(data)

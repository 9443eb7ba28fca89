"""Whether a pack's ZIP holds what its manifest says, and whose the manifest is."""

import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from evidence.packs.issuing.archive import (
    CERTIFICATE,
    MANIFEST,
    PLAN,
    SEAL,
    SEAL_LENGTH,
    SIGNATURE,
    VERSIONS,
    manifest_hash,
    seal_of,
)
from evidence.packs.proving.shape import is_whole
from evidence.packs.proving.trust import manifest_signer

NOT_WHOLE = "it holds no whole manifest.json, so it is not a pack made by Muster."


def zip_checked(path: Path) -> tuple[dict[str, Any], str, list[str]]:
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
    except KeyError as error:
        raise _NotOurs(NOT_WHOLE) from error
    except Exception as error:  # zlib.error and whatever else damaged bytes bring about
        raise _NotOurs("its manifest.json is damaged.") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("muster_manifest"), int):
        raise _NotOurs(NOT_WHOLE)
    if manifest["muster_manifest"] not in VERSIONS:
        raise _NotOurs("it was made by another version of Muster. Verify it with that version.")
    if not is_whole(manifest):
        raise _NotOurs(NOT_WHOLE)
    return manifest


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
        if original.get("withheld") and not original["member"]:
            continue  # it holds what is redacted; the index says so
        if manifest["members"].get(original["member"], {}).get("sha256") != original["sha256"]:
            yield f"The original {original['file']} is not in the ZIP as it was received."


def _read(zipped: ZipFile, name: str) -> bytes:
    try:
        return zipped.read(name)
    except Exception:  # a damaged member raises many things; its hash will not fit
        return b""

"""Whose a pack is: the signatures on its two files, held against the keys that are trusted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from evidence.home import keys
from evidence.packs.issuing.archive import CERTIFICATE, MANIFEST, SIGNATURE


@dataclass(frozen=True)
class Trust:
    """What the signatures say, in sentences."""

    problems: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


AGREE_ONLY = (
    "No key was given, so this says only that the two files agree with each other. The cover of an issue "
    "that you trust prints the key's fingerprint: give it with --key, or name the home with --home."
)


def manifest_signer(zipped: ZipFile) -> str:
    """The fingerprint of the key whose signature on the manifest holds; "" if none does."""
    try:
        certificate = zipped.read(CERTIFICATE)
        if keys.verifies(certificate, zipped.read(SIGNATURE), zipped.read(MANIFEST)):
            return keys.fingerprint_of(certificate)
    except Exception:  # a damaged or absent member raises many things; there is no signature then
        return ""
    return ""


def judge(
    signatures: Mapping[str, str], manifest: Mapping[str, Any], trusted: Collection[str], *, must: bool
) -> Trust:
    """``signatures``: by file, the key whose signature on it holds, or "". ``trusted``: keys of the home.

    ``must``: it has to be signed; else an issue from before packs were signed is left to the record.
    """
    said = str(manifest.get("signer", ""))
    signers = {signer for signer in signatures.values() if signer}
    if not said and not signers:
        return _unsigned(manifest, trusted, must=must)
    problems = [
        f"{name} is not signed, or was changed after it was signed."
        for name, signer in signatures.items()
        if not signer
    ]
    if len({said, *signers} - {""}) > 1:
        problems.append("The PDF and the ZIP are not signed with the same key: they do not belong together.")
    if not trusted:
        return Trust(tuple(problems), notes=(AGREE_ONLY,))
    strange = sorted(signers - set(trusted))
    if strange:
        problems.append(
            f"It is signed with a key that is not this home's: {keys.said(strange[0])}. It was "
            "not issued here, or was forged."
        )
    fine = not problems and signers
    checked = (f"signatures: made with the key {keys.said(min(signers))}",) if fine else ()
    return Trust(tuple(problems), checked)


def _unsigned(manifest: Mapping[str, Any], trusted: Collection[str], *, must: bool) -> Trust:
    if not manifest or not manifest.get("issue"):
        return Trust()
    if must:
        return Trust(
            (
                "It is not signed, so the key proves nothing of it: it was issued before packs were signed, "
                "or is forged.",
            )
        )
    return Trust() if trusted else Trust(notes=(AGREE_ONLY.replace("No key was given", "It is not signed"),))

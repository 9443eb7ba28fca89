"""Issues are signed with the home's key: the PDF as PAdES, certified; the manifest with the same key.

The signing time is that of the plan and the signature deterministic, so that an issue built again by the same
home is the same to the byte.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.generic import ArrayObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator.registry import SimpleCertificateStore

from evidence.errors import PackError
from evidence.home import keys
from evidence.home.file_names import file_stem
from evidence.home.keys import SigningKey
from evidence.home.processes import Hollow, without
from evidence.packs.pack import Pack
from evidence.reads import signing as reads
from evidence.services import Services
from evidence.store import signing as store

with without("aiohttp", Hollow("aiohttp")):  # only asking for a time stamp needs it, over a network
    from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

FIELD = "MusterIssue"
DIGEST = "sha256"
RESERVED = 16_384  # bytes for the signature: fixed, so that no estimate moves a byte of the file


def to_be_signed(services: Services, pack: Pack) -> tuple[Pack, SigningKey]:
    """The plan of an issue, and the key that it will be signed with: the home's, made if there is none.

    A key that the log names and the home no longer holds is lost: a new one takes its place, and the cover
    says so.
    """
    record = services.record
    known = reads.keys(record.db)
    newest = known[-1] if known else None
    key = keys.held(_folder(services), newest["fingerprint"]) if newest else None
    replaced = newest["replaces"] if newest else ""
    if key is None:
        replaced = newest["fingerprint"] if newest else ""
        owner = f"Muster of {services.own.certain}" if services.own.certain else "Muster"
        key = keys.make(_folder(services), owner, record.clock())
        store.add_key(record, key.fingerprint, key.certificate.decode(), replaced)
    last = replace(pack.last, signer=key.fingerprint, replaced_key=replaced)
    return replace(pack, parts=(*pack.parts[:-1], last)), key


def key_of(services: Services, pack: Pack) -> SigningKey | None:
    """The key that an issue was signed with; None if it was not signed. Raises PackError if it is gone."""
    wanted = pack.last.signer
    if not wanted:
        return None
    found = keys.held(_folder(services), wanted)
    if found is None:
        raise PackError(
            f"Issue {pack.issue} of {pack.name} cannot be built again: this home no longer holds the key "
            "that signed it.",
            f"Use the files kept in the home, packs/{file_stem(pack.name)}, or restore a backup.",
        )
    return found


def known_keys(services: Services) -> Sequence[str]:
    """The fingerprints of every key that this home has signed with, by its log."""
    return [key["fingerprint"] for key in reads.keys(services.record.db)]


def sign_pdf(pdf: bytes, key: SigningKey, pack: Pack) -> bytes:
    """The PDF with a certifying signature that allows no change (ISO 32000-1, 12.8.2.2; EN 319 142-1)."""
    writer = _Writer(BytesIO(pdf))
    signer = _Signer(
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=DIGEST,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES,
            reason=f"Issue {pack.issue} of {pack.title}",
            name=pack.council or None,
        ),
        signer=_simple_signer(key),
        new_field_spec=SigFieldSpec(FIELD, on_page=0),
    )
    signer.at = datetime.fromisoformat(pack.last.at)
    out = BytesIO()
    signer.sign_pdf(writer, bytes_reserved=RESERVED, output=out)
    return out.getvalue()


class _Writer(IncrementalPdfFileWriter):
    """Adds a signature and nothing of the moment: the identifier and the information stay the plan's."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
        return ArrayObject(prev.trailer["/ID"])

    def _update_meta(self) -> None:
        return


class _Signer(PdfSigner):
    """Signs at the time of the plan rather than of the clock."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


class _Simple(SimpleSigner):
    """Signs with the key as it is loaded already."""

    key: SigningKey

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if digest_algorithm != DIGEST:
            raise ValueError(f"the home's key signs {DIGEST}")
        return self.key.sign(data)


def _simple_signer(key: SigningKey) -> SimpleSigner:
    certificate = asn1_x509.Certificate.load(pem.unarmor(key.certificate)[2])
    private = asn1_keys.PrivateKeyInfo.load(pem.unarmor(key.private)[2])
    signer = _Simple(certificate, private, SimpleCertificateStore())
    signer.key = key
    return signer


def _folder(services: Services) -> Any:
    return services.settings.home / keys.FOLDER

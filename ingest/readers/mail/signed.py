"""S/MIME's packages (RFC 8551, CMS of RFC 5652): what is only signed is opened; its seal is not checked."""

from evidence.errors import Unreadable
from ingest.readers.seals import is_sealed, package_of

TYPES = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_SEALS = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
ENCRYPTED = (
    "The email is encrypted.",
    "Open it in the mail program that holds its key, save it without encryption, and ingest that.",
)
_DAMAGED = (
    "The email is in one sealed package (S/MIME), which is damaged.",
    "Ask the sender to send it again.",
)
_EMPTY = ("The email is signed, and holds only certificates.", "Ask the sender for the message itself.")
_OTHER = (
    "The email is in one package (S/MIME) of a kind that is not opened.",
    "Open it in a mail program, save what is in it, and ingest that.",
)
_ALONE = (
    "This is a signature or a certificate alone, without the message that it is for.",
    "Ask the sender for the message itself.",
)


def signed(data: bytes) -> bytes:
    """The message that an opaque-signed package holds (MIME, as bytes).

    Raises Unreadable where it is encrypted, damaged or without a message.
    """
    from pyasn1.codec.ber.decoder import decode  # here: few emails need it, and it takes long to load
    from pyasn1.error import PyAsn1Error
    from pyasn1_modules import rfc5652

    locked = {rfc5652.id_envelopedData, rfc5652.id_encryptedData}
    try:
        package, _ = decode(data, asn1Spec=rfc5652.ContentInfo())
        kind = package["contentType"]
        if kind in locked or str(kind) == "1.2.840.113549.1.9.16.1.23":  # authEnvelopedData (RFC 5083)
            raise Unreadable(*ENCRYPTED)
        if kind != rfc5652.id_signedData:
            raise Unreadable(*_OTHER)
        inner, _ = decode(bytes(package["content"]), asn1Spec=rfc5652.SignedData())
        content = inner["encapContentInfo"]["eContent"]
        if not content.isValue:
            raise Unreadable(*_EMPTY)
        return bytes(content)
    except PyAsn1Error as error:
        raise Unreadable(*_DAMAGED) from error


def is_signature(name: str) -> bool:
    """Whether a file's name says that it is a signature, which encloses nothing (RFC 8551, 3.2.1)."""
    return name.lower().endswith(".p7s")


def within(data: bytes) -> bytes | None:
    """As ``signed``; None where a package holds no message. Raises Unreadable where it is encrypted."""
    try:
        return signed(data)
    except Unreadable as error:
        if error.message == ENCRYPTED[0]:
            raise
        return None


def is_detached(data: bytes) -> bool:
    """Whether it is a whole package of signatures or certificates without what they are for."""
    try:
        signed(package_of(data))
    except Unreadable as error:
        return bool(error.message == _EMPTY[0])
    return False


def is_seal(kind: str, name: str, data: bytes) -> bool:
    """Whether an email's part is a signature beside what it signs, however it is labelled."""
    sealed = kind in TYPES or is_sealed(data[:4096])
    return kind in _SEALS or is_signature(name) or (sealed and is_detached(data))


def alone(data: bytes, name: str) -> bytes:
    """As ``signed``, for a file of its own: it may hold no message at all."""
    try:
        return signed(data)
    except Unreadable as error:
        if error.message == _EMPTY[0] or is_signature(name):
            raise Unreadable(*_ALONE) from error
        raise

"""S/MIME's packages (RFC 8551, CMS of RFC 5652): what is only signed is opened; its seal is not checked."""

import binascii
import re

from pyasn1.codec.ber.decoder import decode
from pyasn1.error import PyAsn1Error
from pyasn1_modules import rfc5652

from evidence.errors import Unreadable

TYPES = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
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
# Its frame in DER or BER, then what it says it is: signed, enveloped, encrypted data (RFC 5652, 4 to 8).
_FRAME = re.compile(rb"\A0[\x80-\x84].{0,4}?\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03\x06]", re.S)
_PEM = re.compile(rb"\A\s*-----BEGIN (?:PKCS7|CMS)-----")
_BASE64 = re.compile(rb"\A\s*M[A-Za-z0-9+/=\s]+\Z")
_LOCKED = {rfc5652.id_envelopedData, rfc5652.id_encryptedData}


def signed(data: bytes) -> bytes:
    """The message that an opaque-signed package holds (MIME, as bytes).

    Raises Unreadable where it is encrypted, damaged or without a message.
    """
    try:
        package, _ = decode(data, asn1Spec=rfc5652.ContentInfo())
        kind = package["contentType"]
        if kind in _LOCKED or str(kind) == "1.2.840.113549.1.9.16.1.23":  # authEnvelopedData (RFC 5083)
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


def is_sealed(head: bytes) -> bool:
    """Whether a file begins as such a package, in bytes or in letters (base64, PEM)."""
    if _FRAME.match(head) or _PEM.match(head):
        return True
    return bool(_BASE64.match(head) and _FRAME.match(_from_letters(head[:4000])))


def package_of(data: bytes) -> bytes:
    """A file's package in bytes, whichever way it is written."""
    return data if _FRAME.match(data) else _from_letters(data)


def alone(data: bytes) -> bytes:
    """As ``signed``, for a file of its own: it may hold no message at all."""
    try:
        return signed(data)
    except Unreadable as error:
        if error.message == _EMPTY[0]:
            raise Unreadable(*_ALONE) from error
        raise


def _from_letters(data: bytes) -> bytes:
    lines = [line for line in data.split() if not line.startswith(b"-")]
    lines = [line for line in lines if line not in {b"PKCS7-----", b"CMS-----"}]
    letters = b"".join(lines)
    try:
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
    except binascii.Error:
        return b""

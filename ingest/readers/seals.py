"""S/MIME's packages (CMS, RFC 5652) told by how they begin, in bytes, in base64 or as PEM."""

import binascii
import re

# Its frame in DER or BER, then what it says it is: signed, enveloped, encrypted data (RFC 5652, 4 to 8).
_FRAME = re.compile(rb"\A0[\x80-\x84].{0,4}?\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03\x06]", re.S)
_PEM = re.compile(rb"\A\s*-----BEGIN (?:PKCS7|CMS)-----")
_BASE64 = re.compile(rb"\A\s*M[A-Za-z0-9+/=\s]+\Z")


def is_sealed(head: bytes) -> bool:
    """Whether a file begins as such a package, in bytes or in letters (base64, PEM)."""
    if _FRAME.match(head) or _PEM.match(head):
        return True
    return bool(_BASE64.match(head) and _FRAME.match(_from_letters(head[:4000])))


def package_of(data: bytes) -> bytes:
    """A file's package in bytes, whichever way it is written."""
    return data if _FRAME.match(data) else _from_letters(data)


def _from_letters(data: bytes) -> bytes:
    lines = [line for line in data.split() if not line.startswith(b"-")]
    lines = [line for line in lines if line not in {b"PKCS7-----", b"CMS-----"}]
    letters = b"".join(lines)
    try:
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
    except binascii.Error:
        return b""

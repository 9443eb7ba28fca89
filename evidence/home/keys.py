"""The home's signing key: what its packs are signed with, and how anyone can tell that they are its own.

An RSA key under a certificate that the home signs itself (RFC 5280). Its name everywhere is its fingerprint:
the SHA-256 of the public key (SubjectPublicKeyInfo, DER), in hex. RSA with PKCS #1 v1.5 padding (RFC 8017,
8.2) is deterministic, so that signing the same bytes again gives the same signature.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from evidence.errors import HomeError, UsageError

FOLDER = "keys"
PRIVATE, PUBLIC = ".key", ".pem"
BITS = 3072  # as strong as 128 bits (NIST SP 800-57): good past 2030
NO_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)  # RFC 5280, 4.1.2.5: no well-defined expiry
_USES = dict.fromkeys(
    ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only"),
    False,
)


@dataclass(frozen=True)
class SigningKey:
    """A key pair: the private part and the certificate, both PEM."""

    private: bytes
    certificate: bytes

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.certificate)

    def sign(self, data: bytes) -> bytes:
        """The signature of ``data``: RSA, PKCS #1 v1.5, SHA-256."""
        return self._loaded.sign(data, padding.PKCS1v15(), hashes.SHA256())

    @cached_property
    def _loaded(self) -> rsa.RSAPrivateKey:
        """Not checked in loading for primes that are prime, which takes far longer than signing: the home
        made it itself, and ``held`` sees that it signs as its certificate says."""
        key = serialization.load_pem_private_key(
            self.private, password=None, unsafe_skip_rsa_key_validation=True
        )
        if not isinstance(key, rsa.RSAPrivateKey):
            raise HomeError("The home's signing key is no RSA key.", "Put back the key that was there.")
        return key


def make(folder: Path, owner: str, at: datetime) -> SigningKey:
    """Make a key and keep it in ``folder``, the private part readable by its owner alone.

    Raises HomeError if it cannot be written.
    """
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = _certificate(private, owner, at).public_bytes(serialization.Encoding.PEM)
    made = SigningKey(pem, certificate)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _write(folder / f"{made.fingerprint}{PRIVATE}", pem, 0o600)
        _write(folder / f"{made.fingerprint}{PUBLIC}", certificate, 0o644)
    except OSError as error:
        raise HomeError(
            f"The signing key cannot be written to {folder}: {error.strerror}.",
            "Check that the home folder is writable, then try again.",
        ) from error
    return made


def held(folder: Path, fingerprint: str) -> SigningKey | None:
    """The key of that fingerprint, or None if a part of it is gone or is another's."""
    try:
        private = (folder / f"{fingerprint}{PRIVATE}").read_bytes()
        certificate = (folder / f"{fingerprint}{PUBLIC}").read_bytes()
        key = SigningKey(private, certificate)
        pair = key.fingerprint == fingerprint and verifies(certificate, key.sign(b""), b"")
    except (OSError, ValueError, HomeError):
        return None
    return key if pair else None


def public_key(pem: bytes) -> rsa.RSAPublicKey:
    """The public key of a certificate or of a public key, as PEM. Raises ValueError if it is neither."""
    if b"CERTIFICATE" in pem:
        found = x509.load_pem_x509_certificate(pem).public_key()
    else:
        found = serialization.load_pem_public_key(pem)  # type: ignore[assignment]
    if not isinstance(found, rsa.RSAPublicKey):
        raise ValueError("no RSA key")
    return found


def fingerprint_of(pem: bytes) -> str:
    """The fingerprint of a certificate or a public key, as PEM. Raises ValueError."""
    der = public_key(pem).public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der).hexdigest()


def verifies(pem: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the key of this certificate or public key signed ``data`` so. Raises ValueError."""
    try:
        public_key(pem).verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def named(text: str) -> str:
    """The fingerprint that a person gave: as printed on a cover, or the path of a key or certificate in PEM.

    Raises UsageError if it is neither.
    """
    plain = "".join(text.split()).replace(":", "").lower()
    if len(plain) == 64 and set(plain) <= set("0123456789abcdef"):
        return plain
    try:
        return fingerprint_of(Path(text).read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{text!r} is neither the fingerprint of a key nor a file with a public key.",
            "Give the 64 letters and digits that the pack's cover prints, or the file that "
            "`muster pack key` wrote.",
        ) from error


def said(fingerprint: str) -> str:
    """A fingerprint in groups of eight, as one can compare it by eye."""
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))


def _certificate(private: rsa.RSAPrivateKey, owner: str, at: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, owner[:64])])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(NO_END)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, decipher_only=False, **_USES),
            critical=True,
        )
        .sign(private, hashes.SHA256())
    )


def _write(path: Path, data: bytes, mode: int) -> None:
    """Whole and on the disk, with its mode from the start."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())

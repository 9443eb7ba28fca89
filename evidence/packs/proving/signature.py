"""Whether a PDF's own signature holds, and whose it is. Offline: the certificate is in the signature."""

import logging
from io import BytesIO

from asn1crypto import pem
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko_certvalidator import ValidationContext

from evidence.home.faults import is_ours
from evidence.home.keys import fingerprint_of
from evidence.home.processes import Hollow, without

with without("aiohttp", Hollow("aiohttp")):  # only fetching certificates needs it, over a network
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it finds is said in our own words


def pdf_signer(pdf: bytes) -> str:
    """The fingerprint of the key that certifies a PDF, if that holds for every byte of it; "" otherwise.

    Never raises for what the file holds.
    """
    try:
        found = PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures
        if not found:
            return ""
        certificate = found[0].signer_cert
        trusting = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = validate_pdf_signature(found[0], trusting, skip_diff=True)
        whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        if status.intact and status.valid and whole:
            return fingerprint_of(pem.armor("CERTIFICATE", certificate.dump()))
    except Exception as error:  # pyHanko raises all sorts on damaged files
        if is_ours(error):
            raise
    return ""

"""S/MIME's packages as files of their own (.p7m): the email inside, or the file that somebody signed."""

from pathlib import Path, PurePath

from evidence.settings import IngestSettings
from ingest.readers.mail import eml
from ingest.readers.mail.message import file_name
from ingest.readers.mail.signed import alone
from ingest.readers.raw import Enclosed, Line, RawFile
from ingest.readers.seals import package_of
from ingest.readers.sniff import P7M
from ingest.readers.tidy import page_of

_HEADERS = (b"content-type:", b"mime-version:", b"content-transfer-encoding:", b"from:", b"received:")


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """The signed email, or a page that says which file is enclosed; whose seal it bears is not checked.

    Raises Unreadable if it is encrypted, damaged, or a signature without its message.
    """
    held = alone(package_of(path.read_bytes()), name)
    if held[:200].lstrip().lower().startswith(_HEADERS):
        return eml.read_bytes(held, name, P7M)
    inner = file_name(PurePath(name).stem, 1)
    line = Line(f"A signed package (S/MIME) that encloses {inner}.", 0, role="paragraph")
    return RawFile(name, P7M, (page_of(1, [line]),), paged=False, enclosed=(Enclosed(inner, held),))

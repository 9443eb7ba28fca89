"""What a file is, by its content. Its name only settles what content leaves open, and words the reason."""

import mmap
import re
import zipfile
from pathlib import Path, PurePath

from evidence.errors import Unreadable

TEXT, CSV, PDF = "text/plain", "text/csv", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
ZIP = "application/zip"

HEAD = 8192
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
)
_SAVE_AS_PDF = "Open it, save it as PDF, and ingest that."
_PICTURE = ("This is a picture of a kind that is not read yet.", "Save it as PNG or JPEG, and ingest that.")
_ARCHIVE = ("This is an archive of a kind that is not opened.", "Unpack it, and ingest the folder.")
_MEDIA = ("This is a sound or film recording.", "Ingest its transcript or minutes instead.")
_UNREAD = (
    (b"{\\rtf", "This is a rich text file (RTF), which is not read yet.", _SAVE_AS_PDF),
    (b"%!PS", "This is a PostScript file, which is not read.", "Convert it to PDF, and ingest that."),
    (b"GIF8", *_PICTURE),
    (b"BM", *_PICTURE),
    (b"\0\0\0\x0cjP  ", *_PICTURE),
    (b"Rar!\x1a\x07", *_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", *_ARCHIVE),
    (b"\x1f\x8b", *_ARCHIVE),
    (b"BZh", *_ARCHIVE),
    (b"\xfd7zXZ\0", *_ARCHIVE),
    (b"ID3", *_MEDIA),
    (b"OggS", *_MEDIA),
    (b"MZ", "This is a Windows program, not a document.", "Check that it is the right file."),
    (b"\x7fELF", "This is a program, not a document.", "Check that it is the right file."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (  # by the name of a stream inside, as OLE writes it; the lock first, since it hides the rest
    (
        "EncryptedPackage",
        "The file is locked with a password.",
        "Ask the sender for an unlocked copy, then ingest that.",
    ),
    ("__substg1.0_", "This is an Outlook message (.msg), which is not read yet.", _SAVE_AS_PDF),
    ("WordDocument", "This is an old Word file (.doc), which is not read.", "Save it as .docx or PDF."),
    (
        "Workbook",
        "This is an old Excel file (.xls), which is not read.",
        "Save it as .xlsx, and ingest that.",
    ),
    ("PowerPoint Document", "This is an old PowerPoint file (.ppt), which is not read.", _SAVE_AS_PDF),
)
_PACKAGES = (  # by a member; what is read first
    ("word/document.xml", DOCX, ""),
    ("xl/workbook.xml", XLSX, ""),
    ("xl/workbook.bin", "", "This is a binary workbook (.xlsb), which is not read."),
    ("ppt/presentation.xml", "", "This is a PowerPoint file, which is not read yet."),
    ("META-INF/container.xml", "", "This is an electronic book (EPUB), which is not read."),
    ("mimetype", "", "This is an OpenDocument file (such as .odt or .ods), which is not read yet."),
)
_MAIL = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|dkim-signature|x-[a-z-]+):\s",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(rb"\A(?:From [^\n]+\n)?(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b", re.I | re.S
)


def sniff(path: Path, name: str) -> str:
    """The media type of a file that Muster reads, or of a ZIP that it opens.

    Raises Unreadable, with a sentence that says what the file is and what to do, for anything else.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        raise Unreadable("The file is empty.", "Ask the sender to send it again.")
    if not head.strip(b"\0"):
        raise Unreadable("The file holds only zeros.", "It was damaged on the way: ask for another copy.")
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip(path)
    if head.startswith(_OLE):
        raise _ole(path)
    kind = next((media for magic, media in _IMAGES if head.startswith(magic)), "")
    if kind:
        return kind
    # A header may start a few bytes in: mail gateways and scanners put their own before it.
    if b"%PDF-" in head[:1024]:
        return PDF
    _refuse(head, name)
    return CSV if PurePath(name).suffix.lower() in {".csv", ".tsv"} else TEXT


def _refuse(head: bytes, name: str) -> None:
    """Raise Unreadable for what is recognised and not read."""
    for magic, what, advice in _UNREAD:
        if head.startswith(magic):
            raise Unreadable(what, advice)
    if head[4:8] == b"ftyp" or head[:4] == b"RIFF":
        raise Unreadable(
            *(_PICTURE if head[8:12] in {b"WEBP", b"heic", b"heix", b"mif1", b"avif"} else _MEDIA)
        )
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(plain):
        raise _web_page(name)
    unix = plain.replace(b"\r\n", b"\n")
    if _HEADER.match(unix) and _MAIL.search(unix[: unix.find(b"\n\n")]):
        raise Unreadable("This is an email, which is not read yet.", _SAVE_AS_PDF)
    wrong = _expected(name)
    if wrong and b"\0" in head:
        raise Unreadable(f"The file is named as {wrong}, but is not one.", "Ask the sender for another copy.")


def _expected(name: str) -> str:
    kinds = {".pdf": "a PDF", ".docx": "a Word file", ".xlsx": "an Excel file", ".doc": "a Word file"}
    return kinds.get(PurePath(name).suffix.lower(), "")


def _web_page(name: str) -> Unreadable:
    if PurePath(name).suffix.lower() in {".htm", ".html", ".xhtml", ""}:
        return Unreadable("This is a web page, which is not read yet.", "Print it to PDF, and ingest that.")
    kind = _expected(name) or f"a {PurePath(name).suffix} file"
    return Unreadable(
        f"This is a web page saved with the name of {kind}.",
        "Open it, find the real document, and download that.",
    )


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(
            "The file is a damaged ZIP, Word or Excel file.", "Ask the sender for another copy."
        ) from error
    for member, media, refusal in _PACKAGES:
        if member in members:
            if refusal:
                raise Unreadable(refusal, _SAVE_AS_PDF)
            return media
    return ZIP


def _ole(path: Path) -> Unreadable:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for stream_name, what, advice in _OLE_KINDS:
            if data.find(stream_name.encode("utf-16-le")) >= 0:
                return Unreadable(what, advice)
    return Unreadable("This is an old Office file of a kind that is not read.", _SAVE_AS_PDF)

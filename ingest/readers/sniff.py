"""What a file is, by its content. Its name only settles what content leaves open, and words the reason."""

import mmap
import re
import zipfile
import zlib
from pathlib import Path, PurePath

import olefile

from evidence.errors import Unreadable
from evidence.home.faults import is_ours
from ingest.readers.package import PACKED, main_type, plain
from ingest.readers.programs import refuse_programs
from ingest.readers.refusals import SAVE_AS_PDF, expected, refuse, refuse_data
from ingest.readers.seals import is_sealed
from ingest.readers.tnef import refuse_tnef
from ingest.readers.utf16 import wide_order

TEXT, CSV, PDF = "text/plain", "text/csv", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLS, DOC, PPT = "application/vnd.ms-excel", "application/msword", "application/vnd.ms-powerpoint"
ODT, ODS, ODP = (
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
RTF, HTML, EML, MSG = "application/rtf", "text/html", "message/rfc822", "application/vnd.ms-outlook"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
GIF, BMP, WEBP = "image/gif", "image/bmp", "image/webp"
ICS = "text/calendar"
P7M = "application/pkcs7-mime"
ZIP = "application/zip"
LOCKED = "application/encrypted"  # an Office file under a password: what it is shows when it is open

HEAD = 8192
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
)
# Excel's files before it put them into OLE (BIFF 2 to 5): the first record, with its length.
_BARE = re.compile(rb"\x09[\0\x02\x04\x08][\x04\x06\x08\x10]\0")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (  # by the name of a stream inside, as OLE writes it; the lock first, since it hides the rest
    ("EncryptedPackage", LOCKED, ""),
    ("__properties_version1.0", MSG, ""),
    ("WordDocument", DOC, ""),
    ("Workbook", XLS, ""),
    ("Book", XLS, ""),
    ("PowerPoint Document", PPT, ""),
)
_PARTS = (  # by what an Office file says its main part is; templates, shows and macros make no difference
    ("wordprocessingml", DOCX, ""),
    ("ms-word.", DOCX, ""),
    ("spreadsheetml", XLSX, ""),
    ("ms-excel.sheet.binary", "", "This is a binary workbook (.xlsb), which is not read."),
    ("ms-excel.", XLSX, ""),
    ("presentationml", PPTX, ""),
    ("ms-powerpoint.", PPTX, ""),
    ("ms-visio.", "", "This is a Visio drawing, which is not read."),
)
_PACKAGES = (  # by a member, where it does not say; what is read first
    ("word/document.xml", DOCX, ""),
    ("xl/workbook.xml", XLSX, ""),
    ("xl/workbook.bin", "", "This is a binary workbook (.xlsb), which is not read."),
    ("ppt/presentation.xml", PPTX, ""),
    ("Index/Document.iwa", "", "This is a Pages, Numbers or Keynote file, which is not read."),
    ("META-INF/container.xml", "", "This is an electronic book (EPUB), which is not read."),
)
# A ZIP that holds one of these is a package, never a folder whose files anybody means.
_OFFICE_PARTS = {"[Content_Types].xml", "_rels/.rels", "META-INF/manifest.xml", "docProps/app.xml"}
_PACKED = {".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}  # nor one that is named so
_OWN = {
    *(".pages", ".numbers", ".key", ".sketch", ".kra", ".ora", ".xd", ".fig", ".vsdx", ".xps", ".oxps"),
    *(".epub", ".pbix", ".pbit", ".twbx", ".kmz", ".mmap", ".xmind", ".3mf", ".jar", ".apk", ".afpub"),
}
_THUMBNAILS = {  # what only programs put into a ZIP
    *("quicklook/thumbnail.jpg", "quicklook/preview.pdf", "index.zip", "index/document.iwa"),
    *("thumbnails/thumbnail.png", "previews/preview.png", "mergedimage.png", "thumbnail/thumbnail.jpg"),
}
_OPEN_DOCUMENTS = {  # what the member "mimetype" says; templates and masters are read as what they make
    "text": ODT,
    "text-template": ODT,
    "text-master": ODT,
    "spreadsheet": ODS,
    "spreadsheet-template": ODS,
    "presentation": ODP,
    "presentation-template": ODP,
}
_MAIL = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|dkim-signature|x-[a-z-]+):\s",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(rb"\A(?:From [^\n]+\n)?(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MAILBOX = re.compile(rb"\n\r?\nFrom \S+@?\S* +[A-Z][a-z]{2} [A-Z][a-z]{2} ")
_SAVED_PAGE = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:(?:!doctype\s+html|html|head|body|script|meta|title"
    r"|frameset)\b|(?:center|div|p|table|h[1-6]|ul|ol|font|span)\b[^<>]*>.*</\w)",
    re.I | re.S,
)
_CALENDAR = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR\s*$", re.I | re.M)
_OFFICE_PAGE = "urn:schemas-microsoft-com:office"  # Word and Excel save pages under their own endings


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
        return _zip(path, name)
    if head.startswith(_OLE):
        return _ole(path, name)
    kind = next((media for magic, media in _IMAGES if head.startswith(magic)), "") or _picture(head)
    if kind:
        return kind
    if is_sealed(head):  # asked before what may stand in it as it is
        return P7M
    # A header may start a few bytes in: mail gateways and scanners put their own before it.
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"):
        return RTF  # asked first, since rich text may hold whole files as they are, zeros and all
    if _BARE.match(head):
        return XLS
    refuse_tnef(path, head)
    refuse(head, name)
    if _is_page(head, name):
        return HTML
    if _is_mail(head, name):
        return _mail(path)
    if _CALENDAR.match(head):
        return ICS
    refuse_data(_as_text(head), len(head) < HEAD)
    refuse_programs(_as_text(head), name, whole=len(head) < HEAD)
    return CSV if PurePath(name).suffix.lower() in {".csv", ".tsv"} else TEXT


def _picture(head: bytes) -> str:
    """Pictures whose first bytes alone could open a text."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    # A bitmap: its reserved words are zero, and its own header has one of the sizes there are.
    if head[:2] == b"BM" and head[6:10] == bytes(4) and head[14:15] in {b"\x0c", b"\x28", b"\x6c", b"\x7c"}:
        return BMP
    return ""


def _is_page(head: bytes, name: str) -> bool:
    """Whether it is a web page. Raises Unreadable for one that bears the name of something else."""
    text = _as_text(head)
    if not _HTML.match(text):
        return False
    kind = expected(name)
    if kind and not (_OFFICE_PAGE in text and PurePath(name).suffix.lower() in {".doc", ".xls"}):
        raise Unreadable(
            f"This is a web page saved with the name of {kind}.",
            "Open it, find the real document, and download that.",
        )
    return True


def _as_text(head: bytes) -> str:
    wide = wide_order(head)
    if wide:
        return head.decode(wide, "replace").removeprefix("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_mail(head: bytes, name: str) -> bool:
    unix = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lstrip()
    end = unix.find(b"\n\n")
    heads = unix if end < 0 else unix[: end + 1]
    named = PurePath(name).suffix.lower() == ".eml" or unix.startswith(b"From ")
    return bool(_HEADER.match(unix) and (named or _MAIL.search(heads) or _SAVED_PAGE.search(heads)))


def _mail(path: Path) -> str:
    """An email, or Unreadable for a mailbox of several."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data[:5] == b"From " and _MAILBOX.search(data):
            raise Unreadable(
                "This is a mailbox of several emails (mbox).",
                "Save each email on its own as .eml, and ingest those.",
            )
    return EML


_ZIP_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def _zip(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = {name.replace("\\", "/") for name in archive.namelist()}
            main = main_type(archive) if members & _OFFICE_PARTS else ""
            stated = _stated(archive) if "mimetype" in members else ""
    except _ZIP_BROKEN as error:
        if is_ours(error):
            raise
        if isinstance(error, NotImplementedError):
            raise Unreadable(*PACKED) from error
        raise Unreadable(
            "The file is a damaged ZIP or Office file.", "Ask the sender for another copy."
        ) from error
    if stated.startswith("application/vnd.oasis.opendocument."):
        media = _OPEN_DOCUMENTS.get(stated.split("opendocument.")[1], "")
        if not media:
            raise Unreadable(
                "This is an OpenDocument drawing, chart or formula, which is not read.", SAVE_AS_PDF
            )
        return media
    found = [(media, refusal) for kind, media, refusal in _PARTS if kind in main]
    folded = {plain(member) for member in members}
    found += [(media, refusal) for member, media, refusal in _PACKAGES if plain(member) in folded]
    for media, refusal in found:
        if media or refusal:
            if refusal:
                raise Unreadable(refusal, SAVE_AS_PDF)
            return media
    _refuse_package(stated, folded, name)
    if members & _OFFICE_PARTS or PurePath(name).suffix.lower() in _PACKED:
        raise Unreadable(
            "This is an Office file that is damaged, or of a kind that is not read.",
            "Ask the sender for another copy, or for a PDF.",
        )
    return ZIP


def _refuse_package(stated: str, members: set[str], name: str) -> None:
    """Raise Unreadable for a ZIP that says of itself, or shows, that it is a program's own file."""
    if stated == "application/epub+zip":
        raise Unreadable("This is an electronic book (EPUB), which is not read.", SAVE_AS_PDF)
    if _is_package(members, name):
        raise Unreadable(
            "This is a file of a program that is not known, of which only a thumbnail shows.", SAVE_AS_PDF
        )
    if stated:
        raise Unreadable("This is a file of a program that is not known.", SAVE_AS_PDF)


def _is_package(members: set[str], name: str) -> bool:
    """Whether a ZIP is a program's own file: its members are parts of it, and its pictures are thumbnails."""
    return PurePath(name).suffix.lower() in _OWN or bool(members & _THUMBNAILS)


def _stated(archive: zipfile.ZipFile) -> str:
    """What an OpenDocument or an electronic book says it is."""
    with archive.open("mimetype") as stream:
        return stream.read(200).decode("ascii", "replace").strip()


def _ole(path: Path, name: str) -> str:
    held, whole = _ole_names(path)
    for stream_name, what, advice in _OLE_KINDS:
        if stream_name in held:
            if not advice:
                return what
            raise Unreadable(what, advice)
    if not whole or expected(name):
        raise Unreadable(
            "This is a damaged Outlook message or old Office file: most of it is missing.",
            "Ask the sender for another copy.",
        )
    raise Unreadable("This is an old Office file of a kind that is not read.", SAVE_AS_PDF)


def _ole_names(path: Path) -> tuple[set[str], bool]:
    """The streams and storages at the top of an OLE file, and whether it has a directory that tells them.

    Those of what it encloses say nothing of it.
    """
    try:
        with olefile.OleFileIO(str(path)) as ole:
            held = {entry[0] for entry in ole.listdir(streams=True, storages=True)}
        return held, bool(held)
    except Exception:  # olefile raises whatever the damage makes it raise: look for the names alone
        with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return {name for name, _, _ in _OLE_KINDS if data.find(name.encode("utf-16-le")) >= 0}, False

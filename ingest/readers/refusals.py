"""What a file is that Muster recognises and does not read, and what to do about it."""

import re
from pathlib import PurePath

from evidence.errors import Unreadable
from ingest.readers.programs import KEY
from ingest.readers.utf16 import wide_order

SAVE_AS_PDF = "Open it, save it as PDF, and ingest that."
_RIGHT = "Check that it is the right file."
_PICTURE = ("This is a picture of a kind that is not read yet.", "Save it as PNG or JPEG, and ingest that.")
_MEDIA = ("This is a sound or film recording.", "Ingest its transcript or minutes instead.")
_LINK = ("This is a link to a file, not the file.", "Open it, save the file itself, and ingest that.")
_POINTER = (
    "This stands for a file that is kept elsewhere (a pointer of Git LFS or git-annex).",
    "Fetch the file itself, and ingest that.",
)
_SETTINGS = ("This is a program's settings (a property list), not a document.", _RIGHT)
_UNREAD = (
    (b"%!PS", "This is a PostScript file, which is not read.", "Convert it to PDF, and ingest that."),
    (
        b"!BDN",
        "This is an Outlook data file (.pst), which is not opened.",
        "Save the messages you need as .msg or .eml, and ingest those.",
    ),
    (b"\0\0\0\x0cjP  ", *_PICTURE),
    (
        b"PK\x07\x08",
        "This is one part of a ZIP that was split.",
        "Join its parts, unpack it, and ingest the folder.",
    ),
    (b"ID3", *_MEDIA),
    (b"OggS", *_MEDIA),
    (b"fLaC", *_MEDIA),
    (b"MThd", *_MEDIA),
    (b"#!AMR", *_MEDIA),
    (b"FLV\x01", *_MEDIA),
    (b"\x1a\x45\xdf\xa3", *_MEDIA),  # Matroska and WebM
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", *_MEDIA),  # Windows Media
    (b"\0\0\x01\xba", *_MEDIA),
    (b"\0\0\x01\xb3", *_MEDIA),
    (b"\x02dss", *_MEDIA),  # dictation machines
    (b"\x03ds2", *_MEDIA),
    (
        b"\xc5\xd0\xd3\xc6",
        "This is a PostScript file, which is not read.",
        "Convert it to PDF, and ingest that.",
    ),
    (b"8BPS", *_PICTURE),
    (b"gimp xcf", *_PICTURE),
    (b"AT&TFORM", *_PICTURE),
    (b"\xd7\xcd\xc6\x9a", *_PICTURE),
    (b"\xff\x0a", *_PICTURE),
    (b"\0\0\0\x0cJXL ", *_PICTURE),
    (b"FUJIFILMCCD-RAW", *_PICTURE),
    (b"bplist0", *_SETTINGS),
    (b"\x7fELF", "This is a program, not a document.", "Check that it is the right file."),
    (b"L\0\0\0\x01\x14\x02\0", *_LINK),
    (b"version https://git-lfs.github.com/spec/", *_POINTER),
    (b"/annex/objects/", *_POINTER),
    (
        b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d",
        "This is a OneNote section, which is not read.",
        "Export its pages as PDF, and ingest that.",
    ),
    (b"SQLite format 3\0", "This is a database, not a document.", "Export what you need as .csv or .xlsx."),
)
_PACKED = (
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"MSCF", "a cabinet (CAB)"),
    (b"\x1f\x8b", "one file packed by gzip"),
    (b"BZh", "one file packed by bzip2"),
    (b"\xfd7zXZ\0", "one file packed by xz"),
    (b"\x1f\x9d", "one file packed by compress"),
    (b"LZIP", "one file packed by lzip"),
    (b"\x28\xb5\x2f\xfd", "one file packed by Zstandard"),
    (b"\x04\x22\x4d\x18", "one file packed by LZ4"),
)
_TAR = re.compile(r"\.(?:tar\.\w+|t[gbx]z2?|taz)$", re.I)
_FRAME = re.compile(rb"\xff[\xe2\xe3\xf1\xf2\xf3\xf9\xfa\xfb][^\0\xff]")  # MP3 and AAC without a head
_RECORDINGS = {b"WAVE", b"AVI ", b"RMID"}
_STILLS = {b"heic", b"heix", b"mif1", b"avif"}
# A link as Windows, macOS or a browser saves it; an address and nothing else.
_ADDRESS = re.compile(
    r"\A\s*(?:\[InternetShortcut\]|\[Desktop Entry\]\s[^\0]*^Type=Link|https?://\S+\s*\Z)", re.M
)
_WEB_LOCATION = re.compile(r"<plist\b.*<key>URL</key>", re.S)
_SECRET = re.compile(
    r"\A\s*(?:-----BEGIN (?:[A-Z0-9]+ )*(?:KEY|CERTIFICATE|PARAMETERS|REQUEST|CRL|KEY BLOCK)-----"
    r"|PuTTY-User-Key-File-|(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+) AAAA)"
)
_CARD = re.compile(r"\A\s*BEGIN:VCARD\s*$", re.I | re.M)
_PGP = re.compile(r"\A\s*-----BEGIN PGP MESSAGE-----")
# Data encoded as letters, and nothing else: not one word in some lines of it.
_ENCODED = re.compile(r"\A\s*[A-Za-z0-9+/=_-]{60,}(?:\r?\n[A-Za-z0-9+/=_-]+)*\s*\Z")
_MIXED = re.compile(r"[0-9][A-Za-z]|[a-z][A-Z]")
_XML = re.compile(
    r"\A\s*(?:<\?xml\b|<!DOCTYPE\s+(?!html)|(?:<!--.*?-->\s*)*<(?:[\w.-]+:[\w.-]+|[\w.-]+\s+xmlns(?::\w+)?=))",
    re.I | re.S,
)
_JSON = re.compile(r"\A\s*(?:\{\s*\"[^\"\n]*\"\s*:|\[\s*\{\s*\"[^\"\n]*\"\s*:)")
_XML_KINDS = (
    (re.compile(r"<svg\b|<[\w]+:svg\b", re.I), ("This is a drawing (SVG), which is not read.", SAVE_AS_PDF)),
    (re.compile(r"<plist\b|<!DOCTYPE\s+plist", re.I), _SETTINGS),
    (
        re.compile(r"<office:document\b"),
        (
            "This is an OpenDocument file as one XML (flat), which is not read.",
            "Open it in LibreOffice, save it as .odt, .ods or .odp, and ingest that.",
        ),
    ),
    (
        re.compile(r"<pkg:package\b"),
        (
            "This is a Word file as one XML (flat), which is not read.",
            "Open it in Word, save it as .docx, and ingest that.",
        ),
    ),
)
_DATA = "This is data for programs ({}), not a document."
_AS_DOCUMENT = "Export what you need of it as .csv, .xlsx or PDF, and ingest that."
# Word and Excel of 2003 could save as one XML file.
_OLD_XML = re.compile(r"<\?mso-application\s+progid=\"(Word|Excel)\.")
# What a web server answers where the file should have been: an object of JSON, or an error in XML.
_ANSWER = re.compile(
    r"\A\s*(?:\{\s*(?:\"[^\"]*\"\s*:|\})|(?:<\?xml[^>]*>\s*)?<(?:\w+:)?(?:Error|Fault|Envelope)\b)"
)
_NAMED = {
    ".pdf": "a PDF",
    ".docx": "a Word file",
    ".doc": "a Word file",
    ".xlsx": "an Excel file",
    ".xls": "an Excel file",
    ".pptx": "a PowerPoint file",
    ".ppt": "a PowerPoint file",
    ".odp": "OpenDocument slides",
    ".odt": "an OpenDocument text",
    ".ods": "an OpenDocument workbook",
    ".rtf": "a rich text file",
    ".msg": "an Outlook message",
    ".zip": "a ZIP",
    ".csv": "a CSV",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp"), "a picture"),
}


def expected(name: str) -> str:
    """What a file of this name should be: "a PDF"; nothing for a name that promises nothing."""
    return _NAMED.get(PurePath(name).suffix.lower(), "")


def refuse(head: bytes, name: str) -> None:
    """Raise Unreadable for what is recognised by its first bytes and not read."""
    packed = next((what for magic, what in _PACKED if head.startswith(magic)), "")
    if packed or head[257:262] == b"ustar":
        raise Unreadable(*_archive(packed or "a tar archive", name))
    for magic, what, advice in _UNREAD:
        if head.startswith(magic):
            raise Unreadable(what, advice)
    if head[:2] == b"MZ" and b"\0" in head[:64]:
        raise Unreadable("This is a Windows program, not a document.", "Check that it is the right file.")
    if head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] in _RECORDINGS):
        raise Unreadable(*(_PICTURE if head[8:12] in _STILLS else _MEDIA))
    if _FRAME.match(head) and not wide_order(head):
        raise Unreadable(*_MEDIA)
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        raise Unreadable(*_MEDIA)
    wide = wide_order(head)
    named = expected(name)
    few = PurePath(name).suffix.lower() == ".csv" and head.count(b"\0") <= max(2, len(head) // 20)
    if named and b"\0" in head and not wide and not few:
        raise Unreadable(f"The file is named as {named}, but is not one.", "Ask the sender for another copy.")
    _refuse_text(head.decode(wide or "latin-1", "replace"), name)


def _archive(what: str, name: str) -> tuple[str, str]:
    """Why an archive is not read, and what to do: one packed file is no folder, and several are one."""
    if what.startswith("one file") and not _TAR.search(name):
        inner = PurePath(PurePath(name).name).stem
        named = f", {inner}" if PurePath(inner).suffix else ""
        return (
            f"This is {what}, which is not opened.",
            f"Unpack it, and ingest the file that comes out{named}.",
        )
    what = f"a tar archive ({what.removeprefix('one file ')})" if what.startswith("one file") else what
    return f"This is {what}, which is not opened.", "Unpack it, and ingest what comes out; or pack it as ZIP."


def _refuse_text(text: str, name: str) -> None:
    """Raise Unreadable for a text that stands in for a document, or that only its own program shows."""
    suffix, named = PurePath(name).suffix.lower(), expected(name)
    if _ADDRESS.match(text) or (suffix == ".webloc" and _WEB_LOCATION.search(text)):
        raise Unreadable(*_LINK)
    if suffix in {".gdoc", ".gsheet", ".gslides"} or (suffix == ".webloc" and text.startswith("bplist")):
        raise Unreadable(*_LINK)
    old = _OLD_XML.search(text)
    if old:
        better = {"Word": ".docx", "Excel": ".xlsx"}[old[1]]
        raise Unreadable(
            f"This is {old[1]}'s XML of 2003, which is not read.",
            f"Open it in {old[1]}, save it as {better}, and ingest that.",
        )
    if named and _ANSWER.match(text):
        raise Unreadable(
            f"This is a web server's message saved with the name of {named}.",
            "Open its address again, sign in if it asks, and download the document itself.",
        )


def refuse_data(text: str, whole: bool) -> None:
    """Raise Unreadable for what is text, but written for programs: keys, markup other than a page's, data.

    ``text`` is the file's beginning, ``whole`` whether that is all of it.
    """
    if _SECRET.match(text):
        raise Unreadable(*KEY)
    if _CARD.match(text):
        raise Unreadable("This is an address card (vCard), not a document.", _RIGHT)
    if _PGP.match(text):
        raise Unreadable("The file is encrypted (PGP).", "Decrypt it with its key, and ingest that.")
    if _XML.match(text):
        kind = next((why for sign, why in _XML_KINDS if sign.search(text)), None)
        raise Unreadable(*(kind or (_DATA.format("XML"), _AS_DOCUMENT)))
    if _JSON.match(text):
        raise Unreadable(_DATA.format("JSON"), _AS_DOCUMENT)
    lines = text if whole else text.rpartition("\n")[0] or text
    if _ENCODED.match(lines) and len(_MIXED.findall(lines)) > len(lines) // 10:
        raise Unreadable("This is data encoded as letters, not a document.", "Decode it, and ingest that.")


def too_large(size: int, limit_mb: int, setting: str = "max_file_mb") -> Unreadable | None:
    """Why a file of ``size`` bytes is not read, where it is over the limit, which ``setting`` sets."""
    if size <= limit_mb << 20:
        return None
    return Unreadable(
        f"The file is {size >> 20:,} MB, more than the limit of {limit_mb:,} MB.",
        f"Split it, or raise {setting} in config.toml.",
    )

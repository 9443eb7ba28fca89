"""Small real office files, emails and pages, made here so that what they hold is visible."""

import io
import struct
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

from extract_msg.ole_writer import OleWriter

NS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("meta", "meta"),
    )
)
TEXT, SHEET = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"


def odf(path: Path, kind: str, body: str, styles: str = "", automatic: str = "", manifest: str = "") -> Path:
    """An OpenDocument file from the XML of its body, its named styles and its own styles."""
    inner = {TEXT: "text", SHEET: "spreadsheet"}[kind]
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr(
            "content.xml",
            f"<office:document-content {NS}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:{inner}>{body}</office:{inner}></office:body></office:document-content>",
        )
        package.writestr("styles.xml", f"<office:document-styles {NS}>{styles}</office:document-styles>")
        if manifest:
            package.writestr("META-INF/manifest.xml", manifest)
    return path


def odt(path: Path, body: str, **parts: str) -> Path:
    return odf(path, TEXT, body, **parts)


def ods(path: Path, *tables: tuple[str, str]) -> Path:
    """A workbook from each table's name and the XML of its rows."""
    body = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in tables)
    return odf(path, SHEET, body)


def cell(text: str = "", kind: str = "string", value: str = "", repeated: int = 1) -> str:
    """A cell's XML: what it shows, what it is, what it stores."""
    stored = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    attributes = f'office:value-type="{kind}"' + (f' office:{stored}="{value}"' if value else "")
    if not text:
        attributes = ""
    shown = f"<text:p>{text}</text:p>" if text else ""
    attributes += f' table:number-columns-repeated="{repeated}"'
    return f"<table:table-cell {attributes}>{shown}</table:table-cell>"


def mail(text: str = "Dear all\n\nThe board has met.\n", html: str = "", **heads: str) -> EmailMessage:
    """An email with a plain body, and an HTML one beside it where given."""
    message = EmailMessage()
    for name, value in {
        "from_": "Jo Moor <jo@example.org>",
        "to": "Board <board@example.org>",
        **heads,
    }.items():
        message[name.strip("_").replace("_", "-")] = value
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def saved(path: Path, data: bytes | EmailMessage) -> Path:
    """The bytes, or the email's, in a file."""
    path.write_bytes(data if isinstance(data, bytes) else data.as_bytes())
    return path


def msg(path: Path, subject: str, body: str, attached: Sequence[tuple[str, bytes]] = ()) -> Path:
    """An Outlook message: the properties that [MS-OXMSG] asks for, and no more."""
    writer = OleWriter()
    _message(writer, [], subject, body, attached)
    writer.write(str(path))
    return path


def _message(
    writer: OleWriter, at: list[str], subject: str, body: str, attached: Sequence[tuple[str, bytes]]
) -> None:
    strings = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: "Jo Moor", 0x0E04: "The Board", 0x1000: body}
    head = struct.pack("<8xIIII8x", 0, len(attached), 0, len(attached))
    writer.addEntry([*at, "__properties_version1.0"], head + _properties(writer, at, strings))
    for i, (name, data) in enumerate(attached):
        folder = [*at, f"__attach_version1.0_#{i:08X}"]
        writer.addEntry(folder, storage=True)
        own = _properties(writer, folder, {0x3707: name})
        own += struct.pack("<HHII4x", 0x0003, 0x3705, 6, 1)  # the attachment is bytes
        writer.addEntry([*folder, "__substg1.0_37010102"], data)
        own += struct.pack("<HHII4x", 0x0102, 0x3701, 6, len(data))
        writer.addEntry([*folder, "__properties_version1.0"], bytes(8) + own)
    writer.addEntry([*at, "__nameid_version1.0"], storage=True)
    for stream in ("00020102", "00030102", "00040102"):
        writer.addEntry([*at, "__nameid_version1.0", f"__substg1.0_{stream}"], b"")


def _properties(writer: OleWriter, at: list[str], strings: dict[int, str]) -> bytes:
    found = b""
    for tag, text in strings.items():
        data = text.encode("utf-16-le")
        writer.addEntry([*at, f"__substg1.0_{tag:04X}001F"], data)
        found += struct.pack("<HHII4x", 0x001F, tag, 6, len(data) + 2)
    return found


def xls(path: Path, rows: Sequence[Sequence[str | float]]) -> Path:
    """An old Excel workbook (BIFF8) of one sheet, "Data": a workbook stream in an OLE file."""
    sheet = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                sheet += _biff(0x0204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + text)
            else:
                sheet += _biff(0x0203, struct.pack("<HHHd", r, c, 0, value))
    sheet += _biff(0x000A, b"")
    head = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    head += _biff(0x0042, struct.pack("<H", 1200))
    tail = _biff(0x000A, b"")
    name = struct.pack("<BB", 4, 0) + b"Data"
    at = len(head) + 4 + 6 + len(name) + len(tail)
    book = head + _biff(0x0085, struct.pack("<IBB", at, 0, 0) + name) + tail + sheet
    writer = OleWriter()
    writer.addEntry(["Workbook"], book + bytes(max(0, 4096 - len(book))))
    writer.write(str(path))
    return path


def _biff(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def ole(*names: str) -> bytes:
    """An OLE file that holds streams of these names and nothing of use."""
    writer = OleWriter()
    for name in names:
        writer.addEntry([name], bytes(5000))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

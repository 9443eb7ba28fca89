"""Emails as they travel (EML, RFC 5322 and MIME): the head, the body, and the files enclosed.

The standard library's older policy parses them: it never fails on a damaged header, where the newer one does.
"""

import contextlib
import mimetypes
import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError, StartBoundaryNotFoundDefect
from email.generator import BytesGenerator
from email.header import decode_header, make_header
from email.message import Message
from io import BytesIO
from pathlib import Path

from evidence.errors import Unreadable
from evidence.home.faults import is_ours
from evidence.settings import IngestSettings
from ingest.readers.mail.invites import TYPES as CALENDARS
from ingest.readers.mail.invites import told
from ingest.readers.mail.message import (
    HEADS,
    MOST_ENCLOSED,
    Mail,
    has_words,
    html_text,
    is_decoration,
    raw_mail,
    unwrapped,
)
from ingest.readers.mail.plain import flowed
from ingest.readers.mail.signed import ENCRYPTED, is_seal, is_signature, signed, within
from ingest.readers.mail.signed import TYPES as SEALED
from ingest.readers.raw import RawFile
from ingest.readers.sniff import EML
from ingest.readers.text import decode, labelled
from ingest.readers.tidy import one_line
from ingest.readers.tnef import SIGNATURE
from ingest.readers.web.html import html_of, read_text

DAMAGED = ("The email is damaged and cannot be read.", "Ask the sender to send it again.")
_SPOKEN = re.compile(r"[A-Za-z0-9]+ [A-Za-z0-9]+ [A-Za-z0-9]+[^A-Za-z0-9+/=\s]")
_CUT = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
MOST_PARTS = 5000


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """An email, or a web page saved as one file. Raises Unreadable if it is damaged, encrypted or empty."""
    return read_bytes(path.read_bytes(), name, EML)


def read_bytes(data: bytes, name: str, media_type: str) -> RawFile:
    """As ``read``, for an email in hand."""
    try:
        message = parsed(data)
        if _is_page(message):
            return _page(message, name)
        mail = Mail(_heads(message))
        fill(mail, message)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        if is_ours(error):
            raise
        raise Unreadable(*DAMAGED) from error
    if not any(has_words(text) for _, text in mail.bodies) and not mail.enclosed and not mail.heads:
        raise Unreadable("The email holds nothing.", "Check that it is the right file.")
    return raw_mail(name, media_type, mail)


def fill(mail: Mail, message: Message) -> None:
    """Put a message's parts where they belong. Raises Unreadable if they are too many, or encrypted."""
    for count, part in enumerate(_parts(message, message)):
        if count > MOST_PARTS or len(mail.enclosed) > MOST_ENCLOSED:
            raise Unreadable(
                f"The email has more than {MOST_ENCLOSED:,} parts.",
                "Save its attachments, and ingest those.",
            )
        _take(part, mail)
    mail.cut = any(isinstance(d, _CUT) for part in message.walk() for d in part.defects)
    mail.settle()


def parsed(data: bytes) -> Message:
    """A message's parts; headers in bytes that no standard allows are decoded too."""
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(), policy=policy.compat32)
    for part in message.walk():
        for key, text in list(part.raw_items()):
            if isinstance(text, str) and any("\udc80" <= ch <= "\udcff" for ch in text):
                # A header in bytes that no standard allows and many programs write.
                with contextlib.suppress(KeyError):
                    part.replace_header(key, decode(text.encode("ascii", "surrogateescape")))
    return message


def _heads(message: Message) -> dict[str, str]:
    heads = {shown: header(message, shown.lower()) for shown in HEADS}
    heads["From"] = heads["From"] or header(message, "sender")
    return {shown: text for shown, text in heads.items() if text}


def header(message: Message, name: str) -> str:
    """A header's text, its encoded words decoded; what cannot be decoded stands as it is."""
    return decoded(str(message.get(name) or ""))


def decoded(text: str) -> str:
    """Text with RFC 2047's encoded words decoded."""
    flat = re.sub(r"\r?\n[ \t]*", " ", text)
    if "=?" not in flat:
        return one_line(flat)
    try:
        return one_line(str(make_header(decode_header(flat))))
    except (MessageError, LookupError, ValueError):
        return one_line(flat)


def _parts(part: Message, whole: Message) -> Iterator[Message]:
    """The parts that say something: of alternatives one, of multiparts each, of messages the whole.

    A sealed part of a ``whole`` message that holds no message (a signature, a damaged one) is a file of it.
    """
    kind = part.get_content_type()
    if kind == "multipart/encrypted":
        raise Unreadable(*ENCRYPTED)
    if _is_sealed(part):
        inner = signed(_data(part)) if part is whole else within(_data(part))
        yield from [part] if inner is None else _parts(message := parsed(inner), message)
        return
    if kind.startswith("message/") or not part.is_multipart():
        yield part
        return
    children = [child for child in part.get_payload() if isinstance(child, Message)]
    if kind == "multipart/alternative":
        children = _chosen(children)
    for child in children:
        yield from _parts(child, whole)


def _is_sealed(part: Message) -> bool:
    """S/MIME: a message as one sealed package."""
    if is_signature(_name(part)):
        return False
    return part.get_content_type() in SEALED or _name(part).lower() == "smime.p7m"


def _chosen(children: list[Message]) -> list[Message]:
    """The plain text, unless it only says that there is an HTML version; and what is neither."""
    plain = next((c for c in children if c.get_content_type() == "text/plain" and not _is_file(c)), None)
    if plain is not None or any(_html_in(c) is not None for c in children):
        children = [c for c in children if not _is_rtf_body(c)]
    rich = [c for c in children if c is not plain and _html_in(c) is not None]
    other = [c for c in children if c is not plain and c not in rich]
    if plain is None:
        return [*rich[:1], *other]
    said = len("".join(_text(plain).split()))
    shown = max((len(html_text(_text(page))) for c in rich if (page := _html_in(c)) is not None), default=0)
    if rich and (said < 0.2 * shown or _says_more(rich[0], plain)):
        return [*rich[:1], *other]
    # What the HTML encloses beside its text (pictures, files) belongs to the email all the same.
    beside = [p for c in rich for p in c.walk() if not p.is_multipart() and p is not _html_in(c)]
    return [plain, *beside, *other]


def _says_more(rich: Message, plain: Message) -> bool:
    """Whether the HTML holds words that the plain text leaves out: a table, say."""
    page = _html_in(rich)
    if page is None:
        return False
    own = Counter(re.findall(r"\w+", _text(plain).casefold()))
    shown = Counter(re.findall(r"\w+", html_text(_text(page)).casefold()))
    more = sum((shown - own).values())
    return more >= max(2, 0.02 * sum(shown.values()))


def _html_in(part: Message) -> Message | None:
    found = (p for p in part.walk() if p.get_content_type() == "text/html" and not _is_file(p))
    return next(found, None)


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _take(part: Message, mail: Mail) -> None:
    """Put a part where it belongs: the body, the enclosed files, or what is left out."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        _message(part, mail)
        return
    if kind.startswith("message/"):
        inner = part.get_payload()
        told = inner if isinstance(inner, list) else [part]
        mail.bodies.append(("plain", "\n\n".join(_report(p) for p in told if isinstance(p, Message))))
        return
    if kind in {"text/plain", "text/html"} and not _is_file(part):
        mail.say(kind[5:], _text(part))
        return
    data, name = _data(part), _name(part)
    if (kind in CALENDARS or name.lower().endswith(".ics")) and _invite(data, mail):
        return
    if _is_rtf_body(part):
        mail.rich.append(data)
        return
    named = name or f"{kind.split('/')[0]}{mimetypes.guess_extension(kind) or ''}"
    inline = part.get("content-id") is not None or part.get_content_disposition() == "inline"
    if is_seal(kind, name, data) or is_decoration(kind, inline, len(data)):
        mail.left_out.append(named)
    elif (data or name) and not (data.startswith(SIGNATURE) and unwrapped(named, data, mail)):
        mail.enclose(named, data)


def _invite(data: bytes, mail: Mail) -> bool:
    """A meeting is part of what the email says, once: many programs send it twice, and as a file too."""
    try:
        entries = list(told(data))
    except Unreadable:
        return False
    for entry in entries:
        if ("plain", entry) not in mail.bodies:
            mail.bodies.append(("plain", entry))
    return bool(entries)


def _is_rtf_body(part: Message) -> bool:
    """Whether it is the body as rich text: a part of no name, or of the name that readpst gives it."""
    if part.get_content_type() not in {"application/rtf", "text/rtf"}:
        return False
    return not _is_file(part) or _name(part).lower() == "rtf-body.rtf"


def _report(part: Message) -> str:
    """A delivery report's fields as they are printed."""
    fields = [f"{key}: {decoded(str(text))}" for key, text in part.items()]
    body = part.get_payload()
    return "\n".join([*fields, body if isinstance(body, str) else ""])


def _message(part: Message, mail: Mail) -> None:
    """An enclosed message as a file of its own, named after its subject."""
    inner = part.get_payload()
    message = inner[0] if isinstance(inner, list) and inner else None
    if not isinstance(message, Message):
        mail.enclose(_name(part) or "message.eml", _data(part))
        return
    out = BytesIO()
    try:
        BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(message)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, UnicodeError):
        out = BytesIO(str(message.get_payload()).encode("utf-8", "replace"))
    subject = header(message, "subject").replace("/", "-")
    mail.enclose(_name(part) or f"{subject[:100] or 'message'}.eml", out.getvalue())


def _name(part: Message) -> str:
    name = part.get_filename()
    return decoded(name) if isinstance(name, str) else ""


def _data(part: Message) -> bytes:
    written = part.get_payload()
    way = str(part.get("content-transfer-encoding", "")).strip().lower()
    if way == "base64" and isinstance(written, str) and _SPOKEN.search(written):
        # The label is wrong: letters alone encode, words do not.
        return written.encode("utf-8", "surrogateescape")
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    data, charset = _data(part), part.get_content_charset() or ""
    if part.get_content_type() == "text/html":
        return html_of(data, charset)
    try:
        text = labelled(data, *([charset] if charset else []))
    except Unreadable:
        text = data.decode("cp1252", "replace")
    if str(part.get_param("format", "")).lower() == "flowed":
        return flowed(text, str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _is_page(message: Message) -> bool:
    """A web page saved as one file (MHTML): parts like an email's, but from nobody to nobody."""
    if message.get("snapshot-content-location") or "saved by" in str(message.get("from", "")).lower():
        return True
    sent = any(message.get(key) for key in ("from", "to", "received", "message-id"))
    return message.get_content_type() == "multipart/related" and not sent


def _page(message: Message, name: str) -> RawFile:
    page = _html_in(message)
    if page is None:
        raise Unreadable(*DAMAGED)
    return read_text(_text(page), name)

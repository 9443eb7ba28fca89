"""Outlook's own messages (MSG), through extract-msg: emails, meetings, tasks, with what they enclose."""

import logging
import warnings
from pathlib import Path
from typing import Any

from evidence.errors import MusterError, Unreadable
from evidence.home.faults import is_ours
from evidence.settings import IngestSettings
from ingest.readers.mail.eml import DAMAGED, fill, parsed
from ingest.readers.mail.message import MOST_ENCLOSED, Mail, has_words, html_text, is_decoration, raw_mail
from ingest.readers.mail.signed import ENCRYPTED, is_seal, signed
from ingest.readers.raw import RawFile
from ingest.readers.sniff import MSG
from ingest.readers.web.html import html_of
from ingest.readers.word.rtf import rtf_lines

# Its remarks on damaged messages are for nobody; what matters goes into the ledger.
logging.getLogger("extract_msg").setLevel(logging.CRITICAL + 1)

_HEADS = {"From": "sender", "To": "to", "Cc": "cc", "Bcc": "bcc", "Subject": "subject"}
_DISPLAYED = {"To": "__substg1.0_0E04", "Cc": "__substg1.0_0E03"}  # as Outlook shows them, without addresses


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """An Outlook message. Raises Unreadable if it is damaged, encrypted or holds nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mail = _mail(path)
    except MusterError:
        raise
    except Exception as error:  # extract-msg raises whatever the damage makes it raise
        if is_ours(error):
            raise
        raise Unreadable(*DAMAGED) from error
    if not mail.bodies and not mail.enclosed and not mail.heads:
        raise Unreadable("The Outlook message holds nothing.", "Check that it is the right file.")
    return raw_mail(name, MSG, mail)


def _mail(path: Path) -> Mail:
    # Imported here: it brings much with it that no other format needs.
    from extract_msg import openMsg
    from extract_msg.enums import ErrorBehavior

    message = openMsg(path, errorBehavior=ErrorBehavior.SUPPRESS_ALL, delayAttachments=True)
    with message:
        kind = (message.classType or "").lower()
        mail = Mail(_heads(message))
        if "smime" in kind and "multipartsigned" not in kind:
            _sealed(message, mail)
            return mail
        _body(message, mail)
        for count, attachment in enumerate(message.attachments):
            if count > MOST_ENCLOSED:
                raise Unreadable(
                    f"The message has more than {MOST_ENCLOSED:,} attachments.",
                    "Save them, and ingest those.",
                )
            _take(attachment, mail)
        return mail


def _sealed(message: Any, mail: Mail) -> None:
    """S/MIME: the whole message is one attached package, signed or encrypted."""
    data = next((data for a in message.attachments if isinstance(data := _get(a, "data"), bytes)), None)
    if data is None:
        raise Unreadable(*ENCRYPTED)
    fill(mail, parsed(signed(data)))


def _heads(message: Any) -> dict[str, str]:
    heads = {shown: str(_get(message, key) or "") for shown, key in _HEADS.items()}
    for shown, stream in _DISPLAYED.items():
        if not heads[shown].strip():
            heads[shown] = str(message.getStringStream(stream) or "")
    # The head that the message travelled with tells the sender's own day; Outlook keeps the time in UTC.
    travelled, date = _get(message, "header"), _get(message, "date")
    shown = date.strftime("%d %B %Y %H:%M") if hasattr(date, "strftime") else str(date or "")
    heads["Date"] = str(travelled.get("date") or "") if travelled is not None else ""
    heads["Date"] = heads["Date"] or shown
    return {shown: text for shown, text in heads.items() if text.strip()}


def _body(message: Any, mail: Mail) -> None:
    """The plain text, unless the HTML says much more; rich text where there is neither."""
    plain = _get(message, "body") or ""
    rich = _get(message, "htmlBody")
    page = html_of(rich) if isinstance(rich, bytes) and rich.strip() else ""
    shown = len(html_text(page)) if page else 0
    if isinstance(plain, str) and has_words(plain) and len("".join(plain.split())) >= 0.2 * shown:
        mail.say("plain", plain)
    elif shown:
        mail.bodies.append(("html", page))
    else:
        rtf = _get(message, "rtfBody")
        text = "\n\n".join(line.text for line in rtf_lines(rtf)) if isinstance(rtf, bytes) and rtf else ""
        if has_words(text):
            mail.bodies.append(("plain", text))


def _take(attachment: Any, mail: Mail) -> None:
    data = _get(attachment, "data")
    name = str(_get(attachment, "longFilename") or _get(attachment, "shortFilename") or "")
    name = name or str(_get(attachment, "name") or "")
    if hasattr(data, "exportBytes"):
        subject = str(_get(data, "subject") or name or "message").replace("/", "-")
        mail.enclose(f"{subject[:100]}.msg", data.exportBytes())
    elif isinstance(data, bytes):
        name = name.replace("\0", "")
        referenced = bool(_get(attachment, "cid") or _get(attachment, "hidden"))
        if is_seal("", name, data) or is_decoration(_picture(data), referenced, len(data)):
            mail.left_out.append(name or "a picture")
        else:
            mail.enclose(name, data)
    else:
        mail.missing.append(name or "an attachment without a name")


def _picture(data: bytes) -> str:
    starts = (b"GIF8", b"\xff\xd8\xff", b"\x89PNG", b"BM")
    return "image/" if data.startswith(starts) else ""


def _get(thing: Any, name: str) -> Any:
    """One property, or None where it is missing or damaged: the others still count."""
    try:
        return getattr(thing, name, None)
    except Exception:
        return None

"""What emails of either format share: the head as front lines, the body, what is left out and said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.readers.mail.plain import without_encoded, without_sealed
from ingest.readers.raw import Enclosed, Line, RawFile, RawPage
from ingest.readers.tidy import one_line, page_of, tidy
from ingest.readers.tnef import hidden_files
from ingest.readers.web.html import tree
from ingest.readers.web.html_text import lines_of
from ingest.readers.word.rtf import rtf_lines

TINY = 10_000  # bytes: a picture in the text that is smaller is a logo or a rule, not a page
MOST_ENCLOSED = 1000
_TWICE = re.compile(r"""["']{0,2}([^\s"'<>]+@[^\s"'<>]+)["']{0,2}\s*<\1>""")  # an address as its own name
HEADS = ("From", "To", "Cc", "Bcc", "Date", "Subject")


@dataclass
class Mail:
    """An email as taken apart. ``body`` is plain text; ``html`` is used where there is no plain text."""

    heads: dict[str, str] = field(default_factory=dict)
    bodies: list[tuple[str, str]] = field(default_factory=list)  # (plain | html, text), in order
    enclosed: list[Enclosed] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # attached, but only as a link or in a form nobody reads
    cut: bool = False  # its parts do not end as they should
    rich: list[bytes] = field(default_factory=list)  # bodies in RTF

    def say(self, form: str, text: str) -> None:
        """Add a body, without what is encrypted or encoded in it: files uuencoded there are enclosed."""
        if form == "plain":
            text, sealed = without_sealed(text)
            text, files = without_encoded(text)
            self.missing += ["a part that PGP encrypted"] if sealed else []
            for name, data in files:
                if data is None:
                    self.missing.append(f"{name} (uuencoded, and damaged)")
                else:
                    self.enclose(name, data)
        if has_words(text):
            self.bodies.append((form, text))

    def settle(self) -> None:
        """Bodies in RTF are said where no other body holds their words."""
        for data in self.rich:
            text = "\n\n".join(line.text for line in rtf_lines(data))
            said = "".join("".join(body.split()) for _, body in self.bodies)
            if has_words(text) and "".join(text.split()) not in said:
                self.bodies.append(("plain", text))
        self.rich.clear()

    def enclose(self, name: str, data: bytes) -> None:
        self.enclosed.append(Enclosed(file_name(name, len(self.enclosed) + 1), data))


def raw_mail(name: str, media_type: str, mail: Mail) -> RawFile:
    """The email as one page: its head, a line a header, then its body as it was read."""
    heads = {h: _TWICE.sub(r"\1", one_line(mail.heads.get(h, ""))) for h in HEADS}
    lines = [Line(f"{h}: {text}", 0, role="header") for h, text in heads.items() if text]
    for form, text in mail.bodies:
        lines += _html(text) if form == "html" else _plain(text)
    page = page_of(1, lines) if any(form == "html" for form, _ in mail.bodies) else _typed(heads, mail)
    metadata = tuple((h.lower(), text) for h, text in heads.items() if text)
    return RawFile(
        name,
        media_type,
        (page,),
        paged=False,
        metadata=metadata,
        warnings=_warnings(mail),
        enclosed=tuple(mail.enclosed),
    )


def _typed(heads: dict[str, str], mail: Mail) -> RawPage:
    """A plain email keeps its blank lines, which part its paragraphs."""
    head = [f"{h}: {text}" for h, text in heads.items() if text]
    typed = [_tidied(text) for _, text in mail.bodies]
    text = "\n".join(head) + "\n\n" + "\n\n".join(typed) if typed else "\n".join(head)
    lines, offset = [], 0
    for i, printed in enumerate(text.split("\n")):
        if stripped := printed.strip():
            role = "header" if i < len(head) else ""
            lines.append(Line(stripped, offset + printed.index(stripped), role=role))
        offset += len(printed) + 1
    return RawPage(1, text, tuple(lines), "text" if lines else "blank")


def _tidied(text: str) -> str:
    return tidy(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\f", "\n").strip("\n")


def _plain(text: str) -> list[Line]:
    return [Line(line.strip(), 0) for line in _tidied(text).split("\n") if line.strip()]


def _html(text: str) -> list[Line]:
    root = tree(text)
    return list(lines_of(root)) if root is not None else []


def has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def html_text(text: str) -> str:
    """What an HTML body shows, in lines."""
    return "\n".join(line.text for line in _html(text))


def file_name(name: str, place: int) -> str:
    """An attachment's name without folders or signs that cannot be shown; "attachment 2" without one."""
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(ch if ch.isprintable() else " " for ch in last)
    return " ".join(shown.split())[:200] or f"attachment {place}"


def is_decoration(media_type: str, referenced: bool, size: int) -> bool:
    """Whether a part is a small picture that the text shows: a logo in a signature, say."""
    return media_type.startswith("image/") and referenced and size < TINY


def _warnings(mail: Mail) -> tuple[str, ...]:
    said = []
    if mail.cut:
        said.append("The email ends before its last part is closed, so some of it may be missing.")
    if mail.left_out:
        said.append(f"Left out of the email, being decoration or a seal: {_listed(mail.left_out)}.")
    if mail.missing:
        said.append(
            f"Not in the email's file, or in a form that cannot be read: {_listed(mail.missing)}. "
            "Ask the sender for the attachment itself."
        )
    return tuple(said)


def _listed(names: Iterable[str]) -> str:
    every = list(dict.fromkeys(names))
    return ", ".join(every[:12]) + (f" and {len(every) - 12} more" if len(every) > 12 else "")


def unwrapped(named: str, data: bytes, mail: Mail) -> bool:
    """Enclose the files that a winmail.dat hides, and name as missing those that are not plain.

    Returns whether they are all that it holds.
    """
    files = hidden_files(data)
    for name, held in files:
        if held is not None:
            mail.enclose(name, held)
    mail.missing += [name for name, held in files if held is None] if files else [named]
    return bool(files) and all(held is not None for _, held in files) and bool(mail.bodies)

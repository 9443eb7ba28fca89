"""What stands before the words of a line (heading sign, bullet, label), and markup inside them."""

import html
import re
from dataclasses import dataclass

# Private-use characters are how Word's Symbol and Wingdings bullets come out of a PDF.
_BULLETS = "-–—•▪▫◼◾■□●○◦·*▸►▶➢➤❖✓✔✦⚫∙‣⁃§" + "".join(chr(c) for c in range(0xF020, 0xF100))
_BULLET = re.compile(rf"([{re.escape(_BULLETS)}]|o(?=\s))(\s+|(?<=[•▪◼●■\uf0b7\uf0a7\uf0d8])(?=\w))(?=\S)")
# What OCR makes of a round bullet.
_MISREAD = re.compile(r"([¢°«»¥¤®@]|©(?!\s*(?:[Cc]rown|[Cc]opyright|\d))|e(?=\s[A-Z]))\s+(?=[A-Z‘“\"'a-z])")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_LABELS = (
    ("dotted", r"\d{1,3}(?:\.\d{1,3}){1,4}(?:\.|\))?(?:\([a-z]{1,4}\))?"),
    ("number", r"\d{1,3}(?:\.|\)|\.\))"),
    ("bracket", r"\((?:\d{1,3}|[a-z]|[ivxl]{1,5})\)"),
    ("letter", r"(?:[a-z]|[ivxl]{2,5})(?:\.|\))"),
    ("capital", r"[A-Z](?:\.|\))"),
    ("mixed", r"[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})*(?:\.|\)|:)"),
    ("coded", r"[A-PR-Z]\d{1,2}"),  # "A1"; "Q1" is a quarter
    ("bare", r"\d{1,2}"),
)
_LABEL = re.compile(
    r"(?:\*\*)?(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _LABELS) + r")(?:\*\*)?(?=\s|$)[ \t]*"
)
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|p|span|div|font|small|table|thead|tbody|tr|td|th)\b[^<>]*>", re.I
)
_BREAK_TAG = re.compile(r"\s*</?(?:br|ul|ol|li)\b[^<>]*>\s*", re.I)
_MARKED = re.compile("[<&*_\xad\ufffe\x02]")  # most text has none of what clean() takes out
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
_UNDERLINE = re.compile(r"(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)")


@dataclass(frozen=True)
class Label:
    """A label that a line may begin with: how it is written, as printed, and what follows it."""

    style: str
    printed: str
    rest: str


@dataclass(frozen=True)
class Marks:
    """What a line begins with, and the words left. ``bullet`` is empty where a label follows a list dash."""

    rest: str
    depth: int = 0
    bullet: str = ""
    label: Label | None = None
    dashed: bool = False


def read_marks(text: str, ocr: bool = False) -> Marks:
    """Take heading signs and bullets off a line, and say which label it may begin with.

    ``ocr``: the line was read from a picture, where a bullet may come out as another sign.
    """
    rest, depth = text.strip(), 0
    if found := _HASHES.match(rest):
        depth, rest = len(found[1]), rest[found.end() :]
    bullet = ""
    for _ in range(2):  # OCR sometimes gives a list dash and then the printed bullet
        if (found := _BULLET.match(rest)) and not depth:
            bullet, rest = found[1], rest[found.end() :]
    if ocr and not bullet and not depth and (found := _MISREAD.match(rest)):
        bullet, rest = found[1], rest[found.end() :]
    label = find_label(rest)
    dashed = bool(bullet)
    if label and dashed and (label.style == "bare" or bullet not in "-*•"):
        label = None
    return Marks(rest, depth, bullet, label, dashed)


def find_label(text: str) -> Label | None:
    """The label that a text begins with by its form alone; ``labels`` judges whether it is one."""
    found = _LABEL.match(text)
    if not found or not found.lastgroup:
        return None
    return Label(found.lastgroup, found[found.lastgroup], text[found.end() :])


def clean(text: str) -> str:
    """Words without inline markup (markdown emphasis, tags, entities), white space made single."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    text = _TAG.sub("", _BREAK_TAG.sub(" ", text))
    text = html.unescape(text).replace("**", "").replace("__", "")
    text = _UNDERLINE.sub(r"\1", _EMPHASIS.sub(r"\1", text))
    text = text.replace("\xad", "").replace("\ufffe", "-").replace("\x02", "-")
    return " ".join(text.split())

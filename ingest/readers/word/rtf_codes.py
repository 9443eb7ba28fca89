"""What rich text's control words stand for: signs, places that are no part of the text, character sets."""

import codecs
import re
from dataclasses import dataclass, replace

_HEADING = re.compile(r"heading (\d)", re.I)
SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "lbr": "\n",
}

# A control word -> where the words of its group go. "skip" is nowhere.
SKIPPED = {
    "fonttbl": "fonts",
    "stylesheet": "styles",
    "title": "title",
    "info": "info",
    "listtext": "label",
    "pntext": "label",
    "header": "header",
    "headerl": "header",
    "headerr": "header",
    "headerf": "header",
    "annotation": "comment",
    "atnauthor": "author",
    **dict.fromkeys(
        [
            "colortbl", "pict", "fldinst", "footer", "footerl", "footerr", "footerf",
            "atnid", "atntime", "atnref", "atrfstart", "atrfend", "bkmkstart",
            "bkmkend", "xe", "tc", "tcn", "rxe", "nonesttables", "shppict", "nonshppict", "themedata",
            "colorschememapping", "latentstyles", "datastore", "listtable", "listoverridetable", "revtbl",
            "rsidtbl", "generator", "author", "operator", "company", "manager", "subject", "keywords",
            "comment", "doccomm", "category", "hlinkbase", "private", "ftnsep", "ftnsepc", "ftncn",
            "aftnsep", "aftnsepc", "aftncn", "template", "background", "filetbl", "mmathPr", "shpinst",
            "do", "sp",
        ],
        "skip",
    ),
}  # fmt: skip

# Kept, though older programs may pass them by.
STARRED = {"footnote", "shpinst", "moMath", "moMathPara", "pntext", "listtext", "annotation", "atnauthor"}
GROUNDS = {"highlight", "chcbpat", "cb", "cbpat"}  # words that name the colour behind the words
APART = {"note", "comment", "author", "header", "title"}  # what is said there stands apart from the text

# \fcharset -> code page, as Windows pairs them.
CHARSETS = {
    0: "cp1252", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip


def whites(data: bytes) -> frozenset[int]:
    """The numbers of a file's colours that are white, as \\cf names them; 0 is the reader's own choice."""
    table = re.search(rb"\\colortbl([^{}]{0,4000})\}", data)
    colours = table[1].split(b";") if table else ()
    return frozenset(
        n
        for n, colour in enumerate(colours)
        if n and all(re.search(rb"\\" + part + rb"255(?!\d)", colour) for part in (b"red", b"green", b"blue"))
    )


def role_of(style: str, outline: int) -> str:
    """The role of a paragraph in a style so named, at an outline's level from 0; "" for no heading."""
    named = _HEADING.match(style)
    depth = int(named.group(1)) if named else outline + 1 if 0 <= outline < 9 else 0
    return f"heading{min(6, depth)}" if depth else ""


def code_page(number: int) -> str:
    """A Windows code page by its number, under Python's name; Windows-1252 where Python has none."""
    name = {65001: "utf-8", 10000: "mac_roman"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


@dataclass(frozen=True)
class State:
    """What a group inherits and a closing brace restores."""

    place: str = (
        "body"  # body | skip | label | note | comment | author | header | fonts | styles | info | title
    )
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    raised: bool = False
    colour: int = 0
    ground: bool = False  # the words have a colour behind them
    boxed: bool = False  # they stand in a box, which may have one
    size: float = 12.0
    font: int = -1
    style: int = 0
    skip: int = 1  # how many plain characters stand in for one \\u
    part: int = 0  # how many parts of an equation we are within

    def turned(self, word: str, *, on: bool) -> "State | None":
        """The state after a word that turns something on or off; None if the word is none of those."""
        match word:
            case "b":
                return replace(self, bold=on)
            case "v":
                return replace(self, hidden=on)
            case "deleted":
                return replace(self, deleted=on)
            case "strike" | "striked":
                return replace(self, struck=on)
            case "super":
                return replace(self, raised=on)
            case "nosupersub" | "sub":
                return replace(self, raised=False)
            case "plain":
                plain = replace(self, bold=False, hidden=False, deleted=False, struck=False, size=12.0)
                return replace(plain, raised=False, colour=0, ground=False)
        return None

    def told(self, word: str, number: int) -> "State | None":
        """The state after a word that gives it a number; None if the word is none of those."""
        match word:
            case "fs":
                return replace(self, size=number / 2)
            case "f":
                return replace(self, font=number)
            case "s":
                return replace(self, style=number)
            case "uc":
                return replace(self, skip=max(0, min(number, 8)))
            case "cf":
                return replace(self, colour=number)
        return replace(self, ground=number != 0) if word in GROUNDS else None

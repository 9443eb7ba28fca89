"""Text that is written for programs, or is no words at all: told by what it holds, whatever its name.

A wrong refusal of a letter or note is worse than a settings file among the evidence, so every rule asks for
several signs at once, and prose among them overrules it.
"""

import json
import re
from pathlib import PurePath

from evidence.errors import Unreadable

_RIGHT = "Check that it is the right file."
_DATA = "This is data for programs ({}), not a document."
_AS_DOCUMENT = "Export what you need of it as .csv, .xlsx or PDF, and ingest that."
KEY = (
    "This is a key or certificate, not a document.",
    "Keep it to yourself, and check that it is the right file.",
)
_CODE = ("This is a program's source ({}), not a document.", _RIGHT)
_SETTINGS = ("This is a program's settings ({}), not a document.", _RIGHT)
_ENCODED = (
    "This is a file encoded for mail (uuencode).",
    "Decode it, and ingest the file that comes out.",
)
_NO_WORDS = ("The file holds characters without any words: it is damaged, or no document.", _RIGHT)

# A key's frame, whole or hurt, or the letters that every key of SSH begins with (RFC 4253, 6.6).
_FRAMED = re.compile(
    r"^[ \t-]*(?:BEGIN|END)\s+(?:[A-Z0-9]+\s+)*(?:PRIVATE|PUBLIC)\s+KEY\b[ \t-]*$"
    r"|^\s*-+\s*BEGIN CERTIFICATE\b",
    re.M,
)
_TOKENS = re.compile(r"\A\s*eyJ[\w-]+\.[\w-]+\.[\w-]*\s*\Z")  # a signed token (RFC 7519)
_REGISTRY = re.compile(r"\A\s*(?:Windows Registry Editor|REGEDIT4)\b")
_UUENCODED = re.compile(r"\A\s*begin [0-7]{3,4} \S.*\n[\x20-\x60]{2,}\r?\n")
_ELEMENT = re.compile(r"\A\s*<([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>\s*<.*</\1>\s*\Z", re.S)
_HEX = re.compile(r"[0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{2}){0,3}")
_SSH = re.compile(r"\bAAAA[A-Z][0-9][A-Za-z0-9]zaC1|\b(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+)\s*AAAA")
_JSON_LIKE = re.compile(
    r"\A\s*(?:(?://[^\n]*|/\*.*?\*/|#[^\n]*)\s*)*[\[{]\s*(?:[\[{]\s*)?(?:[\"'][^\"'\n]*[\"']|[A-Za-z_]\w*)\s*:",
    re.S,
)
_JSON_LINE = re.compile(r"^\s*\{\s*\"[^\"\n]*\"\s*:.*\}\s*,?\s*$")
_SENTENCE = re.compile(r"^\s*(?!#|//|--|/?\*|\"\"\"|')(?:\S+\s+){6,}\S*[A-Za-z]{2}[.?!:;,]?\s*$")
_YAML = re.compile(r"^\s*(?:- )*(?:[\"']?[A-Za-z_$][\w.$/-]*[\"']?:(?:\s.*)?|- \S.*|#.*|---|\.\.\.|[|>]-?)$")
_YAML_KEY = re.compile(r"^\s*(?:- )*[\"']?[a-z_$][\w.$/-]*[\"']?:(?:\s|$)")
_LIST_OF_MAPS = re.compile(r"^\s*- [a-z]\w*:\s")
_MACHINE = re.compile(
    r"(?::|-)\s+(?:true|false|null|~|\{.*|\[.*|[\"'].*|[\w.-]*/[\w./:-]+|v?\d+(?:\.\d+){1,3}|[\w./-]+:[\w.]+|\$\{?\w.*|&\w+|\*\w+|!\w.*|[|>]-?)$"
    r"|^\s*(?:- )*\w+[_-]\w[\w-]*:(?:\s|$)|^\s*(?:- )*[a-z]+[A-Z]\w*:(?:\s|$)"
)
_INI = re.compile(
    r"^\s*(?:[\w.\\/-]+|\"[^\"]+\")\s*[<>~!]?=\s*\S.*$|^\s*[\w.-]+\s*=\s*$|^\s*\[\[?[\w.: /\\\"-]+\]\]?\s*$"
    r"|^\s*[#;].*$|^\s*export \w+="
)
_ASSIGNED = re.compile(r"^\s*(?:export )?[\w.\\/-]+\s*[<>~!]?=")
_CODE_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        r"^\s*(?:async\s+)?(?:def|class)\s+\w+\s*(?:\(.*)?\)?\s*(?:->.*)?:\s*(?:#.*)?$",
        r"^\s*(?:import\s+[\w.]+(?:\s*,\s*[\w.]+)*(?:\s+as\s+\w+)?|from\s+[\w.]+\s+import\s+.+)$",
        r"^\s*(?:if|elif|for|while|with|except|try|else|finally)\b[^.!?]*:\s*(?:#.*)?$",
        r"^\s*(?:return|raise|yield|pass|break|continue|self\.\w+)\b(?:[^.?!]*[\w)\]}'\"])?;?\s*$",
        r"^\s*(?:const|let|var|static|public|private|protected|void|int|char|float|double|struct)\s+[\w<>\[\]*&]+.*[;={(]",
        r"^\s*(?:export\s+)?(?:async\s+)?function\b.*\(.*\)\s*\{?",
        r"^\s*[\w.\[\]\"']+\s*(?:[-+*/|&]|:)?=\s*\S.*$",
        r"^\s*[\w.:>$-]+\(.*\)\s*[;{:]?\s*$",
        r"^\s*[})\]]+[;,)]*\s*(?:else\s*\{)?$|^.*\)\s*(?:=>\s*)?\{\s*$"
        r"|^\s*[.#@]?[\w-]+(?:[ ,>.#:][\w.#:-]+)*\s*\{\s*$",
        r"^\s*[a-z-]+\s*:\s*[^;]+;\s*$",
        r"^\s*#\s*(?:include|define|ifdef|ifndef|endif|pragma)\b|^\s*(?:using|namespace|package)\s+[\w.:]+;",
        r"^\s*(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE\s+(?:TABLE|INDEX|VIEW)|DROP\s+TABLE|ALTER\s+TABLE)\s.+$",
        r"^\s*(?:fi|done|esac|then|do|echo\s.+|set\s+-\w+|sudo\s.+|\$\w+\s*=.*|@echo\s.*)\s*$",
        r"^\s*(?:\"\"\"|'''|//|/\*|\*/|@\w+(?:\(.*\))?\s*$)",
        r"^\s*(?:func|fn|sub)\s+\w+\(|^\s*(?:Sub|Function)\s+\w+\(|^\s*Dim\s+\w+\s+As\b|^\s*End\s+(?:Sub|Function|If)$",
        r"^msg(?:id|str)\s+\"|^\s*\w+\s*<-\s*\S|^.*%>%",
        r"^(?:diff --git |@@ -\d+,\d+ \+\d+|\+\+\+ b?/|--- a?/|index [0-9a-f]{7,})",
    )
)  # fmt: skip
_WEAK = {2, 3}  # of these: what a note may begin a line with too
_OPENINGS = (
    (re.compile(r"\A\s*package \w+\s+(?:import\b|func\b|//)"), "Go"),
    (re.compile(r"\A#!\s*/|\A@echo\b", re.I), "a script"),
    (re.compile(r"\A\s*<\?php\b"), "PHP"),
    (re.compile(r"\A(?:diff --git |Index: \S+\n=+\n)"), "a patch"),
)
_NAMES = {
    ".py": "Python", ".js": "JavaScript", ".ts": "TypeScript", ".c": "C", ".h": "C", ".cpp": "C++",
    ".cs": "C#", ".java": "Java", ".go": "Go", ".rs": "Rust", ".rb": "Ruby", ".php": "PHP", ".css": "CSS",
    ".sh": "a script", ".ps1": "a script", ".bat": "a script", ".sql": "SQL", ".r": "R", ".vb": "Basic",
    ".pl": "Perl",
}  # fmt: skip
_MARKS = tuple(
    map(
        re.compile,
        (
            r"[{}]",
            r";\s*(?:\n|[\w}])",
            r"\w\(",
            r"[=!<>]=|=>|->|&&|\|\|",
            r"\w=\S|\w = ",
            r"[\w)\]]\.\w+[(=]",
            r"\[\w*\]",
        ),
    )
)
_TOKEN = re.compile(r"[^\s,;|]+")
_ENDS = "".join(map(chr, range(33, 48))) + ":;<=>?@[\\]^_`{|}~“”‘’…—–•·£€"
_WORDLIKE = re.compile(r"[^\W\d_]+(?:['’./&@-]+[^\W\d_]+)*(?:['’]s?)?")
_NUMBERLIKE = re.compile(
    r"[£$€]?[A-Za-z]{0,4}[-/.]?\d[\d.,:/%-]*(?:st|nd|rd|th|am|pm|m|k|[A-Za-z]{1,3})?", re.I
)
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|/?(?:[\w.-]+/)+[\w.-]*", re.I)
_UNSPOKEN = re.compile(r"[bcdfghjklmnpqrstvxz]{5,}|^[bcdfghjklmnpqrstvxz]{4,}$|q[^u]", re.I)
_FEWEST = 12  # words or lines: fewer show nothing


def refuse_programs(text: str, name: str, *, whole: bool) -> None:
    """Raise Unreadable for a text that is a program's: keys, JSON, settings, source; or that has no words.

    ``text`` is the file's beginning, ``whole`` whether that is all of it.
    """
    if _is_plain(text) and PurePath(name).suffix.lower() not in _NAMES:
        return
    cut = text if whole else text.rpartition("\n")[0] or text
    lines = [line for line in cut.splitlines() if line.strip()]
    prose = sum(bool(_SENTENCE.match(line)) for line in lines)
    if (_FRAMED.search(text) and prose < 4) or (_SSH.search(text) and prose < 2) or _TOKENS.match(text):
        raise Unreadable(*KEY)
    if _UUENCODED.match(text):
        raise Unreadable(*_ENCODED)
    if whole and _ELEMENT.match(text):
        raise Unreadable(_DATA.format("XML"), _AS_DOCUMENT)
    if _is_json(text, lines, whole=whole):
        raise Unreadable(_DATA.format("JSON"), _AS_DOCUMENT)
    if not lines:
        return
    what = "the Windows registry's" if _REGISTRY.match(text) else _settings(lines, prose)
    if what:
        raise Unreadable(_SETTINGS[0].format(what), _SETTINGS[1])
    language = _source(cut, lines, prose, PurePath(name).suffix.lower())
    if language:
        raise Unreadable(_CODE[0].format(language), _CODE[1])
    if _is_noise(cut):
        raise Unreadable(*_NO_WORDS)


def _is_plain(text: str) -> bool:
    """Whether it is prose at first sight, as most texts are: looking closely takes longer than reading."""
    common = sum(text.count(word) for word in (" the ", " and ", " of "))
    signs = sum(text.count(sign) for sign in "{}=<>_[]")
    return (
        common * 150 >= len(text) and signs * 200 < len(text) and " KEY-" not in text and "AAAA" not in text
    )


def _is_json(text: str, lines: list[str], *, whole: bool) -> bool:
    start = text.lstrip()
    if _JSON_LIKE.match(text) or (lines and all(map(_JSON_LINE.match, lines))):
        return True
    if whole and start[:1] in {"{", "["}:
        try:
            return isinstance(json.loads(start), dict | list)
        except ValueError:
            return False
    return False


def _settings(lines: list[str], prose: int) -> str:
    """The kind of settings that nearly every line is written in: "YAML"; "" for none."""
    count = len(lines)
    if count < 3 or prose > count // 10:
        return ""
    assigned = sum(bool(_ASSIGNED.match(x)) for x in lines)
    if sum(bool(_INI.match(x)) for x in lines) >= 0.85 * count and assigned >= max(2, 0.4 * count):
        return "name = value"
    if count < 4 or sum(bool(_YAML.match(x)) for x in lines) < 0.9 * count:
        return ""
    keys = [x for x in lines if _YAML_KEY.match(x)]
    machine = sum(bool(_MACHINE.search(x)) for x in lines)
    nested = sum(x[0] in " \t" for x in keys)
    opened = lines[0].strip() == "---" or lines[0].startswith("%YAML")
    mapped = any(_LIST_OF_MAPS.match(x) for x in lines)
    signs = mapped + (machine >= 2) + (machine >= 0.25 * count) + (nested >= 2) + opened
    return "YAML" if len(keys) >= 0.5 * count and signs >= 2 else ""


def _source(text: str, lines: list[str], prose: int, suffix: str) -> str:
    """The language of a program's source, "a program" where the name does not tell; "" for none."""
    opening = next((what for sign, what in _OPENINGS if sign.search(text)), "")
    if opening:
        return opening
    if prose == 0 and _is_dense(text):
        return _NAMES.get(suffix, "a program")
    seen = [{i for i, sign in enumerate(_CODE_LINES) if sign.match(line)} for line in lines]
    signed = sum(map(bool, seen))
    kinds = len(set().union(*seen) - _WEAK)
    named = _NAMES.get(suffix, "")
    if named and kinds >= 2 and signed >= 5:
        return named
    enough = 0.3 if named else 0.45
    if signed < (2 if named else 4) or kinds < (1 if named else 2) or signed < enough * len(lines):
        return ""
    return (named or "a program") if prose <= 0.3 * len(lines) else ""


def _is_dense(text: str) -> bool:
    """Whether signs that only programs use stand close together, of several kinds."""
    marks = [len(sign.findall(text)) for sign in _MARKS]
    size = sum(not ch.isspace() for ch in text)
    return size >= 80 and sum(count > 1 for count in marks) >= 4 and sum(marks) >= 0.07 * size


def _is_noise(text: str) -> bool:
    """Whether hardly anything of a text is a word, number or address; or its words cannot be said."""
    tokens = [t for found in _TOKEN.findall(text) if (t := found.strip(_ENDS))]
    letters = sum(map(str.isalnum, text))
    if len(tokens) < _FEWEST and letters < 200:
        return False
    if not text.isascii() and sum(ch > "\x7f" and ch.isalpha() for ch in text) > 0.1 * letters:
        return False  # another script
    coded = [t for t in tokens if _HEX.fullmatch(t)]
    if len(tokens) >= 100 and len(coded) > 0.8 * len(tokens) and any(map(str.isalpha, "".join(coded))):
        return True
    words = [t for t in tokens if _WORDLIKE.fullmatch(t) and len(t) <= 45]
    other = sum(bool(_NUMBERLIKE.fullmatch(t) or _ADDRESS.fullmatch(t)) for t in tokens)
    if len(words) + other < 0.3 * len(tokens):
        return True
    said = [t for t in words if t.islower() and len(t) >= 4]
    return len(said) >= 40 and sum(bool(_UNSPOKEN.search(t)) for t in said) > 0.25 * len(said)

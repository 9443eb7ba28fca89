"""One thing, many spellings: what papers write in several ways, with a key that all of its spellings share.

- "s47", "S.47", "section 47(1)"; "reg 44", "Regulation 44"; "KS4", "key stage 4"; "Q2", "second quarter";
- "2010-11", "2010/11", "2010–2011"; "12/03/2024", "12 March 2024", "2024-03-12", all of "March 2024";
- "£1.2m", "£1.2 million", "£1,200,000"; "R&D", "R & D"; "A*-C", "A* to C"; "O'Connor", "O Connor".

Pure. What is indexed and what is typed are read by the same rules.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from evidence.language.dates import find_dates
from evidence.language.indicators import INDICATOR, indicator_code
from evidence.language.months import MONTH
from evidence.language.statutes import ENDS, NO_DAY, NUMBER, find_sections
from evidence.language.stems import stem
from evidence.language.words import APOSTROPHES, Word, fold, words

_APOSTROPHE = f"[{APOSTROPHES}]"


@dataclass(frozen=True)
class Mention:
    """A thing where it stands. ``keys`` name it, all of them: "sections 17 and 47" has two.

    ``within`` are the keys of what it is a part of: the month of a day, "s47" of "s47(1)". ``looser`` are
    words that may mean it, and ``other`` another way to write it. Some are only meant by who types them
    ("1.2m", which in a text may be metres), and some only where they stand ("Q and A"): ``only`` says so.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    within: tuple[str, ...] = ()
    looser: tuple[str, ...] = ()
    other: str = ""
    only: Literal["", "typed", "printed"] = ""


def find_mentions(text: str) -> list[Mention]:
    """Every mention in a paper's text, in order; of two that overlap, the first, or the longer one."""
    return _apart(mention for mention in _all(text) if mention.only != "typed")


def typed_mentions(text: str) -> list[Mention]:
    """The same for what a person typed, who seldom types capitals: "12 march 2024", "s31a", "o'connor"."""
    text = re.sub(rf"(?i)\b{MONTH}\b", lambda m: m[0].title(), text)
    text = re.sub(r"\bn\.?i\.?\s?(?=\d)", lambda m: m[0].upper(), text)
    text = re.sub(rf"\b[od]{_APOSTROPHE}[a-z]", lambda m: m[0].upper(), text)
    text = re.sub(
        r"(?i)\b(?:ss?|sections?|reg|regulation|art|article)\.?\s?\d{1,3}(?!s\b)[a-z]{1,2}\b", _capital, text
    )
    return _apart(mention for mention in _all(text) if mention.only != "printed")


def _capital(match: re.Match[str]) -> str:
    """A section's letter is a capital."""
    number = re.search(r"\d", match[0])
    at = number.start() if number else 0
    return match[0][:at] + match[0][at:].upper()


def _apart(every: Iterable[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for mention in sorted(every, key=lambda m: (m.start, -m.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return found


def spelt(mentions: Iterable[Mention], found: Sequence[Word]) -> list[Word]:
    """The mentions' keys, each as a word at the place of the first of the text's words that it covers."""
    keys: list[Word] = []
    at = 0
    for mention in mentions:
        while at < len(found) and found[at].end <= mention.start:
            at += 1
        if at == len(found):
            break
        first = found[at]
        keys += [
            Word(key, first.position, mention.start, mention.end)
            for key in (*mention.keys, *mention.within, *mention.looser)
            if key not in {first.text, stem(first.text)}
        ]
    return keys


@lru_cache(maxsize=2000)
def stemmed(text: str) -> tuple[tuple[Word, str], ...]:
    """A text's words in order, each with its stem, and the keys of what is written in several ways.

    Kept: while a query is typed and narrowed, the same passages come again and again.
    """
    found = words(text)
    keys = spelt(find_mentions(text), found)
    every = [*((w, stem(w.text)) for w in found), *((key, key.text) for key in keys)]
    return tuple(sorted(every, key=lambda pair: (pair[0].start, pair[0].end)))


# What a text must have to be worth a closer look. Each begins with letters to which Python can skip.
_HAS_NAME = re.compile(rf"[A-Z](?<!\w.)(?:{_APOSTROPHE}|(?<=M)a?c{_APOSTROPHE}|(?<=O)\s)")
_HAS_SIGN = re.compile(r"[&*#+A-Z](?:(?<=[&*#])|(?<=\+)\+|(?<=[A-Z])(?<!\w.)\sand\s[A-Z]\b)")
_HAS_DATE = re.compile(
    r"[\djfmasondA-Z](?:(?<=\d)[/.-]\d|(?<!\w.)(?:(?<=[Jj])(?:an|u[nl])|(?<=[Ff])eb|(?<=[Mm])a[ry]"
    r"|(?<=[Aa])(?:pr|ug)|(?<=[Ss])ep|(?<=[Oo])ct|(?<=[Nn])ov|(?<=[Dd])ec|(?<=[A-Z])[A-Z]{2}))"
)
_HAS_AMOUNT = re.compile(r"[£€$G\d](?:(?<=[£€$])|(?<=G)BP|(?<=\d)[\s-]?[kKmMbBtT\u212a])")


def _all(text: str) -> Iterator[Mention]:
    if _HAS_NAME.search(text):
        yield from _names(text)
    if _HAS_SIGN.search(text):
        yield from _signs(text)
    if re.search(r"\d", text):
        if _HAS_DATE.search(text):
            yield from _dates(text)
        for read in (_years, _sections, _amounts, _provisions, _codes):
            yield from read(text)
    elif "uarter" in text:
        yield from _provisions(text)


_WEEKDAY = re.compile(r"(?i)\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?,?\s+$")


def _dates(text: str) -> Iterator[Mention]:
    for found in find_dates(text):
        before = _WEEKDAY.search(text, max(0, found.start - 12), found.start)
        start = before.start() if before else found.start
        if found.is_whole:
            day = date.fromisoformat(found.iso)
            worded = f"{day.day} {day:%B %Y}"
            numbers = f"{day:%d/%m/%Y}"
            other = numbers if found.words.casefold() == worded.casefold() else worded
            yield Mention(start, found.end, (found.iso,), (found.iso[:7],), other=other)
        else:
            yield Mention(found.start, found.end, (found.iso,), other=f"12/{found.iso[5:]}/{found.iso[:4]}")


_YEARS = re.compile(
    r"(?P<first>(?:19|20)\d\d)(?<![\w./£$€-]\d{4})\s?(?:/|[-‐‑–—])\s?(?P<last>(?:19|20)\d\d|\d\d)(?![\w%]|[./,‐-–-]\d)"
)


def _years(text: str) -> Iterator[Mention]:
    for match in _YEARS.finditer(text):
        first, last = int(match["first"]), int(match["last"][-2:])
        gap = (last - first) % 100
        if 1 <= gap <= 15 and (len(match["last"]) == 2 or int(match["last"]) == first + gap):
            signs = "/" if "/" not in match[0] else "-"
            yield Mention(*match.span(), (f"{first}/{last:02d}",), other=f"{first}{signs}{last:02d}")


def _sections(text: str) -> Iterator[Mention]:
    by_place: dict[tuple[int, int], list[str]] = {}
    for section in find_sections(text):
        by_place.setdefault((section.start, section.numbers_end), []).append(section.number)
    for (start, end), numbers in by_place.items():
        yield _numbered(start, end, text, "s", "section", numbers)


_LIST = rf"{NUMBER}{ENDS}(?:\s*(?:,|and|or|&|/|to)\s*{NUMBER}{ENDS}{NO_DAY})*"
_KINDS = {
    "reg": ("regulation", r"[Rr]eg(?:ulation)?s?|REG(?:ULATION)?S?"),
    "art": ("article", r"[Aa]rt(?:icle)?s?|ART(?:ICLE)?S?"),
    "sch": ("schedule", r"[Ss]ch(?:ed(?:ule)?)?s?|SCH(?:ED(?:ULE)?)?S?"),
    "ks": ("key stage", r"[Kk]ey\s+[Ss]tages?|KEY\s+STAGES?|[Kk][Ss]"),
    "q": ("quarter", r"[Qq](?:uarte|t)rs?|QUARTERS?|QTRS?|[Qq]"),
    "y": ("year", r"[Yy](?:ea)?rs?|YEARS?|YRS?|[Yy]"),
}
"""What is numbered, by the beginning of its key: how it is called in full, and its spellings."""
_TOP = {"ks": 5, "q": 4, "y": 13}
_CALLED = "|".join(f"(?P<{key}>{said})" for key, (_, said) in _KINDS.items())
_PROVISION = re.compile(
    rf"(?=[RrAaSsKkQqYy])(?<![\w’'.-])(?:{_CALLED})\.?\s?(?P<list>{_LIST})"
    r"|(?=[FfSsTt1-4])\b(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)\s+[Qq]uarter\b"
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _provisions(text: str) -> Iterator[Mention]:
    for match in _PROVISION.finditer(text):
        if match["nth"]:
            number = str(_NTH.get(match["nth"].casefold()) or match["nth"][0])
            yield Mention(*match.span(), ("q" + number,), other="Q" + number)
            continue
        key = next(key for key in _KINDS if match[key])
        numbers = [re.sub(r"\s", "", number) for number in re.findall(NUMBER, match["list"])]
        top = _TOP.get(key)
        if top and not all(number.isdigit() and 0 < int(number) <= top for number in numbers):
            continue
        yield _numbered(*match.span(), text, key, _KINDS[key][0], numbers)


def _numbered(start: int, end: int, text: str, key: str, called: str, numbers: list[str]) -> Mention:
    keys = tuple(dict.fromkeys(key + number.casefold() for number in numbers))
    within = tuple(dict.fromkeys(w for k in keys for w in _wider(k)))
    in_full = text[start:end].casefold().startswith(called)
    short = f"{key if key in {'s', 'reg', 'art', 'sch'} else key.upper()}{' ' * (len(key) > 2)}"
    return Mention(start, end, keys, within, other=(short if in_full else called + " ") + numbers[0])


def _wider(key: str) -> list[str]:
    """The provisions that one is a part of: "s47" and "s47(1)" of "s47(1)(b)"."""
    head, *parts = key.split("(")
    return ["(".join([head, *parts[:n]]) for n in range(len(parts))]


def _codes(text: str) -> Iterator[Mention]:
    """Indicators' codes, with or without a space; "CO2" looks like one."""
    for match in INDICATOR.finditer(text):
        letters, number = indicator_code(match[0]).split(" ")
        if letters in {"NI", "PI", "LI", "KPI", "BVPI"}:
            yield Mention(*match.span(), ((letters + number).casefold(),))


_MAGNITUDES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "mln": 6, "million": 6, "bn": 9, "billion": 9}
_AMOUNT = re.compile(
    r"(?<![\w.,/-])(?P<sign>[£€$]\s?|GBP\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[\s-]?(?P<size>(?i:k|m|mn|mln|million|bn|billion|thousand)s?)(?!\w))?(?![\w%]|[.,]\d)"
)
_TELLING, _LONGEST = 1000, 10**12
"""Smaller amounts are not written in thousands, nor such rows of digits."""


def _amounts(text: str) -> Iterator[Mention]:
    for match in _AMOUNT.finditer(text) if _HAS_AMOUNT.search(text) else ():
        size = (match["size"] or "").casefold().removesuffix("s")
        if not (match["sign"] or size):
            continue
        value = Decimal(match["number"].replace(",", "")).scaleb(_MAGNITUDES.get(size, 0))
        key = _plain(value)
        pounds = _plain(value.to_integral_value("ROUND_FLOOR"))
        only: Literal["", "typed"] = "" if match["sign"] or len(size) > 3 else "typed"
        other = _otherwise(value, (match["sign"] or "").strip(), size) if value >= _TELLING else ""
        yield Mention(*match.span(), (key,), (pounds,) if pounds != key else (), other=other, only=only)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _otherwise(value: Decimal, sign: str, size: str) -> str:
    if size:
        return f"{sign}{value:,.0f}"
    for letter, power in (("m", 6), ("k", 3)):
        short = value.scaleb(-power)
        if 1 <= short < _LONGEST and short == round(short, 2):
            return f"{sign}{_plain(short)}{letter}"
    return ""


_SIGNS = re.compile(
    r"(?<![\w&])(?P<both>[A-Za-z]\s?&\s?[A-Za-z]|[A-Z]\sand\s[A-Z])(?![\w&’'])"
    r"|(?<!\w)(?P<grade>[A-Z]\*(?:\s?(?:[-‐‑–/]|to)\s?[A-Z]\*?)?)(?![\w*])"
    r"|(?<!\w)(?P<grades>[a-g]\*\s?[-‐‑–/]\s?[a-g])(?![\w*])"
    r"|(?<!\w)(?P<tongue>[A-Za-z](?:#|\+\+))(?![\w#+])"
)


def _signs(text: str) -> Iterator[Mention]:
    for match in _SIGNS.finditer(text):
        said = match[0].casefold()
        if match["both"]:
            one, other = said[0], said[-1]
            written = f"{one.upper()}{' and ' if '&' in said else '&'}{other.upper()}"
            yield Mention(
                *match.span(), (f"{one}&{other}",), other=written, only="" if "&" in said else "printed"
            )
        elif match["tongue"]:
            yield Mention(*match.span(), (said,))
        else:
            first, *last = re.findall(r"[a-z]\*?", said.replace("to", " "))
            other = f"{first}-{last[0]}" if "to" in said else f"{first} to {last[0]}" if last else ""
            within = (first,) if last else ()
            yield Mention(
                *match.span(), ("-".join([first, *last]),), within, other=other.upper().replace("TO", "to")
            )


_NAME = re.compile(
    rf"(?<!\w)(?:[OD]|Mc|Mac|[LN]){_APOSTROPHE}(?P<rest>[A-Z]\w{{2,}})|(?<!\w)O\s(?P<apart>[A-Z]\w{{2,}})"
)


def _names(text: str) -> Iterator[Mention]:
    """O'Connor, whom others file under Connor."""
    for match in _NAME.finditer(text):
        rest = match["rest"] or match["apart"]
        whole = fold(match[0].replace(" ", "’"))
        yield Mention(*match.span(), (stem(whole),), looser=(stem(fold(rest)),), other=rest)

"""Which letter answers which. Pure.

A letter is tied to the one it answers only if it says that it answers one, the two people change places,
and exactly one letter fits. Where any of that is in doubt there is no tie.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import ratio

from evidence.language.dates import day_of
from evidence.language.months import MONTH, ORDINAL, YEAR, month_number
from evidence.language.names import name_words

OPENING = 1200  # characters: a letter says in its first paragraphs what it answers
LONGEST_WAIT = 270  # days: an undated "your letter" means none older
SAME_NAME = 84  # of 100: one letter in six read wrong
SHORT_NAME = 4  # letters: names this short must agree exactly

_SENT = r"(?:letters?|e-?mails?|reports?|updates?|notes?|correspondence|submission|response|reply)"
_BETWEEN = r"[^.?!\n]{0,80}?"  # "and Mr Brett's jointly signed", "most recent", "very helpful"
_CUE = re.compile(
    rf"(?:thank\s?you|thanks|grateful|pleased\s+to\s+receive|in\s+(?:response|reply|answer)\s+to|further\s+to|with\s+reference\s+to"
    rf"|refer(?:ring)?\s+to|following|acknowledge|received|responding\s+to|replying\s+to|regarding){_BETWEEN}"
    rf"\byour\b{_BETWEEN}\b{_SENT}\b(?P<after>[^.?!\n]{{0,60}})"
    r"|\b(?:thank\s?you|thanks)\s+for\s+(?:writing|setting\s+out)(?P<after2>[^.?!\n]{0,60})"
    r"|\byou\s+wrote\s+to\s+(?:me|us)(?P<after3>[^.?!\n]{0,60})"
    rf"|\byour\s+{_SENT}\s+(?:of|dated)(?P<after4>[^.?!\n]{{0,60}})",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s*{ORDINAL}?\s+(?:of\s+)?(?P<month>{MONTH})\b\.?,?\s*(?P<year>{YEAR})?",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"\b(?P<month>{MONTH})\b\.?,?\s*(?P<year>{YEAR})?", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """What is needed of a letter. ``date`` is ISO; ``opening`` its first paragraphs after the salutation."""

    id: int
    author: str
    recipient: str
    date: str
    opening: str = ""


@dataclass(frozen=True)
class Stated:
    """The date a letter gives for the one that it answers; 0 where it says none."""

    day: int = 0
    month: int = 0
    year: int = 0

    def fits(self, sent: date) -> bool:
        """Whether a letter of that date can be meant."""
        return all(
            not said or said == is_
            for said, is_ in ((self.day, sent.day), (self.month, sent.month), (self.year, sent.year))
        )


def answered(letters: Iterable[Letter]) -> dict[int, int]:
    """``{reply: the letter it answers}``, over all letters, whichever of the two arrived first."""
    every = list(letters)
    found = {}
    for reply in every:
        stated = cue(reply.opening[:OPENING])
        if stated is not None and (letter := _answered(reply, stated, every)):
            found[reply.id] = letter
    return found


def cue(opening: str) -> Stated | None:
    """What a letter's opening says of the letter it answers; None if it does not say that it answers one."""
    match = _CUE.search(" ".join(opening.split()))
    if match is None:
        return None
    after = next((text for text in match.groupdict().values() if text), "")
    # "your letter of 4 December following the meeting of 9 November": the first date is the letter's, if
    # it stands next to it; the date of something else is no help, and no harm.
    lead = re.match(
        r"\s*(?:,\s*)?(?:(?:which|that)\s+\w+\s+)?(?:(?:of|dated|from|on|in|to\s+me|sent)\b[\s:]*)*", after
    )
    start = after[lead.end() :] if lead else after
    found = _DAY.match(start) or _MONTH_ONLY.match(start)
    if found is None:
        named = re.search(rf"\byour\s+({MONTH})\b", match.group(), re.IGNORECASE)
        return Stated(month=month_number(named.group(1))) if named else Stated()
    parts = found.groupdict()
    return Stated(int(parts.get("day") or 0), month_number(parts["month"]), int(parts["year"] or 0))


def same_person(one: str, other: str) -> bool:
    """Whether two printed names can be one person's: the surnames alike, the first names not at odds.

    Titles, posts and what follows a comma or dash ("Jo Bell, Director") are left aside.
    """
    a, b = _name(one), _name(other)
    if not a or not b or not _alike(a[-1], b[-1]):
        return False
    if len(a) < 2 or len(b) < 2:
        return True
    return a[0][0] == b[0][0] and (
        min(len(a[0]), len(b[0])) < 3 or _alike(a[0], b[0]) or _short_for(a[0], b[0])
    )


def _answered(reply: Letter, stated: Stated, every: Sequence[Letter]) -> int | None:
    sent = day_of(reply.date)
    if sent is None:
        return None
    fitting = []
    for letter in every:
        written = day_of(letter.date)
        if letter.id == reply.id or written is None or not written < sent or not stated.fits(written):
            continue
        if (sent - written).days > LONGEST_WAIT and not stated.year:
            continue
        if _change_places(letter, reply, certain=bool(stated.day)):
            fitting.append((written, letter.id))
    fitting.sort()
    if not fitting or (len(fitting) > 1 and fitting[-1][0] == fitting[-2][0]):
        return None
    return fitting[-1][1]


def _change_places(letter: Letter, reply: Letter, *, certain: bool) -> bool:
    """The letter's author is written to, and its recipient writes.

    Where the reply states the day, one of the four names may be blank.
    """
    there = same_person(letter.author, reply.recipient)
    back = same_person(letter.recipient, reply.author)
    if there and back:
        return True
    blank_back = not _name(letter.recipient) or not _name(reply.author)
    blank_there = not _name(letter.author) or not _name(reply.recipient)
    return certain and ((there and blank_back) or (back and blank_there))


def _name(printed: str) -> list[str]:
    return [word.casefold() for word in name_words(printed)]


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) <= SHORT_NAME:
        return one == other
    return ratio(one, other) >= SAME_NAME


def _short_for(one: str, other: str) -> bool:
    """Tim for Timothy, Chris for Christine: the same start."""
    return one[:3] == other[:3]

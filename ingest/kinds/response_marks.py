"""The words by which a paper shows where a recommendation begins, and where its response."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence.language.answers import answer_of
from evidence.model import Passage, PassageKind

_NUMBER = r"(?:[A-Z]{1,3}[.-]?)?\d+(?:\.\d+)*(?:[a-z](?!\w)|\s?\([a-z]\))?"
_NAMED = re.compile(
    rf"^\W{{0,3}}(?:(?:[A-Z][\w’'-]*\s+){{0,3}}?(?:key\s+|summary\s+|priority\s+|main\s+)?)recommendations?\s*(?:no\.?\s*|number\s+|#\s*)?"
    rf"(?P<number>{_NUMBER}(?:\s*(?:,|and|&|to|[–-])\s*\d+)*)\s*(?P<where>\([^)]{{2,60}}\))?\s*(?P<mark>[:.–—|)-]+\s|[:.–—-]$|\n|$)?\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_FIRST = re.compile(
    rf"^\W{{0,2}}(?P<number>{_NUMBER})?[.:)]?\s*(?:[A-Z]{{2,5}}|[\w’']+\s+committee(?:[’']s)?|committee(?:[’']s)?|auditor(?:s|[’']s)?|the)?\s*"
    r"recommendation\s*:\s*(?P<text>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CONTINUES = re.compile(
    r"^(?:(?:of|in|from|to|on|above|below|which|that)\b|(?:is|are|was|were|has|have|had|will|would|should|could|can|asks?|asked|calls?|called|says?|said"
    r"|concerns?|relates?|related|sets?|suggests?|suggested|proposes?|proposed|covers?|and)\b)"
)
_CITED = re.compile(
    r"\((?:(?:para(?:graph)?s?|recommendations?|conclusions?|page)\b[^()]{0,60})\)\s*\.?$", re.IGNORECASE
)
_RECOMMENDED = re.compile(r"\((?:[^()]*\b)?recommendations?\b[^()]*\)\s*\.?$", re.IGNORECASE)
_DEMANDS = re.compile(
    r"\b(?:recommend(?:s|ed)?|should|must|urges?|calls?\s+(?:on|for|upon)|(?:we|committee)\s+(?:asks?|invites?|requests?|encourages?))\b",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(
    r"^\W*(?:we|the\s+(?:[\w’'-]+\s+){1,4})\s*(?:also\s+|further\s+)?recommends?\b", re.IGNORECASE
)
_WHO = (
    r"(?:(?:the|our|his|her|joint|initial|formal|full|interim|draft|proposed|summary|overall)\s+)*"
    r"(?:[\w’'&/-]+\s+){0,6}?"
)
_MARK = re.compile(
    rf"^\W{{0,3}}(?:\d+(?:\.\d+)*[.:)]?\s+)?(?:{_WHO}(?:response|reply|answer)s?"
    r"(?:\s+(?:from|of|by)\s+(?:the\s+)?[\w’'& -]{2,50}?)?"
    r"(?:\s+to\s+(?:this\s+|the\s+)?recommendations?(?:\s+(?:[A-Z]?\d[\d., –-]*(?:and\s+\d+)?))?)?"
    r"|(?:accept(?:ed|ance)?|agreed?)(?:\s*(?:/|or|,)\s*(?:partially\s+accepted|(?:partially|partly|not)\s+\w+|in\s+part|reject(?:ed)?|\w+))+\??"
    r"|(?:(?:cabinet|council|executive|government|board|committee|our|the|[\w]+[’']s)\s+){0,3}?(?:decision|position|status)|outcome|(?:management|officer|director|cabinet)[’']?s?\s+(?:comments?|action)|accepted\?|agreed\?)"
    r"\s*(?P<mark>[:–—]|\s-\s|\n|$)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DETAILS = (
    ("owner", re.compile(
        r"^\W{0,3}(?:lead(?:\s+\w+)?(?:\(s\))?|(?:responsible|accountable|action)\s+\w+(?:\(s\))?|owner|responsibility|lead\s+officer\(?s?\)?|cabinet\s+member"
        r"|by\s+whom|who)\s*[:–]\s*(?P<value>\S.{1,120})$", re.IGNORECASE)),
    ("due", re.compile(
        r"^\W{0,3}(?:(?:target|due|completion|implementation|revised|original|planned|expected)\s+)*(?:date|deadline|completion)(?:\s+(?:for|of)\s+\w+)?"
        r"\s*[:–]\s*(?P<value>\S.{1,80})$"
        r"|^\W{0,3}(?:time\s?(?:scale|frame|line)s?|by\s+when|when|due(?:\s+by)?)"
        r"\s*[:–]\s*(?P<when>\S.{1,80})$", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True)
class Start:
    """Where a recommendation begins: its number, its label as printed, and its words there, if any."""

    number: str
    text: str

    @property
    def label(self) -> str:
        return self.number


def starts_here(passages: Sequence[Passage], index: int, *, waits: bool) -> Start | None:
    """The recommendation that begins in a passage; None where none does. ``waits``: the one above has no
    response yet, so that words right above "Response:" are its own."""
    passage = passages[index]
    text = passage.text.strip()
    if passage.kind is PassageKind.ROW:
        if text.count(" | ") > 1:
            return None  # of a table with more columns than a label and its words
        text = text.replace(" | ", ": ")
    own = passage.label.strip("(). ")
    first = _NUMBER_FIRST.match(text)
    if first and (first["text"] or _is_short(text)):
        return Start((first["number"] or own).strip("() "), first["text"].strip())
    named = _NAMED.match(
        f"{passage.label} {text}" if re.match(r"rec", passage.label, re.IGNORECASE) else text
    )
    if named and _names(named, passage):
        return Start(" ".join(named["number"].split()), named["text"].strip())
    if (own or passage.kind is PassageKind.HEADING) and _is_recommended(text):
        number = own or ""
        return Start(number, text)
    return None if waits else _above_response(passages, index, own)


def _names(named: re.Match[str], passage: Passage) -> bool:
    """Whether "Recommendation 3" names one that follows, rather than begins a sentence about it."""
    rest = named["text"]
    if named["mark"] is not None and (named["mark"].strip() or not rest):
        return bool(named["mark"].strip(" .)")) or not _CONTINUES.match(rest)
    if named["where"]:
        return True
    return bool(rest) and rest[:1].isupper() and answer_of(rest) is None


def told_apart(text: str) -> bool:
    """Whether a passage cites where it stands in the report answered: a conclusion or a recommendation."""
    return bool(_CITED.search(text.strip()))


def _is_recommended(text: str) -> bool:
    return bool(_RECOMMENDED.search(text)) or (told_apart(text) and bool(_DEMANDS.search(text)))


def _above_response(passages: Sequence[Passage], index: int, own: str) -> Start | None:
    """A passage that asks for something, right above one that says itself a response to a recommendation."""
    passage = passages[index]
    text = passage.text.strip()
    below = next((p for p in passages[index + 1 : index + 2]), None)
    if below is None or passage.kind is PassageKind.ROW or answers_here(text) is not None:
        return None
    asks = re.match(r"that\b", text, re.IGNORECASE) or _DEMANDS.search(text) or own
    says = answers_here(below.text.strip())
    named = says is not None and re.match(
        r"\W{0,3}(?:[\w’'&/-]+\s+){0,7}?(?:response|reply|answer)\b", below.text, re.IGNORECASE
    )
    answers = re.match(r"\W*that\b", text, re.IGNORECASE) or _RECOMMENDS.search(text)
    said = answers and re.search(r"\brecommendation\b", below.text, re.IGNORECASE) and answer_of(below.text)
    if asks and (named or said) and not answer_of(text) and len(text.split()) >= 5:
        return Start(own, text)
    return None


def answers_here(text: str) -> str | None:
    """What follows "The council's response:" on its line ("" where nothing does); None where a text does not
    begin so."""
    mark = _MARK.match(text.strip())
    if not mark:
        return None
    head = text.strip()[: mark.start("rest")]
    if len(head.split()) > (14 if mark["mark"].strip() else 7) or re.match(r"\W*that\b", head, re.IGNORECASE):
        return None
    return mark["rest"].strip()


def detail_of(text: str) -> tuple[str, str]:
    """A line that names who acts or by when: ("owner" or "due", the value); ("", "") for any other."""
    for name, pattern in _DETAILS:
        match = pattern.match(text)
        if match:
            found = match.groupdict()
            return name, (found.get("value") or found.get("when") or "").strip(" .")
    return "", ""


def _is_short(text: str) -> bool:
    return len(text.split()) <= 4

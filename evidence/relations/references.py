"""Words that name another paper or place: "your letter of 4 December", "appendix 2", "paragraph 3.2.1". Pure.

Finding what a passage mentions, and finding which paper is meant, are apart: papers come later. A mention is
tied to a paper only where exactly one can be meant; where that is in any doubt there is no tie.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evidence.kinds.kind import called, kind_of
from evidence.language.dates import day_of
from evidence.language.months import MONTH, ORDINAL, YEAR, month_number
from evidence.language.names import name_words
from evidence.relations.correspondence import same_person

LETTER, REPORT, NOTICE, MINUTES, PLAN, PLACE = "letter", "report", "notice", "minutes", "plan", "place"
LONGEST = 400  # days: "the letter of 4 December", without a year, is no older

_DATE = (
    rf"(?P<day>\d{{1,2}})\s*{ORDINAL}?"
    rf"\s+(?:of\s+)?(?P<month>{MONTH})\b\.?,?(?:\s*(?P<year>{YEAR}))?"
)
_A_MONTH = re.compile(MONTH)  # without one a passage names no paper by its date, and few have one
# Nor does it name a paper, or a place, without a word for it: looking for those takes a tenth of the time.
_PAPER_WORDS = ("letter", "eport", "otice", "irection", "inutes", "lan")
_PLACE_WORDS = ("para", "Para", "ection", "ppendix", "nnex", "nclosure", "APPENDIX", "ANNEX")
_NAME = r"[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}"
_LETTERS = re.compile(
    rf"\b(?P<whose>[Yy]our|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Tt]he"
    rf"|{_NAME}[’']s?)\s+(?:[a-z]+\s+){{0,2}}?letter\s+"
    rf"(?:to\s+(?P<to>[^.,;()]{{3,60}}?)\s+|from\s+(?P<from>[^.,;()]{{3,60}}?)\s+)?(?:of|dated"
    rf"|on)\s+(?:the\s+)?{_DATE}"
)
_PAPERS = re.compile(
    rf"\b(?P<lead>(?:[\w’'-]+\s+){{0,6}}?)(?P<what>[Rr]eport|[Nn]otice|[Dd]irection|[Mm]inutes|[Pp]lan)\s+"
    rf"(?:(?:to|of)\s+(?:the\s+)?(?P<body>[A-Z][\w’'&-]*(?:\s+(?:[A-Z][\w’'&-]*|and|for|of)){{0,6}}?)\s+)?"
    rf"(?:(?:which\s+was\s+)?(?:issued|published|dated|presented|agreed|approved)\s+)?(?:of|on|dated"
    rf"|for)?\s*(?:the\s+)?"
    rf"(?:(?:last\s+)?meeting\s+(?:held\s+)?(?:of|on)\s+)?(?:the\s+)?{_DATE}"
)
_OWN_WORDS = re.compile(
    r"(?:\b(?:the|an?|this|that|its|their|our|my|your)\s+)?(?:[A-Z][\w’'-]*\s+){0,4}(?:inspection\s+"
    r"|progress\s+|update\s+|improvement\s+)?$"
)
_MONTHLY = re.compile(
    rf"\b[Tt]he\s+(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?\s+(?:[a-z]+\s+)?(?P<what>report"
    rf"|letter|minutes)\b"
)
_LABEL = r"\d{1,2}(?:\.\d{1,3}){1,4}[a-z]?|\d{1,3}(?!\.?\d)"
_PARAGRAPH = re.compile(
    rf"\b(?:[Pp]aragraphs?|[Pp]aras?\.?|[Ss]ection)\s+(?P<label>{_LABEL})(?P<after>[^.;]{{0,90}})"
)
_APPENDIX = re.compile(
    r"\b(?P<name>[Aa]ppendix|[Aa]nnex|[Ee]nclosure|APPENDIX|ANNEX)\s+(?P<label>\d{1,2}"
    r"|[A-Z])\b(?P<after>[^.;]{0,60})"
)
_ELSEWHERE = re.compile(r"^[\s,)]*(?:of|to|in|from|at)\s+(?!this\b)", re.IGNORECASE)
_OF_THE_REPORT = re.compile(
    r"^[\s,)]*(?:of|in)\s+the\s+report\b(?!\s+(?:of|to|on|dated|by|from))", re.IGNORECASE
)
_LAW = re.compile(r"\b(?:Act|Schedule|Regulations?|Order|guidance|Code|Working\s+Together|framework)\b")


@dataclass(frozen=True)
class Mention:
    """Words of a passage that name a paper (by kind and date) or a place (by its label), or both.

    ``whose``: "your", "my", a person's name, or "the". ``label``: "3.2.1", or "appendix 2". Dates are 0 where
    the words have none.
    """

    kind: str
    words: str
    whose: str = ""
    other: str = ""
    body: str = ""
    label: str = ""
    day: int = 0
    month: int = 0
    year: int = 0
    inspection: bool = False


@dataclass(frozen=True)
class Paper:
    """What is needed of a document."""

    id: int
    kind: str
    title: str
    date: str
    author: str
    recipient: str
    source: str
    parent: int | None = None


@dataclass(frozen=True)
class Tie:
    """A mention's paper, and the passage in it where a place is named."""

    document: int
    passage: int | None = None


Places = Callable[[int, str], list[int]]  # document and label -> passages that bear it


def mentions(text: str) -> Iterator[Mention]:
    """Every mention in a passage. Not for headings: those name themselves ("Appendix 2: …")."""
    text = " ".join(text.replace("’", "'").split())
    if _A_MONTH.search(text) and any(word in text for word in _PAPER_WORDS):
        yield from _papers(text)
    if any(word in text for word in _PLACE_WORDS):
        yield from _places(text)


def _papers(text: str) -> Iterator[Mention]:
    """Papers that are named by their dates."""
    for match in _LETTERS.finditer(text) if "letter" in text else ():
        yield _dated(LETTER, match, whose=match["whose"], other=(match["to"] or match["from"] or "").strip())
    for match in _PAPERS.finditer(text):
        yield _paper(match)
    for match in _MONTHLY.finditer(text):
        if not _PARAGRAPH.search(text[: match.start()][-40:] + " "):
            yield _dated(match["what"], match)


def resolve(
    mention: Mention, paper: Paper, passage: str, papers: Sequence[Paper], places: Places
) -> Tie | None:
    """What a mention in ``paper`` means, among ``papers``; None where none, or more than one, can be."""
    if mention.kind == PLACE and not mention.month:
        return _place(mention, paper, papers, places)
    kind = REPORT if mention.kind == PLACE else mention.kind
    others = (p for p in papers if p.id != paper.id and p.kind in called(kind))
    fitting = [p for p in others if _fits(mention, p, paper)]
    if kind == LETTER:
        fitting = [p for p in fitting if _is_that_letter(mention, p, paper, passage)]
    elif kind != NOTICE:
        fitting = [p for p in fitting if _is_that_paper(mention, p, paper, passage)]
    if len(fitting) != 1:
        return None
    if mention.kind != PLACE:
        return Tie(fitting[0].id)
    found = places(fitting[0].id, mention.label)
    return Tie(fitting[0].id, found[0]) if len(found) == 1 else None


def _dated(kind: str, match: re.Match[str], *, whose: str = "", other: str = "", body: str = "") -> Mention:
    parts = match.groupdict()
    return Mention(
        kind,
        match.group().strip(" .,"),
        day=int(parts.get("day") or 0),
        month=month_number(parts["month"]),
        year=int(parts["year"] or 0),
        whose=whose,
        other=other,
        body=body,
    )


def _paper(match: re.Match[str]) -> Mention:
    what = match["what"].casefold()
    kind = {"direction": NOTICE}.get(what, what)
    said = _dated(kind, match, body=match["body"] or "")
    start = match.start("what") - match.start()
    lead = _OWN_WORDS.search(match["lead"])
    words = (lead.group() if lead else "") + match.group()[start:]
    about = re.search(r"\b(?:[Ii]nspection|Ofsted)\b", match["lead"])
    return Mention(**{**said.__dict__, "words": words.strip(" .,"), "inspection": bool(about)})


def _places(text: str) -> Iterator[Mention]:
    for match in _APPENDIX.finditer(text):
        if not _ELSEWHERE.match(match["after"]):
            words = f"{match['name']} {match['label']}"
            yield Mention(PLACE, words, label=words.casefold())
    for match in _PARAGRAPH.finditer(text):
        words, after = match.group()[: match.start("after") - match.start()], match["after"]
        if _LAW.search(after) or (
            match.group().startswith(("Section", "section")) and re.search(r"[A-Z]", after[:2])
        ):
            continue
        if _OF_THE_REPORT.match(after):
            yield Mention(PLACE, words + " of the report", label=match["label"], whose="the report")
        elif _ELSEWHERE.match(after):
            month = re.match(
                rf"^\s*(?:of|in)\s+the\s+(?P<month>{MONTH})(?:\s+(?P<year>\d{{4}}))?\s+(?:\w+\s+)?report\b",
                after,
            )
            whole = re.match(rf"^\s*(?:of|in)\s+the\s+(?:\w+\s+)?report\s+(?:of|dated)\s+{_DATE}", after)
            found = month or whole
            if found:
                said = _dated(PLACE, found)
                yield Mention(
                    **{
                        **said.__dict__,
                        "words": (words + found.group()).strip(" .,"),
                        "label": match["label"],
                    }
                )
        else:
            yield Mention(PLACE, words, label=match["label"])


def _place(mention: Mention, paper: Paper, papers: Sequence[Paper], places: Places) -> Tie | None:
    """A place in this paper or one that it encloses; in minutes, "the report" is the same meeting's."""
    if mention.whose == "the report":
        reports = (p for p in papers if _is_a(p, REPORT) and not kind_of(p.kind).inspects)
        same = [p for p in reports if p.date == paper.date and _same_body(p, paper)]
        spots = (
            [(p.id, s) for p in same for s in places(p.id, mention.label)] if _is_a(paper, MINUTES) else []
        )
        return Tie(*spots[0]) if len(spots) == 1 and len(same) == 1 else None
    here = places(paper.id, mention.label)
    if here:
        return Tie(paper.id, here[0]) if len(here) == 1 else None
    if mention.label[0].isdigit():
        return None
    near = {
        p.id: p
        for p in papers
        if p.parent == paper.id or (paper.parent and p.parent == paper.parent and p.id != paper.id)
    }
    named = [p.id for p in near.values() if re.match(rf"{re.escape(mention.label)}\b", p.title.casefold())]
    named = named or [i for i in near if places(i, mention.label)]
    return Tie(named[0]) if len(named) == 1 else None


def _fits(mention: Mention, other: Paper, paper: Paper) -> bool:
    """Whether a paper's date is the one that the mention gives; without a year, one not long before."""
    there, here = day_of(other.date), day_of(paper.date)
    if there is None or (mention.day and there.day != mention.day) or there.month != mention.month:
        return False
    if mention.year:
        return there.year == mention.year
    return here is not None and 0 <= (here - there).days <= (LONGEST if mention.day else 330)


def _is_that_letter(mention: Mention, letter: Paper, paper: Paper, passage: str) -> bool:
    """Whether the letter was written by, and to, whom the words say."""
    whose = mention.whose.casefold()
    if whose == "your":
        return same_person(letter.author, paper.recipient) and (
            not letter.recipient or not paper.author or same_person(letter.recipient, paper.author)
        )
    if whose in {"my", "our"}:
        return same_person(letter.author, paper.author)
    if whose not in {"the", "his", "her", "their"}:
        person = re.sub(r"['’]s?$", "", mention.whose)
        if not same_person(person, letter.author):
            return False
    people = [n for n in (letter.author, letter.recipient) if n]
    ours = [n for n in (paper.author, paper.recipient) if n]
    return any(same_person(a, b) for a in people for b in ours) or any(
        _surname(n) in passage.split() for n in people
    )


def _surname(name: str) -> str:
    words = name_words(name)
    return words[-1] if words else "\0"


def _is_that_paper(mention: Mention, other: Paper, paper: Paper, passage: str) -> bool:
    """Whether a report, plan or minutes is of the body that the words name, or that the two share."""
    if mention.inspection != kind_of(other.kind).inspects and mention.kind == REPORT:
        return False
    told = " ".join((other.recipient, other.title, other.source)).casefold()
    if mention.body:
        return mention.body.casefold() in told
    return _same_body(other, paper) or bool(other.source and other.source.casefold() in passage.casefold())


def _is_a(paper: Paper, word: str) -> bool:
    return kind_of(paper.kind).called == word


def _same_body(one: Paper, other: Paper) -> bool:
    bodies = [{b.casefold() for b in (p.recipient, p.source, p.author) if b} for p in (one, other)]
    if bodies[0] & bodies[1]:
        return True
    return any(b in other.title.casefold() for b in bodies[0] if len(b.split()) > 1)

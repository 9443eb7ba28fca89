"""The fixed phrases of letters, notices and reports: salutations, sign-offs, cover fields, usual headings."""

import re

from evidence.language.months import LONG, ORDINAL
from evidence.language.names import TITLE

# A letter in two languages may print both on one line: "Annwyl Ms Lee / Dear Ms Lee".
_OTHER_TONGUE = r"(?:[A-Z][^/.:;!?]{2,50}/\s*)?"
_FAREWELL = (
    r"(?:yours\s+(?:sincerely|faithfully|truly|ever|aye)|sincerely(?:\s+yours)?|(?:best\s+)?regards|best\s+wishes"
    r"|(?:with\s+)?(?:kind(?:est)?|best|warm(?:est)?)\s+(?:regards|wishes)|with\s+(?:best|many)\s+\w+)"
)
SALUTATION = re.compile(rf"{_OTHER_TONGUE}(?:dear\b|to whom it may concern)[^.:;!?]{{0,70}}[,:]?", re.I)
"""A whole passage that is one."""
GREETING = re.compile(rf"{_OTHER_TONGUE}Dear\s+(?=\S)")
"""How a line that is one begins."""
GREETED = re.compile(rf"^Dear\s+{TITLE}\b\.?\s+(.+)")
"""The name in one that gives it with a title."""
SIGN_OFF = re.compile(
    rf"(?:[A-Z][^/.:;!?]{{2,30}}/\s*)?{_FAREWELL}(?:\s*/\s*[A-Z][^/.:;!?]{{2,30}})?\s*[,.]?", re.I
)
"""A whole passage that is one."""
CLOSING = re.compile(rf"^\W*(?:[A-Z][^/.:;!?]{{2,30}}/\s*)?{_FAREWELL}\b.{{0,12}}$", re.I)
"""A line that is one, with little before and after it."""
SIGNATURE = re.compile(
    r"\W*(?:a\s+hand-?written\s+signature|signature\b|signed\b|!?\[.{0,40}signature)", re.I
)
SIGNED_FIELD = re.compile(r"\b(?:signed|signature|on behalf of|date)\s*:", re.I)
COPIES = re.compile(r"\W*(?:cc|c\.c\.|copy to|copies to|copied to|enc|encs|enclosures?)\b\s*[:.]", re.I)
FIELD = re.compile(r"\**[A-Z][\w '’/().&-]{1,45}:(?:\s|\**\s|$)")
_BODY_KEYS = (
    "executive summary|summary of key issues|summary|purpose of (?:the |this )?report|purpose|introduction"
    "|background"
    "|recommendations?|recommendation\\(s\\)|conclusions?|main issues|overview|context|key findings|findings"
)
BODY_FIELD = re.compile(rf"\**(?:{_BODY_KEYS})\**\s*:", re.I)
USUAL_HEADING = re.compile(
    rf"(?:{_BODY_KEYS}|background (?:information|documents|papers)|next steps"
    r"|(?:list of )?appendi(?:x|ces)|glossary|references|summary of (?:key )?(?:findings|main points)"
    r"|(?:appendix|annex|schedule|enclosure)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4})\b.{0,80})\W*",
    re.I,
)
APPENDIX = re.compile(
    r"(?:appendix|annex|schedule|enclosure)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4})\b[^.]{0,80}", re.I
)
CONTENTS = re.compile(r"(?:table of )?contents(?: page)?\W*", re.I)
MEETING = re.compile(r"(?:minutes|notes|record)\s+(?:of|from)\b", re.I)
DATE = re.compile(
    rf"(?:date\s*:?\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?\d{{1,2}}(?:\s*{ORDINAL})?\s+"
    rf"{LONG},?\s+\d{{4}}\W*",
    re.I,
)
HAS_DATE = re.compile(
    rf"\b\d{{1,2}}(?:\s*{ORDINAL})?\s+{LONG},?\s+\d{{4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b",
    re.I,
)
CONTACT = re.compile(
    r"@|\bwww\.|https?://"
    r"|\b(?:tel|fax|phone|telephone|mobile|e-?mail|direct line|our ref|your ref|ref)\b\s*[:.]"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b",
    re.I,
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\W*$")
ADDRESSEE = re.compile(rf"(?:{TITLE}|rt hon)\b", re.I)
# What a paper's cover begins with.
COVER_LINE = re.compile(
    r"(?:joint |covering )?report (?:of|by|from|to)\b"
    r"|(?:minutes|notes?|record|action notes) (?:of|from) (?:a |the )?\S"
    r"|(?:agenda )?item (?:no\.?|number)?\s*:?\s*[\d#]{1,2}\b|agenda item\b"
    r"|inspection of\b.{0,90}\bservices\b"
    r"|(?:report title|title of report|subject|report author|originator)\s*:",
    re.I,
)
# A line that leads into what follows is a sentence cut at its colon, not a heading.
LEAD_IN = re.compile(
    r"\b(?:is|are|was|were|be|been|being|will|would|must|should|shall|may|might|can|could|has|have|had|do|does"
    r"|to|for|by|at|in|on|of|that|as follows|following|includes?|including|included|namely|from|with)"
    r"\s*:\W*$",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|will|would|must|shall|should|may|might|can|cannot|could|has|have|had|does|do|did"
    r"|need|needs|includes?|covers?|focus(?:es)?|asks?|agreed|noted|resolved|received)\b",
    re.I,
)


def is_sentence(text: str) -> bool:
    """Whether a text has a finite verb of the common kind, so that it says something rather than names it."""
    return bool(_VERB.search(text))


def is_lead_in(text: str) -> bool:
    """Whether a text that ends with a colon introduces what follows ("The council must:")."""
    return text.rstrip("*_ ").endswith(":") and bool(LEAD_IN.search(text) or is_sentence(text))

"""The headings that open a list of points: of strengths, areas for improvement, priority actions."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile

from evidence.model import Passage, PassageKind

PRIORITY, IMPROVE, STRENGTH = "priority_action", "area_for_development", "strength"
_WHO = (
    r"(?:the\s+|this\s+)?(?:local\s+|area\s+)?(?:authority|council|service|board|lscb|partnership|area"
    r"|trust|children['’]s\s+services)"
)
OPENERS = (
    (
        PRIORITY,
        re.compile(
            r"^(?:the\s+|key\s+|identified\s+)?(?:(?:areas?\s+for\s+)?(?:priority(?:\s+and\s+immediate)?"
            r"|immediate(?:\s+and\s+priority)?)\s+actions?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        IMPROVE,
        re.compile(
            rf"^(?:what\s+(?:does\s+.{{3,50}}\s+)?(?:needs?|has|have|must|should)\s+(?:to\s+"
            rf"|be\s+)?(?:improved?|done|do|be\s+(?:done|improved|better))\b"
            rf"|what\s+{_WHO}\s+needs?\s+to\s+(?:do|improve)\b|(?:the\s+|key\s+|main\s+"
            rf"|identified\s+)?areas?\s+(?:for|of)\s+(?:further\s+)?"
            r"(?:improvement|development|concern)\b|(?:the\s+|key\s+|our\s+"
            r"|summary\s+of\s+)?recommendations?\b(?!\s+(?:of|from)\b)"
            r"|areas?\s+for\s+(?:further\s+)?consideration\b|what\s+we\s+(?:need\s+to|must|should)\s+(?:improve|do\s+better)\b"
            r"|areas?\s+(?:of\s+(?:social\s+work\s+)?practice\s+)?(?:that|which"
            r"|where\s+\w+)\s+needs?\s+(?:to\s+)?(?:improve|be\s+strengthened|strengthening)"
            r"|(?:the\s+)?areas?\s+(?:identified\s+)?for\s+(?:improvement|development)\b"
            r"|even\s+better\s+if\b)",
            re.IGNORECASE,
        ),
    ),
    (
        STRENGTH,
        re.compile(
            rf"^(?:(?:the\s+|key\s+|main\s+|areas?\s+of\s+|identified\s+|headline\s+"
            rf"|significant\s+)*strengths?\b(?!\s+and\b)|what(?:['’]s|\s+is|\s+went|\s+works?)\s+"
            rf"(?:{_WHO}\s+does\s+|working\s+)?well\b|what\s+we\s+(?:do|are\s+doing)\s+well\b|areas?\s+of\s+good\s+practice\b"
            rf"|examples?\s+of\s+good\s+practice\b"
            r"|what\s+(?:is|are)\s+.{3,40}?\s+doing\s+(?:that\s+is\s+effective|well)\b)",
            re.IGNORECASE,
        ),
    ),
)
# Before 2023 what an area had to answer in a written statement of action stood below such a lead-in.
_WEAKNESSES = re.compile(
    r"\bfollowing\s+(?:\w+\s+){0,3}?(?P<named>(?:areas?\s+of\s+)?(?:significant\s+)?(?:areas?\s+of\s+)?weakness(?:es)?)\s*:$",
    re.IGNORECASE,
)
RECOMMENDS = re.compile(r"^(?:the\s+|key\s+|our\s+|summary\s+of\s+)?recommendations?\b", re.IGNORECASE)
BY_WHEN = re.compile(
    r"^(?:\W*)(?:immediately|within\s+(?:\w+|\d+)\s+(?:days?|weeks?|months?|year)(?:\s+of\s+.{3,40})?"
    r"|by\s+(?:the\s+end\s+of\s+)?[A-Z]\w+\s+\d{4}"
    r"|for\s+(?:immediate\s+action|action\s+(?:over|within|in)\s+the\s+(?:next|longer)\s+[\w\s]{3,16})"
    r"|as\s+soon\s+as\s+possible|longer\s+term|in\s+the\s+(?:short|medium|long(?:er)?)\s+term)\W*$",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:previous|last)\s+(?:inspection|visit|report)\b|\bidentified\s+at\b|\bprogress\s+(?:against|on"
    r"|since|in)\b",
    re.IGNORECASE,
)
# A question that may be answered with narrative; areas for improvement then have a heading of their own.
_DOES_BETTER = re.compile(r"^what\s+(?:does|do)\s+.{3,60}\s+need\s+to\s+do\s+better\b", re.IGNORECASE)
_NARRATED = re.compile(r"^what\s+(?:(?:does|do)\s|(?:must|should|needs?|has|have)\b)", re.IGNORECASE)
DEMANDS = re.compile(
    r"^[^.;:]{0,200}?\b(?:should|must|shall|needs?\s+to|ha(?:s|ve)\s+to|(?:is|are)\s+to)\b", re.IGNORECASE
)
NONE = re.compile(
    r"^(?:there\s+(?:are|were|have\s+been)\s+no\b|(?:\w+\s+)?none\b|no\s+(?:\w+\s+)?(?:priority|immediate"
    r"|areas?|actions?|recommendations?)\b|(?:the|this|these|inspectors?|we|ofsted|it|on)\b[^.;]{0,80}?\b"
    r"(?:(?:not|n['’]t)\s+(?:\w+\s+)?(?:find|found|identif\w+|make|made|set|result\w*\s+in|require\w*|given?)"
    r"\s+any|(?:found|finds|identif\w+|made|makes|set|gave|ha[sd]|have)\s+no)\s+(?:\w+\s+){0,4}?"
    r"(?:areas?|actions?|recommendations?|priorit\w+)\b)",
    re.IGNORECASE,
)
# What becomes of the points, below their list: "Any areas identified above will be considered in …".
FOLLOWS = re.compile(
    r"^(?:any|all|these|the|ofsted|inspectors|we)\b[^.]{0,120}?\b(?:will|shall)\s+(?:also\s+)?be\s+(?:specifically\s+)?"
    r"(?:considered|followed\s+up|reviewed|monitored|taken\s+into\s+account)\b[^.]{0,80}?\b(?:inspection|visit|assessment|review)s?\b"
    r"|^(?:ofsted|inspectors|we)\s+will\s+(?:take|use|consider|follow)\b[^.]{0,120}?\b(?:inspection|visit|review)s?\b",
    re.IGNORECASE,
)
_TWO_SENTENCES = re.compile(r"[a-z)’”][.!?]\s+[A-Z]")
_WHOSE = re.compile(
    r"^(?:(?:responsible|lead)\s+)?(?:bod(?:y|ies)|agenc(?:y|ies)|organisations?|partners?|who|leads?|owners?"
    r"|no|ref(?:erence)?|number|#)\.?$"
    r"|^(?:by\s+)?whom$|^responsib(?:le|ility)(?:\s+\w+)?$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:council|borough|county|authority|board|partnership|police|constabulary|trust|service|nhs|icb"
    r"|leaders|partners|health)\b",
    re.IGNORECASE,
)


def opens(passage: Passage, text: str) -> str:
    """Which list a heading, or a short line that ends with a colon, opens; nothing if none."""
    if passage.kind is PassageKind.PARAGRAPH and _WEAKNESSES.search(text):
        return PRIORITY
    if "\n" in text or len(text.split()) > 16 or _ADDRESSED.search(text):
        return ""
    heads = passage.kind is PassageKind.HEADING or text.endswith((":", "?")) or text[-1:].isalpha()
    if (
        not heads
        or passage.kind is PassageKind.ROW
        or (passage.kind is PassageKind.BULLET and not text.endswith(":"))
    ):
        return ""
    return next((kind for kind, pattern in OPENERS if pattern.match(text)), "")


def has_words(text: str) -> bool:
    """Whether a text has a word: the number of a page, or of an item that was lost, has none."""
    return bool(re.search(r"[^\W\d]{2}", text))


def named_by(text: str) -> str:
    """What a list is called by the heading or lead-in that opens it."""
    lead_in = _WEAKNESSES.search(text)
    return lead_in["named"].capitalize() if lead_in else text.strip(" :?")


def heads_column(passage: Passage) -> tuple[str, str]:
    """Which list a table's head opens, and the heading of its column: one of the table's two columns names
    points, the other who is responsible for each, or its number; ("", "") if none."""
    cells = [" ".join(c.split()) for c in passage.text.split("|")]
    if passage.kind is not PassageKind.ROW or len(cells) != 2 or not _WHOSE.match(cells[0]):
        return "", ""
    return next(((kind, cells[1]) for kind, pattern in OPENERS if pattern.match(cells[1])), ("", ""))


def names_who(passages: Sequence[Passage], index: int) -> bool:
    """Whether a heading within a list says who must do what stands below it."""
    text, below = passages[index].text.strip(), passages[index + 1 : index + 2]
    if _WHOSE.match(text):
        return True
    demanded = bool(below) and below[0].kind is PassageKind.PARAGRAPH and bool(DEMANDS.match(below[0].text))
    return demanded and bool(_BODY.search(text)) and text[-1:].isalnum() and text[:1].isupper()


def is_answered(passages: Sequence[Passage], index: int) -> bool:
    """Whether a question ("What must improve?") is answered with narrative, which requires nothing."""
    if not _NARRATED.match(passages[index].text):
        return False
    below = list(
        takewhile(
            lambda p: p.kind is not PassageKind.HEADING and not opens(p, p.text.strip()),
            passages[index + 1 :],
        )
    )
    said = [p for p in below if p.kind in {PassageKind.PARAGRAPH, PassageKind.BULLET}]
    told = [p for p in said if _TWO_SENTENCES.search(p.text) and not DEMANDS.match(p.text)]
    rest = passages[index + 1 + len(below) :]
    asked = any(opens(p, p.text.strip()) == IMPROVE and not _NARRATED.match(p.text) for p in rest)
    if asked and said and _DOES_BETTER.match(passages[index].text):
        return not any(DEMANDS.match(p.text) for p in said)
    return (
        bool(said)
        and not any(DEMANDS.match(p.text) for p in said)
        and len(told) * (4 if asked else 2) > len(said)
    )


def _stands_within(heading: Passage) -> bool:
    """Whether a heading belongs to the list above it: by when, or by whom, its points are due."""
    return bool(BY_WHEN.match(heading.text.strip()) or _WHOSE.match(heading.text.strip()))


def unread_lists(passages: Sequence[Passage], taken: Container[int | None]) -> Iterator[str]:
    """One sentence for each heading of things to improve below which nothing was taken as a point, though
    there is text that does not say that there are none."""
    for index, passage in enumerate(passages):
        kind = opens(passage, passage.text.strip()) if passage.kind is PassageKind.HEADING else ""
        if kind not in {PRIORITY, IMPROVE} or is_answered(passages, index):
            continue
        below = takewhile(
            lambda p: p.kind is not PassageKind.HEADING or _stands_within(p), passages[index + 1 :]
        )
        said = [p for p in below if p.kind in {PassageKind.PARAGRAPH, PassageKind.BULLET, PassageKind.ROW}]
        said = [p for p in said if has_words(p.text)]
        if said and not any(p.ordinal in taken or NONE.match(p.text) for p in said):
            named = " ".join(passage.text.split()).strip(" :?")
            yield f"What stands below “{named}” was not read as points."

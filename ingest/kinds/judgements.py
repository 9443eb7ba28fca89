"""Judgements in inspection reports: an area and its grade, as findings.

Read from the table on the first page and from the sentences that state the overall judgement; headings
("…: requires improvement to be good", "… is inadequate") fill in areas that the table does not name.
Nothing is supplied for an area that the paper does not judge by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence.model import Finding, PassageKind
from ingest.kinds.common import Line, Paper, folded
from ingest.kinds.outcomes import find_outcome

GRADES = ("outstanding", "good", "requires improvement", "inadequate", "adequate")
_GRADE = r"(?:Outstanding|Good|Requires\s+[Ii]mprovement(?:\s+to\s+be\s+good)?|Inadequate|Adequate)"
_ANY_GRADE = r"(?:outstanding|good|requires?\s+improvement(?:\s+to\s+be\s+good)?|inadequate|adequate)"
_TABLE_HEAD = re.compile(r"^judge?ments?\b.{0,6}\bgrades?\b", re.IGNORECASE)
_LISTED = re.compile(
    r"^(?:1\s?[.|]?\s*\|?\s*)?(?:Children|The\s+experiences|The\s+impact|Overall\s+effectiveness)\b"
)
_PAIR = re.compile(rf"(?P<area>(?:\d(?:\.\d)?\.?\s+)?[A-Z][^.:;|]{{5,150}}?)\s+(?P<grade>{_GRADE})(?=\s|$)")
_ROW = re.compile(rf"^(?P<area>[A-Z][^|]{{5,150}}?)\s*\|\s*(?:Grade\s+\d\s*)?\(?(?P<grade>{_GRADE})\)?$")
_OVERALL = (
    re.compile(
        rf"\boverall\s+judge?ment\s+is(?:\s+that)?\s+(?:children['’]s\s+services\s+(?:are"
        rf"\s+)?)?(?P<grade>{_ANY_GRADE})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^children['’]s\s+services\s+in\s+[\w\s’'-]{{3,50}}?\s+(?:(?:are|is)\s+)?(?P<grade>{_ANY_GRADE})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"^overall\s+effectiveness\s*(?:is|:|\|)?\s+(?P<grade>{_ANY_GRADE})\b", re.IGNORECASE),
)
_BOARD = re.compile(
    rf"\b(?P<area>(?:the\s+effectiveness\s+of\s+)?the\s+(?:local\s+)?safeguarding\s+children"
    rf"\s+board)\s*(?:\(LSCB\)\s*)?"
    rf"(?:in\s+\w+\s+)?(?:(?:is|are|was)\s+)?(?:judged\s+(?:to\s+be\s+)?)?(?P<grade>{_ANY_GRADE})\b",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    rf"^(?:the\s+)?(?P<area>(?:overall\s+effectiveness|capacity\s+(?:for|to)\s+improve(?:ment)?"
    rf"|quality\s+of\s+provision|leadership\s+and\s+management)"
    rf"(?:\s+of\s+[^.:;]{{3,140}}?)?)\s+(?:is|are|was|has\s+been)\s+(?:judged\s+(?:to\s+be\s+"
    rf"|as\s+)?)?(?P<grade>{_ANY_GRADE})\b(?!\s+or\b)",
    re.IGNORECASE,
)
# The annual assessment of 2009 to 2011 gave a council one grade of performance.
_PERFORMS = re.compile(
    r"\b(?P<area>children['’]s\s+services(?:\s+in\s+[A-Z][\w’' -]{2,40}?)?|council"
    r"|authority)?\s*(?:\w+\s+){0,4}?"
    r"(?P<grade>perform(?:s|ing|ed)?\s+(?:poorly|adequately|well|excellently))\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"^(?P<area>.{{6,140}}?)(?:\s*[:–—-]\s*|\s+(?:is|are)\s+|\s+(?=requires?\b))(?P<grade>{_ANY_GRADE})\W*$",
    re.IGNORECASE,
)
# These say again what the first page said, or grade no area of their own.
_RESTATED = re.compile(r"\bjudge?ments?\b|^children['’]s\s+services\s+(?:in|are)\b|^what\b", re.IGNORECASE)


def find_judgements(paper: Paper) -> tuple[Finding, ...]:
    """Each area that is judged, once, in the order in which the paper first grades it."""
    judgements: dict[str, Finding] = {}
    record = _record(paper)
    apart = any(": " in f.area for f in record)  # the same areas graded for several services
    others = () if apart else (*_sentences(paper), *_headings(paper), *_rating(paper))
    for finding in (*(() if apart else _table(paper)), *record, *others, *find_outcome(paper)):
        key = _key(finding.area)
        # "The overall effectiveness of services in Norbury" is the "overall effectiveness" of the record.
        if not any(key.startswith(f"{k} of ") and f.grade == finding.grade for k, f in judgements.items()):
            judgements.setdefault(key, finding)
    return tuple(judgements.values())


def grade_of(words: str) -> str:
    """A grade in its plain form: "Requires improvement to be good" is "requires improvement"."""
    plain = folded(words)
    if plain.startswith("require"):
        return "requires improvement"
    return plain if plain in GRADES else ""


def _key(area: str) -> str:
    """One key for the ways in which a paper names an area: at the front, in a heading, in a sentence."""
    words = re.sub(r"^\d[\d.]*\s+", "", folded(area))
    words = re.sub(r"\s*\(lscb\)|\(sic\)", "", words).replace("local safeguarding children board", "lscb")
    words = re.sub(r"\s+in\s+[a-z' -]+$" if "lscb" in words else r"$^", "", words)
    words = re.sub(r"^overall\s+judge?ment.*", "", words)
    words = re.sub(
        r"^(?:the\s+)?(?:(?:experiences|effectiveness|impact)(?:\s+and\s+progress)?\s+of\s+)?(?:the\s+)?",
        "",
        words,
    )
    return words.strip() or "overall effectiveness"


def _finding(area: str, grade: str, text: str, at: int) -> Finding:
    area = re.sub(r"^\d(?:\.\d)?\.?\s+", "", " ".join(area.split())).strip(" .:|")
    area = area[:1].upper() + area[1:]
    return Finding("judgement", " ".join(text.split()), area, grade_of(grade), at)


def _table(paper: Paper) -> list[Finding]:
    """Areas with their grades near the top, however the table's cells are broken over lines."""
    notes = {
        p.ordinal for p in paper.passages if p.kind is PassageKind.FOOTNOTE
    }  # a table goes on below them
    lines = [x for x in paper.lines[:80] if x.passage not in notes][:70]
    start = next((i + 1 for i, x in enumerate(lines) if _TABLE_HEAD.match(x.text.replace("|", " "))), None)
    if start is None:
        start = next(
            (i for i, x in enumerate(lines) if _LISTED.match(x.text) and _graded_soon(lines, i)), None
        )
    if start is None:
        return []
    text, owners = _flat(lines[start : start + 40])
    found: list[Finding] = []
    end = 0
    for match in _PAIR.finditer(text):
        # A pair that does not follow on from the last one belongs to prose below the table.
        if found and text[end : match.start()].strip(" |"):
            break
        end = match.end()
        found.append(_finding(match["area"], match["grade"], match.group(), owners[match.start()]))
        if _key(found[-1].area) == "overall effectiveness":
            break
    return found


def _record(paper: Paper) -> list[Finding]:
    """The record of judgements that older reports end with: rows of an area and its grade."""
    found: list[Finding] = []
    services: list[str] = []
    service = above = ""
    for passage in paper.passages:
        cells = [c.strip() for c in passage.text.split("|") if c.strip()]
        row = _ROW.match(passage.text.strip()) if passage.kind is PassageKind.ROW else None
        if row and len(row["area"].split()) <= 20:
            # Each service's part of the record opens with its overall effectiveness.
            service = above if _key(row["area"]) == "overall effectiveness" else service
            found.append(_finding(row["area"], row["grade"], passage.text, passage.ordinal))
            services.append(service)
        above = cells[0] if len(cells) == 1 and len(cells[0].split()) <= 10 else ""
    keys = [_key(f.area) for f in found]
    if len(set(keys)) < len(keys) and len(set(services)) > 1:
        found = [
            replace(f, area=f"{s}: {f.area}" if s else f.area) for f, s in zip(found, services, strict=True)
        ]
    return found if "overall effectiveness" in keys else []


def _rating(paper: Paper) -> list[Finding]:
    """The annual assessment's one grade: "performs poorly". Only where the paper is such an assessment."""
    if not re.search(
        r"\b(?:annual\s+)?(?:performance\s+)?(?:assessment|rating)\b", paper.opening, re.IGNORECASE
    ):
        return []
    for passage in paper.passages[:30]:
        text = " ".join(passage.text.split())
        match = _PERFORMS.search(text)
        if match and len({m["grade"].casefold() for m in _PERFORMS.finditer(text)}) == 1:
            grade = re.sub(r"^perform\w*", "performs", match["grade"].casefold())
            return [
                Finding(
                    "judgement", text[:400], "Children's services", " ".join(grade.split()), passage.ordinal
                )
            ]
    return []


def _graded_soon(lines: Sequence[Line], index: int) -> bool:
    near = " ".join(x.text for x in lines[index : index + 3])
    return bool(re.search(rf"\s{_GRADE}(?:\s|$)", near))


def _flat(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The lines as one string, with the passage that owns each character; prose ends it."""
    text, owners = "", []
    for line in lines:
        if line.is_prose and not re.search(_GRADE, line.text):
            break
        words = " ".join(line.text.replace("|", " ").split()) + " "
        text += words
        owners += [line.passage] * len(words)
    return text, owners


def _sentences(paper: Paper) -> list[Finding]:
    found: list[Finding] = []
    early = [p for p in paper.passages if p.page <= 4][:60]
    for pattern in _OVERALL:
        for passage in early:
            match = pattern.search(" ".join(passage.text.split()))
            if match and not any(_key(f.area) == "overall effectiveness" for f in found):
                found.append(
                    _finding("Overall effectiveness", match["grade"], match.group(), passage.ordinal)
                )
    for passage in paper.passages:
        if passage.kind not in {PassageKind.PARAGRAPH, PassageKind.BULLET}:
            continue
        match = _JUDGED.match(" ".join(passage.text.split()))
        if match and _key(match["area"]) not in {_key(f.area) for f in found}:
            found.append(_finding(match["area"], match["grade"], match.group(), passage.ordinal))
    for passage in early:
        match = _BOARD.search(" ".join(passage.text.split()))
        if match:
            found.append(_finding(match["area"], match["grade"], match.group(), passage.ordinal))
            break
    return found


def _headings(paper: Paper) -> list[Finding]:
    found = []
    for passage in paper.passages:
        text = " ".join(passage.text.split())
        # A text file's headings can look like paragraphs: there only the colon tells.
        bare = passage.kind is PassageKind.PARAGRAPH and not passage.label and ":" in text[-40:]
        if passage.kind is PassageKind.HEADING or (bare and len(text.split()) <= 25):
            match = _HEADING.match(text)
            if (
                match
                and not _RESTATED.search(match["area"])
                and re.search(
                    r"\b(?:children|leaders|care|effectiveness|board|leadership|adoption)\b",
                    match["area"],
                    re.I,
                )
            ):
                found.append(_finding(match["area"], match["grade"], match.group(), passage.ordinal))
    return found

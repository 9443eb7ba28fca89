"""What a notice or direction says beside its measures: issuer, addressee, term, reviews and grounds."""

import re
from collections.abc import Iterator, Sequence

from evidence.language.dates import find_dates
from evidence.model import Passage, PassageKind, RegisterFact

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SECRETARY = re.compile(
    r"(?<!Under.)(?<!under.)\bSecretary of State"
    r"(?: for [A-Z][\w'’-]+(?:(?:,\s+|,?\s+and\s+|\s+)[A-Z][\w'’-]+)*)?"
)
_DEPARTMENT = re.compile(r"\bDepartment (?:for|of) [A-Z][\w'’-]+(?:(?:,\s+|,?\s+and\s+|\s+)[A-Z][\w'’-]+)*")
_GROUNDS = re.compile(
    r"\bevidence\b[^.:]{0,60}?\s+(?:is\s+)?(?:contained|set\s+out|found)\s+in\s*:?$|\bbasis\s+of\b.{0,60}:$"
    r"|\brests\s+on\b.{0,40}:?$"
    r"|\b(?:following|these)\s+(?:reports?|inspections?|evidence)\b.{0,60}:$",
    re.IGNORECASE,
)
_WHEREAS = re.compile(r"^whereas\W*$", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:inspection|ofsted|inspectors?|judged|report|review|assessment|audit|commissioner)\b", re.IGNORECASE
)
_NAMED_REPORT = re.compile(
    r"\b(?:inspection|review|assessment|report)\b.*\b20\d\d\b|\b20\d\d\b.*\b(?:inspection|review"
    r"|assessment|report)\b",
    re.I,
)
_BECAUSE = re.compile(
    r"\b(?:is|was|has\s+been)\s+(?:being\s+)?(?:issued|given|made)\b.*\b(?:because|following|due\s+to"
    r"|in\s+response|as\s+a\s+result|to\s+address|in\s+light)\b"
    r".*\b(?:report|inspection|judg\w+|visit)\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"^(?:\W*)following\b.{0,160}\b(?:report|inspection|judg\w+)\b.{0,200}\b(?:issu\w+|give[ns]?|ma(?:de|kes))\s+"
    r"(?:a|an|this|the)\s+(?:\w+\s+)?(?:notice|direction)\b",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"\bSecretary\s+of\s+State\b.{0,120}?\b(?:noted|considered|had\s+regard\s+to|is\s+satisfied"
    r"|received)\b.*\b(?:report|inspection)\b.*\b20\d\d\b",
    re.IGNORECASE,
)
_LISTED_DATES = re.compile(
    r"^(?:progress\s+|interim\s+)?(?:review|assessment)\s+dates?\s*:\s*(?P<dates>.+)$", re.IGNORECASE
)
_BY_WHOM = re.compile(
    r"\b(?:assessed|reviewed|monitored)\s+by\s+(?:the\s+)?(?P<who>Department(?:\s+for\s+[A-Z]\w+)?|DfE"
    r"|Government\s+Office(?:\s+for\s+(?:the\s+)?(?:(?:and\s+the\s+)?[A-Z]\w+\s?)+)?"
    r"|Ofsted|Secretary\s+of\s+State|Minister\w*|[A-Z]\w+\s+Commissioner)(?P<when>[^.]*)"
)
_TERM = re.compile(
    r"\b(?:duration|term|period)\s+of\s+(?:the|this)\b.*:$|^how\s+long\b|^(?:duration|term)\b", re.IGNORECASE
)
_TERM_SENTENCE = re.compile(
    r"\b(?:notice|direction)\s+(?:will|shall|is\s+to)?\s*(?:remains?|stays?|lasts?|continues?|expires?"
    r"|has\s+effect|runs?)\b"
    r"|\bcomply\s+with\b.{0,40}\b(?:notice|direction)\s+until\b"
    r"|^(?:this|the)\s+\w*\s*(?:notice|direction)\b.*\b(?:until|for\s+a\s+period\s+of"
    r"|for\s+(?:\w+\s+)?(?:months|years))\b",
    re.IGNORECASE,
)
_REVIEWS = re.compile(
    r"\b(?:interim|progress|formal|further)?\s*reviews?\b.{0,120}:$|\breviews?\s+of\s+progress\b.{0,80}:$",
    re.IGNORECASE,
)
_REVIEW = re.compile(r"\breviews?\b", re.IGNORECASE)
_WILL_REVIEW = re.compile(
    r"\bfinal\s+review\b|\b(?:will|shall)\s+review\s+(?:the\s+)?(?:\w+\s+)?progress\b|\b(?:will|shall)\s+(?:hold|carry\s+out|undertake"
    r"|conduct)\s+(?:\w+\s+){0,3}reviews?\b|\b(?:reviews?|first|second|next)\s+(?:\w+\s+){0,6}?(?:will"
    r"|shall|being)\b",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"(?:\b(?:at|and)\s+|months\s+\()(?P<point>the\s+end\s+of\s+[A-Z][a-z]+\s+\d{4})|(?:\b(?:in|by|on"
    r"|and)\s+|\(|,\s+)(?P<other>(?:\d{1,2}\s+)?[A-Z][a-z]+\s+\d{4})"
)
_BARE_POINT = re.compile(r"^(?:the\s+end|end\s+of|\d{1,2}\s+[A-Z]|[A-Z][a-z]+\s+\d{4})", re.IGNORECASE)
_FAILURE = re.compile(
    r"\bfail(?:ure|s)?\s+to\s+comply\b|\bdoes\s+not\s+comply\b|\bunwilling\s+or\s+unable\b"
    r"|\bnon-?compliance\b"
    r"|\bnot\s+(?:be\s+)?satisfied\s+with\b|\bfails?\s+to\s+(?:make|meet|secure)\b"
    r"|\bif\b.{0,60}\b(?:does|do|is|are)\s+not\s+(?:mak\w+|made|improv\w+|sufficient|adequate|enough)\b.{0,80}\b(?:Secretary\s+of\s+State|Ministers?|Department)\b",
    re.IGNORECASE,
)
_ASSESSES = re.compile(
    r"^(?P<who>(?:The\s+)?(?:Department|DfE|DCSF|DfES|Secretary\s+of\s+State|Minister|Ofsted"
    r"|Commissioner)[^.:;]*?),?\s+"
    r"(?:\([^)]*\)\s+)?(?:who\s+)?(?:will|shall)\b[^.]{0,140}?\b(?:advise|assess|review|undertake"
    r"|carry\s+out|monitor|consider)",
)


def find_facts(
    passages: Sequence[Passage], addressee: tuple[str, int | None], issued: tuple[str, int | None]
) -> tuple[RegisterFact, ...]:
    """The register's facts in the paper's own words. ``addressee`` and ``issued`` come from its fields.

    A review's date has month precision where the paper says "the end of March 2010".
    """
    facts: list[RegisterFact] = []
    issuer, at = find_issuer(passages)
    if issuer:
        facts.append(RegisterFact("issuer", issuer, "", at))
    if addressee[0]:
        facts.append(RegisterFact("addressee", addressee[0], "", addressee[1]))
    if issued[0]:
        facts.append(RegisterFact("issued", issued[0], issued[0], issued[1]))
    facts += _grounds(passages)
    term = _term(passages)
    facts += term
    facts += _reviews([p for p in passages if p.ordinal not in {t.passage for t in term}])
    facts += _assessors(passages)
    facts += _consequences(passages)
    return tuple(dict.fromkeys(facts))


def find_issuer(passages: Sequence[Passage]) -> tuple[str, int | None]:
    """Who issues it: the Secretary of State by the fullest title the paper prints, else the Department."""
    for pattern in (_SECRETARY, _DEPARTMENT):
        # An office ends with its line in a signature block, but runs on over the lines of a paragraph.
        texts = [
            (t, p.ordinal)
            for p in passages
            for t in (p.text.split("\n") if p.kind is PassageKind.FRONT else [" ".join(p.text.split())])
        ]
        found = [(m.group(), at) for t, at in texts for m in pattern.finditer(t)]
        if found:
            return max(found, key=lambda f: len(f[0]))
    return "", None


def _sentences(passage: Passage) -> list[str]:
    return _SENTENCE_END.split(" ".join(passage.text.split()))


def _after(passages: Sequence[Passage], index: int) -> Iterator[Passage]:
    """What a lead-in or heading leads into: items or paragraphs, up to the next lead-in or heading."""
    for passage in passages[index + 1 :]:
        if passage.kind is PassageKind.HEADING and _NAMED_REPORT.search(passage.text):
            yield passage  # a report's short name, without an end, looks like a heading
            continue
        if passage.kind in {PassageKind.HEADING, PassageKind.FRONT}:
            return
        if passage.text.rstrip().endswith(":"):
            if passages[index].kind is PassageKind.HEADING:
                continue  # a heading covers the lead-ins below it
            return
        yield passage


def _grounds(passages: Sequence[Passage]) -> list[RegisterFact]:
    """Each report that it rests on: the items of a list, or the sentence that says why it is issued."""
    for index, passage in enumerate(passages):
        if _GROUNDS.search(passage.text.strip()):
            items = [p for p in _after(passages, index) if _REPORT.search(p.text)]
        elif _WHEREAS.match(passage.text.strip()):
            items = [p for p in _after(passages, index) if _NAMED_REPORT.search(p.text)]
        else:
            continue
        if items:
            return [RegisterFact("rests_on", _item(p.text), _own(p.text), p.ordinal) for p in items]
    for pattern in (_BECAUSE, _FOLLOWING, _NOTED):
        for passage in passages:
            for sentence in _sentences(passage):
                if pattern.search(sentence):
                    return [RegisterFact("rests_on", sentence, _own(sentence), passage.ordinal)]
    return []


def _item(text: str) -> str:
    """A list's item without what joins it to the next."""
    return re.sub(r"\s*[;,]\s*(?:and|or)?\s*$", "", text.strip())


def _own(text: str) -> str:
    """A report's date, where its description gives just one whole date."""
    dates = {d.iso for d in find_dates(text) if d.is_whole}
    return dates.pop() if len(dates) == 1 else ""


def _term(passages: Sequence[Passage]) -> list[RegisterFact]:
    for index, passage in enumerate(passages):
        if _TERM.search(passage.text.strip()):
            for below in _after(passages, index):
                return [RegisterFact("term", _sentences(below)[0].rstrip("."), "", below.ordinal)]
    for passage in passages:
        for sentence in _sentences(passage):
            if _TERM_SENTENCE.search(sentence):
                return [RegisterFact("term", sentence.rstrip("."), "", passage.ordinal)]
    return []


def _reviews(passages: Sequence[Passage]) -> list[RegisterFact]:
    """Each review's date: list items under a lead-in about reviews, and dates in sentences about reviews."""
    facts: dict[str, RegisterFact] = {}
    for index, passage in enumerate(passages):
        for fact in (*_listed_reviews(passages, index), *_told_reviews(passage)):
            facts.setdefault(fact.date, fact)
    return sorted(facts.values(), key=lambda f: f.date)


def _listed_reviews(passages: Sequence[Passage], index: int) -> Iterator[RegisterFact]:
    if not _REVIEWS.search(passages[index].text.strip()):
        return
    for item in _after(passages, index):
        dates = find_dates(item.text)
        is_item = item.kind is PassageKind.BULLET or item.label or _BARE_POINT.match(item.text)
        if is_item and dates:
            value = item.text.strip().rstrip(";,. ").removesuffix(" and")
            yield RegisterFact("review_date", value, dates[0].iso, item.ordinal)


def _told_reviews(passage: Passage) -> Iterator[RegisterFact]:
    listed = _LISTED_DATES.match(" ".join(passage.text.split()))
    for found in find_dates(listed["dates"]) if listed else ():
        yield RegisterFact("review_date", found.words, found.iso, passage.ordinal)
    for sentence in _sentences(passage):
        by_whom = _BY_WHOM.search(sentence)
        for match in _POINT.finditer(by_whom["when"]) if by_whom else ():
            point = match["point"] or match["other"]
            yield from (
                RegisterFact("review_date", point, d.iso, passage.ordinal) for d in find_dates(point)[:1]
            )
    if listed or not _REVIEW.search(passage.text):
        return
    for sentence in _sentences(passage):
        told = _WILL_REVIEW.search(sentence)
        if not told or _TERM_SENTENCE.search(sentence):
            continue
        for match in _POINT.finditer(sentence, told.end()):
            point = match["point"] or match["other"]
            dates = find_dates(point)
            if dates:
                yield RegisterFact("review_date", point, dates[0].iso, passage.ordinal)


def _assessors(passages: Sequence[Passage]) -> list[RegisterFact]:
    found: dict[str, RegisterFact] = {}
    for passage in passages:
        for sentence in _sentences(passage):
            match = _ASSESSES.search(sentence)
            if match:
                who = re.sub(r"^The\s+", "", match["who"])
                found.setdefault(who, RegisterFact("assessed_by", who, "", passage.ordinal))
            by_whom = _BY_WHOM.search(sentence)
            if by_whom:
                who = by_whom["who"].strip()
                found.setdefault(who, RegisterFact("assessed_by", who, "", passage.ordinal))
    whole = [w for w in found if not any(o != w and o.startswith(w) for o in found)]
    return [found[w] for w in whole[:3]]


def _consequences(passages: Sequence[Passage]) -> list[RegisterFact]:
    for index, passage in enumerate(passages):
        text = " ".join(passage.text.split())
        if not _FAILURE.search(text):
            continue
        if text.endswith(":") or passage.kind is PassageKind.HEADING:
            below = next(iter(_after(passages, index)), None)
            if below:
                return [RegisterFact("consequence", below.text.strip(), "", below.ordinal)]
            continue
        told = [s for s in _sentences(passage) if _FAILURE.search(s)]
        sentence = next((s for s in told if len(s.split()) > 4), told[0])  # "Failure to comply." heads it
        return [RegisterFact("consequence", sentence, "", passage.ordinal)]
    return []

"""Improvement notices: what the Secretary of State requires of a council."""

import re
from collections.abc import Sequence

from evidence.language.dates import find_dates, own_date
from evidence.language.names import best_form, find_names, is_name
from evidence.model import Field, Measure, PassageKind, Reading, Register, SourceClass
from evidence.settings import Settings
from ingest.kinds.common import Line, Paper, cased, near_heads, reading
from ingest.kinds.facts import find_facts, find_issuer
from ingest.kinds.measures import read_measures
from ingest.kinds.plan_rows import read_plan
from ingest.kinds.sources import find_source
from ingest.kinds.target_rows import read_targets, rows_of_targets

_TITLE = re.compile(
    r"^(?:(?:children['’]s\s+services|draft|revised|second|further|amended|education|non-?\s?statutory"
    r"|statutory|formal|send)\s+)*(?:[i1l|]mprovement\s+notice|notice\s+to\s+improve)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:progress|report|update|response|briefing|plan|letter|review)\b", re.IGNORECASE)
_ISSUED = re.compile(
    r"\bthis\s+(?:improvement\s+)?notice\s*(?:\([^)]*\)\s*)?(?:is|has\s+been"
    r"|was)\s+(?:being\s+)?(?:hereby\s+)?(?:issued|given|served)\b",
    re.IGNORECASE,
)
_COMPLY = re.compile(r"\bcomply\s+with\s+(?:this|the)\s+(?:improvement\s+)?notice\b", re.IGNORECASE)
_COUNCIL = (
    r"[A-Z][\w'’-]+[ ]+(?:(?:[A-Z][\w'’-]+|upon|on|and|of|the|with|in)[ ]+){0,6}?"
    r"(?i:Council|Authority|Corporation)"
    r"|London Borough of [A-Z][\w'’-]+(?:(?: and| upon)? [A-Z][\w'’-]+)*"
)
_TO_WHOM = re.compile(
    rf"\b(?:(?:issued|given|made|directions?)\s+to|directs)\s+(?:the\s+)?(?P<who>{_COUNCIL})\b"
)
_ISSUED_ON = re.compile(r"\b(?:issued|given|dated|made)\b.{0,80}?\bon\s+(?P<date>.{6,24})", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:the\s+)?(?:chief\s+executive|leader|director|head|mayor)\b(?!.*\b(?:council|authority|of\s+[A-Z]\w+shire)\b)",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:minister|secretary|director|civil\s+servant|on\s+behalf\s+of)\b", re.IGNORECASE)
_SIGNED = re.compile(r"signed\s*(?:by|:)", re.IGNORECASE)  # perhaps by an office alone
_FORM_WORDS = {"name", "address", "council", "authority", "date", "signed"}


def score(paper: Paper) -> float:
    """The title near the top and the notice's own formula; a letter that speaks of a notice has neither."""
    if paper.salutation >= 0:
        return 0.0
    heads = [x.text for x in near_heads(paper)]
    titled = any(_TITLE.match(h) and not _ABOUT.search(h) and len(h.split()) <= 14 for h in heads)
    formula = bool(_ISSUED.search(paper.opening))
    comply = (titled or formula) and bool(_COMPLY.search(paper.text))  # alone it is not enough
    return 0.55 * titled + 0.35 * formula + 0.2 * comply


def read(paper: Paper, settings: Settings) -> Reading:
    return read_order(paper, settings, "notice", _TITLE)


def read_order(paper: Paper, settings: Settings, kind: str, title: re.Pattern[str]) -> Reading:
    """A notice or direction: its fields, and its register of measures and facts."""
    titled = next((x for x in near_heads(paper) if title.match(x.text)), None)
    name = _whole(paper, titled).strip(" .:") if titled else ""
    addressee = _addressee(paper, titled) or _labelled_council(paper)
    issued = paper.date or _issued_in_text(paper) or _signed_on(paper)
    issuer, at = find_issuer(paper.passages)
    author = _signatory(paper) or (Field("author", issuer, at) if issuer else None)
    fields = [Field("title", cased(name), titled.passage) if titled else None, issued, author, addressee]
    label = paper.labelled(r"(?:our\s+)?ref(?:erence)?(?:\s+(?:no|number))?\.?")
    fields.append(Field("reference", label.value, label.passage) if label else None)
    facts = find_facts(
        paper.passages,
        (addressee.value, addressee.passage) if addressee else ("", None),
        (issued.value, issued.passage) if issued else ("", None),
    )
    measures = _measures(paper)
    register = Register(kind, cased(name), measures, facts) if measures or facts else None
    signed = [x.text for x in paper.lines[-6:] if _SIGNED.match(x.text)]
    source = find_source([issuer, *signed, *(x.text for x in paper.head[:3])], settings)
    if source and source.source_class is SourceClass.INTERNAL:
        source = None  # the council that it names is the one that it is issued to
    return reading(paper, kind, fields, source=source, register=register)


def _measures(paper: Paper) -> tuple[Measure, ...]:
    """What its text asks for, its tables of targets and its tables of actions, in the order of the paper."""
    tabled = read_targets(paper)
    seen = rows_of_targets(paper)
    actions = [m for m in read_plan(paper) if m.passage not in seen]
    return tuple(sorted([*read_measures(paper.passages), *tabled, *actions], key=lambda m: m.passage or 0))


def _whole(paper: Paper, titled: Line) -> str:
    """The title with the lines that it goes on in: they stand in its passage, and it breaks off or they begin
    small."""
    words, at = titled.text, paper.lines.index(titled)
    for line in paper.lines[at + 1 : at + 4]:
        broken = (
            re.search(r"\b(?:to|of|the|and|under|for|in|by|with|on|section)$", words)
            or line.text[:1].islower()
        )
        broken = broken or (words.isupper() and line.text == line.text.upper())
        under = re.match(r"(?:section|under|made|in\s+relation)\b", line.text, re.IGNORECASE)
        if line.passage != titled.passage or not (broken or under) or len(words.split()) > 30:
            break
        words = f"{words} {line.text}"
    return words


def _addressee(paper: Paper, titled: Line | None) -> Field | None:
    """After "To:", in the title, or in "issued to …"; in its cased form where the paper prints one."""
    found = _after_to(paper) or _in_title(paper, titled) or _in_words(paper)
    if not found:
        return None
    name = re.split(r"\s*\((?:[\"“'‘]|the\b)|,", found.value, maxsplit=1)[0].strip(" .:")
    council = re.search(rf"{_COUNCIL}", found.value[len(name) :])
    if council and _HOLDER.match(name):
        name = council.group()  # "The Chief Executive, Norbury Council"
    if name.isupper():
        printed = re.findall(re.escape(name), paper.text, re.IGNORECASE)
        name = next((p for p in printed if not p.isupper()), name)
    return Field("recipient", name, found.passage)


def _after_to(paper: Paper) -> Field | None:
    for index, line in enumerate(paper.lines[:25]):
        match = re.match(r"^\W*(?:issued\s+)?to\s*[:|]\s*(.*)$", line.text, re.IGNORECASE) or re.match(
            rf"^(?:[Ii]ssued )?[Tt]o (?:the )?({_COUNCIL})$", line.text
        )
        if not match:
            continue
        values = [
            (match[1], line.passage),
            *((x.text, x.passage) for x in paper.lines[index + 1 : index + 4]),
        ]
        for value, at in values:
            value = re.sub(r"^(?:name|council)\s*[:|]?\s+", "", value.strip(" |:"), flags=re.IGNORECASE)
            if value and value.casefold() not in _FORM_WORDS:
                return Field("recipient", value, at)
    return None


def _in_title(paper: Paper, titled: Line | None) -> Field | None:
    text = cased(_whole(paper, titled)) if titled else ""
    match = re.search(rf"(?:\bto\b|:|[–—-])\s*(?:the\s+)?(?P<who>{_COUNCIL})", text)
    return Field("recipient", match["who"], titled.passage) if match and titled else None


def _labelled_council(paper: Paper) -> Field | None:
    label = paper.labelled(r"(?:name\s+of\s+)?(?:local\s+)?(?:authority|council)(?:\s+name)?")
    return (
        Field("recipient", label.value, label.passage) if label and re.search(_COUNCIL, label.value) else None
    )


def _in_words(paper: Paper) -> Field | None:
    for passage in paper.passages[:20]:
        match = _TO_WHOM.search(" ".join(passage.text.split()))
        if match:
            return Field("recipient", match["who"], passage.ordinal)
    return None


def _issued_in_text(paper: Paper) -> Field | None:
    for passage in paper.passages[:20]:
        match = _ISSUED_ON.search(" ".join(passage.text.split()))
        dates = find_dates(match["date"]) if match else ()
        if dates and dates[0].is_whole and dates[0].start < 4:
            return Field("date", dates[0].iso, passage.ordinal)
    return None


def _signed_on(paper: Paper) -> Field | None:
    """The date below a signature that stands before an annex."""
    lines = _signed(paper)
    iso, index = own_date([x.text for x in lines])
    return Field("date", iso, lines[index].passage) if iso else None


def _signatory(paper: Paper) -> Field | None:
    """A name typed at the foot with an office below it. What OCR made of a signature has none."""
    ends = (*_signed(paper), *paper.lines[-14:])
    foot = [x for x in ends if x.kind is not PassageKind.HEADING or not paper.passage(x.passage).label]
    for index, line in enumerate(foot):
        text = re.sub(r"^\W*signed\s*(?:by)?\s*:?\s*", "", line.text, flags=re.IGNORECASE)
        names = find_names(text)
        below = foot[index + 1].text if index + 1 < len(foot) else ""
        beside = text.split(names[0], 1)[1] if names else ""
        if names and is_name(text) and (_OFFICE.search(below) or _OFFICE.search(beside)):
            return Field("author", best_form(names[0], []), line.passage)
    return None


def _signed(paper: Paper) -> Sequence[Line]:
    """The lines below "Signed …", which may stand before a schedule or annex."""
    at = next(
        (i for i, x in enumerate(paper.lines) if re.match(r"^\W*signed\b", x.text, re.IGNORECASE)), None
    )
    return paper.lines[at : at + 6] if at is not None else ()

"""How notices and directions word what they demand, and which of their demands were not read.

A demand without "must" is worded as an imperative ("Bring down …"), as a gerund after "by:" ("Reviewing …")
or as an infinitive of a direction ("To publish …"). Statements of what others will do are none.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from evidence.language.demands import GERUND, IMPERATIVE, INFINITIVE, SUBJECT_TO
from evidence.model import Measure, Passage, PassageKind

_PURPOSE = re.compile(r"^\W*to\s[^,;]{3,120},\s+(?:the|we|it|this|an?|there)\b", re.IGNORECASE)
_AIM = re.compile(r"^\W*\w+ing\s[^.;]{3,160},\s+(?:the|we|it|this|an?|there|you|ministers)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z])")
_STATEMENT = re.compile(
    r"^\W*(?:the|this|these|those|it|if|where|when|progress|failure|an?|we|i|ministers|officials|ofsted|each"
    r"|every|no|any|in|on|at|from|after|before|following|should|there|you|your|our|as|for)\b"
    r"|^(?:\S+\s+){1,6}?(?:will|shall|must|may|has|have|was|were)\b",
    re.IGNORECASE,
)
# "Every referral is screened in a day" among the items of a list says what must come to be.
_OUTCOME = re.compile(
    r"^\W*(?:every|each|all|no|any|at\s+least|(?:no\s+)?(?:more|fewer|less)\s+than)\b"
    r"(?![^.;]*\b(?:will|may|been|was|were)\b)[^.;]*\b(?:is|are|has|have|receives?|gets?|takes?)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^\W*(?:the\s+)?(?:secretary\s+of\s+state|ministers?|department|officials?|dfe|ofsted)\b", re.I
)
_SPELT_OUT = re.compile(
    r"\b(?:must|shall|should|will|is\s+to|required\s+to)\b.{0,80}\b(?:evidence|demonstrat\w+|show\w*|prove)\b"
    r".{0,160}\b(?:by|through)\s*:$",
    re.IGNORECASE,
)
_SERIES = re.compile(r"[;,]\s*(?:and|or)?$")
_LETTERED = re.compile(r"\(?(?:[a-z]|[ivx]{1,5})[.)]?\)?")
_IN_PARTICULAR = re.compile(r"[.;,]?\s*\bin\s+particular\s*[,:]?\s*$", re.IGNORECASE)
_LONGEST_WORDS = 8  # of a theme, and of what a lead-in is named by


def demands_barely(text: str) -> bool:
    """Whether a text demands without a modal: as an imperative, a gerund or an infinitive."""
    if _PURPOSE.match(text):
        return False
    said = any(pattern.match(text) for pattern in (IMPERATIVE, GERUND, INFINITIVE))
    return said or (bool(SUBJECT_TO.match(text)) and not _OTHERS.match(text))


def is_statement(text: str) -> bool:
    """Whether a text says what is or will be, so that an item of it demands nothing."""
    return bool(_STATEMENT.match(text)) and not demands_barely(text) and not _OUTCOME.match(text)


def in_series(text: str, above: str) -> bool:
    """Whether an unmarked paragraph is one of a series, whose members end in semicolons."""
    return bool(_SERIES.search(text) or _SERIES.search(above))


def heads_items(text: str, below: Passage) -> bool:
    """Whether a short line below a lead-in heads the items below it: what it names is none of them."""
    if len(text.split()) > _LONGEST_WORDS or demands_barely(text) or not text[:1].isupper():
        return False
    words = below.text.strip()
    if below.kind is not PassageKind.PARAGRAPH or len(words.split()) <= len(text.split()):
        return False
    return below.label[:1].isdigit() or demands_barely(words)


def spells_out(text: str) -> bool:
    """Whether a lead-in asks for the evidence of what the list before it requires."""
    return bool(_SPELT_OUT.search(text))


def overarching(found: Sequence[Measure], passages: Sequence[Passage]) -> tuple[Measure, ...]:
    """Mark the lettered requirements that the rest spell out ("… In particular:", "… must show …, by:")."""
    lettered = list(_first_list(found))
    if not 1 < len(lettered) < len(found):
        return tuple(found)
    last, after = lettered[-1].passage or 0, found[len(lettered)].passage or 0
    spelt_out = any(
        (p.ordinal in {last, last + 1} and _IN_PARTICULAR.search(p.text))
        or (last < p.ordinal < after and spells_out(p.text.strip()))
        for p in passages
    )
    if not spelt_out:
        return tuple(found)
    return (*(replace(m, overarching=True) for m in lettered), *found[len(lettered) :])


def _first_list(found: Sequence[Measure]) -> Iterator[Measure]:
    """The lettered measures that the register begins with, as far as they are lettered in one style: "(i)",
    "(ii)" and then "a." are two lists, and so are "(a)", "(b)" and "(a)" again."""
    seen: set[str] = set()
    for measure in found:
        styles = {re.sub(r"\w+", "x", label) for label in (*seen, measure.label)}
        if not _LETTERED.fullmatch(measure.label) or measure.label in seen or len(styles) > 1:
            return
        seen.add(measure.label)
        yield measure


def unread_demands(
    passages: Sequence[Passage],
    measures: Sequence[Measure],
    *,
    leads: re.Pattern[str],
    below: re.Pattern[str],
    ends: Sequence[re.Pattern[str]],
    headings: re.Pattern[str],
) -> Iterator[str]:
    """One sentence for each lead-in that gave no measure, or not all of its items.

    ``leads``, ``below``: what a lead-in to demands says, with a colon and without; ``ends``, ``headings``:
    the words, and the headings, that end them.
    """
    taken = {m.passage for m in measures}
    for passage in passages:
        if passage.parent in taken:
            taken.add(passage.ordinal)
    for index, passage in enumerate(passages):
        leads_in = (passage.text.rstrip().endswith(":") and leads.search(passage.text)) or below.search(
            passage.text
        )
        if not leads_in or any(p.search(passage.text) for p in ends) or passage.ordinal in taken:
            continue
        after = takewhile(lambda p: not _ends(p, leads, ends, headings), passages[index + 1 :])
        under = [p for p in after if p.text]
        prose = [p for p in under if p.kind in {PassageKind.PARAGRAPH, PassageKind.BULLET}]
        left = [p for p in prose if p.ordinal not in taken and _is_listed(p)]
        words = passage.text.split()
        named = " ".join(words[:_LONGEST_WORDS]) + (" …" if len(words) > _LONGEST_WORDS else "")
        tabled = any(p.kind is PassageKind.ROW for p in under)
        if (prose or tabled) and not taken & {p.ordinal for p in under}:
            yield f"What stands below “{named}” was not read as measures."
        elif left:
            yield f"Not every item below “{named}” was read as a measure."


def _ends(
    passage: Passage, leads: re.Pattern[str], ends: Sequence[re.Pattern[str]], headings: re.Pattern[str]
) -> bool:
    text = passage.text.rstrip()
    if passage.kind is PassageKind.FRONT or any(p.search(text) for p in ends):
        return True
    if passage.kind is PassageKind.HEADING and headings.match(text):
        return True
    return (text.endswith(":") and bool(leads.search(text))) or (bool(passage.label) and is_statement(text))


def _is_listed(passage: Passage) -> bool:
    """Whether it stands as an item, which does not lead into items of its own."""
    marked = passage.kind is PassageKind.BULLET or bool(passage.label)
    return (marked or bool(_SERIES.search(passage.text))) and not passage.text.rstrip().endswith(":")


def untold_demands(
    passages: Sequence[Passage],
    taken: Container[int | None],
    *,
    opens: Sequence[re.Pattern[str]],
    duty: re.Pattern[str],
    ends: Sequence[re.Pattern[str]],
    headings: re.Pattern[str],
) -> Iterator[str]:
    """Every sentence among the demands that demands something, in a passage that no measure holds.

    ``opens``: what begins the demands, as do a heading and a measure; ``ends``: sentences that demand
    nothing, whatever they say; ``headings``: those of what is no demand.
    """
    inside, held = False, set()
    for passage, after in zip(passages, [*passages[1:], None], strict=True):
        is_held = passage.ordinal in taken or passage.parent in held
        held |= {passage.ordinal} if is_held else set()
        if passage.kind is PassageKind.HEADING:
            inside = not headings.match(passage.text.strip())
        inside = inside or is_held or any(p.search(passage.text) for p in opens)
        if not inside or is_held or passage.kind not in {PassageKind.PARAGRAPH, PassageKind.BULLET}:
            continue
        if after and after.ordinal in taken and passage.text.rstrip().endswith(":"):
            continue  # what it demands, the items below it spell out
        for sentence in _SENTENCE.split(" ".join(passage.text.split())):
            asks = duty.search(sentence) or (demands_barely(sentence) and not _AIM.match(sentence))
            if asks and not sentence.endswith(":") and not any(p.search(sentence) for p in ends):
                yield sentence

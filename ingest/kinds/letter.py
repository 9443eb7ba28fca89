"""Letters: from whom, to whom, when, under which reference."""

import re
from collections.abc import Sequence
from itertools import takewhile

from evidence.language.letters import ADDRESSEE, GREETED
from evidence.language.names import HIGH_OFFICE, OFFICE, best_form, find_names, is_name, is_same, key_of
from evidence.model import Field, PassageKind, Reading, Source
from evidence.settings import Settings
from ingest.kinds.common import TAIL_LINES, Line, Paper, reading
from ingest.kinds.sources import find_source

_OUR_REF = re.compile(r"^\W*(?:our\s+ref(?:erence)?|ref(?:erence)?(?:\s+no)?)\W*?[:.]\W*(.*)$", re.IGNORECASE)
_YOUR_REF = re.compile(r"^\W*your\s+ref(?:erence)?\W*?[:.]\W*(.*)$", re.IGNORECASE)
_REFERENCE = re.compile(r"(?=.*(?:\d|/|[A-Z]{2}))[A-Za-z0-9][\w./ &()-]{1,40}")
_COPIES = re.compile(
    r"(?:I\s+am\s+|I\s+have\s+|we\s+are\s+)?(?:also\s+)?(?:copying|copied"
    r"|sending\s+a\s+copy\s+of)\s+(?:of\s+)?this\s+letter\s+to\s+(.+?)"
    r"(?:\.(?:\s+[A-Z]|\s*$)|$)",
    re.IGNORECASE | re.DOTALL,
)
_CC = re.compile(r"^\W*(?:cc|c\.c\.|copy\s+to|copies\s+to|copied\s+to)\W*[:.]?\s+(.+)$", re.IGNORECASE)
_STOP = re.compile(
    r"^\W*(?:c\.c\.?|(?:cc|copy|copies|copied|enc|encl|enclosures?|attach\w*)\b)", re.IGNORECASE
)
_CONTACT = re.compile(
    r"^\W*(?:please\s+ask\s+for|contact|direct\s+line|e-?mail|tel|telephone|fax|phone|enquiries|originator"
    r"|mobile)\b",
    re.IGNORECASE,
)


def score(paper: Paper) -> float:
    """A greeting and a close are all but certain; a greeting alone is likely."""
    if paper.salutation < 0:
        return 0.0
    return 0.9 if paper.closing >= 0 else 0.6


def read(paper: Paper, settings: Settings) -> Reading:
    """The letter's fields. It has no title: the record names a letter by its writer and recipient."""
    fields = [paper.date, *correspondents(paper), *references(paper), subject(paper), *copies(paper)]
    return reading(paper, "letter", fields, source=letter_source(paper, settings))


def correspondents(paper: Paper) -> list[Field]:
    """author, author_role and recipient, as far as the paper prints them."""
    recipient = _recipient(paper)
    author = _author(paper, recipient.value if recipient else "")
    role = _role(paper, author) if author else None
    return [f for f in (author, role, recipient) if f]


def references(paper: Paper) -> list[Field]:
    """The writer's own reference, and the recipient's as your_reference."""
    found = []
    for name, pattern in (("reference", _OUR_REF), ("your_reference", _YOUR_REF)):
        for index, line in enumerate(paper.head):
            match = pattern.match(line.text)
            if not match:
                continue
            value, at = match[1].strip(), line.passage
            if not value and index + 1 < len(paper.head):
                value, at = paper.head[index + 1].text, paper.head[index + 1].passage
            if _REFERENCE.fullmatch(value.strip(" .")) and not find_names(value):
                found.append(Field(name, value.strip(" ."), at))
                break
    return found


def subject(paper: Paper) -> Field | None:
    """The line below the greeting, where it is a heading and not the letter's first sentence."""
    below = paper.lines[paper.salutation + 1 : paper.salutation + 2] if paper.salutation >= 0 else ()
    for line in below:
        if 2 <= len(line.text.split()) <= 20 and not line.text.rstrip().endswith((".", ",", ";")):
            same = [x for x in paper.lines if x.passage == line.passage]
            words = " ".join(x.text for x in same)
            if len(words.split()) <= 30 and not words.endswith((".", ",", ";")) and not words[0].islower():
                return Field("subject", words, line.passage)
    return None


def copies(paper: Paper) -> list[Field]:
    """Who else was sent it, in the letter's own words."""
    found = []
    for passage in paper.passages[-14:]:
        match = _COPIES.search(passage.text)
        if match:
            found.append(Field("copies", " ".join(match[1].split()), passage.ordinal))
    found += [Field("copies", m[1].strip(), x.passage) for x in paper.foot if (m := _CC.match(x.text))]
    return found[:3]


def letter_source(paper: Paper, settings: Settings) -> Source | None:
    """The body that the signature, then the letterhead, names; never the one written to."""
    signed = signature_lines(paper)
    letterhead = [x.text for x in _letterhead(paper)]
    return find_source([" ".join(x.text for x in signed), " ".join(letterhead)], settings)


def signature_lines(paper: Paper) -> Sequence[Line]:
    """The lines below the close, up to copies and enclosures; without a close, the sign-off at the end."""
    foot: Sequence[Line] = paper.foot
    if paper.closing < 0:
        front = takewhile(
            lambda x: x.kind is PassageKind.FRONT, reversed(paper.lines[paper.salutation + 1 :])
        )
        foot = list(front)[:TAIL_LINES][::-1]
    lines = []
    for line in foot:
        if _STOP.match(line.text):
            break
        lines.append(line)
    return lines


def _letterhead(paper: Paper) -> list[Line]:
    """The head's lines that are not the recipient's name and address."""
    recipient = _recipient(paper)
    if not recipient:
        return list(paper.head)
    first = next((i for i, x in enumerate(paper.head) if recipient.value in x.text), -1)
    if first < 0:  # the name is misread there, or spelt another way: an address begins with a title
        first = next((i for i, x in enumerate(paper.head) if _begins_address(paper.head, i)), -1)
    if first < 0:
        return list(paper.head)
    end = first + 1
    while end < len(paper.head) and not _ends_address(paper.head[end - 1], paper.head[end]):
        end += 1
    # An office may stand above the name of the person who holds it.
    start = first
    while start > 0 and paper.head[start - 1].passage == paper.head[first].passage:
        start -= 1
    start = start if not any(is_name(x.text) for x in paper.head[start:first]) else first
    return [x for i, x in enumerate(paper.head) if not start <= i < end]


def _begins_address(head: Sequence[Line], at: int) -> bool:
    """Whether a line is a person's with a title, above the further lines of an address."""
    below = [x for x in head[at + 1 :] if x.passage == head[at].passage]
    return bool(ADDRESSEE.match(head[at].text)) and len(below) > 1 and not _CONTACT.match(head[at].text)


def _ends_address(line: Line, after: Line) -> bool:
    if re.search(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", line.text):
        return True
    return bool(re.search(r":|@|\b(?:19|20)\d\d$", after.text)) or is_name(after.text)


def _recipient(paper: Paper) -> Field | None:
    """Whom the greeting names, as the address block prints them."""
    if paper.salutation < 0:
        return None
    greeting = paper.lines[paper.salutation]
    dear = next(t for t in (*re.split(r"\s*/\s*", greeting.text), greeting.text) if "Dear" in t)
    name = re.sub(r"(?:\s+[a-z]{1,2})+$", "", re.sub(r"^Dear\s+", "", dear).strip(" ,.:;*"))
    surname = GREETED.match(dear)
    signed = [n for x in signature_lines(paper) for n in find_names(x.text)]
    people = [
        (n, x) for x in paper.head for n in find_names(x.text) if not any(is_same(n, s) for s in signed)
    ]
    if surname:
        first = re.split(r"\s+(?:and|&)\s+|,\s+(?=\S)", surname[1].strip(" ,.:;*"), maxsplit=1)[0]
        wanted = first.split()[-1].casefold()
        people = [(n, x) for n, x in people if key_of(n)[0] == wanted]
        return (
            Field("recipient", people[0][0], people[0][1].passage)
            if people
            else Field("recipient", name, greeting.passage)
        )
    if len(name.split()) == 1 and not OFFICE.search(name):
        people = [(n, x) for n, x in people if name.casefold() in n.casefold().split()]
        if people:
            return Field("recipient", people[0][0], people[0][1].passage)
    return _by_office(paper, name) or _by_label(paper) or _by_name(name, greeting) or _by_body(name, greeting)


def _by_office(paper: Paper, name: str) -> Field | None:
    """ "Dear Minister": the person whose line, or a line next to it, names that office."""
    if not OFFICE.search(name) and not HIGH_OFFICE.search(name):
        return None
    office = HIGH_OFFICE if HIGH_OFFICE.search(name) else re.compile(re.escape(name), re.IGNORECASE)
    signed = [n for x in signature_lines(paper) for n in find_names(x.text)]
    head = paper.head
    for index, line in enumerate(head):
        if not office.search(line.text):
            continue
        for near in (line, *head[max(index - 1, 0) : index], *head[index + 1 : index + 2]):
            names = [n for n in find_names(near.text) if not any(is_same(n, s) for s in signed)]
            if names and not _CONTACT.match(near.text):
                return Field("recipient", names[0], near.passage)
    return None


def _by_label(paper: Paper) -> Field | None:
    label = paper.labelled(r"to|for the attention of|fao")
    return Field("recipient", label.value, label.passage) if label else None


def _by_name(name: str, greeting: Line) -> Field | None:
    return Field("recipient", name, greeting.passage) if is_name(name) else None


def _by_body(name: str, greeting: Line) -> Field | None:
    """ "Dear Norbury Safeguarding Partnership": a body, by its own name."""
    is_body = re.match(r"[A-Z][\w'’-]+\s", name) and re.search(
        r"\b(?:Partnership|Council|Board|Trust)$", name
    )
    return Field("recipient", name, greeting.passage) if is_body else None


def _author(paper: Paper, recipient: str) -> Field | None:
    """The signature's name, where a letterhead or an office below it bears it out; else the letterhead's.

    A handwritten signature read by OCR gives words that look like a name, so one that nothing
    bears out yields to a letterhead that names a person with an office.
    """
    signed = [
        (line, find_names(line.text)[0], following)
        for line, following in _with_next(signature_lines(paper))
        if is_name(line.text)
    ]
    headed = [
        (line, name)
        for line, following in _with_next(_letterhead(paper))
        for name in find_names(line.text)[:1]
        if not is_same(name, recipient)
        and not _CONTACT.match(line.text)
        and _is_office(line, name, following)
    ]
    for line, name, _ in signed:
        match = next(((h, n) for h, n in headed if is_same(n, name)), None)
        if match:
            best = best_form(name, [match[1]])
            return Field("author", best, (match[0] if best == match[1] else line).passage)
    by_office = [
        (line, name) for line, name, following in signed if following and OFFICE.search(following.text)
    ]
    # Where the greeting names nobody, a person with an office in the head may be whom it is written to.
    for line, name in (
        by_office or (headed if recipient else []) or [(line, name) for line, name, _ in signed]
    ):
        printed = [n for x in (*paper.head, *paper.foot) for n in find_names(x.text)]
        return Field("author", best_form(name, [p for p in printed if is_name(p)]), line.passage)
    return None


def _with_next(lines: Sequence[Line]) -> list[tuple[Line, Line | None]]:
    return list(zip(lines, [*lines[1:], None], strict=True)) if lines else []


def _is_office(line: Line, name: str, following: Line | None) -> bool:
    rest = line.text.replace(name, "")
    return bool(OFFICE.search(rest) or (following and OFFICE.search(following.text)))


def _role(paper: Paper, author: Field) -> Field | None:
    """The office printed with the author's name: beside it or on the next line, at the foot or the head."""
    for line, following in _with_next([*signature_lines(paper), *paper.head]):
        names = find_names(line.text)
        if not any(is_same(n, author.value) for n in names):
            continue
        beside = re.split(r",\s+|\s[–—-]\s", line.text, maxsplit=1)
        if len(beside) > 1 and OFFICE.search(beside[1]):
            return Field("author_role", beside[1].strip(" ,"), line.passage)
        if following and OFFICE.search(following.text) and not find_names(following.text):
            return Field("author_role", following.text.strip(" ,."), following.passage)
    return None

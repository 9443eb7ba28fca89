"""How sure a kind without a reader of its own is of a paper: by the signs that it declares."""

import re

from evidence.kinds.kind import KindSpec, Signs
from evidence.model import Field
from ingest.kinds.common import Line, Paper, near_heads, whole_heading
from ingest.kinds.subjects import subject_of

_NAMES_MORE = re.compile(r"(?:\s+[–—-]\s+|:\s+|\b(?:of|on|for|to)\s+)(?!\w+\s*$)\S.{7,}$")
LONGEST = 25  # words of a title
TITLED = 0.6


def signs_score(kind: KindSpec, paper: Paper) -> float:
    """0 to 0.94: a title near the top, and the share of its other signs that the text holds.

    A title alone is enough for a kind that declares nothing else.
    """
    signs = kind.signs
    if signs is None or titled_by(kind, paper) is None or (paper.salutation >= 0 and not signs.in_letters):
        return 0.0
    held = sum(bool(sign.search(paper.text)) for sign in signs.says)
    return TITLED + 0.34 * (held / len(signs.says) if signs.says else 1)


def titled_by(kind: KindSpec, paper: Paper) -> Field | None:
    """The title that shows a paper to be of a kind, with the lines that it goes on in."""
    signs = kind.signs
    if signs is None:
        return None
    below = paper.lines[paper.salutation : paper.salutation + 6] if paper.salutation >= 0 else ()
    for line in (*near_heads(paper), *below):
        words = whole_heading(paper, line)
        if words.count(" | ") > 1:
            continue  # a table's head names what its columns hold
        fits = len(words.split()) <= LONGEST and not line.is_prose and signs.title.search(words)
        if fits and not (signs.unless and signs.unless.search(words)):
            return _with_subject(signs, paper, line, words.strip(" .:"))
    return None


def _with_subject(signs: Signs, paper: Paper, line: Line, title: str) -> Field:
    """A form's name with what it is about: "Equality impact assessment: Fostering allowances"."""
    subject = None if _NAMES_MORE.search(title) else subject_of(signs, paper, line)
    if subject is None or subject.value.casefold() in title.casefold():
        return Field("title", title, line.passage)
    if signs.title.search(subject.value):
        return subject
    return Field("title", f"{title}: {subject.value}", subject.passage)

"""The word "I", which OCR takes for an upright bar: told from a ruled line by the words around."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from ingest.readers.raw import Line

SAID = "was read by OCR, which took the word “I” for an upright bar: it is shown as “I”."
_VERB = (
    r"(?:also|therefore|further|now|very\s+much|fully|hope|trust)?\s*"
    r"(?:am|was|have|had|will|would|shall|should|can|could|may|might|must|do|did|do\s+not|hope|trust|look|write"
    r"|wrote|welcome|welcomed|note|noted|understand|understood|know|knew|think|thought|believe|believed|expect"
    r"|expected|ask|asked|agree|agreed|met|saw|see|said|want|wanted|wish|need|recognise|recognised|appreciate"
    r"|enclose|attach|attended|visited|spoke|heard|found|feel|felt|remain|recommend|recommended|request"
    r"|acknowledge|confirm|confirmed|propose|suggest|support|share|thank|apologise)\b(?!\s*[|:])"
)
_AFTER = (
    r"(?:\b(?:and|but|or|that|which|when|as|if|what|because|so|since|while|whom|where|how|why|than|after|before"
    r"|until|although|though)|[,;:.!?”’\"')])"
)
_BAR = re.compile(rf"(?P<open>^|{_AFTER}\s)\|(?=\s+{_VERB}|$)")
_NEXT = re.compile(_VERB)


def with_pronouns(lines: Sequence[Line]) -> tuple[tuple[Line, ...], int]:
    """A page's lines with each lone bar that reads as "I" made one, and how many were made.

    A bar reads so before a verb of the first person, between words of a sentence or at a line's start. Where
    other bars stand in the page too, it has ruled lines, and none is taken for a word.
    """
    out: list[Line] = []
    made = 0
    for index, line in enumerate(lines):
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        text = _BAR.sub(partial(_word, below), line.text)
        made += line.text.count("|") - text.count("|")
        out.append(replace(line, text=text) if text != line.text else line)
    ruled = any(re.search(r"(?:^|\s)\|+(?:\s|$)", line.text) for line in out)
    return (tuple(lines), 0) if ruled else (tuple(out), made)


def _word(below: str, bar: re.Match[str]) -> str:
    """ "I", where what follows in the line, or at its end in the next, is a verb of the first person."""
    ends = bar.end() == len(bar.string)
    return f"{bar['open']}I" if not ends or _NEXT.match(below) else bar.group()

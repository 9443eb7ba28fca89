"""Which body speaks in a document, and how far it stands from the council."""

import re
from collections.abc import Iterable

from evidence.model import Source, SourceClass
from evidence.settings import Body, Settings

_COUNCIL = re.compile(
    r"\b((?:(?:City|Royal|London|County|Borough|Metropolitan|District)\s+(?:and\s+\w+\s+)?(?:Borough\s+)?of\s+)?"
    r"[A-Z][\w'’-]+(?:[ -](?:upon|on|and|with|of|the|in|[A-Z][\w'’-]+)){0,5}?\s+Council)\b"
)
_OFFICE = re.compile(r"\b(?:of\s+State|Minister|Secretary)$", re.IGNORECASE)
_GENERIC = re.compile(
    r"^(?:The\s+|Our\s+)?(?:(?:City|County|Borough|District|Metropolitan|Parish|Town|Local)\s+)*Council$",
    re.I,
)


def find_source(texts: Iterable[str], settings: Settings) -> Source | None:
    """The body that speaks in the texts, given nearest to the author first; None where none is known.

    The first text that names a body of ``settings.sources`` decides, and in it the body that the
    configuration lists first. The site's own council is internal under its own name; a paper of
    another council is nobody's internal evidence, so it stays without a source.
    """
    for text in texts:
        source = _in_text(_straight(text), settings)
        if source:
            return source
    return None


def _in_text(text: str, settings: Settings) -> Source | None:
    outside = [b for b in settings.sources if b.source_class is not SourceClass.INTERNAL]
    for body in outside:
        if _names(body, text):
            return Source(body.name, body.source_class)
    own = settings.council.strip()
    if own and _straight(own).casefold() in text.casefold():
        return Source(own, SourceClass.INTERNAL)
    if own and any(not _GENERIC.match(c) for c in _COUNCIL.findall(text)):
        return None
    for body in settings.sources:
        if body.source_class is SourceClass.INTERNAL and _names(body, text):
            return Source(own or body.name, SourceClass.INTERNAL)
    return None


def _names(body: Body, text: str) -> bool:
    """Whether a text has the body's name or one of its words. Short capitals must be capitals there.

    An office without a portfolio ("Secretary of State") is not found in one with another's ("Secretary
    of State for Health"): the portfolio says whose office it is.
    """
    for words in (body.name, *body.words):
        flags = 0 if words.isupper() and len(words) <= 6 else re.IGNORECASE
        own = r"(?!\s+for\b)" if _OFFICE.search(words) else ""
        if re.search(rf"(?<!\w){re.escape(_straight(words))}(?!\w){own}", text, flags):
            return True
    return False


def _straight(text: str) -> str:
    return " ".join(
        re.sub(r"(?<=Under)-(?=Secretary)", " ", text.replace("’", "'").replace("‘", "'")).split()
    )

"""The last word of a query may be half typed: the page searches while one types. No engine is imported."""

from dataclasses import replace

from evidence.language.stems import stem
from evidence.language.words import COMMON, words
from evidence.search.answering.searcher import View
from evidence.search.answering.spelling import better
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.query.clauses import Row, Stems
from evidence.search.query.parts import Parsed, Prefix, Word

SHORTEST = 3
"""Letters of a beginning: fewer begin too many words to mean one."""
HALF = "so it was read as the beginning of a word."
LIKELY = 8
"""The commonest words that begin so, from which a phrase is completed."""


def finished(text: str, parsed: Parsed, vocabulary: Vocabulary) -> Parsed:
    """The query with its last word read as the beginning of one, if no passage has it and some word begins
    so."""
    last = parsed.parts[-1] if parsed.parts else None
    if not isinstance(last, Word) or last.common or len(last.text) < SHORTEST or not last.text.isalpha():
        return parsed
    typed = words(text.split()[-1]) if text.split() else []
    if not text[-1:].isalnum() or [word.text for word in typed] != [last.text]:
        return parsed
    if vocabulary.count(last.text) or vocabulary.misread(last.text):
        return parsed
    # What begins only misreadings is one itself, cut short.
    if all(better(word, vocabulary) for word in vocabulary.beginning(last.text, 20)):
        return parsed
    note = f"No passage has “{last.text}”, {HALF}"
    return replace(parsed, parts=(*parsed.parts[:-1], Prefix(last.text)), notes=(*parsed.notes, note))


def phrases(view: View, prefix: str, limit: int) -> list[str]:
    """What the index's passages make of words whose last is half typed: "initial assessments" of "initial
    ass", as often as it stands there; of one word, words that begin so."""
    typed = [word for word in words(prefix) if word.end <= len(prefix)]
    if not typed or not prefix[-1:].isalpha() or len(typed[-1].text) < SHORTEST:
        return []
    *before, half = typed
    if half.text in COMMON or (before and before[-1].position == half.position):
        return []
    stems = tuple(stem(word.text) for word in before[-2:])
    count = view.searcher(()).count
    found = []
    for word in _likely(view.vocabulary, half.text):
        times = count(Row((*stems, stem(word)))) if stems else count(Stems((stem(word),)))
        if times:
            found.append((times, word))
    front = " ".join(prefix[: half.start].split())
    ranked = sorted(found, key=lambda each: (-each[0], each[1]))
    return [f"{front} {word}".strip() for _, word in ranked[: max(limit, 0)]]


def _likely(vocabulary: Vocabulary, half: str) -> list[str]:
    """The commonest words that begin so, one of each stem."""
    counts = vocabulary.counts  # another thread may bring the vocabulary up to date, with other counts
    ranked = sorted(vocabulary.beginning(half), key=lambda word: (-counts.get(word, 0), word))
    by_stem: dict[str, str] = {}
    for word in ranked:
        if word.isalpha() and word not in COMMON and not better(word, vocabulary):
            by_stem.setdefault(stem(word), word)
        if len(by_stem) == LIKELY:
            break
    by_stem.pop(stem(half), None)  # another form of a word that stands is no completion
    return list(by_stem.values())

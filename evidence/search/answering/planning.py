"""A parsed query -> what to look for: each part with its other spellings, long forms and misreadings."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from evidence.language.acronyms import Acronyms
from evidence.language.spellings import typed_mentions
from evidence.language.stems import stem
from evidence.language.words import COMMON, words
from evidence.search.answering.compounds import joined, split
from evidence.search.answering.entries import LABEL
from evidence.search.answering.units import Plan, Unit
from evidence.search.answering.vocabulary import Vocabulary
from evidence.search.query.clauses import (
    All,
    Any,
    Beginning,
    But,
    Clause,
    Close,
    Every,
    Named,
    Printed,
    Row,
    Stems,
    Titled,
    Weighed,
    all_of,
)
from evidence.search.query.fields import plain_label, titles_of
from evidence.search.query.parts import AnyOf, Leaf, Near, Not, Parsed, Part, Phrase, Prefix, Spelt, Word

LOOSER = 0.5
"""What a word that may mean the same ("Connor" for "O'Connor") adds to a score, beside 1 for it."""
AS_TYPED = 0.5
"""What the spelling that was typed adds, where any would do."""
BROKEN = 0.5
"""What a misread word adds to a score, beside 1 for the word itself."""

LABELLED = 9.0
"""What the paragraph of the number that was asked for has beyond one that cites it: more than any word."""

DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d\d")
BEGUN = 100
"""So many of the commonest words that begin as was typed are what a passage is scored by."""
SELDOM = 0.1
"""What any other that begins so adds to a score, beside 1 for one of these."""

K3 = 7.0
"""BM25's saturation of a word's frequency in the query: Okapi's own value (Robertson et al., TREC-3)."""


def plan(
    parsed: Parsed, vocabulary: Vocabulary, acronyms: Acronyms, count: Callable[[Clause], int] | None = None
) -> Plan:
    """What to look for. With ``count``, which says how many passages a clause finds, a word may also stand
    as two."""
    positive = [part for part in parsed.parts if not isinstance(part, Not)]
    units: list[Unit] = []
    several: list[str] = []
    at = 0
    while at < len(positive):
        part, times = positive[at], parsed.times.get(positive[at], 1)
        part = _day(part, count)
        if isinstance(part, Phrase) and part.compound:
            found, taken = _hyphened(part.words, part.compound, vocabulary), 1
        elif pair := joined(positive[at : at + 2], vocabulary):
            found, taken = _joined(positive[at : at + 2], "".join(pair), vocabulary, acronyms), 2
            several.append(f"“{' '.join(pair)}” also finds “{''.join(pair)}”")
        elif isinstance(part, Word) and (apart := split(part, vocabulary, count)):
            found, taken = [_apart(_word(part, vocabulary, acronyms), apart)], 1
        else:
            unit, taken = _long_form(positive[at:], acronyms) or (_unit(part, vocabulary, acronyms), 1)
            found = [_cited(unit, part, count)]
        units += [_weighed(unit, times) for unit in found]
        at += taken
    banned = [_exact(part.part) for part in parsed.parts if isinstance(part, Not)]
    named = {out: _named(parsed, out) for out in (False, True)}
    others = [f"{_quoted(unit.said)} also finds {_either(unit.others)}" for unit in units if unit.others]
    several = [*others, *several, *(f"“{unit.said}” also finds “{unit.also}”" for unit in units if unit.also)]
    notes = [f"{', '.join(several)}; in quotation marks, only what is typed."] if several else []
    return Plan(
        tuple(units),
        (*banned, *named[True]),
        named[False],
        tuple(notes),
    )


def _day(part: Leaf | AnyOf, count: Callable[[Clause], int] | None) -> Leaf | AnyOf:
    """ "12.5.11" as a day, where no passage has such a number."""
    said = part.text if isinstance(part, Word) and DAY.fullmatch(part.text) else ""
    if not said or count is None or count(Any((Stems((stem(said),)), Named((LABEL + plain_label(said),))))):
        return part
    meant = typed_mentions(said.replace(".", "/"))
    return Spelt(said, meant[0].keys, (said,), other=meant[0].other) if meant else part


def _named(parsed: Parsed, without: bool) -> tuple[Clause, ...]:
    """The labels that were asked for, and the documents by words of their titles."""
    fields = [field for field in parsed.fields if field.without == without]
    labels = tuple(LABEL + plain_label(field.value) for field in fields if field.name == "label")
    found: list[Clause] = [Named(labels)] if labels else []
    if titles := titles_of(fields):
        every = [All(tuple(Titled((stem(word.text),)) for word in words(title))) for title in titles]
        found.append(Any(tuple(every)))
    return tuple(found)


def _hyphened(parts: Sequence[str], compound: str, vocabulary: Vocabulary) -> list[Unit]:
    """The parts of a hyphened word, each of which may also stand in the parts written as one: that counts
    once."""
    whole = stem(compound)
    one = Weighed(Stems((whole,)), 1 / len(parts))
    units = []
    for word in parts:
        unit = _word(Word(word, common=word in COMMON), vocabulary, Acronyms({}))
        units.append(replace(unit, exact=Any((unit.exact, one)), wide=Any((unit.wide, one)), whole=whole))
    return units


def _joined(parts: Sequence[Part], compound: str, vocabulary: Vocabulary, acronyms: Acronyms) -> list[Unit]:
    """Two words that may also stand as one: "multi agency" as "multiagency"."""
    one = Stems((stem(compound),))
    units = [_unit(part, vocabulary, acronyms) for part in parts]
    return [replace(_or(unit, one), whole=one.stems[0]) for unit in units]


def _apart(unit: Unit, parts: tuple[str, str]) -> Unit:
    """A word that may also stand as two: "multiagency" as "multi agency"."""
    row = Row(tuple(map(stem, parts)))
    return replace(_or(unit, row), others=(*unit.others, (" ".join(parts), row.stems)))


def _or(unit: Unit, other: Clause) -> Unit:
    """The unit, or something else where it is not: what has both counts no more than what has one."""
    exact, wide = (Any((clause, But(other, (clause,)))) for clause in (unit.exact, unit.wide))
    return replace(unit, exact=exact, wide=wide)


def _weighed(unit: Unit, times: int) -> Unit:
    """A word typed again counts for more, though not for twice as much."""
    if times < 2:
        return unit
    weight = times * (K3 + 1) / (times + K3)
    return replace(unit, exact=Weighed(unit.exact, weight), wide=Weighed(unit.wide, weight), weight=weight)


def _quoted(said: str) -> str:
    return said if said.startswith("(") else f"“{said}”"


def _either(others: Iterable[tuple[str, object]]) -> str:
    return " and ".join(f"“{said}”" for said, _ in others)


def _cited(unit: Unit, part: Part, count: Callable[[Clause], int] | None) -> Unit:
    """The number of a paragraph: passages that are labelled so, if there are any, then those that cite it."""
    labelled = Named((LABEL + plain_label(unit.said),), LABELLED)
    if not (isinstance(part, Word) and part.cited and count and count(labelled)):
        return unit
    cite = [Row((stem(word), *unit.stems)) for word in ("para", "paragraph")]
    exact: Clause = Any((labelled, *cite))
    return replace(unit, exact=exact, wide=exact, titled=())


def _long_form(parts: Sequence[Part], acronyms: Acronyms) -> tuple[Unit, int] | None:
    """Plain words that spell out an acronym, as one unit that also finds the acronym."""
    for size in range(min(len(parts), acronyms.longest), 1, -1):
        run = parts[:size]
        if not all(isinstance(part, Word) for part in run):
            continue
        shorts = acronyms.short.get(tuple(str(part) for part in run))
        if shorts:
            telling = [p for p in run if isinstance(p, Word) and not p.common]
            stems = tuple(stem(p.text) for p in telling)
            said = " ".join(map(str, run))
            exact = Any((all_of([Stems((s,)) for s in stems]), Stems(tuple(stem(s) for s in shorts))))
            others = tuple((s.upper(), (stem(s),)) for s in shorts)
            return Unit(said, exact, exact, stems=stems, others=others), size
    return None


def _unit(part: Part, vocabulary: Vocabulary, acronyms: Acronyms) -> Unit:
    if isinstance(part, Word):
        return _word(part, vocabulary, acronyms)
    exact = _exact(part)
    if isinstance(part, Phrase):
        stems = [stem(word) for word in part.words]
        wide, misread = _broken_phrase(part, exact, vocabulary)
        return Unit(str(part), exact, wide, tuple(stems), misread, demanded=part.quoted, quoted=part.quoted)
    if isinstance(part, Spelt):
        exact = _lifted(exact, part)
        return Unit(
            part.said, exact, exact, part.looser, whole=part.keys[0], also=part.other, titled=part.keys
        )
    if isinstance(part, Near):
        return Unit(str(part), exact, exact, tuple(map(stem, part.words)), demanded=True)
    if isinstance(part, Prefix):
        exact = _begun(exact, part, vocabulary)
        return Unit(str(part), exact, exact, beginnings=(part.text,))
    if isinstance(part, AnyOf):
        leaves = [_unit(leaf, vocabulary, acronyms) for leaf in part.parts if not isinstance(leaf, Not)]
        negative = [But(Every(), (_exact(leaf.part),)) for leaf in part.parts if isinstance(leaf, Not)]
        return Unit(
            f"({part})",
            Any((*(leaf.exact for leaf in leaves), *negative)),
            Any((*(leaf.wide for leaf in leaves), *negative)),
            tuple(s for leaf in leaves for s in leaf.stems),
            tuple(w for leaf in leaves for w in leaf.misread),
            tuple(o for leaf in leaves for o in leaf.others),
            tuple(b for leaf in leaves for b in leaf.beginnings),
            demanded=True,
        )
    raise AssertionError(part)


def _word(part: Word, vocabulary: Vocabulary, acronyms: Acronyms) -> Unit:
    root = stem(part.text)
    exact: Clause = Stems((root,))
    longs = () if part.common or part.quoted else acronyms.long.get(part.text, ())
    forms = {
        tuple(stem(word) for word in long.split()): long for long in reversed(longs)
    }  # "records", "recording"
    others = tuple((long, stems) for stems, long in reversed(forms.items()))
    if others:
        exact = Any((exact, *(Row(stems) for _, stems in others)))
    misread = () if part.common else vocabulary.misread(part.text)
    wide = Any((exact, Weighed(Printed(misread), BROKEN))) if misread else exact
    said = part.text.upper() if others else part.text
    return Unit(said, exact, wide, (root,), misread, others, common=part.common, titled=(root,))


def _lifted(exact: Clause, part: Spelt) -> Clause:
    """The same passages; those that have it as it was typed count for more."""
    if len(part.words) < 2:
        return exact
    typed = Row(tuple(map(stem, part.words)))
    return All((exact, Any((Every(), Weighed(typed, AS_TYPED)))))


def _begun(exact: Clause, part: Prefix, vocabulary: Vocabulary) -> Clause:
    """The same passages, by how much they speak of such words: a wide beginning stands in many headings."""
    counts = vocabulary.counts  # another thread may bring the vocabulary up to date
    likely = sorted(vocabulary.beginning(part.text), key=lambda word: (-counts.get(word, 0), word))[:BEGUN]
    stems = tuple(dict.fromkeys(map(stem, likely)))
    return All((Weighed(exact, SELDOM), Any((Every(), Stems(stems))))) if stems else exact


def _broken_phrase(
    part: Phrase, exact: Clause, vocabulary: Vocabulary, most: int = 20
) -> tuple[Clause, tuple[str, ...]]:
    """The phrase with any one of its words misread."""
    stems = [stem(word) for word in part.words]
    rows: list[Clause] = []
    misread: list[str] = []
    for at, word in enumerate(part.words):
        for broken in vocabulary.misread(word)[: most - len(rows)]:
            rows.append(Weighed(Row((*stems[:at], stem(broken), *stems[at + 1 :])), BROKEN))
            misread.append(broken)
    return (Any((exact, *rows)) if rows else exact), tuple(misread)


def _exact(part: Part) -> Clause:
    """A part as it was meant, without long forms: what is excluded is excluded by its own words."""
    if isinstance(part, Word):
        return Stems((stem(part.text),))
    if isinstance(part, Prefix):
        return Beginning(part.text)
    if isinstance(part, Near):
        return Close(tuple(map(stem, part.words)), part.within)
    if isinstance(part, Phrase):
        row = Row(tuple(map(stem, part.words)))
        return Any((row, Stems((stem(part.compound),)))) if part.compound else row
    if isinstance(part, Spelt):
        named = all_of([Stems((key,)) for key in part.keys])
        looser = [Weighed(Stems((word,)), LOOSER) for word in part.looser]
        return Any((named, *looser)) if looser else named
    if isinstance(part, Not):
        return But(Every(), (_exact(part.part),))
    return Any(tuple(map(_exact, part.parts)))

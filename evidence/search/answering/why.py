"""Why a passage was found, in words, where its own words do not show it. No engine is imported."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from evidence.search.answering.snippets import Passage
from evidence.search.answering.speakers import is_a_date
from evidence.search.answering.units import Plan, Unit

NAMED = 5
"""Words that are named before the others are counted."""
CELL = " | "
WHOLE = frozenset({"exact", "broken"})
"""The tiers of passages that have all that was asked."""


def why(
    asked: Plan, passage: Passage, tier: str, speakers: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, tuple[str, ...], str]:
    """A sentence for each word that is not in the passage's text as it was typed, the words that seem
    misread, and how it was found in one word (see engine.Hit).

    ``speakers`` are the words that may name who speaks, or when. ``tier`` is that of finding.Tier: where a
    passage has some of the words, it may lack the others altogether; else those that its text lacks stand in
    its heading or label, or in its document's title.
    """
    said: list[str] = []
    absent: list[str] = []
    misread: list[str] = []
    telling = [unit for unit in asked.units if not unit.common] or list(asked.units)
    for unit in telling:
        if any(_has(one, passage) for one in [unit, *_alternatives(unit, telling, speakers)]):
            continue
        others = [name for name, other in unit.others if passage.stems.issuperset(other)]
        broken = [word for word in unit.misread if word in passage.printed]
        if others:
            said.append(f"Has “{others[0]}” for “{_bare(unit)}”.")
        elif broken:
            misread += broken
            said.append(f"“{broken[0]}” is perhaps a misreading: “{_bare(unit)}” was searched for.")
        elif unit.said in speakers and tier in (WHOLE | {"paper"} if is_a_date(unit) else WHOLE):
            who = "who speaks here, or whose paper it is"
            names = speakers[unit.said] or f"“{_bare(unit)}”"
            said.append(f"{names} is {'when its paper was written' if is_a_date(unit) else who}.")
        else:
            absent.append(f"“{_bare(unit)}”")
    if absent:
        said.append(_say_absent(absent, passage, tier))
    how = "damaged" if misread else "near" if absent and tier in {"some", "paper"} else "exact"
    return " ".join(dict.fromkeys(said)), tuple(dict.fromkeys(misread)), how


def _say_absent(absent: list[str], passage: Passage, tier: str) -> str:
    if tier == "some":
        return f"Its text is without {_list(absent)}."
    # The cells of a row are parted so: what it lacks stands above its table's columns.
    heading = "its heading, the names of its columns" if CELL in passage.text else "its heading"
    place = f"{heading}, its label or the document’s title" if tier == "paper" else f"{heading} or its label"
    return f"{_list(absent)} {'stands' if len(absent) == 1 else 'stand'} in {place}."


def _alternatives(unit: Unit, telling: Sequence[Unit], speakers: Mapping[str, str]) -> list[Unit]:
    """What will do in place of this one: another council that was named."""
    said = speakers.get(unit.said)
    return [other for other in telling if said and speakers.get(other.said) == said]


def said_near(passage: Passage, stems: Sequence[str]) -> str:
    """Which of its words bring a passage near in meaning to what was asked, as they are printed."""
    printed: dict[str, str] = {}
    for word, root in passage.words:
        printed.setdefault(root, passage.text[word.start : word.end])
    words = [f"“{printed[stem].lower()}”" for stem in stems if stem in printed]
    return f"Near in meaning by {_list(words)}." if words else ""


def _has(unit: Unit, passage: Passage) -> bool:
    if unit.beginnings and any(word.startswith(unit.beginnings) for word in passage.printed):
        return True
    stems = passage.stems
    if unit.said.startswith("("):  # one of several is enough
        return not stems.isdisjoint(unit.stems)
    if unit.also or (unit.whole and not unit.stems):
        return unit.whole in stems or not stems.isdisjoint(unit.stems)
    if not unit.stems:
        return not unit.beginnings
    return stems.issuperset(unit.stems) or unit.whole in stems


def _bare(unit: Unit) -> str:
    return unit.said.strip("“”()")


def _list(names: list[str]) -> str:
    if len(names) > NAMED + 1:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} other words"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
